"""Mailboxes (.mbox): one article a message; its id is that of the file, a colon and the message's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.mail.messages import article_of_message, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped

_FIRST_LINE = re.compile(rb"From (?:\S+ +)?.*\b\d\d:\d\d(?::\d\d)?\b.*\d{4}")
_LONGEST_FIRST_LINE = 1_000  # bytes
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of a mailbox; a message that cannot be read costs itself alone."""
    path = shown(file.path)
    number = 0
    for raw in _messages(file.path):
        number += 1
        clock.part_begins(len(raw))
        try:
            yield from article_of_message(parsed(raw), file, limits, f"{file.id}:{number}")
        except Exception as error:  # whatever it is, it costs this message only
            yield skipped_after(_of_message(error, path, number), file.path, f"{path}:{number}", limits)
    if not number:
        raise ArticleError(path, "has no message, which would begin with a line “From … ”; export it anew")


def _messages(path: Path) -> Iterator[bytes]:
    """The bytes of each message, without the line that begins it. One message at a time is in memory."""
    lines: list[bytes] | None = None
    after_blank = True
    with path.open("rb") as file:
        for line in file:
            if after_blank and _begins_message(line):
                if lines is not None:
                    yield _ESCAPED.sub(rb"\1", b"".join(lines))
                lines = []
            elif lines is not None:
                lines.append(line)
            after_blank = not line.strip()
    if lines is not None:
        yield _ESCAPED.sub(rb"\1", b"".join(lines))


def _begins_message(line: bytes) -> bool:
    return line.startswith(b"From ") and len(line) <= _LONGEST_FIRST_LINE and _FIRST_LINE.match(line) is not None


def _of_message(error: Exception, path: str, number: int) -> Exception:
    """The error, naming the message and not the whole file."""
    return ArticleError(f"{path}:{number}", error.reason) if isinstance(error, ArticleError) else error
