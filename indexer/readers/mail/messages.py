"""E-mails (.eml): one article a message, by its sender, of its date."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.encoding import encoding_mark, unmarked_utf16
from indexer.readers.file_walk import shown
from indexer.readers.mail.parts import attachments, blocks_of_message, header, people
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_BEGINNING = 200  # bytes of a message, in which one in UTF-16 has zeros
_LONGEST_HEADER = 20_000  # code points; to decode a header, and to split it, takes the square of its length


class _Bounded(Compat32):
    """Reads the headers of messages, no more than the beginning of one that is too long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_BOUNDED = _Bounded()


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a message; raises `ArticleError` when the file is none."""
    message = parsed(file.path.read_bytes())
    if not any(header(message, name) for name in ("from", "subject", "date")):
        raise ArticleError(shown(file.path), "is no message, for it names no sender, subject or date; save it anew")
    yield from article_of_message(message, file, limits)


def parsed(raw: bytes) -> Message:
    """The message that these bytes are; a file in UTF-16, or with a byte order mark, is read as well."""
    mark, encoding = encoding_mark(raw) or (b"", unmarked_utf16(raw) if b"\0" in raw[:_BEGINNING] else "")
    if encoding:
        raw = raw[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace")
    return message_from_bytes(raw.lstrip(b"\r\n"), policy=_BOUNDED)


def article_of_message(
    message: Message,
    file: SourceFile,
    limits: Limits,
    id: str = "",  # noqa: A002  it is the field's name
) -> Iterator[Article | Note]:
    """The article of a message that lies in `file`."""
    stated = {
        "title": header(message, "subject"),
        "author": people(message, "from"),
        "published": date_of(header(message, "date")),
        "to": people(message, "to"),
        "cc": people(message, "cc"),
        "message_id": header(message, "message-id"),
        "attachments": attachments(message),
    }
    fields = {name: value for name, value in stated.items() if value}
    yield from article_of_blocks(file, limits, blocks_of_message(message, shown(file.path)), fields, id=id)


def date_of(printed: str) -> str:
    """A date as messages print it, as ISO 8601; a date that cannot be read as it is printed."""
    try:
        return parsedate_to_datetime(printed).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return printed
