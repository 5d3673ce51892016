"""Asks every row the same queries, in turns, and says how long each took."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tests.bench.corpus import Query
    from tests.bench.peers import Index

K = 10
EVERY = 8  # a slow row is asked every eighth query …
SLOW_ROUNDS = 3  # … in so many rounds at most


@dataclass(slots=True)
class Row:
    """An index with its prepared queries; `times[n]` are the milliseconds that query `n` took, a round each."""

    index: Index
    slow: bool
    prepared: dict[int, Any] = field(default_factory=dict)
    times: dict[int, list[float]] = field(default_factory=dict)

    def prepare(self, queries: Sequence[Query]) -> None:
        """Puts the queries into the index's own form, and asks each once, to warm it up."""
        for number in range(0, len(queries), EVERY if self.slow else 1):
            self.prepared[number] = self.index.prepare(queries[number])
            self.times[number] = []
            self.index.search(self.prepared[number], K)

    def ask(self) -> None:
        """One round: every query once."""
        search, clock = self.index.search, time.perf_counter
        for number, prepared in self.prepared.items():
            began = clock()
            search(prepared, K)
            self.times[number].append((clock() - began) * 1e3)

    def medians(self) -> dict[int, float]:
        """The median time of every query that was asked, in milliseconds."""
        return {number: float(np.median(times)) for number, times in self.times.items()}


def measure(rows: Mapping[str, Row], queries: Sequence[Query], rounds: int) -> None:
    """Asks all rows, round by round; each round begins with another row."""
    for row in rows.values():
        row.prepare(queries)
    names = list(rows)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            if not rows[name].slow or turn < SLOW_ROUNDS:
                _undisturbed(rows[name])


def _undisturbed(row: Row) -> None:
    gc.collect()
    gc.disable()
    try:
        row.ask()
    finally:
        gc.enable()


def summary(rows: Mapping[str, Row], references: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each row p50 and p95, and the ratio to each reference: both over the queries that both were asked."""
    medians = {name: row.medians() for name, row in rows.items()}
    found = {}
    for name, own in medians.items():
        p50, p95 = _percentiles(own, own)
        found[name] = {"p50_ms": p50, "p95_ms": p95, "queries": len(own), "ratios": {}}
        for reference in references:
            if reference in medians:
                shared = own.keys() & medians[reference].keys()
                ratios = _percentiles(own, shared) / _percentiles(medians[reference], shared)
                found[name]["ratios"][reference] = {"p50": float(ratios[0]), "p95": float(ratios[1])}
    return found


def _percentiles(medians: Mapping[int, float], numbers: Any) -> NDArray[np.float64]:
    return np.percentile([medians[number] for number in sorted(numbers)], [50, 95])
