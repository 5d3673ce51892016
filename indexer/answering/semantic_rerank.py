"""Reorders the best candidate sentences by meaning, in builds that were made with an embedding model.

Each of the first `_RERANKED` candidates gains its similarity to an answer of the question, times `_WEIGHT`. The others
stay behind in their order: the model chooses among sentences that share words with the question, and adds none.

Measured without abstention, share of questions whose first quote (one of three quotes) holds the answer:

    set         by words       MiniLM         by words       static vectors
    SQuAD       .803 (.939)    .806 (.940)    .804 (.932)    .804 (.935)
    COVID-QA    .493 (.608)    .498 (.613)    .493 (.604)    .494 (.608)

Twice the weight gains .003 of SQuAD's first quotes and costs .001 of COVID-QA's one of three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from indexer.answering.candidates import Candidate
    from indexer.builds import Build

AnswerSimilarity = Callable[[Sequence[str]], NDArray[np.float64]]
"""For each text its similarity to an answer of the question: about 0 for an unrelated text, about 1 for an answer."""

_RERANKED = 8  # candidates; a model that reads whole sentences takes some milliseconds for each
_WEIGHT = 0.7


def rerank_by_meaning(
    build: Build, candidates: Sequence[Candidate], answer_similarity: AnswerSimilarity
) -> list[Candidate]:
    """The candidates (best first), the first `_RERANKED` of them in their new order."""
    best = candidates[:_RERANKED]
    quotes = [build.store.article(candidate.article).quote(candidate.span) for candidate in best]
    similarities = answer_similarity(quotes).tolist() if best else []
    rescored = [
        replace(candidate, score=candidate.score + _WEIGHT * max(0.0, similarity))
        for candidate, similarity in zip(best, similarities, strict=True)
    ]
    return [*sorted(rescored, key=lambda one: (-one.score, one.number)), *candidates[_RERANKED:]]
