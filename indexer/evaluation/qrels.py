"""Qrels: the judgements that a run is compared with, read from a `.tsv` file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from indexer.errors import UsageError
from indexer.evaluation.lines import bad_line, numbered_lines

if TYPE_CHECKING:
    from pathlib import Path

Qrels = Mapping[str, Mapping[str, int]]
"""Query id → id of an article or passage → how relevant it is: 1 or more is relevant, 0 or less is not."""

_COLUMNS = 3


def read_qrels(path: Path) -> Qrels:
    """The judgements of a file: a header, then a query id, an article or passage id and a score a line.

    Columns are separated by tabs. Raises `UsageError` naming file and line: for a line of another shape, a
    score that is no whole number, or a pair that is judged twice; and for a file without judgements.
    """
    qrels: dict[str, dict[str, int]] = {}
    lines = numbered_lines(path)
    _require_header(path, next(lines, None))
    for number, line in lines:
        query, item, score = _judgement(path, number, line)
        judged = qrels.setdefault(query, {})
        if item in judged:
            raise bad_line(path, number, f"{query!r} and {item!r} are judged twice; keep one of the lines")
        judged[item] = score
    if not qrels:
        raise UsageError(f"{path} holds no judgement; write a query id, an article id and a score on each line")
    return qrels


def _judgement(path: Path, number: int, line: str) -> tuple[str, str, int]:
    columns = line.split("\t")
    if len(columns) != _COLUMNS or not all(columns):
        raise bad_line(path, number, "write a query id, an article or passage id and a score, with tabs between")
    query, item, score = columns
    try:
        return query, item, int(score)
    except ValueError:
        raise bad_line(path, number, f"the score is a whole number, not {score!r}") from None


def _require_header(path: Path, first: tuple[int, str] | None) -> None:
    """Raises `UsageError` when the first line is a judgement, which would silently be lost as a header."""
    columns = first[1].split("\t") if first else []
    if len(columns) == _COLUMNS and columns[-1].strip().lstrip("-").isdecimal():
        raise bad_line(path, 1, "the first line is the header; write query-id, article-id, score above it")
