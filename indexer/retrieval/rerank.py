"""What BM25 does not see: terms that stand close together, and passages that hold more of the question.

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
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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
        _closeness(store.forward, *_passage_bounds(store, passages), terms, weight),
        _closeness(store.titles, *_title_bounds(store, passages), terms, weight),
    )
    return np.asarray((near / (near + k1)) @ value)


def coverage(
    held: Sequence[tuple[str, NDArray[np.float64]]], worth: Mapping[str, float], passages: int
) -> NDArray[np.float64]:
    """For each of the `passages`, the weight · idf of the question's terms that it holds.

    `held` gives, by term, what it adds to each passage in some field; `worth` gives every term's weight · idf.
    """
    found = np.zeros(passages)
    holds: dict[str, NDArray[np.bool_]] = {}
    for term, amounts in held:
        holds[term] = holds[term] | (amounts > 0) if term in holds else amounts > 0
    for term, where in holds.items():
        found += where * worth[term]
    return found


def _closeness(
    forward: NDArray[np.int32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    terms: NDArray[np.int32],
    weight: NDArray[np.float64],
) -> NDArray[np.float64]:
    """For each run `forward[start:end]` and each of the terms, the formula's `a`: float64 [runs, terms]."""
    sizes = ends - starts
    owner = np.repeat(np.arange(len(sizes)), sizes)
    position = np.arange(len(owner)) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    found = forward[position]
    term = np.searchsorted(terms, found)
    term[term == len(terms)] = 0
    holds = terms[term] == found
    owner, position, term = owner[holds], position[holds], term[holds]
    close = np.zeros(len(sizes) * len(terms))
    for ahead in range(1, _AHEAD + 1):
        left, right = term[:-ahead], term[ahead:]
        distance = position[ahead:] - position[:-ahead]
        pairs = (distance <= WINDOW) & (owner[ahead:] == owner[:-ahead]) & (left != right)
        if pairs.any():
            at, left, right = owner[:-ahead][pairs] * len(terms), left[pairs], right[pairs]
            worth = 1.0 / distance[pairs]
            close += np.bincount(at + left, worth * weight[right], minlength=len(close))
            close += np.bincount(at + right, worth * weight[left], minlength=len(close))
    return close.reshape(len(sizes), len(terms))


def _passage_bounds(store: Store, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, last = store.passages["first"][passages], store.passages["last"][passages]
    ends = store.sentences["terms_end"]
    return np.where(first > 0, ends[first - 1], 0), ends[last - 1]


def _title_bounds(store: Store, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    articles, ends = store.passages["article"][passages], store.articles["title_end"]
    return np.where(articles > 0, ends[articles - 1], 0), ends[articles]
