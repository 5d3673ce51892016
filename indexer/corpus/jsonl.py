"""JSON Lines: one article a line, as `{"_id": …, "title": …, "text": …}` with any other field."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING

from indexer.corpus import fields
from indexer.corpus.files import Skipped, shown
from indexer.errors import ArticleError
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.files import SourceFile
    from indexer.types import Article

SUFFIXES = (".jsonl", ".ndjson")
VERSION = 1  # to be raised when the same bytes come to give another article: updates then read them again


def read(file: SourceFile, *, language: str) -> Iterator[Article | Skipped]:
    """The articles of the file; a bad line is skipped and named, the others stay.

    One line at a time is in memory.
    """
    path = shown(file.path)
    any_line = False
    with file.path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if not raw.strip():
                continue
            any_line = True
            try:
                yield _article(raw, path, f"{path}:{number}", language)
            except ArticleError as error:
                yield Skipped(error.path, error.reason)
    if not any_line:
        raise ArticleError(path, "has no line with an article; write one, or remove the file")


def _article(raw: bytes, path: str, where: str, language: str) -> Article:
    record = _record(raw, where)
    text = record.get("text")
    if not isinstance(text, str):
        raise ArticleError(where, 'has no "text"; give the article\'s text under that name, in quotation marks')
    return fields.article(record, normalise(text), id=_id(record, where), path=path, language=language, where=where)


def _record(raw: bytes, where: str) -> dict[str, object]:
    try:
        record = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise ArticleError(where, "is not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ArticleError(where, f"is not valid JSON ({error}); correct or remove the line") from None
    if not isinstance(record, dict):
        raise ArticleError(where, 'is no JSON object; write {"_id": …, "text": …} on each line')
    return record


def _id(record: dict[str, object], where: str) -> str:
    for name in ("_id", "id"):
        value = record.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    raise ArticleError(where, 'has no "_id"; give each article one of its own, in quotation marks')
