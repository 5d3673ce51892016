"""Rows of several tables that make up a new one: how a build is put together from parts of others.

The rows of all tables are counted through, those of the first table first. A table may have children, as articles have
sentences: rows of another table, each parent's in one run, the parents' one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow each other in one table and in the new one: `first` to `last` (not included), from `place` on."""

    table: int
    first: int
    last: int
    place: int


class Selection:
    """The rows of a new table, in order."""

    def __init__(self, rows: NDArray[np.int64], sizes: Sequence[int]) -> None:
        """`rows` are numbers counted through all tables, which have so many rows (`sizes`)."""
        self.rows, self.sizes = rows, tuple(sizes)
        self._begins = np.cumsum([0, *sizes])

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, some: slice | NDArray[np.integer]) -> Selection:
        """The selection of some of the new rows alone."""
        return Selection(self.rows[some], self.sizes)

    def chosen(self, table: int) -> tuple[NDArray[np.bool_] | slice, NDArray[np.int64]]:
        """Where in the new table the rows of one table stand, and their numbers there."""
        if len(self.sizes) == 1:
            return slice(None), self.rows
        begin, end = self._begins[table], self._begins[table + 1]
        of_table = (self.rows >= begin) & (self.rows < end)
        return of_table, self.rows[of_table] - begin

    def take(self, columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """A column of the new table, from those of the tables."""
        taken = np.empty((len(self), *columns[0].shape[1:]), columns[0].dtype)
        for table, column in enumerate(columns):
            where, numbers = self.chosen(table)
            taken[where] = column[numbers]
        return taken

    def places(self, table: int) -> NDArray[np.int32]:
        """For each row of one table its place in the new one, -1 for none."""
        where, numbers = self.chosen(table)
        places = np.full(self.sizes[table], -1, np.int32)
        places[numbers] = np.arange(len(self), dtype=np.int32)[where]
        return places

    def bounds(self, ends: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the children of each new row begin and end in the tables of children, each counted by itself.

        `ends` is the column, of each table, that says where a row's children end.
        """
        last = [each.astype(np.int64) for each in ends]
        return self.take([np.concatenate(([0], each))[:-1] for each in last]), self.take(last)

    def children(self, ends: Sequence[NDArray[Any]]) -> Selection:
        """The children of the new rows; `ends` as in `bounds`."""
        first, last = self.bounds(ends)
        sizes = [int(each[-1]) if len(each) else 0 for each in ends]
        begins = np.cumsum([0, *sizes])
        shift = self.take([np.full(size, begin) for size, begin in zip(self.sizes, begins[:-1], strict=True)])
        return Selection(expanded(first + shift, last - first), sizes)

    def runs(self) -> Iterator[Run]:
        """The new rows as runs, in order."""
        if not len(self):
            return
        table = np.searchsorted(self._begins[1:], self.rows, side="right")
        apart = np.flatnonzero((np.diff(self.rows) != 1) | (np.diff(table) != 0)) + 1
        begins, ends = np.append(0, apart), np.append(apart, len(self))
        firsts = self.rows[begins] - self._begins[table[begins]]
        for number, first, begin, end in zip(
            table[begins].tolist(), firsts.tolist(), begins.tolist(), ends.tolist(), strict=True
        ):
            yield Run(number, first, first + end - begin, begin)


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The distinct values, rising: as `numpy.unique`, which takes ten times as long since it hashes them first."""
    ordered = np.sort(values)
    return np.asarray(ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]])


def windows(values: NDArray[Any], size: int) -> NDArray[Any]:
    """Every run of `size` successive values of an array that lies in one piece, as rows that share its memory.

    As `numpy.lib.stride_tricks.sliding_window_view`, which takes ten times as long for a call.
    """
    step = values.itemsize
    return np.ndarray((len(values) - size + 1, size), values.dtype, values, strides=(step, step))


def expanded(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers `start`, `start + 1` … of each run, so many as its size, one run after the other."""
    ends = np.cumsum(sizes)
    return np.asarray(np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes))
