"""OpenDocument texts (.odt): the text as it is printed, with its headings, lists, tables, notes and comments.

Tracked deletions, hidden text, and the heads and feet of pages are left out; of links the addresses are kept. Notes,
comments and text boxes follow the paragraph that they belong to. Lines of a table of contents are marked as links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block, table_row
from indexer.readers.document_metadata import open_document_properties
from indexer.readers.links import behind
from indexer.readers.odt_numbering import Numbering
from indexer.readers.office_package import OfficePackage, Paragraph, refuse_encrypted
from indexer.readers.office_xml import child, whole
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from indexer.readers.blocks import BlockKind
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.odt_numbering import OpenList
    from indexer.types import Article, Note

_LEFT_OUT = frozenset(
    {
        *("text:tracked-changes", "text:deletion", "text:hidden-text", "text:hidden-paragraph", "text:ruby-text"),
        *("text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:index-title-template"),
        *("text:table-of-content-source", "office:forms", "office:scripts", "text:bibliography-mark-source"),
        "text:number",  # written by some programs for those that do not count
    }
)
_ASIDES = frozenset({"text:note", "office:annotation", "draw:text-box"})
_INDEXES = frozenset(
    {"text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index"}
)
_CAPTIONS = frozenset({"Caption", "Illustration", "Figure"})
_ROWS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_MOST_SPACES = 1_000  # of one element, which may ask for any number


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of an OpenDocument text; its title is the one it states, else its first headline or heading."""
    with OfficePackage(file, limits) as package:
        refuse_encrypted(package)
        root = package.xml("content.xml")
        text = child(root, "office:body/office:text")
        if root is None or text is None:
            raise ArticleError(package.path, "is no OpenDocument text; open it in its program and save it as .odt")
        shared = package.xml("styles.xml")
        body = _Body(_styles(shared, root), Numbering.of(shared, root))
        given = open_document_properties(package.xml("meta.xml"))
        yield from article_of_blocks(file, limits, body.blocks(text), given, from_text=True)


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: the names that it and those it is based on have, and whether its text is hidden."""

    names: frozenset[str] = frozenset()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    """Makes blocks of a document's elements. Items of lists and headings have their number, which `numbering` counts."""

    styles: dict[str, _Style]
    numbering: Numbering

    def blocks(
        self, container: Element | Sequence[Element], index: bool = False, within: OpenList | None = None
    ) -> Iterator[Block]:
        """The blocks in an element, in the order in which they are read; those of an `index` are links.

        `within` is the list in whose item they stand.
        """
        for each in container:
            tag = each.tag
            if tag == "text:list":
                yield from self._list(each, index, self.numbering.opened(each, within))
            elif tag == "text:h" and within is None:
                level = max(1, whole(each.get("text:outline-level")))
                yield from self._paragraph(each, index, self.numbering.heading_number(each, level))
            elif tag in {"text:p", "text:h"}:
                yield from self._paragraph(each, index)
            elif tag == "table:table":
                yield from self._table(each)
            elif tag not in _LEFT_OUT and each.get("text:display") != "none":
                yield from self.blocks(each, index or tag in _INDEXES)

    def _list(self, element: Element, index: bool, opened: OpenList) -> Iterator[Block]:
        for item in element:
            children = [each for each in item if each.tag not in _LEFT_OUT | {"text:soft-page-break"}]
            begins = bool(children) and children[0].tag in {"text:p", "text:h"} and item.tag == "text:list-item"
            if begins:
                number = opened.next_number(item.get("text:start-value"))
                yield from self._paragraph(children.pop(0), index, number, is_item=True)
            yield from self.blocks(children, index, opened)

    def _paragraph(self, element: Element, index: bool, number: str = "", *, is_item: bool = False) -> Iterator[Block]:
        style = self.styles.get(element.get("text:style-name", ""), _Style())
        paragraph = Paragraph()
        if not style.hidden:
            self._collect(element, paragraph)
        prefix = f"{number} " if number and paragraph.text.strip() else ""
        text, links = prefix + paragraph.text, tuple(behind(prefix, paragraph.links))
        if index:
            yield Block(text, "link")
        elif element.tag == "text:h":
            yield Block(text, "heading", level=max(1, whole(element.get("text:outline-level"))), links=links)
        elif "Title" in style.names:
            yield Block(text, "heading", level=0, links=links)
        else:
            kind: BlockKind = "item" if is_item else "paragraph"
            yield Block(text, "caption" if style.names & _CAPTIONS else kind, links=links)
        for aside in paragraph.asides:
            yield from self.blocks(aside)

    def _collect(self, element: Element, paragraph: Paragraph) -> None:
        paragraph.parts.append(_spaced(element.text))
        for each in element:
            self._collect_child(each, paragraph)
            paragraph.parts.append(_spaced(each.tail))

    def _collect_child(self, each: Element, paragraph: Paragraph) -> None:
        tag = each.tag
        if tag == "text:s":
            paragraph.parts.append(" " * min(whole(each.get("text:c")), _MOST_SPACES))
        elif tag == "text:tab":
            paragraph.parts.append(" ")
        elif tag == "text:line-break":
            paragraph.parts.append("\n")
        elif tag in _ASIDES:
            paragraph.asides.append(_content(each))
        elif tag not in _LEFT_OUT and not self._is_hidden(each):
            first = len(paragraph.parts)
            self._collect(each, paragraph)
            if tag == "text:a":
                paragraph.add_link(first, each.get("xlink:href"))

    def _is_hidden(self, element: Element) -> bool:
        return self.styles.get(element.get("text:style-name", ""), _Style()).hidden

    def _table(self, table: Element, *, header: bool = False) -> Iterator[Block]:
        for row in table:
            if row.tag == "table:table-row":
                cells = [each for each in row if each.tag == "table:table-cell"]
                yield from table_row([list(self.blocks(cell)) for cell in cells], header=header)
            elif row.tag in _ROWS:
                yield from self._table(row, header=row.tag == "table:table-header-rows")


def _content(aside: Element) -> Element:
    """The part of a note that holds its text; of comments and text boxes, all of it."""
    body = child(aside, "text:note-body")
    return aside if body is None else body


def _spaced(text: str | None) -> str:
    """Text with each run of white space as one space, as OpenDocument means it."""
    if not text:
        return ""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def _styles(*roots: Element | None) -> dict[str, _Style]:
    """The styles of the document, by name."""
    elements = {
        each.get("style:name", ""): each for root in roots if root is not None for each in root.iter("style:style")
    }
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Element]) -> _Style:
    names: list[str] = []
    hidden = False
    while name in elements and name not in names:
        names.append(name)
        properties = child(elements[name], "style:text-properties")
        hidden = hidden or (properties is not None and properties.get("text:display") == "none")
        name = elements[name].get("style:parent-style-name", "")
    return _Style(frozenset([*names, name]), hidden)
