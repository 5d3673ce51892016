"""Measures of a ranking, numbers from 0 to 1; each formula is a function with its source.

A formula gets the grades of the ranked items, best first (0 for an item without judgement), and the grades of all items
that were judged for the query. Grades of 1 and more are relevant. The printed names are those of the literature;
ir_measures calls Recall `R` and MRR `RR`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum, log2
from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.evaluation.qrels import Qrels
    from indexer.evaluation.runs import Run

Grades = Sequence[int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its printed name, and its formula, of the grades ranked and the grades judged."""

    name: str
    formula: Callable[[Grades, Grades], float]

    def __str__(self) -> str:
        return self.name

    def of(self, ranking: Sequence[str], judged: Mapping[str, int]) -> float:
        """The measure of one query's ranking, from 0 to 1."""
        return self.formula([judged.get(item, 0) for item in ranking], list(judged.values()))


def dcg(grades: Grades) -> float:
    """Discounted cumulative gain: Σ grade / log₂(rank + 1), the grade itself being the gain.

    Järvelin & Kekäläinen 2002, Cumulated gain-based evaluation of IR techniques, with trec_eval's discount.
    """
    return fsum(max(grade, 0) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(ranked: Grades, judged: Grades, *, cutoff: int) -> float:
    """The gain of the first `cutoff` ranks, divided by the largest gain that any ranking could have."""
    best = dcg(sorted(judged, reverse=True)[:cutoff])
    return dcg(ranked[:cutoff]) / best if best else 0.0


def recall(ranked: Grades, judged: Grades, *, cutoff: int) -> float:
    """The share of all relevant items that are in the first `cutoff` ranks."""
    relevant = _relevant(judged)
    return _relevant(ranked[:cutoff]) / relevant if relevant else 0.0


def reciprocal_rank(ranked: Grades, judged: Grades, *, cutoff: int) -> float:  # noqa: ARG001  every formula's shape
    """1 / rank of the first relevant item, 0 when none is in the first `cutoff` ranks; its mean is MRR.

    Voorhees 1999, The TREC-8 question answering track report.
    """
    return next((1 / rank for rank, grade in enumerate(ranked[:cutoff], start=1) if grade > 0), 0.0)


def average_precision(ranked: Grades, judged: Grades) -> float:
    """The mean, over all relevant items, of the precision at their ranks; 0 for those that are not ranked.

    Buckley & Voorhees 2000, Evaluating evaluation measure stability.
    """
    relevant = _relevant(judged)
    ranks = [rank for rank, grade in enumerate(ranked, start=1) if grade > 0]
    return fsum(count / rank for count, rank in enumerate(ranks, start=1)) / relevant if relevant else 0.0


def _relevant(grades: Grades) -> int:
    return sum(grade > 0 for grade in grades)


MEASURES = (
    Measure("nDCG@5", partial(ndcg, cutoff=5)),
    Measure("nDCG@10", partial(ndcg, cutoff=10)),
    Measure("Recall@10", partial(recall, cutoff=10)),
    Measure("Recall@100", partial(recall, cutoff=100)),
    Measure("MRR@10", partial(reciprocal_rank, cutoff=10)),
    Measure("AP", average_precision),
)


def evaluate(run: Run, qrels: Qrels, measures: Sequence[Measure] = MEASURES) -> dict[Measure, float]:
    """The mean of each measure over every query of the qrels.

    As in trec_eval -c and ir_measures, a judged query that the run lacks counts 0, and so does one without a relevant item; a
    query without judgements is left out. Raises `UsageError` when nothing is judged.
    """
    values = by_query(run, qrels, measures)
    return {measure: fsum(of_query[measure] for of_query in values.values()) / len(values) for measure in measures}


def by_query(run: Run, qrels: Qrels, measures: Sequence[Measure] = MEASURES) -> dict[str, dict[Measure, float]]:
    """Query id → measure → value, for every query of the qrels, in their order; `evaluate` takes the means."""
    if not qrels:
        raise UsageError("nothing is judged; name a qrels file with at least one judgement")
    return {
        query: {measure: measure.of(run.ids(query), judged) for measure in measures} for query, judged in qrels.items()
    }
