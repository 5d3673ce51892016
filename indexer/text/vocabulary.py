"""A build's vocabulary: its sorted terms; a term's number is its position.

Two files: `terms.utf8`, all terms one after the other, and `ends.npy` (uint32), the byte offset at which each ends. Both are
memory-mapped, so that only the parts looked up are read.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache, partial
from itertools import compress, pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import narrowed, open_array, open_bytes
from indexer.damage import translated
from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_CACHED = 65_536  # terms whose numbers are kept
_MOST_HOLDING = 2_000  # terms, and places, that hold some letters
LAST = "\U0010ffff"
"""Sorts after every letter."""


class Vocabulary:
    """Term → number and back. Terms are sorted by code points, which is also the order of their UTF-8 bytes.

    `number(term)` is the number of a term, or None when no passage holds it. Raises `DamagedBuildError`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._terms = open_bytes(folder / "terms.utf8")
        self._ends: NDArray[np.uint32] = open_array(folder / "ends.npy")
        if self._ends.dtype != np.uint32 or self._ends.ndim != 1:
            raise DamagedBuildError(folder / "ends.npy", "is not where the terms end")
        # The cache knows the files and not this object: a cycle would keep them open when the object is gone.
        self.number = lru_cache(_CACHED)(partial(_number, self._terms, self._ends))

    def __len__(self) -> int:
        return len(self._ends)

    def problems(self) -> Iterator[str]:
        """What is wrong with the files, one sentence each: ends that do not rise, terms that are not UTF-8."""
        terms, ends = self._terms[:], self._ends
        if (ends[1:] < ends[:-1]).any() or (int(ends[-1]) if len(ends) else 0) != len(terms):
            yield "the terms of the vocabulary do not follow each other"
            return
        try:
            terms.decode()
        except UnicodeDecodeError:
            yield "the terms of the vocabulary are no text"
            return
        firsts = np.frombuffer(terms, np.uint8)[ends[:-1][ends[:-1] < len(terms)]]
        if (firsts & 0xC0 == 0x80).any():  # a byte within a character
            yield "a term of the vocabulary begins within a letter"

    def term(self, number: int) -> str:
        """The term of that number; raises IndexError when there is none."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        try:
            return _bytes(self._terms, self._ends, number).decode()
        except UnicodeDecodeError as error:
            raise translated(error, self._folder / "terms.utf8") from error

    def encoded(self) -> list[bytes]:
        """All terms in order, as UTF-8."""
        data, ends = self._terms[:], self._ends.tolist()
        return [data[start:end] for start, end in pairwise([0, *ends])]

    def position(self, term: str) -> int:
        """The number of terms that sort before `term`; for a term of the vocabulary, its own number."""
        return _position(self._terms, self._ends, term.encode())

    def letters(self, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes (uint8) of the terms numbered `first` to `last` - 1, one after the other, and the end of each (int64)."""
        start = int(self._ends[first - 1]) if first else 0
        ends = self._ends[first:last].astype(np.int64) - start
        size = int(ends[-1]) if len(ends) else 0
        return np.frombuffer(self._terms[start : start + size], np.uint8), ends

    def holding(self, prefix: str, letters: str) -> list[str]:
        """The terms that begin with `prefix` and, after it, begin or end with these letters; not many thousands of them."""
        first, last = self.position(prefix + letters), self.position(prefix + letters + LAST)
        begin = [self.term(number) for number in range(first, min(last, first + _MOST_HOLDING))]
        low, high = self.position(prefix), self.position(prefix + LAST)
        own, ends = self.letters(low, high)
        data, wanted = own.tobytes(), letters.encode()
        found: list[int] = []
        at = data.find(wanted)
        while at >= 0 and len(found) < _MOST_HOLDING:
            found.append(at + len(wanted))
            at = data.find(wanted, at + 1)
        numbers = np.searchsorted(ends, found)
        at_end = [int(number) for number, end in zip(numbers, found, strict=True) if ends[number] == end]
        return list(dict.fromkeys((*begin, *(self.term(low + number) for number in at_end))))


def _bytes(terms: bytes | mmap.mmap, ends: NDArray[np.uint32], number: int) -> bytes:
    start = int(ends[number - 1]) if number else 0
    return terms[start : int(ends[number])]


def _position(terms: bytes | mmap.mmap, ends: NDArray[np.uint32], wanted: bytes) -> int:
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if _bytes(terms, ends, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _number(terms: bytes | mmap.mmap, ends: NDArray[np.uint32], term: str) -> int | None:
    wanted = term.encode()
    position = _position(terms, ends, wanted)
    return position if position < len(ends) and _bytes(terms, ends, position) == wanted else None


def write_vocabulary(folder: Path, terms: Iterable[str]) -> int:
    """Writes the terms, which come sorted and distinct; returns their number. Needs eight bytes of memory a term."""
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


def combine_vocabularies(
    folder: Path, parts: Sequence[Vocabulary], used: Sequence[NDArray[np.bool_]]
) -> tuple[int, list[NDArray[np.int32]]]:
    """Writes the vocabulary of those terms of the parts that are `used`; the first part is best the largest.

    Returns how many terms there are, and for each part the new number of each of its terms, -1 for one that is not used.
    """
    first, *others = (list(part.encoded()) for part in parts)
    kept = used[0].copy()
    shared: dict[bytes, int] = {}  # terms of other parts that the first has, at that place …
    new: dict[bytes, int] = {}  # … and those that would stand there
    for terms, wanted in zip(others, used[1:], strict=True):
        for term in compress(terms, wanted.tolist()):
            place = bisect_left(first, term)
            if place < len(first) and first[place] == term:
                kept[place] = True
                shared[term] = place
            else:
                new[term] = place
    added = sorted(new)
    reached = np.concatenate(([0], np.cumsum(kept)))
    before = np.array([new[term] for term in added], np.int64)
    of_first = reached[:-1] + np.searchsorted(before, np.arange(len(first)), side="right")
    numbers = dict(zip(added, (reached[before] + np.arange(len(added))).tolist(), strict=True))
    numbers |= {term: int(of_first[place]) for term, place in shared.items()}
    terms = _merged(list(compress(first, kept.tolist())), added, reached[before].tolist())
    renumbered = [of_first.astype(np.int32)]
    renumbered += [np.array([numbers.get(term, -1) for term in other], np.int32) for other in others]
    for own, wanted in zip(renumbered, used, strict=True):
        own[~wanted] = -1
    folder.mkdir(parents=True)
    (folder / "terms.utf8").write_bytes(b"".join(terms))
    ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)))
    np.save(folder / "ends.npy", narrowed(ends, np.dtype(np.uint32), "ends"))
    return len(terms), renumbered


def _merged(terms: list[bytes], added: Sequence[bytes], places: Sequence[int]) -> list[bytes]:
    """The terms with others added, each before the one at its place."""
    merged: list[bytes] = []
    start = 0
    for term, place in zip(added, places, strict=True):
        merged += terms[start:place]
        merged.append(term)
        start = place
    return merged + terms[start:]
