"""Fits a table of word-piece vectors to a teacher's vectors of whole texts.

The sum of a text's rows is to point where the teacher's vector points. With x the counts of a text's pieces, g its goal
(the teacher's vector, centred, projected on the `dimensions` main axes of all of them, of length 1), V the table and S what
it starts from, V has the least

    sum over texts |x V / s - g|² + ridge · |V - S|²,

found by conjugate gradients. The sizes s are √(number of pieces) at first, and then the lengths of x V, so that in the
second round directions are fitted and not lengths. A row of S is the teacher's vector of that piece alone, times
a / (a + p), p being the piece's share of all pieces (Arora et al., "A simple but tough-to-beat baseline for sentence
embeddings", 2017); it decides where few texts hold the piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from tests.quality.static_table.teacher import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.text.embedders.bert_pieces import BertPieces

RIDGE = 0.5
_RARE = 1e-3  # a: the share of all pieces from which on a piece counts for less than half
_ROUNDS = (50, 120)  # steps of conjugate gradients in each; with 25, passages held out agree by .02 less
_SEED = 16
_SHORTEST = 0.02  # the share of texts whose sizes are raised to the next larger one: those of common words alone


@dataclass(frozen=True, slots=True)
class Goal:
    """What is learned: the teacher's mean vector and main axes, which turn its vectors into goals."""

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]

    @classmethod
    def of(cls, taught: NDArray[np.float32], dimensions: int) -> Goal:
        """That of these vectors of the teacher."""
        mean = taught.mean(axis=0)
        values, axes = np.linalg.eigh((taught - mean).T @ (taught - mean))
        return cls(mean, axes[:, np.argsort(-values)[:dimensions]].astype(np.float32))

    def vectors(self, taught: NDArray[np.float32]) -> NDArray[np.float32]:
        """The goals, of length 1."""
        return _unit((taught - self.mean) @ self.axes)


def counts(pieces: BertPieces, size: int, texts: Sequence[str]) -> Any:
    """How often each text holds each of the `size` pieces, a sparse matrix [texts, size]; as much as the teacher reads."""
    numbers = [np.unique(pieces.numbers(text)[: LONGEST - 2], return_counts=True) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(own) for own, _ in numbers])
    columns, values = (np.concatenate(parts) for parts in zip(*numbers, strict=True))
    shape = (len(texts), size)
    return sparse.csr_matrix((values.astype(np.float32), (rows, columns.astype(np.int64))), shape=shape)


def fitted(
    held: Any, taught: NDArray[np.float32], alone: NDArray[np.float32], usable: NDArray[np.bool_], goal: Goal
) -> NDArray[np.float32]:
    """The table: `held` are the texts' counts, `alone` the teacher's vectors of the pieces; those not `usable` get zeros."""
    wanted = goal.vectors(taught)
    start = _start(np.asarray(held.sum(axis=0)).reshape(-1), alone, usable, goal)
    sizes = np.sqrt(np.asarray(held.sum(axis=1)).reshape(-1))
    for steps in _ROUNDS:
        scaled = (sparse.diags(1 / np.maximum(sizes, 1e-6)) @ held).astype(np.float32).tocsr()
        first = scaled @ start
        start = start * np.float32((first * wanted).sum() / (first * first).sum())
        table = start + _least_squares(scaled, wanted - scaled @ start, steps)
        lengths = np.linalg.norm(held @ table, axis=1)
        sizes = np.maximum(lengths, np.quantile(lengths, _SHORTEST))
    return (table @ _rotation(table.shape[1])) * usable[:, None]


def agreement(held: Any, taught: NDArray[np.float32], table: NDArray[np.floating], goal: Goal) -> float:
    """The mean cosine of the table's vectors of texts and their goals."""
    goals = goal.vectors(taught) @ _rotation(table.shape[1])
    return float((_unit(held @ table) * goals).sum(axis=1).mean())


def _start(
    count: NDArray[np.float32], alone: NDArray[np.float32], usable: NDArray[np.bool_], goal: Goal
) -> NDArray[np.float32]:
    share = (count + 1) / (count.sum() + len(count))
    rows = _unit(alone - alone[usable].mean(axis=0)) @ goal.axes
    return (rows * (usable * _RARE / (_RARE + share))[:, None]).astype(np.float32)


def _rotation(dimensions: int) -> NDArray[np.float32]:
    """A random rotation.

    It changes no similarity, and spreads over all dimensions what the main axes hold most of: a search by sign bits finds
    .91 instead of .74 of the nearest 200 then (50,000 passages).
    """
    gaussian = np.random.default_rng(_SEED).standard_normal((dimensions, dimensions))
    return np.linalg.qr(gaussian)[0].astype(np.float32)


def _least_squares(held: Any, left: NDArray[np.float32], steps: int) -> NDArray[np.float32]:
    """D with the least |held D - left|² + RIDGE |D|², each column by so many steps of conjugate gradients."""
    residual = held.T @ left
    change, towards = np.zeros_like(residual), residual.copy()
    size = (residual * residual).sum(axis=0)
    for _ in range(steps):
        pushed = held.T @ (held @ towards) + RIDGE * towards
        step = size / np.maximum((towards * pushed).sum(axis=0), 1e-30)
        change += step * towards
        residual -= step * pushed
        smaller = (residual * residual).sum(axis=0)
        towards = residual + smaller / np.maximum(size, 1e-30) * towards
        size = smaller
    return change


def _unit(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
