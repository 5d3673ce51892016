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
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.query_weights import QueryWeights
    from indexer.retrieval.searchable import Searchable

WINDOW = 8  # positions
_TINY = float(np.finfo(np.float64).tiny)
_AHEAD = 4  # of the question's terms that follow, so many are looked at: more seldom fit into the window


def nearness(
    build: Searchable,
    weights: QueryWeights,
    passages: NDArray[np.int64],
    in_text: NDArray[np.bool_],
    in_title: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """For each of the passages, how closely the question's terms stand together; 0 for no pair.

    `in_text` and `in_title` say whether a passage can hold a pair: only these are read.
    """
    known = {number: term for term in weights.question.terms if (number := weights.numbers[term.term]) is not None}
    if len(known) < 2 or not len(passages):
        return np.zeros(len(passages))
    numbers = sorted(known)
    terms, weight = np.array(numbers, np.int32), np.array([known[number].weight for number in numbers])
    places = [np.flatnonzero(holding) for holding in (in_text, in_title)]
    # In the order of the file.
    in_text_at, in_title_at = (at[passages[at].argsort()] for at in places)
    texts, text_sizes = build.store.passages_terms(passages[in_text_at])
    titles, title_sizes = build.store.titles_terms(passages[in_title_at])
    close = _closeness(np.concatenate((texts, titles)), np.concatenate((text_sizes, title_sizes)), terms, weight)
    near = np.zeros((len(passages), len(terms)))
    near[in_text_at] = close[: len(in_text_at)]
    near[in_title_at] = np.maximum(near[in_title_at], close[len(in_text_at) :])
    value = weight * np.array([weights.idfs[known[number].term] for number in numbers])
    # What is no pair scores 0, also where k1 is.
    return np.asarray((near / np.maximum(near + build.settings.bm25_k1, _TINY)) @ value)


def is_one_of(terms: NDArray[np.int32], few: Iterable[int]) -> NDArray[np.bool_]:
    """Whether each of the terms is one of a few; for a question's terms, several times as fast as `numpy.isin`."""
    among = np.zeros(len(terms), np.bool_)
    for number in few:
        among |= terms == number
    return among


def coverage(holding: NDArray[np.bool_], worth: Sequence[float]) -> NDArray[np.float64]:
    """For each of the passages, the worth (weight · idf) of the terms that it holds; `holding` is bool [terms, passages]."""
    covered = np.zeros(holding.shape[1])
    for holds_term, amount in zip(holding, worth, strict=True):
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
    owner = np.searchsorted(np.cumsum(sizes), at, side="right")
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
