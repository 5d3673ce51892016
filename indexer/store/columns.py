"""The columns of a store: plain `.npy` files, appended to while a build is made and memory-mapped when it is read."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.types import Article

    Column = NDArray[Any]

SENTENCE_COLUMNS: dict[str, type[np.generic]] = {
    "start": np.int32,  # in the article's text, code points
    "end": np.int32,
    "byte_start": np.int64,  # in the text file, bytes
    "byte_end": np.int64,
    "terms_end": np.uint32,  # where its terms end in the forward array; they begin where the last one's end
}
PASSAGE_COLUMNS: dict[str, type[np.generic]] = {
    "article": np.int32,  # the article's number
    "first": np.int32,  # its sentences: the first …
    "last": np.int32,  # … and the one after the last
    "heading": np.int32,  # the sentence that is its heading, or -1
}
ARTICLE_COLUMNS: dict[str, type[np.generic]] = {
    "source": np.int32,  # the number of its case-folded source among all sources, or -1
    "author": np.int32,
    "first_day": np.int32,  # its date as a period: proleptic ordinals, both inclusive; 0 when undated
    "last_day": np.int32,
    "sentences_end": np.int32,  # the number after that of its last sentence
    "passages_end": np.int32,  # the number after that of its last passage
    "names_end": np.uint32,  # where its names end among those of all articles (`article_names.py`)
    "title_end": np.uint32,  # where its title's terms end in the forward array of titles
    "group": np.int32,  # the number of the first article that is nearly the same text; its own, if there is none before it
}
BUILD_COLUMNS: dict[str, type[np.generic]] = {  # of articles; only what makes the next build reads them
    "text_end": np.int64,  # where its text ends in the text file, bytes
    "characters": np.int32,  # how long its text and title are, code points
    "id_hash": np.uint64,  # `id_hash` of its id
    "content_hash": np.uint64,  # `content_hash` of it
}
SIGNATURES = "article_signature.npy"
"""The file of the articles' signatures, one row each."""


def id_hash(article_id: str) -> int:
    """A number below 2⁶⁴ that an id alone decides, by which batches of articles are cut."""
    return _hash(article_id)


def content_hash(article: Article) -> int:
    """A number below 2⁶⁴ that text, title and language decide, by which copies are looked for."""
    return _hash(f"{article.sha256} {article.language} {article.title}")


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
