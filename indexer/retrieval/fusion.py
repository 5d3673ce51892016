"""Fuses two rankings: one by words (BM25 and reranking), one by meaning (cosines of vectors).

    score(p) = words(p) + weight / (1 - weight) · (max - min of words) · norm(meaning(p)),
    norm(x)  = (x - min) / (max - min)

for every passage p of either ranking, with the minimum and maximum over all of them. This is the convex combination
(1 - weight) · norm(words) + weight · norm(meaning) of Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid
retrieval", 2023, in the unit of the words' scores: the order is the same, and what each term adds to a score stays as it
was. Both scores must be given for every passage, also for those that are not among the best of one ranking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


_USUAL_REACH = 1.2
_BY_REACH = 0.45  # how much a weight falls when words reach the question's worth once more
_MOST_LOWERED, _MOST_RAISED = 0.25, 1.5  # what a weight is multiplied by
_MOST = 0.9  # of a weight


@dataclass(frozen=True, slots=True)
class Fused:
    """The passages, best first, with their scores, each the sum of a part by words and a part by meaning."""

    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    by_words: NDArray[np.float64]
    by_meaning: NDArray[np.float64]


def fuse(passages: NDArray[np.int64], words: NDArray[np.float64], meaning: NDArray[np.float64], weight: float) -> Fused:
    """The passages ranked by the fused score; `weight`, from 0 to less than 1, is that of `meaning`.

    A passage that is better in one ranking and not worse in the other never scores less. The order stays when a number is
    added to all scores of a ranking, or all are multiplied by a positive one. Equal scores stand in reading order.
    """
    by_meaning = weight / (1 - weight) * _extent(words) * norm(meaning)
    scores = words + by_meaning
    order = np.lexsort((passages, -scores))
    return Fused(passages[order], scores[order], words[order], by_meaning[order])


def weight_by_reach(weight: float, reach: float) -> float:
    """The weight of meaning for a question of which words reach so much: more where they reach little, 0 stays 0.

    `reach` is the best passage's score by words, as a multiple of the worth of the question's words; it is about 1.2 on the
    average. Where it is larger, a passage holds the question word for word. nDCG of a fixed weight of .4, and of this with
    .45: mtrag_clapnq .434, .439; mtrag_govt .613, .617; nq_real .931, .932; squad .958, .958; covid_qa .817, .818; timeqa
    .577, .577 (400 questions each).
    """
    return min(_MOST, weight * min(_MOST_RAISED, max(_MOST_LOWERED, 1 - _BY_REACH * (reach - _USUAL_REACH))))


def union(*runs: NDArray[Any]) -> NDArray[Any]:
    """The numbers that are in one of the runs, rising, each once.

    Quick where runs rise, since a stable sort merges them; `np.union1d` takes milliseconds for some thousand numbers.
    """
    every = np.sort(np.concatenate(runs), kind="stable")
    return every[np.append(True, every[1:] != every[:-1])] if len(every) else every


def norm(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores scaled to 0 … 1 (min-max normalisation); all 0 when they are equal."""
    if not len(scores):
        return scores
    extent = scores.max() - scores.min()
    return (scores - scores.min()) / extent if extent > 0 else np.zeros_like(scores)


def _extent(scores: NDArray[np.float64]) -> float:
    """The difference of the largest and the smallest score; 1 when all are equal, so that the other ranking decides."""
    extent = float(scores.max() - scores.min()) if len(scores) else 0.0
    return extent if extent > 0 else 1.0
