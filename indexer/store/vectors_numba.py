"""The products of rows and a question, compiled by numba (extra `[speed]`): the same numbers as without it, faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray


def products(
    rows: NDArray[np.int8], numbers: NDArray[np.int64] | None, question: NDArray[np.float32]
) -> NDArray[np.int32]:
    """The product of each of these rows (None: of all) with a question in whole numbers below 2¹⁵."""
    found = np.empty(len(rows) if numbers is None else len(numbers), np.int32)
    if numbers is None:
        _every(rows, question.astype(np.int16), found)
    else:
        _some(rows, numbers, question.astype(np.int16), found)
    return found


@njit(cache=True, nogil=True)
def _every(rows, question, found):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for number in range(len(rows)):
        row = rows[number]
        total = np.int32(0)
        for dimension in range(len(question)):
            total += np.int32(row[dimension]) * np.int32(question[dimension])
        found[number] = total


@njit(cache=True, nogil=True)
def _some(rows, numbers, question, found):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for place in range(len(numbers)):
        row = rows[numbers[place]]
        total = np.int32(0)
        for dimension in range(len(question)):
            total += np.int32(row[dimension]) * np.int32(question[dimension])
        found[place] = total
