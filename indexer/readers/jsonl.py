"""JSON Lines: one article a line, as `{"_id": …, "title": …, "text": …}` with any other field.

A line may hold a list of such objects, and a file that is one JSON value on several lines is read as a whole. Fields under
other names are found by `read.fields` (`field_mapping`).
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers import fields, headline
from indexer.readers.base import Kept, LineArticle, line_digest
from indexer.readers.bounded_lines import lines
from indexer.readers.encoding import encoding_of, text_of
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.limits import megabytes
from indexer.types import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.readers.base import Item
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Note

_MOST_DIGITS = 4_000  # of a number; Python refuses more, so longer ones stay text


def read(file: SourceFile, limits: Limits) -> Iterator[Item]:
    """The articles of the file; a bad line is skipped and named. One line at a time is in memory."""
    file_lines = _Lines(file, limits)
    numbered = (
        (number, line) for number, line in enumerate(lines(file.path, limits.line_size), 1) if _is_not_blank(line)
    )
    first = next(numbered, None)
    if first is None:
        raise ArticleError(file_lines.path, "has no line with an article; write one, or remove the file")
    whole = _whole(file, first[1], limits)
    if whole is not None:
        yield from chain.from_iterable(file_lines.of_object(record, number) for number, record in enumerate(whole, 1))
        return
    every = chain([first], numbered)
    if file.lines is not None:
        yield from _unless_known(file_lines, every, file.lines.numbers())
        return
    for number, line in every:
        yield from file_lines.of_line(line, number)


def _unless_known(
    file_lines: _Lines, numbered: Iterator[tuple[int, bytes | None]], known: Mapping[bytes, int]
) -> Iterator[Item]:
    """The articles of lines that are not known, each with its line's digest, and those of known lines as they are kept."""
    kept = Kept(0, 0)
    for number, line in numbered:
        digest = b"" if line is None else line_digest(line)
        same = known.get(digest)
        if same is not None and same == kept.last:
            kept = Kept(kept.first, same + 1)
            continue
        if len(kept):
            yield kept
        kept = Kept(0, 0) if same is None else Kept(same, same + 1)
        if same is None:
            yield from file_lines.with_digest(line, number, digest)
    if len(kept):
        yield kept


class _Lines:
    """The lines of one file, as articles."""

    def __init__(self, file: SourceFile, limits: Limits) -> None:
        self.path = shown(file.path)
        self._file = file
        self._limits = limits
        self._encoding: str | None = None

    def of_line(self, line: bytes | None, number: int) -> Iterator[Article | Skipped | Note]:
        """The articles of one line, which is None when it is too long."""
        where = f"{self.path}:{number}"
        if line is None:
            longest = megabytes(self._limits.line_size)
            yield Skipped(where, f"is longer than {longest}; split it, or raise read.line_size")
            return
        try:
            value = _parsed(self._decoded(line))
        except ValueError as error:
            yield Skipped(where, f"is not valid JSON ({error}); correct or remove the line")
        except Exception as error:  # as in `articles`
            yield skipped_after(error, self._file.path, where, self._limits)
        else:
            for part, record in enumerate(self._limits.mapping.records(value), 1):
                yield from self.of_object(record, number, part)

    def with_digest(
        self, line: bytes | None, number: int, digest: bytes
    ) -> Iterator[LineArticle | Article | Skipped | Note]:
        """As `of_line`; with the digest, if the line gives one article and no more, wherever it stands in the file."""
        items = list(self.of_line(line, number))
        for item in items:
            alone = isinstance(item, Article) and len(items) == 1 and line is not None and _is_utf8(line)
            if alone and isinstance(item, Article) and item.id != f"{self._file.id}:{number}":
                yield LineArticle(item, digest)
            else:
                yield item

    def of_object(self, record: object, number: int, part: int = 1) -> Iterator[Article | Skipped | Note]:
        """The article of one object, which may be a part of its line; whatever goes wrong is why it is skipped."""
        where = f"{self.path}:{number}"
        try:
            if not isinstance(record, dict):
                raise ArticleError(where, 'is no JSON object; write {"_id": …, "text": …} on each line')
            yield from self._article(record, f"{number}.{part}" if part > 1 else str(number), where)
        except Exception as error:  # whatever it is, it costs this line only
            yield skipped_after(error, self._file.path, where, self._limits)

    def _article(self, record: Mapping[str, object], number: str, where: str) -> Iterator[Article | Note]:
        given = fields.GivenFields(self._limits.mapping.applied(record), where, has_text=True)
        text = given.lines("text")
        yield from fields.article_and_notes(
            given,
            text,
            marks=headline.marks_of(text) if "\n" in text else (),
            id=fields.given_id(given, f"{self._file.id}:{number}"),
            path=self.path,
            language=self._limits.language,
            places=given.places(),
            where=where,
        )

    def _decoded(self, line: bytes) -> str:
        """The text of a line: UTF-8, else the encoding that was guessed from the first line that is not UTF-8."""
        try:
            return line.decode()
        except UnicodeDecodeError:
            self._encoding = self._encoding or encoding_of(line) or "utf-8"
            return line.decode(self._encoding, "replace")


def _whole(file: SourceFile, first: bytes | None, limits: Limits) -> list[object] | None:
    """The objects of a file that is one JSON value on several lines; None when each line is a value, or none is."""
    if first is None or first.lstrip()[:1] not in (b"{", b"[") or _is_json(first) or file.size > limits.file_size:
        return None
    try:
        value = _parsed(text_of(file.path, limits.file_size))
    except (ValueError, RecursionError, ArticleError):
        return None
    return limits.mapping.records(value)


def _is_not_blank(line: bytes | None) -> bool:
    return line is None or bool(line.strip())


def _is_utf8(line: bytes) -> bool:
    """Whether the line is read as UTF-8, and not by an encoding that other lines decide."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_json(line: bytes) -> bool:
    try:
        _parsed(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return True


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


_parsed = json.JSONDecoder(parse_int=_number).decode
