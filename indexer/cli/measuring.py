"""`indexer run` and `indexer evaluate`: how good the ranking is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import Place, as_json, placed
from indexer.cli.output import note, say, say_json, say_table
from indexer.cli.progress import shown
from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.evaluation import Level, Measure, Qrels, Query, Run
    from indexer.library import Reading

DEPTH = 100  # ranks that are measured: as many as `indexer run` writes by default

_LEVELS = click.Choice(["passage", "article"])
_queries = click.argument("queries", metavar="QUERIES.jsonl", type=click.Path(path_type=Path))


@click.command()
@_queries
@click.option("--output", required=True, type=click.Path(path_type=Path), metavar="RUN.trec")
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
@click.argument("qrels", metavar="QRELS.tsv", type=click.Path(path_type=Path))
@click.option("--level", type=_LEVELS, help="What the judged ids name; by default what the build has by them.")
@as_json
@placed
def evaluate(*, queries: Path, qrels: Path, level: Level | None, as_json: bool, place: Place) -> None:
    """Measure the ranking on judged queries.

    QRELS.tsv has a header and lines of query id, article or passage id and score, with tabs between. Each
    measure is a mean over all judged queries and sees the first 100 ranks.
    """
    from indexer.evaluation import evaluate, level_of, read_qrels, read_queries  # noqa: PLC0415  heavy

    judgements = read_qrels(qrels)
    judged = [query for query in read_queries(queries) if query.id in judgements]
    if not judged:
        raise UsageError(f"{qrels} judges no query of {queries}; use the same query ids in both")
    with place.library() as library, library.reading() as reading:
        level = level or level_of(judgements, reading)
        found = _run(reading, judged, DEPTH, level)
        build = reading.build
    _warn(found, judgements, len(judgements) - len(judged))
    measured = evaluate(found, judgements)
    if as_json:
        say_json(_document(build, level, len(judgements), measured))
    else:
        say(f"{len(judgements):,} judged queries, level {level}, build {build}")
        say_table(("measure", "mean"), [(measure.name, f"{mean:.4f}") for measure, mean in measured.items()])


def _run(reading: Reading, queries: Sequence[Query], k: int, level: Level) -> Run:
    from indexer.evaluation import run  # noqa: PLC0415  heavy

    with shown("queries") as tell:
        return run(reading, queries, k, level, progress=lambda done: tell("searching", done, len(queries)))


def _document(build: str, level: str, queries: int, measured: Mapping[Measure, float]) -> dict[str, object]:
    means = {measure.name: mean for measure, mean in measured.items()}
    return {"build": build, "level": level, "queries": queries, "depth": DEPTH, "measures": means}


def _warn(found: Run, judgements: Qrels, unasked: int) -> None:
    """Says what would make the figures mean something else than they seem to."""
    if unasked:
        note(f"{unasked:,} judged queries are not among the queries; each counts 0")
    if not any(item in judged for query, judged in judgements.items() for item in found.ids(query)):
        note("no judged id was found at all; is --level right, and is this the build that was judged?")
