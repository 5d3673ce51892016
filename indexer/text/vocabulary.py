"""A build's vocabulary: its sorted terms; a term's number is its place.

Two files: `terms.utf8`, all terms one after the other, and `ends.npy` (uint32), where each ends (bytes). They are
memory-mapped, so a vocabulary costs what is looked up, not what it holds.
"""

from __future__ import annotations

import mmap
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import narrowed, open_array

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

_AT_HAND = 65_536  # terms whose numbers are remembered


class Vocabulary:
    """Term → number and back. Order is that of code points, which is that of UTF-8 bytes.

    `number(term)` is the number of a term, or None when no passage holds it.
    """

    def __init__(self, folder: Path) -> None:
        size = (folder / "terms.utf8").stat().st_size
        with (folder / "terms.utf8").open("rb") as file:
            self._terms = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self._ends = open_array(folder / "ends.npy")
        self.number = lru_cache(_AT_HAND)(self._number)

    def __len__(self) -> int:
        return len(self._ends)

    def _bytes(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) if number else 0
        return self._terms[start : int(self._ends[number])]

    def term(self, number: int) -> str:
        """The term of that number; raises IndexError when there is none."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._bytes(number).decode()

    def _number(self, term: str) -> int | None:
        """The number of a term, or None when no passage holds it."""
        place = self.place(term)
        return place if place < len(self) and self._bytes(place) == term.encode() else None

    def place(self, term: str) -> int:
        """How many terms come before `term`: its number, when the vocabulary holds it."""
        wanted = term.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def letters(self, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes of the terms numbered from `first` up to `last`, one after the other, and where each ends."""
        start = int(self._ends[first - 1]) if first else 0
        ends = self._ends[first:last].astype(np.int64) - start
        size = int(ends[-1]) if len(ends) else 0
        return np.frombuffer(self._terms[start : start + size], np.uint8), ends


def write_vocabulary(folder: Path, terms: Iterable[str]) -> int:
    """Writes terms that come sorted, each once; returns how many there were. Memory is bounded but for eight bytes a term."""
    folder.mkdir(parents=True, exist_ok=True)
    ends: list[NDArray[np.int64]] = []
    block: list[int] = []
    end = 0
    with (folder / "terms.utf8").open("wb") as file:
        for term in terms:
            end += file.write(term.encode())
            block.append(end)
            if len(block) == 65_536:
                ends.append(np.array(block, np.int64))
                block.clear()
    ends.append(np.array(block, np.int64))
    np.save(folder / "ends.npy", narrowed(np.concatenate(ends), np.dtype(np.uint32), "ends"))
    return sum(map(len, ends))
