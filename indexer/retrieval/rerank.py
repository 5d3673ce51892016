"""What BM25 does not measure: how close terms stand together, and how much of the question a passage holds.

    near     = Σ over terms t: weight · idf · a / (a + k1),  a = Σ over occurrences of t, Σ over other terms u of the
               question within 8 positions: weight of u / distance
    coverage = Σ over the terms that the passage holds, in text or title: weight · idf

After Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval on very large text collections", 2006.
Positions are those of the forward arrays: stop words do not count. The passage and its article's title are two runs;
of each term the nearer counts, so that a name in the title stands for the name that a passage leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.engines.base import Engine
    from indexer.store import Store

WINDOW = 8  # positions
_AHEAD = 4  # of the question's terms that follow, so many are looked at: more seldom fit into the window


def nearness(
    store: Store, passages: NDArray[np.int64], weights: Mapping[int, float], idfs: Mapping[int, float], k1: float
) -> NDArray[np.float64]:
    """For each of the passages, how closely the terms (number → weight, number → idf) stand together; 0 for no pair."""
    if len(weights) < 2 or not len(passages):
        return np.zeros(len(passages))
    terms = np.array(sorted(weights), np.int32)
    weight = np.array([weights[term] for term in terms.tolist()])
    value = weight * np.array([idfs[term] for term in terms.tolist()])
    near = np.maximum(
        _closeness(*store.passages_terms(passages), terms, weight),
        _closeness(*store.titles_terms(passages), terms, weight),
    )
    return np.asarray((near / (near + k1)) @ value)


def is_one_of(terms: NDArray[np.int32], few: Iterable[int]) -> NDArray[np.bool_]:
    """Whether each of the terms is one of a few; for a question's terms, several times as fast as `numpy.isin`."""
    among = np.zeros(len(terms), np.bool_)
    for number in few:
        among |= terms == number
    return among


def coverage(
    engine: Engine, passages: NDArray[np.int64], worth: Mapping[str, float], fields: Sequence[str]
) -> NDArray[np.float64]:
    """For each of the passages, the worth of the terms (term → weight · idf) that it holds in one of the fields."""
    holds = engine.holds(tuple(worth), passages, fields=fields)
    covered = np.zeros(len(passages))
    for holds_term, amount in zip(holds, worth.values(), strict=True):
        covered += holds_term * amount
    return covered


def _closeness(
    runs: NDArray[np.int32],
    sizes: NDArray[np.int64],
    terms: NDArray[np.int32],
    weight: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The formula's `a` for each run and each of the question's terms: float64 [runs, terms].

    `runs` are the runs' term numbers, one run after the other; `sizes` is the length of each run.
    """
    at = np.flatnonzero(is_one_of(runs, terms.tolist()))
    term = np.searchsorted(terms, runs[at])
    owner = np.repeat(np.arange(len(sizes)), sizes)[at]
    position = at + owner * WINDOW  # so that what stands in different runs is too far apart
    row = owner * len(terms)
    close = np.zeros(len(sizes) * len(terms))
    for ahead in range(1, _AHEAD + 1):
        distance = position[ahead:] - position[:-ahead]
        first = np.flatnonzero((distance <= WINDOW) & (term[ahead:] != term[:-ahead]))
        left, right, worth = term[first], term[first + ahead], 1.0 / distance[first]
        close += np.bincount(row[first] + left, worth * weight[right], minlength=len(close))
        close += np.bincount(row[first] + right, worth * weight[left], minlength=len(close))
    return close.reshape(len(sizes), len(terms))
