"""Scores sentences: a linear model of their features, fitted on real questions by `tests/quality/quote_ranker`.

A sentence's probability to answer is exp(score) divided by the sum of that over all candidates (a conditional logit model:
McFadden, "Conditional logit analysis of qualitative choice behavior", 1973). Where there is a model of meaning, its features
count too, with a table of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.ranker_weights import BY_WORDS, WITH_MEANING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def scores(sentences: Sequence[Mapping[str, float]]) -> list[float]:
    """The score of each of the sentences, from its features."""
    weights = WITH_MEANING if sentences and "cosine" in sentences[0] else BY_WORDS
    return [sum(weight * own[name] for name, weight in weights.items() if name in own) for own in sentences]
