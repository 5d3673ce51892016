"""The report of `footnote evaluate`: its parts as a JSON document, and the whole as tables."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from indexer.cli.output import say, say_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.evaluation import AnswerMeasures, Qrels, Run

_COVERAGES = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def ranking_measures(ranking: Run, judgements: Qrels) -> dict[str, float]:
    """Measure name → mean over all judged queries."""
    from indexer.evaluation import evaluate  # noqa: PLC0415  heavy

    return {measure.name: mean for measure, mean in evaluate(ranking, judgements).items()}


def comparison(ranking: Run, other: Run, judgements: Qrels, path: str) -> dict[str, Any]:
    """Both runs under every measure, with the p-value of their difference."""
    from indexer.evaluation import compare  # noqa: PLC0415  heavy
    from indexer.evaluation.comparison import PERMUTATIONS  # noqa: PLC0415  heavy

    rows = {
        row.measure.name: {
            "mean": row.mean,
            "other": row.other,
            "difference": row.difference,
            "better": row.better,
            "worse": row.worse,
            "p": row.p,
        }
        for row in compare(ranking, other, judgements)
    }
    return {"run": path, "permutations": PERMUTATIONS, "measures": rows}


def answer_measures(measures: AnswerMeasures, build: str) -> dict[str, Any]:
    """How good answers and refusals are; null where no query tells."""
    return {
        "build": build,
        "answerable": dataclasses.asdict(measures.answerable),
        "unanswerable": {
            "questions": measures.unanswerable,
            "refused": measures.unanswerable_refused,
            "refused_at_5": measures.unanswerable_refused_at_5,
        },
        "auroc": measures.auroc,
        "in_force": dataclasses.asdict(measures.in_force) if measures.in_force else None,
        "curve": dataclasses.asdict(measures.curve) if measures.curve else None,
    }


def print_report(document: Mapping[str, Any]) -> None:
    """Prints the document as tables."""
    if "measures" in document:
        _show_ranking(document)
    if "answers" in document:
        _show_answers(document["answers"])
        if "picture" in document["answers"]:
            say(f"drawn in {document['answers']['picture']}")
    if "per_query" in document:
        say(f"each query is in {document['per_query']}")


def _show_ranking(document: Mapping[str, Any]) -> None:
    level = f", level {document['level']}" if document["level"] else ""
    origin = f"run {document['run']}" if "run" in document else f"build {document['build']}"
    say(f"{document['queries']:,} judged queries{level}, {origin}")
    if "compared" not in document:
        say_table(("measure", "mean"), [(name, f"{mean:.4f}") for name, mean in document["measures"].items()])
        return
    say(f"compared with {document['compared']['run']}")
    rows = (
        (
            name, f"{it['mean']:.4f}", f"{it['other']:.4f}", f"{it['difference']:+.4f}",
            f"{it['better']:,}", f"{it['worse']:,}", f"{it['p']:.4f}",
        )
        for name, it in document["compared"]["measures"].items()
    )  # fmt: skip
    say_table(("measure", "mean", "other", "difference", "better", "worse", "p"), rows)


def _show_answers(answers: Mapping[str, Any]) -> None:
    yes, no, curve = answers["answerable"], answers["unanswerable"], answers["curve"]
    say(f"{yes['questions']:,} questions with an answer, {no['questions']:,} without, build {answers['build']}")
    known = f"of {yes['gold']:,} known answers"
    rows = (
        ("refused, of those with an answer", yes["refused"], ".4f"),
        (f"held by the first quote, {known}", yes["first"], ".4f"),
        (f"held by one of up to three, {known}", yes["one_of_three"], ".4f"),
        ("words in a quote, mean", yes["words"], ".1f"),
        ("refused, of those without an answer", no["refused"], ".4f"),
        ("the same, if 5% of those with an answer were", no["refused_at_5"], ".4f"),
        ("AUROC of the confidence", answers["auroc"], ".4f"),
        ("area under risk and coverage", curve and curve["area"], ".4f"),
        ("the least that it could be", curve and curve["best"], ".4f"),
    )
    say_table(("answers", "figure"), [(name, format(value, form)) for name, value, form in rows if value is not None])
    if curve:
        say_table(("coverage", "threshold", "risk", ""), _points(curve["points"], answers["in_force"]))


def _points(points: list[dict[str, float]], in_force: dict[str, float] | None) -> Iterator[tuple[str, str, str, str]]:
    """Rows of the curve: the first point at each of `_COVERAGES`, and the point of the threshold in force."""
    firsts = (next((it for it in points if it["coverage"] >= coverage), points[-1]) for coverage in _COVERAGES)
    shown = [(point, "") for point in {point["coverage"]: point for point in firsts}.values()]
    shown += [(in_force, "in force")] if in_force else []
    for point, mark in sorted(shown, key=lambda pair: pair[0]["coverage"]):
        yield f"{point['coverage']:.3f}", f"{point['threshold']:.4f}", f"{point['risk']:.4f}", mark
