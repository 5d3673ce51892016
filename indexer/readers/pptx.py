"""Presentations (.pptx): the text of the slides in order, each with its notes and comments; a slide is a place.

A slide's title is a heading; the text of its diagrams, and the titles and values of its charts, follow its shapes. Hidden
slides and shapes, and what a slide takes from its layout (dates, numbers, footers), are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block, table_row
from indexer.readers.charts import chart_blocks
from indexer.readers.document_metadata import core_properties
from indexer.readers.office_package import OfficePackage, Paragraph
from indexer.readers.office_xml import child
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_TITLES = frozenset({"title", "ctrTitle"})
_REPEATED = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_FALSE = frozenset({"0", "false"})
_NAMED = frozenset({"p:nvSpPr", "p:nvGrpSpPr", "p:nvGraphicFramePr"})  # where a shape has its name
_BELOW = {"diagramData": 0, "chart": 0, "notesSlide": 1, "comments": 2}  # parts that follow a slide's shapes


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a presentation; its title is the one it states, else that of its first slide."""
    with OfficePackage(file, limits) as package:
        name = package.related_part("officeDocument")
        slides = child(package.xml(name), "p:sldIdLst")
        if slides is None:
            raise ArticleError(package.path, "has no slides; open it in its program and save it as .pptx")
        related = package.related(name)
        names = [related[slide.get("r:id", "")][1] for slide in slides if slide.get("r:id") in related]
        yield from article_of_blocks(file, limits, _blocks(package, names), core_properties(package))


def _blocks(package: OfficePackage, names: list[str]) -> Iterator[Block]:
    for number, name in enumerate(names, 1):
        slide = package.xml(name)
        if slide is not None and slide.get("show") not in _FALSE:
            for block in _slide(package, name, slide):
                yield replace(block, place=("slide", str(number)))


def _slide(package: OfficePackage, name: str, slide: Element) -> Iterator[Block]:
    yield from _shapes(slide, package.addresses(name))
    shown = {each.get("r:id") for each in _within(slide) if each.tag == "c:chart"}
    related = (part for identity, part in package.related(name).items() if part[0] != "chart" or identity in shown)
    for kind, target in sorted(related, key=lambda relation: _BELOW.get(relation[0], 0)):
        part = package.xml(target) if kind in _BELOW else None
        if part is None:
            continue
        addresses = package.addresses(target)
        if kind == "notesSlide":
            yield from _shapes(part, addresses)
        elif kind == "comments":
            yield from _comments(part)
        elif kind == "chart":
            yield from chart_blocks(part)
        else:
            yield from _paragraphs(part, addresses)


def _shapes(element: Element, addresses: Mapping[str, str]) -> Iterator[Block]:
    """The text in the shapes of a slide or its notes; its title comes first, as it stands above all."""
    shapes = [shape for shape in _within(element) if shape.tag == "a:tbl" or _role(shape) not in _REPEATED]
    for shape in sorted(shapes, key=lambda shape: _role(shape) not in _TITLES):
        if shape.tag == "a:tbl":
            yield from _table(shape, addresses)
        elif _role(shape) in _TITLES:
            title = " ".join(block.text for block in _paragraphs(shape, addresses))
            yield Block(" ".join(title.split()), "heading", level=1)
        else:
            yield from _paragraphs(shape, addresses)


def _table(table: Element, addresses: Mapping[str, str]) -> Iterator[Block]:
    """The rows of a table; the first is its header if it is set as such."""
    properties = child(table, "a:tblPr")
    headed = properties is not None and properties.get("firstRow", "0") not in _FALSE
    for number, row in enumerate(table.iter("a:tr")):
        cells = [list(_paragraphs(cell, addresses)) for cell in row if cell.tag == "a:tc"]
        yield from table_row(cells, header=headed and not number)


def _within(element: Element) -> Iterator[Element]:
    """The shapes, tables and charts in an element, but for hidden ones, and those that stand in in old programs."""
    for each in element:
        if each.tag == "mc:Fallback" or _is_hidden(each):
            continue
        if each.tag in {"p:sp", "a:tbl", "c:chart"}:
            yield each
        else:
            yield from _within(each)


def _is_hidden(shape: Element) -> bool:
    """Whether a shape, or a group of them, is not shown."""
    named = next((child(each, "p:cNvPr") for each in shape if each.tag in _NAMED), None)
    return named is not None and named.get("hidden", "0") not in _FALSE


def _role(shape: Element) -> str:
    """What a shape is for its slide, such as `title`; empty for a shape of its own."""
    holder = child(shape, "p:nvSpPr/p:nvPr/p:ph")
    return "" if holder is None else holder.get("type", "body")


def _paragraphs(element: Element, addresses: Mapping[str, str]) -> Iterator[Block]:
    for paragraph in element.iter("a:p"):
        made = Paragraph()
        for each in paragraph.iter():
            if each.tag in {"a:r", "a:fld"}:
                followed = child(each, "a:rPr/a:hlinkClick")
                first = len(made.parts)
                made.parts += filter(None, map(_run, each.iter()))
                made.add_link(first, addresses.get(followed.get("r:id", "")) if followed is not None else None)
            elif each.tag in {"a:br", "m:t"}:
                made.parts.append(_run(each))
        yield Block(made.text, links=tuple(made.links))


def _run(element: Element) -> str:
    if element.tag == "a:br":
        return "\n"
    return element.text or "" if element.tag in {"a:t", "m:t"} else ""


def _comments(part: Element) -> Iterator[Block]:
    """The comments on a slide, of either kind: plain text, or paragraphs with answers."""
    for each in part.iter():
        if each.tag == "p:text":
            yield Block(each.text or "")
        elif each.tag == "a:p":
            yield Block("".join(_run(run) for run in each.iter()))
