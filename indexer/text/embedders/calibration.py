"""A common scale for the cosines of different embedding models.

Calibrated on a few made-up questions with their answers: 1 is the mean cosine of a question and its own answer, 0 that of
a question and the answers of the others. So a weight on a similarity means the same with any model. The table that ships
with Footnote brings its two means along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders.builtin import BuiltinEmbedder

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
_LEAST_DISTANCE = 0.1  # between the two means, so that a model that barely tells answers apart gives small similarities
# Of the built-in table: letters in any order are as near as .18 to some passage of 2,000, a real word's topic .28 and more.
_LEAST = 0.2
_calibrations: dict[str, tuple[float, float]] = {}  # model's digest → the two mean cosines


def calibrated_similarity(embedder: Embedder, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosines of a question and some texts, on the common scale: about 0 for an unrelated text, about 1 for an answer."""
    if embedder.digest not in _calibrations:
        _calibrations[embedder.digest] = _calibrate(embedder)
    unrelated, own = _calibrations[embedder.digest]
    return (cosines - unrelated) / (own - unrelated)


def least_cosine(embedder: Embedder) -> float:
    """The least cosine that says anything, known of the built-in table alone; -1 for other models."""
    return _LEAST if isinstance(embedder, BuiltinEmbedder) else -1.0


def _calibrate(embedder: Embedder) -> tuple[float, float]:
    """The mean cosine of questions and others' answers, and that of questions and their own answers."""
    if isinstance(embedder, BuiltinEmbedder):
        return embedder.calibration
    return measure_calibration(embedder)


def measure_calibration(embedder: Embedder) -> tuple[float, float]:
    """The two means of a model, from the questions and answers here."""
    questions, answers = (embedder.embed(texts).astype(np.float64) for texts in zip(*_ANSWERED, strict=True))
    cosines = questions @ answers.T
    own = float(np.diag(cosines).mean())
    unrelated = float((cosines.sum() - np.diag(cosines).sum()) / (cosines.size - len(cosines)))
    return unrelated, max(own, unrelated + _LEAST_DISTANCE)
