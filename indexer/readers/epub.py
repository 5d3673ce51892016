"""E-books (.epub): the chapters in the order of reading, with their headings; the fields that the book's package states.

The pages of the printed book are places, where the text or the table of contents tells where they begin. What the style
sheets of the book hide is left out.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from indexer.errors import ArticleError
from indexer.readers.blocks import Block
from indexer.readers.document_metadata import given, stated_author, stated_title
from indexer.readers.html.blocks import blocks_of
from indexer.readers.html.style_sheets import StyleSheets
from indexer.readers.html.tree import parsed_page
from indexer.readers.office_package import OfficePackage
from indexer.readers.structured import article_of_blocks
from indexer.readers.xml_tree import first_text, named, parsed_xml, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_NCX = "application/x-dtbncx+xml"
_BEGINNING = 4  # blocks of a chapter, one of which is its heading if it has any
_NO_BOOK = "is no e-book; save it anew, or leave it out"
_AROUND = frozenset({"nav"})  # the table of contents as an element of its own
_GUTENBERG = re.compile(r"\*\*\*\s*(START|END) OF (?:THE|THIS) PROJECT GUTENBERG E-?BOOK", re.IGNORECASE)
_PAGE_WORD = re.compile(r"^(?:page|seite|p[aá]gina|p\.|s\.)\s*(?=\S)", re.IGNORECASE)
_LONGEST_PAGE = 20  # code points of the label of a page
_AUTHORS = frozenset({"", "aut"})  # roles of a creator


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a book; raises `ArticleError` when it is damaged, or protected against reading."""
    with OfficePackage(file, limits) as package:
        container = _part(package, _CONTAINER)
        name = (
            "" if container is None else next((each.get("full-path", "") for each in named(container, "rootfile")), "")
        )
        root = _part(package, name)
        if root is None:
            raise ArticleError(package.path, _NO_BOOK)
        chapters = _spine(root, posixpath.dirname(name))
        _refuse_protected(package, chapters)
        stated = _fields(root)
        labels = _labels(package, root, posixpath.dirname(name))
        pages = _pages(package, root, posixpath.dirname(name))
        blocks = [
            block
            for chapter in chapters
            for block in _labelled(_chapter(package, chapter, pages.get(chapter, {})), labels.get(chapter))
        ]
        blocks = _without_licence(blocks)
    yield from article_of_blocks(file, limits, _titled(blocks, str(stated.get("title", ""))), stated)


def _fields(root: Element) -> dict[str, object]:
    """What the metadata of the package states."""
    values = {
        name: [words_of(each) for each in named(root, name)]
        for name in ("title", "language", "publisher", "identifier")
    }
    roles = {
        each.get("refines", "").lstrip("#"): words_of(each)
        for each in named(root, "meta")
        if each.get("property") == "role"
    }
    authors = [
        stated_author(words_of(each))
        for each in named(root, "creator")
        if (_attribute(each, "role") or roles.get(each.get("id", ""), "")) in _AUTHORS
    ]
    return given(
        title=stated_title(next(iter(values["title"]), None)),
        author=", ".join(filter(None, authors)),
        published=_date(root),
        language=next(iter(values["language"]), None),
        source=next(iter(values["publisher"]), None),
        identifier=next(iter(values["identifier"]), None),
    )


def _date(root: Element) -> str:
    """The date of publication: the one called so, else one that is not called anything."""
    dates = {_attribute(each, "event"): words_of(each) for each in reversed(list(named(root, "date")))}
    return dates.get("publication") or dates.get("") or ""


def _spine(root: Element, folder: str) -> list[str]:
    """The names of the chapters' parts, in the order of reading, each once, without the table of contents."""
    items = {each.get("id", ""): each for each in named(root, "item")}
    listed = [items[id_] for each in named(root, "itemref") if (id_ := each.get("idref", "")) in items]
    chapters = (
        _target(folder, item.get("href", ""))
        for item in listed
        if item.get("media-type") in _CHAPTERS and "nav" not in item.get("properties", "").split()
    )
    return list(dict.fromkeys(chapters))


def _chapter(package: OfficePackage, name: str, pages: dict[str, str]) -> list[Block]:
    raw = package.bytes(name)
    if not raw or not raw.strip():
        return []
    root = parsed_page(raw, package.path)
    _styles(package, root, posixpath.dirname(name)).apply(root)
    body = root.find("body")
    return blocks_of(root if body is None else body, _AROUND, partial(_page_at, pages))


def _styles(package: OfficePackage, root: Element, folder: str) -> StyleSheets:
    """The style sheets of a chapter: those that it names, and its own."""
    styles = StyleSheets()
    for each in root.iter("link", "style"):
        if each.tag == "style":
            styles.add(each.text or "")
        elif (each.get("rel") or "").strip().lower() == "stylesheet":
            styles.add((package.bytes(_target(folder, each.get("href") or "")) or b"").decode("utf-8", "replace"))
    return styles


def _page_at(pages: dict[str, str], element: Element) -> tuple[str, bool] | None:
    """The label of the page that begins at an element, and whether the element is this label; None where no page begins.

    It is the one in the list of pages, else what a page break is called.
    """
    listed, is_break = pages.get(element.get("id", ""), ""), _is_page_break(element)
    if not listed and not is_break:
        return None
    words = words_of(element)
    label = listed or _page_label(element.get("aria-label") or element.get("title") or words)
    is_label = len(words) <= _LONGEST_PAGE and (is_break or _page_label(words) == label)
    return (label, is_label) if label and len(label) <= _LONGEST_PAGE and label.isprintable() else None


def _is_page_break(element: Element) -> bool:
    return "pagebreak" in element.get("epub:type", "").split() or element.get("role") == "doc-pagebreak"


def _page_label(written: str) -> str:
    """The number of a page, as `Page 12`, `{xii}` or `12.` name it."""
    return _PAGE_WORD.sub("", " ".join(written.split())).strip("{}[]. ")


def _pages(package: OfficePackage, root: Element, folder: str) -> dict[str, dict[str, str]]:
    """The pages of the printed book, as the table of contents lists them: name of a part → id in it → label."""
    pages: dict[str, dict[str, str]] = {}
    for name, table in _tables(package, root, folder):
        listed = [
            (next((each.get("src", "") for each in named(entry, "content")), ""), first_text(entry, "text"))
            for entry in named(table, "pageTarget")
        ]
        for nav in named(table, "nav"):
            if _attribute(nav, "type") == "page-list":
                listed += [(entry.get("href", ""), words_of(entry)) for entry in named(nav, "a")]
        for source, label in listed:
            part = pages.setdefault(_target(posixpath.dirname(name), source), {})
            part.setdefault(source.partition("#")[2], _page_label(label))
    return pages


def _tables(package: OfficePackage, root: Element, folder: str) -> Iterator[tuple[str, Element]]:
    """The tables of contents of a book, each with the name of its part."""
    for item in named(root, "item"):
        name = _target(folder, item.get("href", ""))
        if "nav" in item.get("properties", "").split() or item.get("media-type") == _NCX:
            table = _part(package, name)
            if table is not None:
                yield name, table


def _labels(package: OfficePackage, root: Element, folder: str) -> dict[str, str]:
    """What the table of contents calls each chapter: name of its part → label of its beginning."""
    labels: dict[str, str] = {}
    for name, table in _tables(package, root, folder):
        for entry in named(table, "a", "navPoint"):
            source = entry.get("href") or next((each.get("src", "") for each in named(entry, "content")), "")
            label = first_text(entry, "text") if entry.get("href") is None else words_of(entry)
            if label and "#" not in source:  # else it is the label of something further down
                labels.setdefault(_target(posixpath.dirname(name), source), label)
    return labels


def _labelled(blocks: list[Block], label: str | None) -> list[Block]:
    """The blocks of a chapter; if it begins without a heading, what the table of contents calls it is one."""
    start = blocks[:_BEGINNING]
    if not label or not blocks or any(block.kind == "heading" for block in start):
        return blocks
    line = label.casefold()
    same = next((number for number, block in enumerate(start) if " ".join(block.text.split()).casefold() == line), None)
    if same is None:
        return [Block(label, "heading", 2), *blocks]
    return [replace(block, kind="heading", level=2) if number == same else block for number, block in enumerate(blocks)]


def _target(folder: str, reference: str) -> str:
    """The name of the part that a reference from a part in `folder` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _refuse_protected(package: OfficePackage, chapters: list[str]) -> None:
    """Raises `ArticleError` when chapters are encrypted; fonts may be."""
    root = _part(package, _ENCRYPTION)
    encrypted = set() if root is None else {unquote(each.get("URI", "")) for each in named(root, "CipherReference")}
    if not encrypted.isdisjoint(chapters):
        raise ArticleError(package.path, "is protected against reading by other programs (DRM); leave it out")


def _without_licence(blocks: list[Block]) -> list[Block]:
    """The blocks of a book without the licence at both ends that Project Gutenberg adds."""
    limits = {
        match[1].upper(): number for number, block in enumerate(blocks) if (match := _GUTENBERG.search(block.text))
    }
    return blocks[limits.get("START", -1) + 1 : limits.get("END", len(blocks))] or blocks


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with the title before them, unless a heading near the beginning is the title."""
    line = title.casefold()
    stands_there = any(
        block.kind == "heading" and " ".join(block.text.split()).casefold() == line for block in blocks[:5]
    )
    return [Block(title, "heading", 0), *blocks] if title and not stands_there else blocks


def _part(package: OfficePackage, name: str) -> Element | None:
    """The root of a part in XML; None when there is no such part."""
    raw = package.bytes(name)
    return parsed_xml(raw, package.path) if raw else None


def _attribute(element: Element, name: str) -> str:
    """The value of an attribute, whichever namespace it is in; empty when there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
