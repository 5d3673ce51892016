"""Queries to evaluate with, read from a `.jsonl` file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import LawError, UsageError
from indexer.evaluation.lines import bad_line, numbered_lines

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Query:
    """A question to evaluate with: its id, its text, and the earlier questions of its conversation, the oldest first.

    `answers` are the gold answers: a right quote contains one. `impossible` says that no article has the answer.
    """

    id: str
    text: str
    history: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    impossible: bool = False

    def __post_init__(self) -> None:
        if not self.id:
            raise LawError("a query has an id")


def read_queries(path: Path) -> tuple[Query, ...]:
    """The queries of a file, in its order; raises `UsageError` naming file and line.

    One JSON object a line: `_id` and `text`, optionally `history`, a list of earlier questions, and in `metadata`
    optionally `answers` and `is_impossible`; other keys are ignored. No id may come twice, and there is at least one
    query.
    """
    queries: dict[str, Query] = {}
    for number, line in numbered_lines(path):
        try:
            query = _query(json.loads(line))
        except (ValueError, RecursionError) as error:
            problem = error if isinstance(error, LawError) else "is not JSON; write one object a line"
            raise bad_line(path, number, str(problem)) from None
        if query.id in queries:
            raise bad_line(path, number, f"the id {query.id!r} comes twice; give every query its own")
        queries[query.id] = query
    if not queries:
        raise UsageError(f'{path} holds no query; write {{"_id": "1", "text": "a question"}} on each line')
    return tuple(queries.values())


def _query(document: object) -> Query:
    """The query in the JSON of a line; raises `LawError` with what is wrong with it."""
    if not isinstance(document, dict):
        raise LawError("is not an object; write one query a line")
    match document:
        case {"_id": str(id_), "text": str(text)} if id_ and text.strip():
            metadata = document.get("metadata")
            about = metadata if isinstance(metadata, dict) else {}
            impossible = about.get("is_impossible") is True
            return Query(id_, text, _history(document.get("history")), _answers(about.get("answers")), impossible)
        case _:
            raise LawError('a query needs a text each for "_id" and "text", not empty')


def _history(value: object) -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case list() if all(isinstance(turn, str) and turn.strip() for turn in value):
            return tuple(value)
        case _:
            raise LawError('"history" is a list of earlier questions, none of them empty')


def _answers(value: object) -> tuple[str, ...]:
    """The answers in a list of texts or of objects with `text`, or in SQuAD's object of lists.

    Anything else counts as no answers: metadata may hold what its author likes.
    """
    if isinstance(value, dict):
        value = value.get("text")
    listed = value if isinstance(value, list) else []
    texts = (answer.get("text") if isinstance(answer, dict) else answer for answer in listed)
    return tuple(text for text in texts if isinstance(text, str) and text.strip())
