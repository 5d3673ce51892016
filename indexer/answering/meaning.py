"""How near the meaning of a sentence is to the question's, where the build was made with a model.

A sentence that the words put among the best gains by its likeness to an answer of the question. Those behind gain nothing,
so a model chooses among what words have found and never brings in a sentence of its own.

Measured without refusals: of the sentences that the two models' rankings lead to, the first holds the answer for .803 of
SQuAD by words, .806 with MiniLM's likeness, one of three for .939 and .940; COVID-QA .493 and .498, .608 and .613; with
static vectors .804 and .804, .932 and .935; .493 and .494, .604 and .608. Twice the weight gains SQuAD's first .003 more
and costs COVID-QA .001 of one of three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from indexer.answering.sentences import Candidate
    from indexer.builds import Build

Likeness = Callable[[Sequence[str]], NDArray[np.float64]]
"""How like each of some texts is to an answer of the question: about 0 for a stranger's, about 1 for its own."""

_BEST = 8  # sentences by words: each costs a model of sentences some milliseconds
_WEIGHT = 0.7


def with_meaning(build: Build, found: Sequence[Candidate], likeness: Likeness) -> list[Candidate]:
    """The candidates, which come best first, in their new order; those that were looked at know their `likeness`."""
    best = found[:_BEST]
    alike = likeness([build.store.article(one.article).quote(one.span) for one in best]).tolist() if best else []
    near = [
        replace(one, score=one.score + _WEIGHT * max(0.0, like), likeness=like)
        for one, like in zip(best, alike, strict=True)
    ]
    return [*sorted(near, key=lambda one: (-one.score, one.number)), *found[_BEST:]]
