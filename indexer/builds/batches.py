"""Cuts the stream of articles into batches: as many as a worker process analyses at a time.

Where a batch ends is decided by its articles alone, not by a running count: once a batch holds the least size, it ends
with the first article whose id has a small enough hash ("content-defined chunking"; Muthitacharoen, Chen and Mazières, "A
low-bandwidth network file system", 2001). So an article that is added, changed or removed changes its own batch and
perhaps the next few, and all others hold the same articles as before: their analysis can be taken over.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.types import Article

    Batch = list[Article]

LARGEST = 3_000_000  # characters: larger batches are no faster, and leave workers without one at the end
_LEAST = 0.5  # of the largest size, before a batch may end …
_MORE = 0.15  # … and what it holds beyond that, on average
_BYTES_A_CHARACTER = 16  # what a worker needs at most for each character of a batch, measured
_OVERHEAD = 64  # characters that an article counts for, however short
_HASHES = 2**64


def batch_size(memory: int, workers: int) -> int:
    """How many characters a batch may have, so that all workers together keep to so many bytes of memory."""
    return min(LARGEST, memory // (_BYTES_A_CHARACTER * (workers + 1)))


def cut_batches(articles: Iterable[Article], largest: int) -> Iterator[Batch]:
    """The articles in batches of at most `largest` characters, in order; a longer article is a batch of its own."""
    batch: Batch = []
    size = 0
    for article in articles:
        own = article_size(article)
        if batch and size + own > largest:
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += own
        if size >= _LEAST * largest and _ends_batch(article, _MORE * largest):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def article_size(article: Article) -> int:
    """How many characters the article counts for in a batch."""
    return len(article.text) + len(article.title) + _OVERHEAD


def _ends_batch(article: Article, every: float) -> bool:
    """Whether a batch may end with this article: one does, on average, in so many characters."""
    digest = blake2b(article.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") * every < article_size(article) * _HASHES
