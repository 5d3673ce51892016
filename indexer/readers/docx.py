"""Word documents (.docx): the text as it is printed, with its headings, tables, notes and comments.

Deleted and hidden text, field codes, and the heads and feet of pages are left out; of links the addresses are kept.
Footnotes, endnotes, comments, text boxes and the values of charts follow the paragraph that they belong to. Lines of a
table of contents are marked as links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block, table_row
from indexer.readers.charts import chart_blocks
from indexer.readers.document_metadata import core_properties
from indexer.readers.links import behind
from indexer.readers.office_package import OfficePackage, Paragraph
from indexer.readers.office_xml import child
from indexer.readers.structured import article_of_blocks
from indexer.readers.word_numbering import Numbering, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from indexer.readers.blocks import BlockKind
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_TRANSPARENT = frozenset(
    {"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "mc:AlternateContent", "mc:Choice"}
)
_LEFT_OUT = frozenset(
    {
        "w:pPr",
        "w:rPr",
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:delInstrText",
        "w:rt",
        "mc:Fallback",
        "w:sdtPr",
    }
)
_CHARACTERS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes", "w:commentReference": "comments"}
_REFERENCES = {**_NOTES, "c:chart": "chart"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of (?:figures|authorities)", re.IGNORECASE)
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"(?:[^"]*\\l\s+"([^"]+)")?')
_ADDRESS = "address"  # attribute of a link, of no namespace of Word
_OFF = frozenset({"0", "false", "off"})


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a Word document; its title is the one it states, else its first headline or heading."""
    with OfficePackage(file, limits) as package:
        name = package.related_part("officeDocument")
        root = _linked(package, name)
        body = child(root, "w:body")
        if body is None:
            raise ArticleError(package.path, "is no Word document; open it in its program and save it as .docx")
        styles = package.xml(package.related_part("styles", name))
        numbering = Numbering.of(package.xml(package.related_part("numbering", name)), styles)
        blocks = _Body(_styles(styles), _asides(package, name), numbering).blocks(body)
        yield from article_of_blocks(file, limits, blocks, core_properties(package), from_text=True)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style makes of its paragraphs: a heading's level (0 is the title), a kind of block, hidden text."""

    level: int | None = None
    kind: BlockKind = "paragraph"
    hidden: bool = False


@dataclass(slots=True)
class _Field:
    """A field: its code, and the number of the first part of the text that it shows."""

    code: str = ""
    first: int | None = None


@dataclass(slots=True)
class _Paragraph(Paragraph):
    """A paragraph in the making, with the fields that are open in it."""

    fields: list[_Field] = field(default_factory=list)

    def turn_field(self, step: str) -> None:
        """Goes on to the next part of a field: `begin` (its code), `separate` (what it shows) or `end`."""
        if step == "begin":
            self.fields.append(_Field())
        elif step == "separate" and self.fields:
            self.fields[-1].first = len(self.parts)
        elif step == "end" and self.fields:
            ended = self.fields.pop()
            if ended.first is not None:
                self.add_link(ended.first, _field_address(ended.code))


@dataclass(frozen=True, slots=True)
class _Body:
    """Makes blocks of a document's elements; `asides` are its notes, comments and charts by kind and number.

    A list item has its number, which `numbering` counts.
    """

    styles: dict[str, _Style]
    asides: dict[tuple[str, str], Element]
    numbering: Numbering

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks in an element, in the order in which they are read."""
        for each in container:
            if each.tag == "w:p":
                yield from self._paragraph(each)
            elif each.tag == "w:tbl":
                yield from self._table(each)
            elif each.tag in _TRANSPARENT:
                yield from self.blocks(each)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        style = self._style(element)
        paragraph = _Paragraph()
        if not style.hidden:
            self._collect(element, paragraph)
        text = paragraph.text
        is_deleted = not text.strip() and child(element, "w:pPr/w:rPr/w:del") is not None
        number = "" if is_deleted else self.numbering.number(element)
        kind: BlockKind = "item" if number and style.kind == "paragraph" else style.kind
        prefix = f"{number} " if number and text.strip() else ""
        yield Block(prefix + text, kind, level=style.level, links=tuple(behind(prefix, paragraph.links)))
        for aside in paragraph.asides:
            yield from _chart(aside) if aside.tag == "c:chartSpace" else self.blocks(aside)

    def _style(self, paragraph: Element) -> _Style:
        style = self.styles.get(value(paragraph, "w:pPr/w:pStyle"), _Style())
        level = value(paragraph, "w:pPr/w:outlineLvl")
        return (
            _Style(int(level) + 1, "heading") if level.isdigit() and int(level) < 9 and style.level is None else style
        )

    def _collect(self, element: Element, paragraph: _Paragraph) -> None:
        for each in element:
            tag = each.tag
            if tag in {"w:t", "m:t"}:
                paragraph.parts.append(each.text or "")
            elif tag in _CHARACTERS:
                paragraph.parts.append(_CHARACTERS[tag])
            elif tag in _REFERENCES:
                aside = self.asides.get((_REFERENCES[tag], each.get("w:id", each.get("r:id", ""))))
                paragraph.asides += [] if aside is None else [aside]
            elif tag == "w:txbxContent":
                paragraph.asides.append(each)
            elif tag in {"w:hyperlink", "w:fldSimple"}:
                first = len(paragraph.parts)
                self._collect(each, paragraph)
                paragraph.add_link(first, each.get(_ADDRESS) or _field_address(each.get("w:instr", "")))
            elif tag == "w:fldChar":
                paragraph.turn_field(each.get("w:fldCharType", ""))
            elif tag == "w:instrText" and paragraph.fields:
                paragraph.fields[-1].code += each.text or ""
            elif tag not in _LEFT_OUT and not (tag == "w:r" and self._is_hidden(each)):
                self._collect(each, paragraph)

    def _is_hidden(self, run: Element) -> bool:
        properties = child(run, "w:rPr")
        if properties is None:
            return False
        vanish = child(properties, "w:vanish")
        if vanish is not None:
            return vanish.get("w:val", "1") not in _OFF
        return self.styles.get(value(properties, "w:rStyle"), _Style()).hidden

    def _table(self, table: Element) -> Iterator[Block]:
        for row in _within(table, "w:tr"):
            if child(row, "w:trPr/w:del") is None:
                header = child(row, "w:trPr/w:tblHeader") is not None
                yield from table_row([list(self.blocks(cell)) for cell in _within(row, "w:tc")], header=header)


def _chart(chart: Element) -> Iterator[Block]:
    """The title and values of a chart; the text around it goes on below, so that its title is no heading."""
    for block in chart_blocks(chart):
        yield replace(block, kind="paragraph", level=None) if block.kind == "heading" else block


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The children with a tag, also those that content controls and tracked insertions hold."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag in _TRANSPARENT:
            yield from _within(each, tag)


def _field_address(code: str) -> str:
    """Where the code of a field leads to; empty for one that is no link, or one within the document."""
    match = _HYPERLINK.match(code)
    return f"{match[1]}#{match[2]}" if match and match[2] else match[1] if match else ""


def _linked(package: OfficePackage, name: str) -> Element | None:
    """The root element of a part, whose links have their address."""
    root = package.xml(name)
    addresses = package.addresses(name) if root is not None else {}
    for each in root.iter("w:hyperlink") if root is not None and addresses else ():
        address, anchor = addresses.get(each.get("r:id", ""), ""), each.get("w:anchor", "")
        each.set(_ADDRESS, f"{address}#{anchor}" if address and anchor else address)
    return root


def _asides(package: OfficePackage, name: str) -> dict[tuple[str, str], Element]:
    """The notes, comments and charts of the document, by kind and number."""
    asides = {}
    for relation, (kind, part) in package.related(name).items():
        chart = package.xml(part) if kind == "chart" else None
        if chart is not None:
            asides["chart", relation] = chart
    for kind in _NOTES.values():
        root = _linked(package, package.related_part(kind, name))
        for note in root if root is not None else ():
            if note.get("w:type") not in {"separator", "continuationSeparator", "continuationNotice"}:
                asides[kind, note.get("w:id", "")] = note
    return asides


def _styles(root: Element | None) -> dict[str, _Style]:
    """The styles of the document, by id; a style that says nothing of itself is as the one that it is based on."""
    elements = {each.get("w:styleId", ""): each for each in (root.iter("w:style") if root is not None else ())}
    styles: dict[str, _Style] = {}
    for each in elements:
        _inherit(each, elements, styles)
    return styles


def _inherit(style: str, elements: dict[str, Element], styles: dict[str, _Style]) -> None:
    """Adds a style to `styles`, and with it those that it is based on, down to the first that says something of itself."""
    chain: dict[str, None] = {}
    inherited = None
    while style in elements and style not in chain and inherited is None:
        chain[style] = None
        inherited = styles.get(style) or _own_style(elements[style])
        style = value(elements[style], "w:basedOn")
    styles |= dict.fromkeys(chain, inherited or _Style())


def _own_style(element: Element) -> _Style | None:
    """What a style says by its name, which is English in every language of the program, or by its properties."""
    name = value(element, "w:name")
    level = value(element, "w:pPr/w:outlineLvl")
    vanish = child(element, "w:rPr/w:vanish")
    if vanish is not None and vanish.get("w:val", "1") not in _OFF:
        return _Style(hidden=True)
    if name.casefold() == "title":
        return _Style(0, "heading")
    if heading := _HEADING.fullmatch(name):
        return _Style(int(heading[1]), "heading")
    if name.casefold() == "caption":
        return _Style(kind="caption")
    if _CONTENTS.fullmatch(name):
        return _Style(kind="link")
    return _Style(int(level) + 1, "heading") if level.isdigit() and int(level) < 9 else None
