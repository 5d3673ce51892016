"""Rows: one passage's terms, counts and lengths as bytes, and what many rows say of a question's terms.

2 × uint8   the lengths of text and title, as Whoosh keeps them; two bytes of nothing
2 × uint32  how many distinct terms each field has
int32 …     the numbers of these terms, rising within a field
uint16 …    how often each occurs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import FIELDS
from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HEAD = np.dtype([("lengths", "u1", (len(FIELDS),)), ("nothing", "u1", (2,)), ("sizes", "<u4", (len(FIELDS),))])
_TERM, _COUNT = np.dtype("<i4"), np.dtype("<u2")
_A_TERM = _TERM.itemsize + _COUNT.itemsize


def encode_row(
    lengths: Sequence[int], terms: Sequence[NDArray[np.int32]], counts: Sequence[NDArray[np.uint16]]
) -> bytes:
    """The row of a passage, given each field's length byte, terms and counts."""
    head = np.zeros((), HEAD)
    head["lengths"], head["sizes"] = lengths, [len(own) for own in terms]
    own_terms = (own.astype(_TERM).tobytes() for own in terms)
    return b"".join((head.tobytes(), *own_terms, *(own.astype(_COUNT).tobytes() for own in counts)))


class Rows:
    """The rows of some passages, decoded; raises `DamagedBuildError` for bytes that are none."""

    def __init__(self, rows: Sequence[bytes], index: str) -> None:
        heads = np.frombuffer(b"".join(row[: HEAD.itemsize] for row in rows), np.uint8)
        if len(heads) != len(rows) * HEAD.itemsize:
            raise DamagedBuildError(index, "holds a passage without terms and lengths")
        self._head = heads.view(HEAD)
        self._rows, self._sizes = rows, self._head["sizes"].astype(np.int64)
        if [len(row) for row in rows] != (HEAD.itemsize + _A_TERM * self._sizes.sum(axis=1)).tolist():
            raise DamagedBuildError(index, "holds a passage whose terms were cut off")

    def lengths(self, field: int) -> NDArray[np.uint8]:
        """The length byte of each passage in the field of that number."""
        return self._head["lengths"][:, field]

    def counts(self, field: int, terms: Sequence[int]) -> NDArray[np.int64]:
        """How often each term occurs in each passage, in one field: [terms, passages]."""
        table = np.zeros((len(terms), len(self._rows)), np.int64)
        if not len(terms) or not self._rows:
            return table
        wanted, place = np.unique(np.asarray(terms, np.int32), return_inverse=True)
        own, counts, owner = self._column(field)
        at = wanted.searchsorted(own).clip(0, len(wanted) - 1)
        held = np.flatnonzero(wanted[at] == own)
        distinct = np.zeros((len(wanted), len(self._rows)), np.int64)
        distinct[at[held], owner[held]] = counts[held]
        return distinct[place.reshape(-1)]

    def _column(self, field: int) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.int64]]:
        """The terms of all passages in one field, one after the other, with their counts and whose they are."""
        sizes = self._sizes[:, field]
        before = self._sizes[:, :field].sum(axis=1)
        terms = HEAD.itemsize + _TERM.itemsize * before
        counts = HEAD.itemsize + _TERM.itemsize * self._sizes.sum(axis=1) + _COUNT.itemsize * before
        return (
            np.frombuffer(self._cut(terms, sizes * _TERM.itemsize), _TERM),
            np.frombuffer(self._cut(counts, sizes * _COUNT.itemsize), _COUNT),
            np.repeat(np.arange(len(self._rows)), sizes),
        )

    def _cut(self, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> bytes:
        ends = (starts + sizes).tolist()
        return b"".join(row[start:end] for row, start, end in zip(self._rows, starts.tolist(), ends, strict=True))
