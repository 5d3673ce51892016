"""`indexer run` and `indexer evaluate`: how good the ranking is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.cli.options import Place, as_json, placed
from indexer.cli.output import note, say, say_json, say_table
from indexer.cli.progress import shown
from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.evaluation import Level, Qrels, Query, Run
    from indexer.library import Reading

DEPTH = 100  # ranks that are measured: as many as `indexer run` writes by default

_LEVELS = click.Choice(["passage", "article"])
_path = click.Path(path_type=Path)
_queries = click.argument("queries", metavar="QUERIES.jsonl", type=_path)


@click.command()
@_queries
@click.option("--output", required=True, type=_path, metavar="RUN.trec")
@click.option("-k", "--k", type=click.IntRange(1, 1000), default=100, show_default=True, help="Results a query.")
@click.option("--level", type=_LEVELS, default="passage", show_default=True, help="What is ranked.")
@as_json
@placed
def run(*, queries: Path, output: Path, k: int, level: Level, as_json: bool, place: Place) -> None:
    """Write the ranking of every query as a TREC file.

    A line of QUERIES.jsonl is {"_id": "1", "text": "a question", "history": ["an earlier one"]}. White
    space in ids is percent-encoded in the file.
    """
    from indexer.evaluation import read_queries, write_run  # noqa: PLC0415  heavy

    asked = read_queries(queries)
    if not output.parent.is_dir():
        raise UsageError(f"{output.parent} is no folder; make it, or name another --output")
    with place.library() as library, library.reading() as reading:
        found = _run(reading, asked, k, level)
        build = reading.build
    lines = write_run(found, output, tag=f"footnote-{build}")
    if as_json:
        counts = {"queries": len(asked), "lines": lines}
        say_json({"build": build, "level": level, "k": k, **counts, "output": str(output)})
    else:
        say(f"{len(asked):,} queries, {lines:,} lines in {output}")


@click.command()
@_queries
@click.argument("qrels", metavar="QRELS.tsv", type=_path)
@click.option("--level", type=_LEVELS, help="What the judged ids name; by default what the build has by them.")
@click.option("--run", "run_file", type=_path, metavar="RUN.trec", help="Measure this run; no build is needed.")
@click.option("--compare", type=_path, metavar="RUN.trec", help="Compare with this run, by a randomisation test.")
@click.option("--per-query", type=_path, metavar="FILE", help="Write each query's values, as .tsv or .jsonl.")
@as_json
@placed
def evaluate(
    *,
    queries: Path,
    qrels: Path,
    level: Level | None,
    run_file: Path | None,
    compare: Path | None,
    per_query: Path | None,
    as_json: bool,
    place: Place,
) -> None:
    """Measure the ranking on judged queries.

    QRELS.tsv has a header and lines of query id, article or passage id and score, with tabs between. Each
    measure is a mean over all judged queries and sees the first 100 ranks.

    With --compare, p is the probability that runs equally good would differ as much (paired randomisation
    test, two-sided, 10,000 permutations; Smucker et al. 2007).
    """
    from indexer.evaluation import by_query, read_qrels, read_queries, read_run, write_per_query  # noqa: PLC0415  heavy
    from indexer.evaluation.per_query import require_suffix  # noqa: PLC0415  heavy

    if per_query:
        require_suffix(per_query)
    judgements = read_qrels(qrels)
    judged = [query for query in read_queries(queries) if query.id in judgements]
    if not judged:
        raise UsageError(f"{qrels} judges no query of {queries}; use the same query ids in both")
    other = read_run(compare).first(DEPTH) if compare else None
    if run_file:
        found, about = read_run(run_file).first(DEPTH), _About(str(run_file), None, level)
    else:
        found, about = _searched(place, judged, judgements, level)
    _warn(found, judgements, len(judgements) - len(judged))
    document = _document(about, found, judgements)
    if other is not None:
        _warn(other, judgements, 0)
        document["compared"] = _compared(found, other, judgements, str(compare))
    if per_query:
        write_per_query(per_query, by_query(found, judgements), {query.id: query.text for query in judged})
        document["per_query"] = str(per_query)
    if as_json:
        say_json(document)
    else:
        _show(document)


@dataclass(frozen=True, slots=True)
class _About:
    """Where a run is from: a file, or a build."""

    run: str | None
    build: str | None
    level: Level | None


def _searched(place: Place, judged: Sequence[Query], judgements: Qrels, level: Level | None) -> tuple[Run, _About]:
    """The run of the newest build."""
    from indexer.evaluation import level_of  # noqa: PLC0415  heavy

    with place.library() as library, library.reading() as reading:
        level = level or level_of(judgements, reading)
        return _run(reading, judged, DEPTH, level), _About(None, reading.build, level)


def _run(reading: Reading, queries: Sequence[Query], k: int, level: Level) -> Run:
    from indexer.evaluation import run  # noqa: PLC0415  heavy

    with shown("queries") as tell:
        return run(reading, queries, k, level, progress=lambda done: tell("searching", done, len(queries)))


def _document(about: _About, found: Run, judgements: Qrels) -> dict[str, Any]:
    from indexer.evaluation import evaluate  # noqa: PLC0415  heavy

    means = {measure.name: mean for measure, mean in evaluate(found, judgements).items()}
    origin = {"run": about.run} if about.run else {"build": about.build}
    return {**origin, "level": about.level, "queries": len(judgements), "depth": DEPTH, "measures": means}


def _compared(found: Run, other: Run, judgements: Qrels, path: str) -> dict[str, Any]:
    from indexer.evaluation import compare  # noqa: PLC0415  heavy
    from indexer.evaluation.comparison import PERMUTATIONS  # noqa: PLC0415  heavy

    rows = {
        row.measure.name: {"mean": row.mean, "other": row.other, "difference": row.difference, "p": row.p}
        for row in compare(found, other, judgements)
    }
    return {"run": path, "permutations": PERMUTATIONS, "measures": rows}


def _show(document: Mapping[str, Any]) -> None:
    """The same as a table."""
    level = f", level {document['level']}" if document["level"] else ""
    origin = f"run {document['run']}" if "run" in document else f"build {document['build']}"
    say(f"{document['queries']:,} judged queries{level}, {origin}")
    if "compared" not in document:
        say_table(("measure", "mean"), [(name, f"{mean:.4f}") for name, mean in document["measures"].items()])
        return
    say(f"compared with {document['compared']['run']}")
    rows = document["compared"]["measures"].items()
    say_table(
        ("measure", "mean", "other", "difference", "p"),
        [
            (name, f"{it['mean']:.4f}", f"{it['other']:.4f}", f"{it['difference']:+.4f}", f"{it['p']:.4f}")
            for name, it in rows
        ],
    )


def _warn(found: Run, judgements: Qrels, unasked: int) -> None:
    """Says what would make the figures mean something else than they seem to."""
    if unasked:
        note(f"{unasked:,} judged queries are not among the queries; each counts 0")
    if not any(item in judged for query, judged in judgements.items() for item in found.ids(query)):
        note("no judged id was found at all; is --level right, and is this the build that was judged?")
