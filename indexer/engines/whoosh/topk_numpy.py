"""Adds the impacts of a question's terms and keeps the best few, in numpy.

A cheap pass adds float32 impacts for every passage; those that could be among the best k, given how far float32 may be
off, are scored again by the formula in float64. So the ranking is that of the exact scores.

Rows (a term in a field) are added from the rarest to the most frequent. As soon as the rows that are left cannot lift
an unseen passage over the k-th best so far, they are looked up only for the passages that can still be among the best
(Turtle and Flood, "Query evaluation: strategies and optimizations", 1995: MaxScore).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.whoosh.bm25 import saturation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engines.whoosh.impacts import Impacts

SLACK = 8 * float(np.finfo(np.float32).eps)  # relative error of one float32 impact, weighed and added, many times over
_SHORT = 4_096  # postings that are added sooner than it is found out whether they matter


class Rows:
    """The postings a question needs: for each term in each field, its place, weight and idf, in the order asked."""

    def __init__(self, arrays: Impacts, numbers: list[int], weights: list[float], fields: list[float]) -> None:
        size = arrays.ends.shape[1]
        ends = arrays.ends.reshape(-1)
        self.field: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.weight: list[float] = []
        self.number: list[int] = []
        for number, weight in zip(numbers, weights, strict=True):
            for field, field_weight in enumerate(fields):
                flat = field * size + number
                start, end = (int(ends[flat - 1]) if flat else 0), int(ends[flat])
                if end > start and field_weight > 0:
                    self.field.append(field)
                    self.start.append(start)
                    self.end.append(end)
                    self.weight.append(field_weight * weight)
                    self.number.append(number)

    def __len__(self) -> int:
        return len(self.start)


def top(
    arrays: Impacts,
    numbers: list[int],
    weights: list[float],
    fields: list[float],
    k: int,
    allowed: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers and exact scores of the best `k` passages for terms (numbers) of some weight; see `Engine.top`."""
    rows = Rows(arrays, numbers, weights, fields)
    found = _candidates(arrays, rows, k, allowed)
    scores = exact(arrays, rows, found)
    best = np.lexsort((found, -scores))[:k]
    return found[best].astype(np.int64), scores[best]


def _candidates(arrays: Impacts, rows: Rows, k: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    """Passages that can be among the best k, rising; all of the best k are among them."""
    order = sorted(range(len(rows)), key=lambda row: rows.end[row] - rows.start[row])
    bound = [rows.weight[row] * float(arrays.maxima[rows.field[row], rows.number[row]]) for row in order]
    slack = 1 + SLACK * (len(rows) + 1)
    sums = np.zeros(len(arrays), np.float32)
    for place, row in enumerate(order):
        left = sum(bound[place:]) * slack
        size = rows.end[row] - rows.start[row]
        if size > _SHORT and place:
            found = _nonzero(sums, allowed)
            if len(found) >= k:
                least = _kth(sums[found], k) / slack
                if least > left:
                    found = found[sums[found] >= (least - left) / slack]
                    return _narrowed(arrays, rows, order[place:], bound[place:], found, sums[found], k)
        part = slice(rows.start[row], rows.end[row])
        sums[arrays.passages[part]] += arrays.impacts[part] * np.float32(rows.weight[row])
    found = _nonzero(sums, allowed)
    if len(found) > k:
        found = found[sums[found] >= _kth(sums[found], k) / slack]
    return found


def _narrowed(
    arrays: Impacts,
    rows: Rows,
    order: list[int],
    bound: list[float],
    found: NDArray[np.int32],
    sums: NDArray[np.float32],
    k: int,
) -> NDArray[np.int32]:
    """The candidates among `found` when the rows of `order` are added to their sums."""
    slack = 1 + SLACK * (len(rows) + 1)
    for place, row in enumerate(order):
        own = arrays.passages[rows.start[row] : rows.end[row]]
        at = np.searchsorted(own, found)
        at[at == len(own)] = 0
        holds = own[at] == found
        impacts = arrays.impacts[rows.start[row] : rows.end[row]]
        sums[holds] += impacts[at[holds]] * np.float32(rows.weight[row])
        keep = sums >= (_kth(sums, k) / slack - sum(bound[place + 1 :]) * slack) / slack
        found, sums = found[keep], sums[keep]
    return found


def _nonzero(sums: NDArray[np.float32], allowed: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    found = np.flatnonzero(sums != 0)  # a comparison first: finding true values is much faster than finding numbers
    if allowed is not None:
        found = found[allowed[found]]
    return found.astype(np.int32)


def _kth(values: NDArray[np.float32], k: int) -> float:
    """The k-th largest of at least k values."""
    place = len(values) - k
    return float(np.partition(values, place)[place])


def exact(arrays: Impacts, rows: Rows, passages: NDArray[np.int32]) -> NDArray[np.float64]:
    """The exact score of each passage, by the formula, rows added in the order asked; `passages` rise."""
    scores = np.zeros(len(passages))
    for added in contributions(arrays, rows, passages):
        scores += added
    return scores


def contributions(arrays: Impacts, rows: Rows, passages: NDArray[np.int32]) -> NDArray[np.float64]:
    """What each row adds to the score of each of the passages, which rise: float64 [rows, passages]."""
    at = np.empty((len(rows), len(passages)), np.int64)
    for row, (start, end) in enumerate(zip(rows.start, rows.end, strict=True)):
        places = arrays.passages[start:end].searchsorted(passages)
        at[row] = start + np.minimum(places, end - start - 1)
    fields = np.array(rows.field, np.intp)
    idfs = arrays.idfs[np.array(rows.end, np.intp) - np.array(rows.start, np.intp)]
    tf = arrays.counts.take(at).astype(np.float64)
    impacts = saturation(tf, arrays.norms[fields[:, None], arrays.lengths[fields[:, None], passages]], k1=arrays.k1)
    added = np.array(rows.weight)[:, None] * (idfs[:, None] * impacts)
    return np.where(arrays.passages.take(at) == passages, added, 0.0)
