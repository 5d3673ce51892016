"""The vectors of a build's passages, memory-mapped, and the search among them.

Few are compared with the question's one by one. Of many, those are compared whose sign bits are nearest to its own:
among 50,000 passages of 256 dimensions these hold .98 of the best 200 and .999 of the best 10, in half the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import open_array
from indexer.damage import damage_of, read_json
from indexer.store.sign_bits import differences, nearest, pack_signs, words

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VECTORS, SIGNS, KEYS, MODEL = "vectors.npy", "signs.npy", "keys.npy", "model.json"
KEY_BYTES = 32

_ALL = 2**23  # numbers (vectors × dimensions) up to which all are compared: about 2 ms
_COMPARED = 8_000  # vectors that are compared of more than that
_AT_ONCE = 1_024  # vectors copied together: so few stay in the processor's cache
_EPSILON = float(np.finfo(np.float32).eps)


class Vectors:
    """A row for every passage, by its number. Deterministic, safe to use from several threads at once.

    Similarities are exact: float64 products of the float32 vectors, added in an order that depends on nothing else.
    """

    def __init__(self, folder: Path) -> None:
        """Raises `DamagedBuildError` when the files are missing or do not fit each other."""
        with damage_of(folder):
            self.name, self.digest, self.dimensions = _facts(read_json(folder / MODEL))
            self.rows: NDArray[np.float32] = _table(folder / VECTORS, np.float32).reshape(-1, self.dimensions)
            self.keys: NDArray[np.uint8] = _table(folder / KEYS, np.uint8).reshape(-1, KEY_BYTES)
            self._signs: NDArray[np.uint64] = _table(folder / SIGNS, np.uint64).reshape(words(self.dimensions), -1)
            if not len(self.rows) == len(self.keys) == self._signs.shape[1]:
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
        numbers = np.arange(len(self)) if allowed is None else np.flatnonzero(allowed)
        if self._many and len(numbers) > max(k, _COMPARED):
            counts = differences(self._signs, pack_signs(question[None])[0])
            numbers = numbers[nearest(counts[numbers], max(k, _COMPARED))]
        if len(numbers) > k:
            numbers = numbers[_could_be_best(self._roughly(question, numbers), k, self.dimensions)]
        similarities = self.similarities(question, numbers)
        best = np.lexsort((numbers, -similarities))[:k]
        return numbers[best], similarities[best]

    def similarities(self, question: NDArray[np.float32], passages: NDArray[np.integer]) -> NDArray[np.float64]:
        """The cosine similarity, -1 to 1, of each of the passages to the question's vector."""
        # Not a matrix product: that adds in an order which depends on the other rows and on the processor.
        return np.asarray((self.rows.take(passages, axis=0) * question.astype(np.float64)).sum(axis=1))

    @property
    def _many(self) -> bool:
        return self.rows.size > _ALL

    def _roughly(self, question: NDArray[np.float32], passages: NDArray[np.int64]) -> NDArray[np.float32]:
        """The similarities as a float32 product gives them."""
        if not self._many:
            return np.asarray((self.rows @ question)[passages])
        similarities = np.empty(len(passages), np.float32)
        for first in range(0, len(passages), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            np.matmul(self.rows.take(passages[some], axis=0), question, out=similarities[some])
        return similarities


def _table(path: Path, dtype: type[np.generic]) -> NDArray[Any]:
    array = open_array(path)
    if array.dtype != dtype:
        raise ValueError(f"{path.name} holds {array.dtype}")
    return array


def _could_be_best(rough: NDArray[np.float32], k: int, dimensions: int) -> NDArray[np.bool_]:
    """Whether each can be among the `k` largest, given the rounding error of a float32 product of so many dimensions."""
    least = np.partition(rough, len(rough) - k)[len(rough) - k]
    return np.asarray(rough >= least - 4 * dimensions * _EPSILON)


def _facts(model: object) -> tuple[str, str, int]:
    match model:
        case {"name": str(name), "digest": str(digest), "dimensions": int(dimensions)} if dimensions > 0:
            return name, digest, dimensions
    raise ValueError(f"{MODEL} does not say which model made the vectors")
