"""Files of feeds (RSS, Atom): one article an entry; its id is that of the file, a colon and the entry's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import feedparser

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.blocks import Block
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.html.blocks import blocks_of
from indexer.readers.html.tree import parsed_page
from indexer.readers.mail.messages import date_of
from indexer.readers.structured import article_of_blocks
from indexer.web_addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped

_BLANKS = re.compile(rb"\s{200,}")  # the library would go through them again and again
_MOST_ENTITIES = 300
_MARKED_UP = frozenset({"text/html", "application/xhtml+xml"})


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of a feed; an entry that cannot be read costs itself alone."""
    path = shown(file.path)
    feed = _parsed(file, path)
    if not feed.entries:
        raise ArticleError(path, "is no feed, or has no entry; save it anew, or leave it out")
    for number, entry in enumerate(feed.entries, 1):
        where = f"{path}:{number}"
        try:
            stated = _fields(entry, feed.feed)
            yield from article_of_blocks(file, limits, _blocks(entry, where), stated, id=f"{file.id}:{number}")
        except Exception as error:  # whatever it is, it costs this entry only
            named = ArticleError(where, error.reason) if isinstance(error, ArticleError) else error
            yield skipped_after(named, file.path, where, limits)


def _parsed(file: SourceFile, path: str) -> feedparser.FeedParserDict:
    raw = _BLANKS.sub(b"\n\n", file.path.read_bytes())
    if raw.count(b"<!ENTITY") > _MOST_ENTITIES:
        raise ArticleError(path, "declares hundreds of entities in its XML, which could harm; save it anew")
    clock.parsing(len(raw))
    try:
        return feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # the library does not say what it raises for damaged files
        words = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(path, f"is damaged ({words}); save it anew") from None


def _fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, object]:
    values = {
        "title": " ".join(_plain(entry.get("title", ""), entry.get("title_detail", {}))),
        "author": entry.get("author") or feed.get("author"),
        "published": date_of(entry.get("published") or entry.get("updated") or ""),
        "url": link if is_web_address(link := entry.get("link") or "") else "",
        "source": entry.get("source", {}).get("title") or feed.get("title"),
        "language": _content(entry).get("language") or feed.get("language"),
        "tags": [tag["term"] for tag in entry.get("tags", ()) if tag.get("term")],
    }
    return {name: value for name, value in values.items() if value}


def _blocks(entry: Mapping[str, Any], where: str) -> Iterator[Block]:
    """The title as a heading, then the text."""
    title = " ".join(_plain(entry.get("title", ""), entry.get("title_detail", {})))
    if title:
        yield Block(title, "heading", 0)
    content = _content(entry)
    text = content.get("value", "")
    if text.strip() and content.get("type") in _MARKED_UP:
        yield from blocks_of(parsed_page(text, where))
    else:
        yield from (Block(part) for part in text.split("\n\n"))


def _content(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The longest text of an entry: its contents, else its summary."""
    contents = [*entry.get("content", ()), entry.get("summary_detail", {})]
    readable = [each for each in contents if each.get("type", "text/plain") in {*_MARKED_UP, "text/plain"}]
    return max(readable, key=lambda each: len(each.get("value") or ""), default={})


def _plain(text: str, detail: Mapping[str, Any]) -> list[str]:
    """The words of a title, which may be in HTML."""
    if detail.get("type") in _MARKED_UP and ("<" in text or "&" in text):
        return [block.text for block in blocks_of(parsed_page(text, ""))]
    return text.split()
