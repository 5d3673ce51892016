"""Fits a conditional logit model: which of a question's candidates hold an answer?

The probability of a candidate is exp(x · w) divided by the sum of that over the candidates. The weights w maximise the mean
logarithm of the probability that a candidate with an answer is chosen, over the questions that have one, less a small
quadratic penalty. (McFadden, "Conditional logit analysis of qualitative choice behavior", 1973; Newton's method.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_PENALTY = 3e-3
_STEPS = 30
_CONVERGED = 1e-7
_SHORTEST_STEP = 1e-4
_NOT_THERE = -1e9  # the score of a candidate that a question does not have


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: the features of each, and whether what would be quoted of it holds an answer."""

    features: Sequence[Mapping[str, float]]
    right: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples as arrays: `features` [questions, candidates, names], `present` and `right` [questions, candidates].

    All questions together count `weight` in a fit.
    """

    features: NDArray[np.float64]
    present: NDArray[np.bool_]
    right: NDArray[np.bool_]
    weight: float

    @classmethod
    def of(cls, examples: Sequence[Example], names: Sequence[str], weight: float) -> Self:
        """The examples, with the features of these names."""
        most = max(len(example.right) for example in examples)
        features = np.zeros((len(examples), most, len(names)))
        present, right = (np.zeros((len(examples), most), np.bool_) for _ in range(2))
        for row, example in enumerate(examples):
            for column, own in enumerate(example.features):
                features[row, column] = [own.get(name, 0.0) for name in names]
            present[row, : len(example.right)] = True
            right[row, : len(example.right)] = example.right
        return cls(features, present, right, weight)

    def part(self, rows: NDArray[np.bool_]) -> Examples:
        """Some of the questions, which together count as much."""
        return Examples(self.features[rows], self.present[rows], self.right[rows], self.weight)

    def decisive(self) -> Examples:
        """The questions with candidates of both kinds: the others say nothing of the weights."""
        return self.part(self.right.any(axis=1) & (self.present & ~self.right).any(axis=1))

    def shares(self, weights: NDArray[np.float64]) -> tuple[float, float]:
        """The shares of questions whose best candidate is right, and one of whose best three is."""
        scores = np.where(self.present, self.features @ weights, _NOT_THERE)
        best = np.take_along_axis(self.right, np.argsort(-scores, axis=1, kind="stable")[:, :3], axis=1)
        return float(best[:, 0].mean()), float(best.any(axis=1).mean())


def fit(sets: Sequence[Examples]) -> NDArray[np.float64]:
    """The weights of the features."""
    decisive = [examples.decisive() for examples in sets]
    weights = np.zeros(sets[0].features.shape[2])
    loss = _loss(decisive, weights)
    for _ in range(_STEPS):
        step, size = _newton_step(decisive, weights), 1.0
        while _loss(decisive, weights - size * step) > loss and size > _SHORTEST_STEP:
            size /= 2
        weights = weights - size * step
        before, loss = loss, _loss(decisive, weights)
        if before - loss < _CONVERGED:
            break
    return weights


def _probabilities(examples: Examples, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = np.where(examples.present, examples.features @ weights, _NOT_THERE)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float64)


def _loss(sets: Sequence[Examples], weights: NDArray[np.float64]) -> float:
    loss = _PENALTY * float(weights @ weights) / 2
    for examples in sets:
        chosen = (_probabilities(examples, weights) * examples.right).sum(axis=1)
        loss -= examples.weight * float(np.log(chosen).mean())
    return loss


def _newton_step(sets: Sequence[Examples], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The gradient divided by the Hessian matrix, without the part that makes the loss not convex."""
    gradient, hessian = _PENALTY * weights, _PENALTY * np.eye(len(weights))
    for examples in sets:
        features, chance = examples.features, _probabilities(examples, weights)
        among_right = chance * examples.right
        among_right /= among_right.sum(axis=1, keepdims=True)
        share = examples.weight / len(features)
        mean = np.einsum("qc,qcn->qn", chance, features)
        gradient = gradient + share * np.einsum("qc,qcn->n", chance - among_right, features)
        second = np.einsum("qc,qcn,qcm->nm", chance, features, features, optimize=True)
        hessian = hessian + share * (second - mean.T @ mean)
    return np.linalg.solve(hessian, gradient)
