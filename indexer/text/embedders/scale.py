"""What does a model say of questions and their answers? Cosines differ from model to model; this is the ruler for them.

A few questions with their answers, of all kinds, made up: the mean cosine of a question and its own answer is 1 on the
ruler, that of a question and the others' answers 0. So a weight on a likeness means the same with any model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.text.embedders.base import Embedder

_ANSWERED = (
    ("When was the bridge over the river opened?", "The bridge across the river was opened to traffic in spring 1932."),
    ("Who wrote the opera played at the coronation?", "For the coronation the court composer wrote an opera."),
    ("How many people work in the steel plant?", "The steel plant employs about four thousand people."),
    ("Why did the bank raise its interest rates?", "Rates went up because the bank feared rising prices."),
    ("What does the heart do with the blood?", "The heart pumps blood through the vessels of the body."),
    ("Where do swallows spend the winter?", "In autumn the swallows leave for southern Africa."),
    ("Which party won the most seats?", "The Liberals became the largest party in parliament with 61 seats."),
    ("How is cheese made from milk?", "Milk is curdled with rennet, and the curd is pressed into cheese."),
    ("What caused the fire in the old theatre?", "A faulty cable had set the stage curtain on fire."),
    ("Who discovered the comet?", "The comet was first seen by an amateur astronomer in Chile."),
    ("How long does the ferry to the island take?", "The crossing takes the ferry two hours and a half."),
    ("What is the new law on tenancy about?", "The tenancy law limits how much rents may rise in a year."),
)
_LEAST = 0.1  # between the two; a model that tells less apart says next to nothing
_rulers: dict[str, tuple[float, float]] = {}  # by the model's digest


def likeness(embedder: Embedder, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosines of a question's vector and texts', on the ruler: 0 as like as a stranger's answer, 1 as like as its own."""
    if embedder.digest not in _rulers:
        _rulers[embedder.digest] = _ruler(embedder)
    stranger, own = _rulers[embedder.digest]
    return (cosines - stranger) / (own - stranger)


def _ruler(embedder: Embedder) -> tuple[float, float]:
    questions, answers = (embedder.embed(texts).astype(np.float64) for texts in zip(*_ANSWERED, strict=True))
    cosines = questions @ answers.T
    own = float(np.diag(cosines).mean())
    stranger = float((cosines.sum() - np.diag(cosines).sum()) / (cosines.size - len(cosines)))
    return stranger, max(own, stranger + _LEAST)
