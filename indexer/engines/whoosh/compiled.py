"""The same as `kernel.py`, compiled by numba: for servers, batch runs and benchmarks (extra `[speed]`).

One layout, the same final scores to the last bit: both kernels only choose candidates in float32; the exact score is
computed by the same operations in the same order. Scratch arrays are kept by each thread and left zeroed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from indexer.engines.whoosh.kernel import SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engines.whoosh.impacts import Impacts

_SLACK = float(SLACK)
_COSTLY = 16  # looking a passage up in a row costs about as much as adding so many postings
_NO_FILTER = np.ones(1, np.bool_)
_scratch = threading.local()


def top(
    arrays: Impacts,
    numbers: list[int],
    weights: list[float],
    fields: list[float],
    k: int,
    allowed: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """See `kernel.top`."""
    size = len(arrays)
    if getattr(_scratch, "size", -1) < size:
        _scratch.size = size
        _scratch.arrays = (np.zeros(size, np.float32), np.empty(size, np.int32), np.empty(size, np.int32))
    k = min(k, size)
    found, scores = np.empty(k, np.int64), np.empty(k)
    count = _top(
        np.array(numbers, np.int64), np.array(weights, np.float64), np.array(fields, np.float64), arrays.k1,
        arrays.ends, arrays.idfs, arrays.maxima, arrays.passages, arrays.impacts, arrays.counts, arrays.norms,
        _NO_FILTER if allowed is None else allowed, *_scratch.arrays, found, scores,
    )  # fmt: skip
    return found[:count], scores[:count]


@njit(cache=True, nogil=True)
def _top(  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0912, PLR0915, C901  one loop over flat arrays, for speed
    numbers, weights, fields, k1, ends, idfs, maxima, passages, impacts, counts, norms,  # noqa: ANN001
    allowed, sums, touched, candidates, out_numbers, out_scores,  # noqa: ANN001
):  # fmt: skip
    k = len(out_numbers)
    filtered = len(allowed) > 1 or not allowed[0]
    most = len(numbers) * len(fields)
    field = np.empty(most, np.int64)
    number = np.empty(most, np.int64)
    start = np.empty(most, np.int64)
    end = np.empty(most, np.int64)
    weight = np.empty(most, np.float64)
    bound = np.empty(most, np.float64)
    order = np.empty(most, np.int64)
    rows = 0
    flat_ends = ends.reshape(-1)
    for term in range(len(numbers)):
        for own in range(len(fields)):
            flat = own * ends.shape[1] + numbers[term]
            first = flat_ends[flat - 1] if flat > 0 else 0
            if flat_ends[flat] > first and fields[own] > 0:
                field[rows], number[rows], start[rows], end[rows] = own, numbers[term], first, flat_ends[flat]
                weight[rows] = fields[own] * weights[term]
                bound[rows] = weight[rows] * maxima[own, numbers[term]]
                place = rows
                while place > 0 and end[order[place - 1]] - start[order[place - 1]] > end[rows] - start[rows]:
                    order[place] = order[place - 1]
                    place -= 1
                order[place] = rows
                rows += 1
    slack = 1.0 + _SLACK * (rows + 1)
    heap = np.empty(k, np.float32)

    # Rows from the rarest on, until the rest cannot bring in an unseen passage.
    seen = 0
    done = 0
    least = 0.0
    narrowed = False
    while done < rows:
        row = order[done]
        size = end[row] - start[row]
        if done > 0 and seen >= k and size > seen:
            left = 0.0
            for rest in range(done, rows):
                left += bound[order[rest]]
            least = _kth(sums, touched, seen, heap) / slack
            if least > left * slack:
                narrowed = True
                break
        added = np.float32(weight[row])
        for at in range(start[row], end[row]):
            passage = passages[at]
            if filtered and not allowed[passage]:
                continue
            before = sums[passage]
            if before == 0:
                touched[seen] = passage
                seen += 1
            sums[passage] = before + impacts[at] * added
        done += 1

    # The rest only for those that can still be among the best.
    kept = seen
    candidates[:seen] = touched[:seen]
    while narrowed and done < rows:
        left = 0.0
        for rest in range(done, rows):
            left += bound[order[rest]]
        kept = _keep(sums, candidates, kept, (least - left * slack) / slack)
        row = order[done]
        added = np.float32(weight[row])
        if kept * _COSTLY < end[row] - start[row]:
            for place in range(kept):
                at = _find(passages, start[row], end[row], candidates[place])
                if at >= 0:
                    sums[candidates[place]] += impacts[at] * added
        else:
            for at in range(start[row], end[row]):
                if sums[passages[at]] != 0:
                    sums[passages[at]] += impacts[at] * added
        least = _kth(sums, candidates, kept, heap) / slack
        done += 1
    if kept > k:
        kept = _keep(sums, candidates, kept, _kth(sums, candidates, kept, heap) / slack / slack)

    # Their exact scores, best first, ties in reading order.
    count = 0
    for place in range(kept):
        passage = candidates[place]
        score = 0.0
        for row in range(rows):
            at = _find(passages, start[row], end[row], passage)
            if at >= 0:
                tf = np.float64(counts[at])
                score += weight[row] * (
                    idfs[field[row], number[row]] * (tf * (k1 + 1) / (tf + norms[field[row], passage]))
                )
        if count == k and (score < out_scores[k - 1] or (score == out_scores[k - 1] and passage > out_numbers[k - 1])):
            continue
        at = count if count < k else k - 1
        while at > 0 and (
            out_scores[at - 1] < score or (out_scores[at - 1] == score and out_numbers[at - 1] > passage)
        ):
            out_scores[at], out_numbers[at] = out_scores[at - 1], out_numbers[at - 1]
            at -= 1
        out_scores[at], out_numbers[at] = score, passage
        count = min(count + 1, k)
    for place in range(seen):
        sums[touched[place]] = 0
    return count


@njit(cache=True, nogil=True, inline="always")
def _find(passages, start, end, passage):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Where the passage stands among a row's postings, or -1."""
    low, high = start, end
    while low < high:
        middle = (low + high) >> 1
        if passages[middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low if low < end and passages[low] == passage else -1


@njit(cache=True, nogil=True)
def _keep(sums, candidates, count, least):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Moves the candidates of at least that sum to the front; returns how many there are."""
    kept = 0
    for place in range(count):
        if sums[candidates[place]] >= least:
            candidates[kept] = candidates[place]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _kth(sums, candidates, count, heap):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """The k-th largest sum of at least k candidates, by a heap of k."""
    k = len(heap)
    for place in range(k):
        value = sums[candidates[place]]
        child = place
        while child > 0 and heap[(child - 1) >> 1] > value:
            heap[child] = heap[(child - 1) >> 1]
            child = (child - 1) >> 1
        heap[child] = value
    for place in range(k, count):
        value = sums[candidates[place]]
        if value <= heap[0]:
            continue
        parent = 0
        while True:
            child = 2 * parent + 1
            if child >= k:
                break
            if child + 1 < k and heap[child + 1] < heap[child]:
                child += 1
            if heap[child] >= value:
                break
            heap[parent] = heap[child]
            parent = child
        heap[parent] = value
    return heap[0]
