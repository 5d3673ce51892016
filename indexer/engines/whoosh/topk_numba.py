"""The same as `topk_numpy.py`, compiled by numba: for servers, batch runs and benchmarks (extra `[speed]`).

One layout, the same final scores to the last bit: both kernels only choose candidates in float32; the exact score is
computed by the same operations in the same order. Every posting is added to a sum for its passage; then the largest
sum of each block of passages is found, many at a time by the processor's vector instructions. The k-th largest of
those is a sum that k passages reach, so only the few blocks that reach it are looked into (Ding and Suel, "Faster
top-k document retrieval using block-max indexes", 2011, keep such maxima for postings; these are of the sums).

Sums are never negative, so they compare as the integers of the same bits do, and integers the compiler can compare in
any order. Scratch arrays are kept by each thread and left zeroed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from indexer.engines.whoosh.topk_numpy import SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engines.whoosh.impacts import Impacts

_SLACK = float(SLACK)
_WIDEST = 256  # passages of a block …
_NARROWEST = 32  # … which are fewer when many hits are wanted of few passages
_NO_FILTER = np.ones(1, np.bool_)  # stands for a predicate that admits every passage
_scratch = threading.local()


def top(
    arrays: Impacts,
    numbers: list[int],
    weights: list[float],
    fields: list[float],
    k: int,
    admitted: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """See `topk_numpy.top`."""
    size = len(arrays)
    padded = -(-size // _WIDEST) * _WIDEST
    if getattr(_scratch, "size", -1) != padded:
        sums = np.zeros(padded, np.float32)
        _scratch.size = padded
        _scratch.arrays = (sums, sums.view(np.int32), np.empty(padded, np.int32), np.empty(padded, np.int32))
    k = min(k, size)
    width = _WIDEST
    while width > _NARROWEST and padded < 4 * k * width:
        width //= 2
    passages, scores = np.empty(k, np.int64), np.empty(k)
    count = _top(
        np.array(numbers, np.int64), np.array(weights, np.float64), np.array(fields, np.float64), arrays.k1,
        arrays.ends, arrays.idfs, arrays.passages, arrays.impacts, arrays.counts, arrays.lengths, arrays.norms,
        _NO_FILTER if admitted is None else admitted, width, *_scratch.arrays, passages, scores,
    )  # fmt: skip
    return passages[:count], scores[:count]


@njit(cache=True, nogil=True)
def _top(  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0912, PLR0915, C901  one pass over flat arrays, for speed
    numbers, weights, fields, k1, ends, idfs, passages, impacts, counts, lengths, norms,  # noqa: ANN001
    admitted, width, sums, bits, maxima, candidates, out_numbers, out_scores,  # noqa: ANN001
):  # fmt: skip
    k = len(out_numbers)
    most = len(numbers) * len(fields)
    field = np.empty(most, np.int64)
    start = np.empty(most, np.int64)
    end = np.empty(most, np.int64)
    weight = np.empty(most, np.float64)
    idf = np.empty(most, np.float64)
    rows = 0
    flat_ends = ends.reshape(-1)
    for term in range(len(numbers)):
        for own in range(len(fields)):
            flat = own * ends.shape[1] + numbers[term]
            first = flat_ends[flat - 1] if flat > 0 else 0
            if flat_ends[flat] > len(passages) or flat_ends[flat] - first >= len(idfs):
                raise IndexError("a term's postings lie outside of the arrays")
            if flat_ends[flat] > first and fields[own] > 0:
                field[rows], start[rows], end[rows] = own, first, flat_ends[flat]
                weight[rows], idf[rows] = fields[own] * weights[term], idfs[end[rows] - first]
                rows += 1

    # The sums of all passages. A number that is none, of a damaged file, would be written to somewhere else in memory.
    size = np.uint32(lengths.shape[1])
    for row in range(rows):
        added = np.float32(weight[row])
        for at in range(start[row], end[row]):
            own_passage = np.uint32(passages[at])
            if own_passage >= size:
                sums[:] = 0
                raise IndexError("a posting is of no passage")
            sums[own_passage] += impacts[at] * added
    if len(admitted) > 1 or not admitted[0]:
        for passage in range(len(admitted)):
            if not admitted[passage]:
                sums[passage] = 0

    # Those that could be among the best k, in reading order.
    slack = 1.0 + _SLACK * (rows + 1)
    heap = np.zeros(k, np.int32)
    blocks = len(bits) // width
    for block in range(blocks):
        maxima[block] = _largest(bits[block * width : (block + 1) * width])
        _push(heap, maxima[block])
    least = _below(heap[0], slack)
    heap[:] = 0
    kept = 0
    for block in range(blocks):
        if maxima[block] >= least:
            for passage in range(block * width, (block + 1) * width):
                if bits[passage] >= least:
                    candidates[kept] = passage
                    kept += 1
                    _push(heap, bits[passage])
    least = _below(heap[0], slack)

    # Their exact scores, best first, ties in reading order.
    count = 0
    for place in range(kept):
        passage = candidates[place]
        if bits[passage] < least:
            continue
        score = 0.0
        for row in range(rows):
            at = start[row] = _reach(passages, start[row], end[row], passage)
            if at < end[row] and passages[at] == passage:
                tf = np.float64(counts[at])
                norm = norms[field[row], lengths[field[row], passage]]
                score += weight[row] * (idf[row] * (tf * (k1 + 1) / (tf + norm)))
        if count == k and score <= out_scores[k - 1]:
            continue
        at = count if count < k else k - 1
        while at > 0 and out_scores[at - 1] < score:
            out_scores[at], out_numbers[at] = out_scores[at - 1], out_numbers[at - 1]
            at -= 1
        out_scores[at], out_numbers[at] = score, passage
        count = min(count + 1, k)
    sums[:] = 0
    return count


@njit(cache=True, nogil=True, inline="always")
def _reach(passages, start, end, passage):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Where, from `start` on, the first posting of the passage or of a later one is, or `end`; near ones soonest."""
    low, step = start, 1
    while low + step < end and passages[low + step] < passage:
        low += step
        step += step
    high = min(low + step, end)
    while low < high:
        middle = (low + high) >> 1
        if passages[middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _largest(bits):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """The largest of the values, none of them negative; not inlined, so that it is compiled to vector instructions."""
    largest = np.int32(0)
    for place in range(bits.shape[0]):
        value = bits[place]
        largest = value if value > largest else largest  # `max` would not be vectorised
    return largest


@njit(cache=True, nogil=True)
def _push(heap, value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Puts the value into a heap of the k largest, whose root is the smallest of them, if it is one of them."""
    if value <= heap[0]:
        return
    place = 0
    while True:
        child = 2 * place + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value


@njit(cache=True, nogil=True)
def _below(bits, slack):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """The bits of the least sum whose exact score may reach that of the given sum; those of any sum but 0 at least."""
    one = np.full(1, bits, np.int32)
    value = one.view(np.float32)
    value[0] = value[0] / slack / slack
    return max(one[0], np.int32(1))
