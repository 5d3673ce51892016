"""The passages' vectors of a build: memory-mapped, and searched.

Few are compared with the question's one by one. Of many, those are compared whose sign bits are nearest to its own:
among 50,000 passages (256 dimensions) these hold .98 of the best 200 and all of the best 10, in a quarter of the time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from indexer.store.columns import open_column
from indexer.store.sign_bits import differences, nearest, sign_bits, words

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VECTORS, SIGNS, KEYS, MODEL = "vectors.npy", "signs.npy", "keys.npy", "model.json"
KEY_BYTES = 32

_ALL = 2**23  # numbers (vectors × dimensions) up to which all are compared: about 2 ms
_COMPARED = 8_000  # vectors that are compared of more than that
_EPSILON = float(np.finfo(np.float32).eps)


class Vectors:
    """A row for every passage, by its number. Deterministic, safe to use from several threads at once.

    Similarities are exact: float64 products of the float32 vectors, added in an order that depends on nothing else.
    """

    def __init__(self, folder: Path) -> None:
        """Raises OSError or ValueError when the files are missing or do not fit each other."""
        model = json.loads((folder / MODEL).read_text("utf-8"))
        self.name, self.digest, self.dimensions = _facts(model)
        self.rows: NDArray[np.float32] = open_column(folder / VECTORS).reshape(-1, self.dimensions)
        self.keys: NDArray[np.uint8] = open_column(folder / KEYS).reshape(-1, KEY_BYTES)
        self._signs: NDArray[np.uint64] = open_column(folder / SIGNS).reshape(words(self.dimensions), -1)
        if not len(self.rows) == len(self.keys) == self._signs.shape[1]:
            raise ValueError(f"{folder} holds columns of different lengths")

    def __len__(self) -> int:
        return len(self.rows)

    def top(
        self, question: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The numbers and similarities of the `k` passages nearest to the question's vector, the nearest first.

        `allowed`, one truth value a passage, is applied inside, so it never loses a passage. Equally near passages
        stand in reading order. To a vector of zeros nothing is near.
        """
        if not question.any():
            return np.empty(0, np.int64), np.empty(0)
        numbers = self._compared(question, k, allowed)
        if len(numbers) > k:
            numbers = numbers[self._could_be_best(numbers, question, k)]
        similarities = self.similarities(question, numbers)
        best = np.lexsort((numbers, -similarities))[:k]
        return numbers[best], similarities[best]

    def similarities(self, question: NDArray[np.float32], passages: NDArray[np.integer]) -> NDArray[np.float64]:
        """How near each of the passages is to the question's vector, -1 to 1."""
        # Not a matrix product: that adds in an order which depends on the other rows and on the processor.
        return np.asarray((self.rows[passages] * question.astype(np.float64)).sum(axis=1))

    def _compared(self, question: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """The numbers of the passages to compare with the question, rising."""
        numbers = None if allowed is None else np.flatnonzero(allowed)
        left = len(self) if numbers is None else len(numbers)
        if left * self.dimensions <= _ALL or left <= k:
            return np.arange(left) if numbers is None else numbers
        counts = differences(self._signs, sign_bits(question[None])[0])
        near = nearest(counts if numbers is None else counts[numbers], max(k, _COMPARED))
        return near if numbers is None else numbers[near]

    def _could_be_best(self, numbers: NDArray[np.int64], question: NDArray[np.float32], k: int) -> NDArray[np.bool_]:
        """Which of the passages can be among the `k` nearest, given how far a float32 product may be off."""
        rows = self.rows if len(numbers) == len(self) else self.rows[numbers]
        rough = rows @ question
        place = len(rough) - k
        return rough >= np.partition(rough, place)[place] - 4 * self.dimensions * _EPSILON  # type: ignore[no-any-return]


def _facts(model: object) -> tuple[str, str, int]:
    match model:
        case {"name": str(name), "digest": str(digest), "dimensions": int(dimensions)} if dimensions > 0:
            return name, digest, dimensions
    raise ValueError(f"{MODEL} does not say which model made the vectors")
