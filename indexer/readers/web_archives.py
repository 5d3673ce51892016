"""Web archives (.warc, .warc.gz): one article a page that was fetched; its id is that of the file, a colon and its number.

Redirects, errors, pictures, scripts, and pages recorded as not changed (`revisit`) give no article.
"""

from __future__ import annotations

import logging
import zlib
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.html.pages import article_of_page
from indexer.readers.limits import megabytes
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what goes wrong is told as a reason


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of an archive; a page that cannot be read costs itself alone."""
    path = shown(file.path)
    number = 0
    for record in _records(file.path):
        if isinstance(record, str):
            if number:
                yield Skipped(path, f"is damaged behind page {number} ({record}); the pages before it are read")
                return
            raise ArticleError(path, f"is damaged ({record}); save it anew, or leave it out")
        if _is_page(record):
            number += 1
            yield from _article(record, file, limits, number)
    if not number:
        raise ArticleError(path, "holds no web page; leave it out")


def _records(path: Path) -> Iterator[ArcWarcRecord | str]:
    """The records of an archive; if it is damaged, at last what the library says of it."""
    with path.open("rb") as stream:
        try:
            yield from ArchiveIterator(stream)
        except (
            ArchiveLoadFailed,
            EOFError,
            ValueError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            zlib.error,
        ) as error:
            yield " ".join(str(error).split())[:100] or type(error).__name__


def _article(
    record: ArcWarcRecord, file: SourceFile, limits: Limits, number: int
) -> Iterator[Article | Skipped | Note]:
    where = f"{shown(file.path)}:{number}"
    try:
        raw = record.content_stream().read(limits.line_size + 1)
        if len(raw) > limits.line_size:
            yield Skipped(where, f"is larger than {megabytes(limits.line_size)}; leave it out, or raise read.line_size")
            return
        stated = {
            "url": record.rec_headers.get_header("WARC-Target-URI"),
            "captured": record.rec_headers.get_header("WARC-Date"),
        }
        clock.part_begins(len(raw))
        fields = {name: value for name, value in stated.items() if value}
        yield from article_of_page(
            file, limits, raw, id=f"{file.id}:{number}", encoding=_encoding(record), otherwise=fields
        )
    except Exception as error:  # whatever it is, it costs this page only
        named = ArticleError(where, error.reason) if isinstance(error, ArticleError) else error
        yield skipped_after(named, file.path, where, limits)


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in {"response", "resource"}:
        return False
    headers = record.http_headers
    if headers is None:
        return _type(record.rec_headers.get_header("Content-Type")) in _PAGES
    return headers.get_statuscode() == "200" and _type(headers.get_header("Content-Type")) in _PAGES


def _encoding(record: ArcWarcRecord) -> str | None:
    stated = record.http_headers.get_header("Content-Type") if record.http_headers else None
    _, found, name = (stated or "").lower().partition("charset=")
    return name.split(";")[0].strip("\"' ") if found else None


def _type(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()
