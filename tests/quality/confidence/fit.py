"""Fits a logistic regression whose weights have the sign that their features mean, with groups of examples counting the same.

The weights minimise the mean of the logistic loss and a small quadratic penalty on the weights of standardised features.
A weight may not have another sign than its feature's meaning: more coverage never lowers the probability.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from tests.quality.confidence.examples import Example

AGAINST = frozenset({"size", "unknown name"})
"""The features of which more makes an answer less probable; of all others more makes it more probable."""
SET = {"unknown name": -1.5}
"""Weights that are set, not fitted: readers name what no article mentions, questions of the sets hardly ever do."""
_PENALTY = 1e-3
_STEPS = 20_000
_BINS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Examples as arrays: `features` [examples, names], `answerable` and `weights` [examples]; the weights add up to 1."""

    features: NDArray[np.float64]
    answerable: NDArray[np.float64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, examples: Sequence[Example], names: Sequence[str]) -> Table:
        """The examples that have the features of these names."""
        kept = [
            (each, each.features) for each in examples if each.features is not None and set(names) <= set(each.features)
        ]
        features = np.array([[own[name] for name in names] for _, own in kept])
        answerable = np.array([float(each.answerable) for each, _ in kept])
        return cls(features, answerable, group_weights([each for each, _ in kept]))


def group_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """For each example its weight: every size of every set counts the same, in it answerable and others, and their kinds."""
    groups = Counter((each.set, each.size, each.kind) for each in examples)
    kinds = Counter((set_, size) for set_, size, kind in groups if kind != "own")
    weights = np.array(
        [
            0.5 / (1 if each.answerable else kinds[each.set, each.size]) / groups[each.set, each.size, each.kind]
            for each in examples
        ]
    )
    return np.asarray(weights / weights.sum(), np.float64)


def fit(table: Table, names: Sequence[str]) -> dict[str, float]:
    """The weight of each feature, and `bias`."""
    from scipy.optimize import minimize  # noqa: PLC0415  of the extra `[test]`

    mean, spread = table.features.mean(axis=0), table.features.std(axis=0) + 1e-9
    standard = np.column_stack(((table.features - mean) / spread, np.ones(len(table.features))))
    bounds = [_bounds(name, float(own)) for name, own in zip(names, spread, strict=True)] + [(None, None)]
    fitted = minimize(
        _loss(standard, table), np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B",
        options={"maxiter": _STEPS},
    ).x  # fmt: skip
    weights = fitted[:-1] / spread
    return {"bias": float(fitted[-1] - weights @ mean), **dict(zip(names, weights.tolist(), strict=True))}


def _bounds(name: str, spread: float) -> tuple[float | None, float | None]:
    """The least and the greatest weight of a standardised feature; None: any."""
    if name in SET:
        return SET[name] * spread, SET[name] * spread
    return (None, 0.0) if name in AGAINST else (0.0, None)


def _loss(
    standard: NDArray[np.float64], table: Table
) -> Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]:
    signs = np.where(table.answerable > 0, -1.0, 1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = standard @ weights
        value = float(table.weights @ np.logaddexp(0, signs * scores)) + _PENALTY * float(weights[:-1] @ weights[:-1])
        gradient = standard.T @ (table.weights * (1 / (1 + np.exp(-scores)) - table.answerable))
        return value, gradient + 2 * _PENALTY * np.append(weights[:-1], 0.0)

    return loss


def probabilities(table: Table, weights: dict[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    """The probability of each example."""
    scores = table.features @ np.array([weights[name] for name in names]) + weights["bias"]
    return np.asarray(1 / (1 + np.exp(-scores)), np.float64)


def reliability(table: Table, predicted: NDArray[np.float64]) -> list[tuple[float, float, float]]:
    """For each tenth of the scale: the mean probability, the share of answerable examples, and the share of all weight."""
    bins = np.minimum((predicted * _BINS).astype(int), _BINS - 1)
    rows = []
    for number in range(_BINS):
        own = bins == number
        if weight := float(table.weights[own].sum()):
            means = (float(table.weights[own] @ values[own]) / weight for values in (predicted, table.answerable))
            rows.append((*means, weight))
    return rows  # type: ignore[return-value]  # three numbers
