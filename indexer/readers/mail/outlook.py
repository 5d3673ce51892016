"""Messages of Outlook (.msg), by python-oxmsg, a library of the extra `[formats]`."""

from __future__ import annotations

from encodings.aliases import aliases
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block
from indexer.readers.document_metadata import stated_date
from indexer.readers.file_walk import shown
from indexer.readers.mail.messages import date_of
from indexer.readers.mail.parts import chosen, html_blocks, names_of, paragraphs
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oxmsg import Message

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_ASSUMED = "iso-8859-15"
aliases.update({f"windows_{page}": f"cp{page}" for page in (874, 932, 936, 949, 950)})  # as Outlook calls them


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a message; raises `ArticleError` when its library is missing, or cannot read it."""
    path = shown(file.path)
    try:
        from oxmsg import Message  # noqa: PLC0415  an extra
    except ImportError:
        raise ArticleError(path, 'needs python-oxmsg to be read; pip install "footnote-search[formats]"') from None
    try:
        message = Message.load(str(file.path))
        stated, blocks = _fields(message), list(_blocks(message, path))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # the library does not say what it raises for damaged files
        words = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(path, f"is damaged ({words}); save it anew") from None
    yield from article_of_blocks(file, limits, blocks, stated)


def _fields(message: Message) -> dict[str, object]:
    headers = {name.lower(): value for name, value in message.message_headers.items()}
    sent = stated_date(message.sent_date.isoformat()) if message.sent_date else ""
    values = {
        "title": _subject(message),
        "author": names_of(_decoded(message, message.sender) or headers.get("from", "")),
        "published": sent or date_of(headers.get("date", "")),
        "to": names_of(headers.get("to", "")),
        "attachments": [each.file_name for each in message.attachments if each.file_name],
    }
    return {name: value for name, value in values.items() if value}


def _blocks(message: Message, path: str) -> Iterator[Block]:
    yield Block(_subject(message), "heading", 0)
    plain = list(paragraphs(message.body or ""))
    html = html_blocks(message.html_body or "", path)
    yield from chosen(plain, html) if plain else html


def _subject(message: Message) -> str:
    return _decoded(message, message.subject)


def _decoded(message: Message, text: str | None) -> str:
    """A property; the library takes it for Western text where no encoding is stated but that of the body."""
    try:
        return (text or "").encode(_ASSUMED).decode(message.properties.body_encoding)
    except (UnicodeError, LookupError):
        return text or ""
