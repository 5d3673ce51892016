"""Compares two runs, and tests whether their difference is chance: a paired randomisation test.

If both runs were equally good, chance would decide which of them got which of a query's two values. So the two values of each
query are swapped at random, many times, and the test counts how often the means differ at least as much as observed:

    p = (1 + swaps with |difference of the means| ≥ that observed) / (1 + swaps)

two-sided. With few queries all swaps are tried instead, and p is their share. Fisher 1935, The design
of experiments; for retrieval, Smucker, Allan and Carterette 2007, A comparison of statistical significance tests for
information retrieval evaluation; the added ones after Davison and Hinkley 1997, Bootstrap methods and their application.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from indexer.evaluation.measures import MEASURES, by_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.evaluation.measures import Measure
    from indexer.evaluation.qrels import Qrels
    from indexer.evaluation.runs import Run

PERMUTATIONS = 10_000
_SEED = 2007
_AT_ONCE = 500  # swaps computed together
_EQUAL = 1e-12  # differences that are only rounding


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs under one measure: both means, and the p-value of their difference.

    `better` and `worse` are the numbers of queries in which the first run is better or worse.
    """

    measure: Measure
    mean: float
    other: float
    better: int
    worse: int
    p: float

    @property
    def difference(self) -> float:
        """The first mean minus the other one."""
        return self.mean - self.other


def compare(run: Run, other: Run, qrels: Qrels, measures: Sequence[Measure] = MEASURES) -> tuple[Comparison, ...]:
    """The comparison of both runs under each measure, over every query of the qrels; raises as `evaluate` does."""
    first, second = by_query(run, qrels, measures), by_query(other, qrels, measures)
    comparisons = []
    for measure in measures:
        pairs = [(first[query][measure], second[query][measure]) for query in qrels]
        means = [fsum(values) / len(pairs) for values in zip(*pairs, strict=True)]
        differences = [one - two for one, two in pairs]
        better, worse = (sum(sign * difference > _EQUAL for difference in differences) for sign in (1, -1))
        comparisons.append(Comparison(measure, means[0], means[1], better, worse, p_value(differences)))
    return tuple(comparisons)


def p_value(differences: Sequence[float], permutations: int = PERMUTATIONS) -> float:
    """The two-sided p-value of paired differences: exact if there are at most `permutations` swaps, else by random ones.

    The same differences always get the same p-value.
    """
    # Swapping equal values changes nothing.
    counted = np.array([difference for difference in differences if abs(difference) > _EQUAL])
    observed = abs(float(counted.sum())) - _EQUAL * max(1, len(counted))
    if 2 ** len(counted) <= permutations:
        return float(np.mean(np.abs(_all_signs(len(counted)) @ counted) >= observed))
    extreme = sum(
        int(np.count_nonzero(np.abs(signs @ counted) >= observed))
        for signs in _random_signs(len(counted), permutations)
    )
    return (1 + extreme) / (1 + permutations)


def _all_signs(size: int) -> NDArray[np.float64]:
    """All ways to swap `size` pairs: rows of 1 and -1 (float64 [2**size, size])."""
    ways = np.arange(2**size)[:, None] >> np.arange(size) & 1
    return np.where(ways, -1.0, 1.0)


def _random_signs(size: int, rows: int) -> Iterator[NDArray[np.float64]]:
    """`rows` random ways to swap `size` pairs, in parts; reproducible: the bits of PCG64 are the same in every numpy."""
    bits = np.random.PCG64(_SEED)
    for start in range(0, rows, _AT_ONCE):
        now = min(_AT_ONCE, rows - start)
        drawn = bits.random_raw(-(-now * size // 64)).astype("<u8").view(np.uint8)
        yield np.where(np.unpackbits(drawn)[: now * size].reshape(now, size), -1.0, 1.0)
