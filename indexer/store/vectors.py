"""The vectors of a build's passages, memory-mapped, and the search among them.

A vector is kept as whole numbers of eight bits and one factor, its scale. A question's vector is rounded to whole numbers
too, so small that every sum of products is one that float32 holds exactly: a similarity is the same on every machine, in
whatever order its products are added.

Few passages are compared with the question one by one, and some more where numba compiles it. Of many, those are compared
whose sign bits are nearest to its own: among 50,000 passages of 256 dimensions these hold .991 of the best 50 and .998 of the
best 10, in a third of the time. The sign bits are packed when they are needed first: 10 ms for 50,000 passages.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import open_array
from indexer.damage import damage_of, read_json
from indexer.store import sign_bits
from indexer.store.sign_bits import pack_signs

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from numpy.typing import NDArray

VECTORS, SCALES, KEYS, MODEL = "vectors.npy", "scales.npy", "keys.npy", "model.json"
KEY_BYTES = 16
MOST = 127  # of the numbers of a vector

_ALL = 2**20  # numbers (vectors × dimensions) up to which all are compared: about half a millisecond …
_ALL_COMPILED = 2**22  # … and where numba compiles it
_COMPARED = 4_000  # vectors that are compared of more than that
_AT_ONCE = 1_024  # vectors copied together: so few stay in the processor's cache
_MOST_OF_A_QUESTION = 2**12  # of the numbers of a question
_EXACT = 2**24  # up to here float32 holds every whole number
_ROWS_AT_ONCE = 8_192  # vectors whose sign bits are packed at a time


class Vectors:
    """A row for every passage, by its number. Deterministic, safe to use from several threads at once."""

    def __init__(self, folder: Path, *, compiled: bool = False) -> None:
        """`compiled` asks for the loops that numba compiles (extra `[speed]`).

        Raises `DamagedBuildError` when the files are missing or do not fit each other.
        """
        kernel = _kernel() if compiled else None
        self._products = kernel.products if kernel else _products
        self._differences, self._nearest = (kernel or sign_bits).differences, (kernel or sign_bits).nearest
        self._all = _ALL_COMPILED if kernel else _ALL
        with damage_of(folder):
            self.name, self.digest, self.dimensions = _facts(read_json(folder / MODEL))
            self.rows: NDArray[np.int8] = _table(folder / VECTORS, np.int8).reshape(-1, self.dimensions)
            self.scales: NDArray[np.float32] = _table(folder / SCALES, np.float32)
            self.keys: NDArray[np.uint8] = _table(folder / KEYS, np.uint8).reshape(-1, KEY_BYTES)
            if not len(self.rows) == len(self.scales) == len(self.keys):
                raise ValueError("it holds columns of different lengths")

    def __len__(self) -> int:
        return len(self.rows)

    def top(
        self, question: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The numbers and similarities of the `k` passages nearest to the question's vector, the nearest first.

        `allowed`, one truth value a passage, is applied inside, so `k` are found if so many are allowed. Equally near
        passages stand in reading order. To a vector of zeros nothing is near.
        """
        if not question.any():
            return np.empty(0, np.int64), np.empty(0)
        numbers = None if allowed is None else np.flatnonzero(allowed)
        if self.rows.size > self._all and (len(self) if numbers is None else len(numbers)) > max(k, _COMPARED):
            counts = self._differences(self._signs, pack_signs(question[None])[0])
            close = self._nearest(counts if numbers is None else counts[numbers], max(k, _COMPARED))
            numbers = close if numbers is None else numbers[close]
        similarities = self._similarities(question, numbers)
        if len(similarities) > k:
            best = np.flatnonzero(similarities >= np.partition(similarities, -k)[-k])
            numbers, similarities = best if numbers is None else numbers[best], similarities[best]
        elif numbers is None:
            numbers = np.arange(len(self))
        order = np.lexsort((numbers, -similarities))[:k]
        return numbers[order], similarities[order]

    def similarities(self, question: NDArray[np.float32], passages: NDArray[np.integer]) -> NDArray[np.float64]:
        """The cosine similarity, -1 to 1, of each of the passages to the question's vector."""
        return self._similarities(question, passages.astype(np.int64))

    def _similarities(self, question: NDArray[np.float32], numbers: NDArray[np.int64] | None) -> NDArray[np.float64]:
        """As `similarities`; None stands for every passage."""
        rounded, scale = _whole_numbers(question, min(_EXACT // (MOST * self.dimensions), _MOST_OF_A_QUESTION))
        products = self._products(self.rows, numbers, rounded)
        scales = self.scales if numbers is None else self.scales[numbers]
        return np.asarray(products * scales.astype(np.float64) * scale)

    @cached_property
    def _signs(self) -> NDArray[np.uint64]:
        """The sign bits, word by word: all first words, all second words, and so on."""
        parts = [pack_signs(self.rows[at : at + _ROWS_AT_ONCE]) for at in range(0, len(self), _ROWS_AT_ONCE)]
        return np.ascontiguousarray(np.concatenate(parts).T)


def _products(
    rows: NDArray[np.int8], numbers: NDArray[np.int64] | None, question: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The product of each of these rows (None: of all) with a question in whole numbers."""
    found = np.empty(len(rows) if numbers is None else len(numbers), np.float32)
    for first in range(0, len(found), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        part = rows[some] if numbers is None else rows.take(numbers[some], axis=0)
        np.matmul(part.astype(np.float32), question, out=found[some])
    return found


def _kernel() -> ModuleType | None:
    try:
        from indexer.store import vectors_numba  # noqa: PLC0415  importing numba takes longer than a short command
    except ImportError:
        return None
    return vectors_numba


def quantised(vectors: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The vectors in whole numbers from -127 to 127, and what each is to be multiplied by to have its length again."""
    exact = vectors.astype(np.float64)
    largest = np.abs(exact).max(axis=1, keepdims=True, initial=0.0)
    rows = np.rint(np.divide(MOST * exact, largest, out=np.zeros_like(exact), where=largest > 0))
    own, wanted = (np.sqrt((each * each).sum(axis=1)) for each in (rows, exact))
    scales = np.divide(wanted, own, out=np.zeros_like(own), where=own > 0)
    return rows.astype(np.int8), scales.astype(np.float32)


def _whole_numbers(question: NDArray[np.float32], most: int) -> tuple[NDArray[np.float32], float]:
    """The vector in whole numbers of at most this size, and what they are to be multiplied by to have length 1."""
    exact = question.astype(np.float64)
    largest = float(np.abs(exact).max(initial=0.0))
    rounded = np.rint(exact * (most / largest)) if largest > 0 else exact
    length = float(np.sqrt((rounded * rounded).sum()))
    return rounded.astype(np.float32), 1 / length if length > 0 else 0.0


def _table(path: Path, dtype: type[np.generic]) -> NDArray[Any]:
    array = open_array(path)
    if array.dtype != dtype:
        raise ValueError(f"{path.name} holds {array.dtype}")
    return array


def _facts(model: object) -> tuple[str, str, int]:
    match model:
        case {"name": str(name), "digest": str(digest), "dimensions": int(dimensions)} if dimensions > 0:
            return name, digest, dimensions
    raise ValueError(f"{MODEL} does not say which model made the vectors")
