"""News in XML: NITF, NewsML 1 and NewsML-G2. A package of several items with texts gives one article an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block
from indexer.readers.document_metadata import given
from indexer.readers.file_walk import shown
from indexer.readers.html.blocks import blocks_of
from indexer.readers.structured import article_of_blocks
from indexer.readers.xml_tree import first_text, named, parsed_xml, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_ITEMS = ("newsItem", "NewsItem", "packageItem")
_BODIES = frozenset({"body.content", "body", "DataContent", "inlineXML", "inlineData"})
_ROOTS = frozenset({"nitf", "newsitem", "newsml", "newsmessage", "packageitem"})
_BASIC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?")
_AROUND_NAMES = re.compile(r"^(?:by|von|par|por)\s+|,\s*[A-Z]{3,4}\.? \d{1,2}$", re.IGNORECASE)  # By Ada Reed, MAR 04
_ESCAPED = re.compile(r"<(?:p|div|br|h\d)\b", re.IGNORECASE)


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The articles of a file; raises `ArticleError` for XML of another kind, and for news without a text."""
    path = shown(file.path)
    root = parsed_xml(file.path.read_bytes(), path)
    if root.tag.rpartition("}")[2].lower() not in _ROOTS:
        raise ArticleError(path, "is XML of no kind that is read (news, feeds, web pages, wikis); convert it")
    items = [
        each for each in named(root, *_ITEMS) if not any(True for inner in named(each, *_ITEMS) if inner is not each)
    ]
    articles = [each for each in items if any(block.text.strip() for block in _texts(each))] or items[:1] or [root]
    for number, item in enumerate(articles, 1):
        id_ = f"{file.id}:{number}" if len(articles) > 1 else file.id
        yield from article_of_blocks(file, limits, _blocks(item), _fields(item, root), id=id_)


def _fields(item: Element, root: Element) -> dict[str, object]:
    return given(
        title=_headline(item),
        author=_byline(item),
        published=_date(item) or _date(root),
        source=_source(item) or _source(root),
        language=_language(item) or _language(root),
        dateline=first_text(item, "dateline", "DateLine", "located"),
        copyright=first_text(item, "copyrightNotice", "CopyrightLine"),
    )


def _headline(item: Element) -> str:
    return first_text(item, "hl1", "HeadLine", "headline", "title")


def _byline(item: Element) -> str:
    line = first_text(item, "byline", "by", "ByLine")
    return _AROUND_NAMES.sub("", line)


def _date(item: Element) -> str:
    """The day of issue; else when the content was made, before when this version was."""
    for name, key in (("date.issue", "norm"), ("story.date", "norm"), ("date.release", "norm")):
        if norm := next((each.get(key, "") for each in named(item, name)), ""):
            return _iso(norm)
    created = first_text(
        item, "contentCreated", "firstCreated", "FirstCreated", "versionCreated", "ThisRevisionCreated", "DateId"
    )
    return _iso(created or first_text(item, "DateAndTime", "sent"))


def _iso(printed: str) -> str:
    """A date in the form that ISO 8601 calls extended, which news agencies often write in the basic one."""
    match = _BASIC_DATE.fullmatch(printed)
    if match is None:
        return printed
    year, month, day, hour, minute, second, zone = match.groups()
    zone = f"{zone[:3]}:{zone[3:]}" if zone and zone != "Z" else zone or ""
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone}" if hour else "")


def _source(item: Element) -> str:
    for name, key in (("doc.copyright", "holder"), ("provider", "literal"), ("copyrightHolder", "literal")):
        if value := next((each.get(key, "") for each in named(item, name)), ""):
            return value
    return first_text(item, "distributor", "provider", "copyrightHolder")


def _language(item: Element) -> str:
    stated = next((each.get("tag", "") for each in named(item, "language")), "")
    return stated or item.get("{http://www.w3.org/XML/1998/namespace}lang", "")


def _blocks(item: Element) -> Iterator[Block]:
    """The headline, the line below it, the abstract, and the text."""
    if headline := _headline(item):
        yield Block(headline, "heading", 0)
    for name in ("hl2", "SubHeadLine"):
        yield from (Block(words_of(each), "heading", 2) for each in named(item, name) if not _lies_in_body(each))
    texts = list(_texts(item))
    for element in named(item, "abstract", "description"):
        if (words := words_of(element)) not in {headline, *(block.text for block in texts)}:
            yield Block(words)
    yield from texts


def _texts(item: Element) -> Iterator[Block]:
    bodies = [
        each for each in named(item, *_BODIES) if not any(True for inner in named(each, *_BODIES) if inner is not each)
    ]
    for body in bodies:
        whole = (body.text or "").strip()
        if len(body) == 0 and not _ESCAPED.search(whole):
            yield from (Block(part) for part in re.split(r"\n\s*\n", whole) if part.strip())
        elif len(body) == 0:
            from indexer.readers.html.tree import parsed_page  # noqa: PLC0415  escaped HTML is rare

            yield from blocks_of(parsed_page(whole, ""))
        else:
            yield from blocks_of(body, {"hl1", "byline", "media-producer", "media-metadata"})


def _lies_in_body(element: Element) -> bool:
    return any(str(each.tag).rpartition("}")[2] in _BODIES - {"body"} for each in element.iterancestors())
