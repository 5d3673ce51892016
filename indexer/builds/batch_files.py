"""An analysed batch on disk, from its worker to the merge: files named after one path.

Everything is counted from the batch's own beginning, and terms are numbered within the batch: nothing here depends on
the batches before, on the number of the batch, or on the build.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import read_array
from indexer.engines.base import Postings
from indexer.store.vector_writer import EmbeddedTexts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SENTENCES = ("article", "start", "end", "byte_start", "byte_end", "terms_end")
PASSAGES = ("article", "first", "last", "heading")
_PIECE = 2**14  # bytes of a batch's terms that are read at a time


@dataclass(frozen=True, slots=True)
class AnalysedBatch:
    """What the analysis of a batch of articles gives.

    terms             its distinct terms, sorted; a term's number is its place
    forward           int32, the terms of all sentences in the order of the text
    titles            int32, the terms of the articles' titles; those of an article end at its row of `title_ends`
    sentences         int64 [sentences, 6], columns `SENTENCES`: offsets as in `indexer.store`, articles counted from 0
    passages          int64 [passages, 4], columns `PASSAGES`: sentences counted from 0; no heading is -1
    passage_counts    int64, how many passages each article has
    signatures        uint16 [articles, 80], as in `indexer.store`
    names             the distinct names in its articles, sorted
    article_names     int32, the numbers of the articles' names; those of an article end at its row of `name_ends`
    postings          of each field
    """

    terms: Sequence[str]
    forward: NDArray[np.int32]
    titles: NDArray[np.int32]
    title_ends: NDArray[np.int64]
    sentences: NDArray[np.int64]
    passages: NDArray[np.int64]
    passage_counts: NDArray[np.int64]
    signatures: NDArray[np.uint16]
    names: Sequence[str]
    article_names: NDArray[np.int32]
    name_ends: NDArray[np.int64]
    postings: Mapping[str, Postings]


_ARRAYS = (
    *("forward", "titles", "title_ends", "sentences", "passages", "passage_counts"),
    *("signatures", "article_names", "name_ends"),
)
_VECTORS = ("rows", "scales", "keys")


class BatchFiles:
    """The files of one analysed batch; each array is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        """`path` is that of the files, without their endings."""
        self._path = path

    def write(self, batch: AnalysedBatch) -> None:
        """Writes every file; raises OSError."""
        self._path.with_suffix(".terms").write_bytes("".join(f"{term}\n" for term in batch.terms).encode())
        self._path.with_suffix(".names").write_text("\n".join(batch.names), "utf-8", newline="")
        for name in _ARRAYS:
            np.save(self._path.with_suffix(f".{name}.npy"), getattr(batch, name))
        for field, postings in batch.postings.items():
            for part in Postings.__slots__:
                np.save(self._path.with_suffix(f".{field}.{part}.npy"), getattr(postings, part))

    def write_vectors(self, embedded: EmbeddedTexts) -> None:
        """Writes the vectors of the passages; raises OSError."""
        for name in _VECTORS:
            np.save(self._path.with_suffix(f".{name}.npy"), getattr(embedded, name))
        self._path.with_suffix(".anew").write_text(str(embedded.anew))

    def vectors(self) -> EmbeddedTexts:
        """The vectors of the passages, as they were written."""
        rows, scales, keys = map(self.array, _VECTORS)
        return EmbeddedTexts(rows, scales, keys, int(self._path.with_suffix(".anew").read_text()))

    def terms(self) -> Iterator[str]:
        """The terms, sorted. No term holds a line feed: tokens are letters, digits and a few signs.

        The file is open only while a piece of it is read: there may be more batches than files that a process may open.
        """
        position, rest = 0, b""
        while piece := self._piece(position):
            position += len(piece)
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.decode() for line in lines)

    def _piece(self, position: int) -> bytes:
        with self._path.with_suffix(".terms").open("rb", buffering=0) as file:
            return os.pread(file.fileno(), _PIECE, position)

    def names(self) -> tuple[list[str], NDArray[np.int32], NDArray[np.int64]]:
        """`names`, `article_names` and `name_ends` of `AnalysedBatch`. No name holds a line feed: names are words."""
        names = self._path.with_suffix(".names").read_text("utf-8").split("\n")
        return names, self.array("article_names"), self.array("name_ends")

    def array(self, name: str) -> NDArray[Any]:
        """The array of `AnalysedBatch` with that name."""
        return read_array(self._path.with_suffix(f".{name}.npy"))

    def sentences(self) -> dict[str, NDArray[np.int64]]:
        """The columns of the sentences, by name."""
        return dict(zip(SENTENCES, self.array("sentences").T, strict=True))

    def passages(self) -> dict[str, NDArray[np.int64]]:
        """The columns of the passages, by name."""
        return dict(zip(PASSAGES, self.array("passages").T, strict=True))

    def postings(self, field: str) -> Postings:
        """The postings in one field."""
        return Postings(*(self.array(f"{field}.{part}") for part in Postings.__slots__))
