"""Cuts the stream of articles into batches: as many as a worker process analyses at a time.

Where a batch ends is decided by its articles alone, not by a running count: once a batch holds the least size, it ends
with the first article whose id has a small enough hash ("content-defined chunking"; Muthitacharoen, Chen and Mazières, "A
low-bandwidth network file system", 2001). So an article that is added, changed or removed changes its own batch and
perhaps the next few, and all others hold the same articles as before: their analysis can be taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.store.columns import id_hash

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
    cuts = _Cuts(largest)
    for article in articles:
        before, after = cuts.around(len(article.text) + len(article.title), id_hash(article.id))
        if before:
            yield batch
            batch = []
        batch.append(article)
        if after:
            yield batch
            batch = []
    if batch:
        yield batch


def batch_ends(characters: Iterable[int], id_hashes: Iterable[int], largest: int) -> list[int]:
    """Where `cut_batches` would end each batch: the number of articles up to there.

    An article is given by how many characters its text and title have, and the hash of its id.
    """
    cuts, ends, number = _Cuts(largest), [0], 0
    for size, own_hash in zip(characters, id_hashes, strict=True):
        before, after = cuts.around(size, own_hash)
        ends += [number] if before else []
        number += 1
        ends += [number] if after else []
    return [*ends[1:], *([number] if ends[-1] != number else [])]


class _Cuts:
    """Says where batches end, article after article."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._least, self._every = _LEAST * largest, _MORE * largest
        self._size = 0  # of the batch so far

    def around(self, characters: int, own_hash: int) -> tuple[bool, bool]:
        """Whether a batch ends before the next article, and whether one ends after it."""
        own = characters + _OVERHEAD
        before = self._size > 0 and self._size + own > self._largest
        self._size = own if before else self._size + own
        # A batch may end after one article, on average, in `_MORE` of the largest size.
        after = self._size >= self._least and own_hash * self._every < own * _HASHES
        if after:
            self._size = 0
        return before, after
