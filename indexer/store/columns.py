"""Columns on disk: plain `.npy` files, appended to while a build is made and memory-mapped when it is read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import narrowed

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

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
    "title_end": np.uint32,  # where its title's terms end in the forward array of titles
    "group": np.int32,  # the number of the first article that is nearly the same text; its own, if there is none before it
}
SIGNATURES = "article_signature.npy"
"""The file of the articles' signatures, one row each."""


class ColumnWriter:
    """Appends to a column; `close` completes the file. A column that was not closed cannot be read.

    The file is open only while something is written: a build has more columns than a process may open files, perhaps.
    """

    def __init__(self, path: Path, dtype: type[np.generic], width: int | None = None) -> None:
        """`width`: how many numbers each row has; None for a column of one dimension."""
        self._path, self._dtype = path, np.dtype(dtype)
        self._width = () if width is None else (width,)
        self._rows = 0
        path.write_bytes(self._header())

    def _header(self) -> bytes:
        header = io.BytesIO()
        shape = {"descr": self._dtype.str, "fortran_order": False, "shape": (self._rows, *self._width)}
        np.lib.format.write_array_header_1_0(header, shape)
        return header.getvalue()

    def __len__(self) -> int:
        return self._rows

    def append(self, values: Column) -> None:
        """Adds rows, cast to the column's type; raises `BuildError` when one is too large for it."""
        rows = narrowed(values, self._dtype, self._path.stem)
        with self._path.open("ab") as file:
            file.write(rows.tobytes())
        self._rows += len(rows)

    def close(self) -> None:
        """Writes how many rows there are."""
        with self._path.open("r+b") as file:
            file.write(self._header())
