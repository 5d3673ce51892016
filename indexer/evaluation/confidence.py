"""Measures of a confidence: how well it separates two kinds of questions, and what each threshold on it costs.

Answered are the questions whose confidence reaches a threshold. For each threshold:

    coverage = answered / all
    risk     = answered wrongly / answered

and the curve of both, from the highest threshold to the lowest, is the risk–coverage curve (El-Yaniv and Wiener 2010, On
the foundations of noise-free selective classification, JMLR 11). Its area is the mean of the risk over the coverages that
are reached, in steps of one question (AURC: Geifman, Uziel and El-Yaniv 2019, Bias-reduced uncertainty estimation for deep
neural classifiers, ICLR); no order of the same questions gets below `best`. Questions of one confidence are answered
together, and the area is what they come to on average in any order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Point:
    """Coverage and risk of one threshold."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of a risk–coverage curve, the lowest coverage first, its area, and the least area there could be."""

    points: tuple[Point, ...]
    area: float
    best: float


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that one of the positive values is above one of the negative ones; equal ones count half.

    The area under the ROC curve: Hanley and McNeil 1982, The meaning and use of the area under a receiver operating
    characteristic (ROC) curve. Neither of the two may be empty.
    """
    below = sorted(negative)
    wins = fsum((bisect_left(below, value) + bisect_right(below, value)) / 2 for value in positive)
    return wins / (len(positive) * len(negative))


def true_negative_rate(positive: Sequence[float], negative: Sequence[float], lost: float) -> float:
    """True-negative rate at the highest threshold whose false-negative rate is at most `lost` (0 to 1).

    For .05 it is 1 minus the "false positive rate at 95% true positive rate": Liang, Li and Srikant 2018, Enhancing the
    reliability of out-of-distribution image detection in neural networks, ICLR. Neither of the two may be empty.
    """
    threshold = sorted(positive)[min(int(lost * len(positive)), len(positive) - 1)]
    return sum(value < threshold for value in negative) / len(negative)


def risk_coverage(outcomes: Sequence[tuple[float, bool]], questions: int) -> Curve | None:
    """The risk–coverage curve; `outcomes` are (confidence, whether it is wrong) of all questions with a possible answer.

    `questions` is the number of all questions. None when no question has a possible answer.
    """
    if not outcomes:
        return None
    groups = [
        (confidence, [wrong for _, wrong in same])
        for confidence, same in groupby(sorted(outcomes, key=lambda pair: -pair[0]), key=lambda pair: pair[0])
    ]
    ends = list(accumulate(len(wrong) for _, wrong in groups))
    wrongs = list(accumulate(sum(wrong) for _, wrong in groups))
    points = tuple(
        Point(confidence, end / questions, wrong / end)
        for (confidence, _), end, wrong in zip(groups, ends, wrongs, strict=True)
    )
    counts = np.arange(1, ends[-1] + 1)
    expected = np.interp(counts, [0, *ends], [0, *wrongs])
    least = np.maximum(0, counts - (ends[-1] - wrongs[-1]))
    return Curve(points, float((expected / counts).mean()), float((least / counts).mean()))
