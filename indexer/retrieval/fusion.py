"""Two rankings into one: what the words say, and what the vectors say.

    score(p) = words(p) + weight / (1 - weight) · (max - min of words) · norm(meaning(p)),
    norm(x)  = (x - min) / (max - min)

for every passage p that either ranking found, with the minimum and maximum over all of them. It is the weighted sum of
both scores brought to 0 … 1, (1 - weight) · norm(words) + weight · norm(meaning), in the unit of the words' scores: the
order is the same, and what a passage's terms add to its score stays what it was ("convex combination": Bruch, Gai and
Ingber, "An analysis of fusion functions for hybrid retrieval", 2023). The caller gives both scores of every passage,
exact, those too that one of the rankings had not among its best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Fused:
    """The passages, best first, and their scores: the sums of what their words and their meaning come to."""

    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    by_words: NDArray[np.float64]
    by_meaning: NDArray[np.float64]


def fuse(passages: NDArray[np.int64], words: NDArray[np.float64], meaning: NDArray[np.float64], weight: float) -> Fused:
    """The passages ranked by both of their scores, of which `meaning` weighs `weight`, 0 to less than 1; see above.

    A passage that does better in one and not worse in the other never scores less. Adding a number to all scores of a
    list, or multiplying them by a positive one, leaves the order. Equal scores stand in reading order.
    """
    by_meaning = weight / (1 - weight) * _unit(words) * norm(meaning)
    scores = words + by_meaning
    order = np.lexsort((passages, -scores))
    return Fused(passages[order], scores[order], words[order], by_meaning[order])


def norm(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores moved and stretched to 0 … 1; all 0 when they are the same, for then they tell nothing apart."""
    if not len(scores):
        return scores
    extent = scores.max() - scores.min()
    return (scores - scores.min()) / extent if extent > 0 else np.zeros_like(scores)


def _unit(scores: NDArray[np.float64]) -> float:
    """How far the scores reach; 1 when they tell nothing apart, so that the other list decides."""
    extent = float(scores.max() - scores.min()) if len(scores) else 0.0
    return extent if extent > 0 else 1.0
