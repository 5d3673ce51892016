"""`footnote search` and `footnote ask`: a question in, passages or quotes out."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli import layout
from indexer.cli.options import Target, as_json, filtered, targeted
from indexer.cli.output import complain, note, say, say_file, say_json
from indexer.errors import UsageError
from indexer.exporting.formats import FORMATS
from indexer.question_limits import MOST_HITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.types import Filters, Question, Sort, Suggestion

_SORTS: Mapping[str, Sort] = {"relevance": "rank", "newest": "date", "oldest": "oldest"}
_PASSED_OVER = "No more {}: {:,} were found; give a smaller --offset."
_FORMAT_NAMES = " or ".join(", ".join(FORMATS).rsplit(", ", 1))


@click.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, MOST_HITS), default=10, show_default=True, help="How many results.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Pass over the first N results.")
@click.option("--group", is_flag=True, help="List articles, each with its best passages.")
@click.option(
    "--sort", type=click.Choice(list(_SORTS)), default="relevance", show_default=True, help="Which passages come first."
)
@click.option("--history", multiple=True, metavar="Q", help="An earlier question, oldest first; may be repeated.")
@filtered
@click.option("--explain", is_flag=True, help="Show the parts of each score.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table of comma-separated values, for spreadsheets.")
@as_json
@targeted
def search(
    *,
    query: str,
    k: int,
    offset: int,
    group: bool,
    sort: str,
    history: Sequence[str],
    filters: Filters,
    explain: bool,
    as_csv: bool,
    as_json: bool,
    target: Target,
) -> None:
    """List the passages that match QUERY best.

    With --sort newest or oldest, all that match are listed by date; those without a date come last. With --group, articles
    are listed.
    """
    from indexer.exporting.csv_results import results_csv  # noqa: PLC0415  not for `--help`
    from indexer.exporting.documents import results_document  # noqa: PLC0415  as above

    if as_csv and (as_json or explain):
        raise UsageError("--csv prints a table; leave out --json and --explain")
    with target.library() as library:
        began = time.perf_counter()
        results = library.search(
            query, history=history, k=k, offset=offset, filters=filters, sort=_SORTS[sort],
            group_by="article" if group else "passage",
        )  # fmt: skip
        took_ms = _milliseconds(began)
    if as_json:
        say_json(results_document(results, took_ms, explain=explain))
    elif as_csv:
        say_file(results_csv(results).encode())
    else:
        lines = [*layout.group_lines(results.groups, offset + 1, explain=explain)]
        lines += layout.hit_lines(results.hits, explain=explain)
        passed_over = _PASSED_OVER.format("articles" if group else "passages", results.total)
        say("\n".join(lines).rstrip() or (passed_over if results.total else f"Nothing found. {results.reason}"))
        _tell(results.question, results.suggestions)
    if not (results.hits or results.groups):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("question", required=False)
@click.option("--history", multiple=True, metavar="Q", help="An earlier question, oldest first; may be repeated.")
@filtered
@click.option("--format", "name", metavar="F", help=f"Write a file: {_FORMAT_NAMES}.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to, not stdout.")
@as_json
@targeted
def ask(
    *,
    question: str | None,
    history: Sequence[str],
    filters: Filters,
    name: str | None,
    output: Path | None,
    as_json: bool,
    target: Target,
) -> None:
    """Answer QUESTION in quotes, each with its source.

    Without QUESTION, on a terminal, it is a conversation. The suffix of --output also names the format.
    """
    exporting = bool(name or output)
    if exporting and as_json:
        raise UsageError("--json prints one JSON document; leave out --format and --output")
    if question is None:
        _require_conversation(as_json, exporting)
        _converse(history, filters, target)
    elif exporting:
        _export([*history, question], filters, name, output, target)
    else:
        _answer([*history, question], filters, as_json, target)


def _answer(turns: Sequence[str], filters: Filters, as_json: bool, target: Target) -> None:
    from indexer.exporting.documents import answer_document  # noqa: PLC0415  not for `--help`

    with target.library() as library:
        began = time.perf_counter()
        answer = library.ask(turns, filters=filters)
        took_ms = _milliseconds(began)
    if as_json:
        say_json(answer_document(answer, took_ms))
    else:
        say("\n".join(layout.answer_lines(answer)).rstrip())
        _tell(answer.question, answer.suggestions)
    if answer.status == "not_found":
        raise click.exceptions.Exit(1)


def _export(turns: Sequence[str], filters: Filters, name: str | None, output: Path | None, target: Target) -> None:
    from indexer.cli.files import exported, format_of, write  # noqa: PLC0415  not for `--help`

    chosen = format_of(name, output)
    with target.library() as library, library.reading() as reading:
        answer = reading.ask(turns, filters=filters)
        content = exported(answer, reading.article, reading.quote_picture, chosen)
    if content is None:
        complain(f"nothing is cited, so {chosen.label} has nothing to list: {answer.reason}")
    elif output is None:
        say_file(content)
    else:
        write(content, output)
    if answer.status == "not_found":
        raise click.exceptions.Exit(1)


def _tell(question: Question, suggestions: Sequence[Suggestion]) -> None:
    for line in layout.note_lines(question, suggestions):
        note(line)


def _require_conversation(as_json: bool, exporting: bool) -> None:
    if as_json:
        raise UsageError("a conversation has no JSON document; give --json a QUESTION")
    if exporting:
        raise UsageError("in a conversation write :export; else add the QUESTION")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is no QUESTION, and no terminal to have a conversation on; add the question")


def _converse(history: Sequence[str], filters: Filters, target: Target) -> None:
    from indexer.cli.chat import Chat  # noqa: PLC0415  not for `--help`

    with target.library() as library:
        Chat(library, history, filters).run()


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000
