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
    """The postings that a question needs: a row for each term in each searched field, in the order of the question.

    Row `n` has the postings `start[n]` to `end[n]` (not included) of the term `number[n]` in the field `field[n]`;
    `weight[n]` is the field's weight times the term's. Terms without postings in a field have no row.
    """

    def __init__(self, arrays: Impacts, numbers: list[int], weights: list[float], fields: list[float]) -> None:
        ends, size = arrays.ends.reshape(-1), arrays.ends.shape[1]  # once: this is done several times a question
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
    admitted: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers and exact scores of the best `k` passages, best first; see `Engine.top`.

    `numbers` and `weights` are those of the question's terms; `admitted` is one truth value a passage (None: all true).
    """
    rows = Rows(arrays, numbers, weights, fields)
    candidates = _candidates(arrays, rows, k, admitted)
    scores = exact(arrays, rows, candidates)
    best = np.lexsort((candidates, -scores))[:k]
    return candidates[best].astype(np.int64), scores[best]


def _candidates(arrays: Impacts, rows: Rows, k: int, admitted: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    """Passages that can be among the best k, rising; all of the best k are among them."""
    order = sorted(range(len(rows)), key=lambda row: rows.end[row] - rows.start[row])
    bounds = [rows.weight[row] * float(arrays.maxima[rows.field[row], rows.number[row]]) for row in order]
    slack = 1 + SLACK * (len(rows) + 1)
    sums = np.zeros(len(arrays), np.float32)
    for done, row in enumerate(order):
        most_to_come = sum(bounds[done:]) * slack
        if rows.end[row] - rows.start[row] > _SHORT and done:
            candidates = _nonzero(sums, admitted)
            if len(candidates) >= k:
                least = _kth(sums[candidates], k) / slack
                if least > most_to_come:
                    candidates = candidates[sums[candidates] >= (least - most_to_come) / slack]
                    return _narrowed(arrays, rows, order[done:], bounds[done:], candidates, sums[candidates], k)
        postings = slice(rows.start[row], rows.end[row])
        sums[arrays.passages[postings]] += arrays.impacts[postings] * np.float32(rows.weight[row])
    candidates = _nonzero(sums, admitted)
    if len(candidates) > k:
        candidates = candidates[sums[candidates] >= _kth(sums[candidates], k) / slack]
    return candidates


def _narrowed(
    arrays: Impacts,
    rows: Rows,
    order: list[int],
    bounds: list[float],
    candidates: NDArray[np.int32],
    sums: NDArray[np.float32],
    k: int,
) -> NDArray[np.int32]:
    """Those of the candidates that can be among the best k once the rows of `order` are added to their `sums`."""
    slack = 1 + SLACK * (len(rows) + 1)
    for done, row in enumerate(order):
        postings = arrays.passages[rows.start[row] : rows.end[row]]
        at = np.searchsorted(postings, candidates)
        at[at == len(postings)] = 0
        holds = postings[at] == candidates
        impacts = arrays.impacts[rows.start[row] : rows.end[row]]
        sums[holds] += impacts[at[holds]] * np.float32(rows.weight[row])
        keep = sums >= (_kth(sums, k) / slack - sum(bounds[done + 1 :]) * slack) / slack
        candidates, sums = candidates[keep], sums[keep]
    return candidates


def _nonzero(sums: NDArray[np.float32], admitted: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    """The admitted passages whose sum is not 0, rising."""
    passages = np.flatnonzero(sums != 0)  # a comparison first: finding true values is much faster than finding numbers
    if admitted is not None:
        passages = passages[admitted[passages]]
    return passages.astype(np.int32)


def _kth(values: NDArray[np.float32], k: int) -> float:
    """The k-th largest of at least k values."""
    rank = len(values) - k
    return float(np.partition(values, rank)[rank])


def exact(arrays: Impacts, rows: Rows, passages: NDArray[np.int32]) -> NDArray[np.float64]:
    """The exact score of each passage, by the formula, rows added in the order of the question; `passages` rise."""
    scores = np.zeros(len(passages))
    for added in contributions(arrays, rows, passages):
        scores += added
    return scores


def contributions(arrays: Impacts, rows: Rows, passages: NDArray[np.int32]) -> NDArray[np.float64]:
    """What each row adds to the score of each of the passages, which rise: float64 [rows, passages]."""
    at = np.empty((len(rows), len(passages)), np.int64)
    for row, (start, end) in enumerate(zip(rows.start, rows.end, strict=True)):
        positions = arrays.passages[start:end].searchsorted(passages)
        at[row] = start + np.minimum(positions, end - start - 1)
    fields = np.array(rows.field, np.intp)
    idfs = arrays.idfs[np.array(rows.end, np.intp) - np.array(rows.start, np.intp)]
    tf = arrays.counts.take(at).astype(np.float64)
    impacts = saturation(tf, arrays.norms[fields[:, None], arrays.lengths[fields[:, None], passages]], k1=arrays.k1)
    added = np.array(rows.weight)[:, None] * (idfs[:, None] * impacts)
    return np.where(arrays.passages.take(at) == passages, added, 0.0)


def sums(counts: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of the counts from each start to its end (not included)."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(sizes)), sizes)
    added = counts[np.arange(len(owner)) + (starts - before)[owner]]
    return np.bincount(owner, added, len(sizes)).astype(np.int64)
