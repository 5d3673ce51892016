"""Web pages that a browser saved as one file (.mhtml, .mht): the page itself, without its frames and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import shown
from indexer.readers.html.pages import article_of_page
from indexer.readers.mail.messages import date_of, parsed
from indexer.readers.mail.parts import encoding_of, header, payload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of the page; if it states no date, that of the day when it was saved."""
    message = parsed(file.path.read_bytes())
    page = _page(message)
    if page is None:
        raise ArticleError(shown(file.path), "holds no web page; save the page anew")
    stated = {
        "title": header(message, "subject"),
        "published": date_of(header(message, "date")),
        "url": header(message, "snapshot-content-location") or header(page, "content-location"),
    }
    fields = {name: value for name, value in stated.items() if value}
    yield from article_of_page(file, limits, payload(page), encoding=encoding_of(page), otherwise=fields)


def _page(message: Message) -> Message | None:
    """The part that is the page: the one named as the start, else the first in HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = message.get_param("start")
    return next((part for part in pages if start and header(part, "content-id") == start), next(iter(pages), None))
