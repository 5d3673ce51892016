"""`footnote run` and `footnote evaluate`: how good ranking and answers are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.cli import evaluation_report
from indexer.cli.options import Target, as_json, targeted
from indexer.cli.output import note, say, say_json
from indexer.cli.progress import shown
from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.evaluation import Level, Outcome, Qrels, Query, Run
    from indexer.library import Reading

DEPTH = 100  # ranks that are measured: as many as `footnote run` writes by default

_LEVELS = click.Choice(["passage", "article"])
_path = click.Path(path_type=Path)
_queries = click.argument("queries", metavar="QUERIES.jsonl", type=_path)


@click.command()
@_queries
@click.option("--output", required=True, type=_path, metavar="RUN.trec")
@click.option("-k", "--k", type=click.IntRange(1, 1000), default=100, show_default=True, help="Results a query.")
@click.option("--level", type=_LEVELS, default="passage", show_default=True, help="What is ranked.")
@as_json
@targeted
def run(*, queries: Path, output: Path, k: int, level: Level, as_json: bool, target: Target) -> None:
    """Write the ranking of every query as a TREC file.

    A line of QUERIES.jsonl is {"_id": "1", "text": "a question", "history": ["an earlier one"]}. White
    space in ids is percent-encoded in the file.
    """
    from indexer.evaluation import read_queries, write_run  # noqa: PLC0415  heavy

    all_queries = read_queries(queries)
    if not output.parent.is_dir():
        raise UsageError(f"{output.parent} is no folder; make it, or name another --output")
    with target.library() as library, library.reading() as reading:
        ranking = _run(reading, all_queries, k, level)
        build = reading.build
    lines = write_run(ranking, output, tag=f"footnote-{build}")
    if as_json:
        counts = {"queries": len(all_queries), "lines": lines}
        say_json({"build": build, "level": level, "k": k, **counts, "output": str(output)})
    else:
        say(f"{len(all_queries):,} queries, {lines:,} lines in {output}")


@click.command()
@_queries
@click.argument("qrels", metavar="[QRELS.tsv]", type=_path, required=False)
@click.option("--level", type=_LEVELS, help="What the judged ids are ids of; by default what the build finds by them.")
@click.option("--run", "run_file", type=_path, metavar="RUN.trec", help="Measure this run; no build is needed.")
@click.option("--compare", type=_path, metavar="RUN.trec", help="Compare with this run, by a randomisation test.")
@click.option("--per-query", type=_path, metavar="FILE", help="Write each query's values, as .tsv or .jsonl.")
@click.option("--answers", is_flag=True, help="Measure the answers, too; without QRELS.tsv, only them.")
@click.option(
    "--foreign",
    type=_path,
    metavar="FILE",
    help="Questions of another collection, which should be refused; with --answers.",
)
@click.option("--curve", type=_path, metavar="FILE.png", help="Draw the curve of risk and coverage; with --answers.")
@as_json
@targeted
def evaluate(
    *,
    queries: Path,
    qrels: Path | None,
    level: Level | None,
    run_file: Path | None,
    compare: Path | None,
    per_query: Path | None,
    answers: bool,
    foreign: Path | None,
    curve: Path | None,
    as_json: bool,
    target: Target,
) -> None:
    """Measure ranking and answers on questions whose answers are known.

    QRELS.tsv has a header and lines of query id, article or passage id and score, with tabs between. Each
    measure is a mean over all judged queries and sees the first 100 ranks.

    With --compare, p is the probability that runs equally good would differ as much (paired randomisation
    test, two-sided, 10,000 permutations; Smucker et al. 2007).

    With --answers, a quote is right when it holds one of the texts in "answers" of a query's "metadata". A
    query should be refused when its "metadata" says "is_impossible": true, or when it has neither a judgement nor an
    answer.
    """
    from indexer.evaluation.per_query import require_suffix  # noqa: PLC0415  heavy

    _require_sense(qrels, answers=answers, needing=(run_file, compare, level), asking=(foreign, curve), run=run_file)
    if per_query:
        require_suffix(per_query)
    if curve:
        from indexer.evaluation.curve_plot import require_drawable  # noqa: PLC0415  an extra

        require_drawable(curve)
    measuring = _Measuring(target, queries, qrels, foreign)
    if qrels:
        measuring.rank(level, run_file, compare)
    if answers:
        measuring.answer(curve)
    if per_query:
        measuring.write(per_query)
    if as_json:
        say_json(measuring.document)
    else:
        evaluation_report.print_report(measuring.document)


def _require_sense(
    qrels: Path | None, *, answers: bool, needing: Sequence[object], asking: Sequence[object], run: Path | None
) -> None:
    """Raises `UsageError` when an option is given without the ones it needs."""
    if qrels is None and (any(needing) or not answers):
        raise UsageError("name QRELS.tsv to measure a ranking; without it, only --answers can be measured")
    if any(asking) and not answers:
        raise UsageError("--foreign and --curve are about answers; add --answers")
    if run and answers:
        raise UsageError("a run holds no answers; leave out --run or --answers")


class _Measuring:
    """One evaluation, step by step. `document` is the report so far; `write` saves the values of each query so far."""

    def __init__(self, target: Target, queries: Path, qrels: Path | None, foreign: Path | None) -> None:
        from indexer.evaluation import read_qrels, read_queries  # noqa: PLC0415  heavy

        self.document: dict[str, Any] = {}
        self._target = target
        self._judgements: Qrels | None = read_qrels(qrels) if qrels else None
        self._queries = read_queries(queries)
        self._foreign = read_queries(foreign) if foreign else ()
        self._values: dict[str, dict[str, float]] = {}
        if self._judgements and not any(query.id in self._judgements for query in self._queries):
            raise UsageError(f"{qrels} judges no query of {queries}; use the same query ids in both")

    def rank(self, level: Level | None, run_file: Path | None, compare: Path | None) -> None:
        """Measures the ranking of a run file, or of the newest build, and compares it with another run."""
        from indexer.evaluation import by_query, read_run  # noqa: PLC0415  heavy

        judgements = self._judgements or {}
        judged = [query for query in self._queries if query.id in judgements]
        other = read_run(compare).first(DEPTH) if compare else None
        if run_file:
            ranking = read_run(run_file).first(DEPTH)
            self.document |= {"run": str(run_file), "level": level}
        else:
            ranking, build, level = _searched(self._target, judged, judgements, level)
            self.document |= {"build": build, "level": level}
        _warn(ranking, judgements, len(judgements) - len(judged))
        self.document |= {
            "queries": len(judgements),
            "depth": DEPTH,
            "measures": evaluation_report.ranking_measures(ranking, judgements),
        }
        if other is not None:
            _warn(other, judgements, 0)
            self.document["compared"] = evaluation_report.comparison(ranking, other, judgements, str(compare))
        for query, values in by_query(ranking, judgements).items():
            self._values[query] = {measure.name: value for measure, value in values.items()}

    def answer(self, curve: Path | None) -> None:
        """Measures the answers of the newest build, and draws their risk and coverage into `curve`."""
        from indexer.evaluation import measure_answers  # noqa: PLC0415  heavy
        from indexer.evaluation.curve_plot import draw  # noqa: PLC0415  heavy

        own, foreign, threshold, build = _outcomes(self._target, self._queries, self._foreign, self._judgements)
        measured = measure_answers((*own, *foreign), threshold)
        self.document["answers"] = evaluation_report.answer_measures(measured, build)
        if curve and measured.curve is None:
            raise UsageError("nothing to draw: no query has a known answer, and none is to be refused")
        if curve and measured.curve:
            draw(measured.curve, measured.in_force, curve)
            self.document["answers"]["picture"] = str(curve)
        for outcome in own:
            self._values[outcome.query.id] = {**self._values.get(outcome.query.id, {}), **outcome.values()}

    def write(self, path: Path) -> None:
        """Writes a file with the values of each query; foreign queries are left out."""
        from indexer.evaluation import write_per_query  # noqa: PLC0415  heavy

        write_per_query(path, self._values, {query.id: query.text for query in self._queries})
        self.document["per_query"] = str(path)


def _searched(
    target: Target, judged: Sequence[Query], judgements: Qrels, level: Level | None
) -> tuple[Run, str, Level]:
    """The run of the newest build, the build's id, and what its ids name: passages or articles."""
    from indexer.evaluation import level_of  # noqa: PLC0415  heavy

    with target.library() as library, library.reading() as reading:
        level = level or level_of(judgements, reading)
        return _run(reading, judged, DEPTH, level), reading.build, level


def _run(reading: Reading, queries: Sequence[Query], k: int, level: Level) -> Run:
    from indexer.evaluation import run  # noqa: PLC0415  heavy

    with shown("queries") as tell:
        return run(reading, queries, k, level, progress=lambda done: tell("searching", done, len(queries)))


def _outcomes(
    target: Target, own: Sequence[Query], foreign: Sequence[Query], judgements: Qrels | None
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...], float, str]:
    """The outcomes of the set's own queries, those of the foreign ones, the threshold in force, and the build's id.

    With foreign queries, the set's own queries without an answer are left out: they are near misses, which are harder to
    refuse, and the two must not be mixed in one figure.
    """
    from indexer.evaluation import ask_all, has_answer  # noqa: PLC0415  heavy

    if foreign:
        own = [query for query in own if has_answer(query, judgements)]
    other_target = Target(target.instance, {**target.given, "answer.threshold": "0"})
    with (
        target.library() as library,
        other_target.library() as other_library,
        library.reading() as reading,
        other_library.reading() as other_reading,
        shown("questions") as tell,
    ):
        if other_reading.build != reading.build:
            raise UsageError("another build was published meanwhile; run the command again")
        total = len(own) + len(foreign)
        own_outcomes = ask_all(
            reading,
            other_reading,
            own,
            lambda query: has_answer(query, judgements),
            progress=lambda done: tell("asking", done, total),
        )
        foreign_outcomes = ask_all(
            reading,
            other_reading,
            foreign,
            lambda _: False,
            progress=lambda done: tell("asking", len(own) + done, total),
        )
        return own_outcomes, foreign_outcomes, target.settings().answer_threshold, reading.build


def _warn(ranking: Run, judgements: Qrels, unasked: int) -> None:
    """Prints a note on stderr when the figures may mislead: unasked queries, or ids that are never found."""
    if unasked:
        note(f"{unasked:,} judged queries are not among the queries; each counts 0")
    if not any(item in judged for query, judged in judgements.items() for item in ranking.ids(query)):
        note("no judged id was found at all; is --level right, and is this the build that was judged?")
