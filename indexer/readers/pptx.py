"""Presentations (.pptx): the text of the slides in order, each with its notes and comments; a slide is a place.

A slide's title is a heading. Hidden slides, and what a slide takes from its layout (dates, numbers, footers), are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block, table_row
from indexer.readers.document_metadata import core_properties
from indexer.readers.office_package import OfficePackage
from indexer.readers.office_xml import child
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_TITLES = frozenset({"title", "ctrTitle"})
_REPEATED = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_HIDDEN = frozenset({"0", "false"})


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
        if slide is not None and slide.get("show") not in _HIDDEN:
            for block in _slide(package, name, slide):
                yield Block(block.text, block.kind, block.level, place=("slide", str(number)))


def _slide(package: OfficePackage, name: str, slide: Element) -> Iterator[Block]:
    yield from _shapes(slide)
    related = package.related(name).values()
    for kind, target in sorted(related, key=lambda relation: relation[0] != "notesSlide"):
        part = package.xml(target) if kind in {"notesSlide", "comments"} else None
        if part is not None and kind == "notesSlide":
            yield from _shapes(part)
        elif part is not None:
            yield from _comments(part)


def _shapes(element: Element) -> Iterator[Block]:
    """The text in the shapes of a slide or its notes; its title comes first, as it stands above all."""
    shapes = [shape for shape in _within(element) if shape.tag == "a:tbl" or _role(shape) not in _REPEATED]
    for shape in sorted(shapes, key=lambda shape: _role(shape) not in _TITLES):
        if shape.tag == "a:tbl":
            for row in shape.iter("a:tr"):
                yield from table_row([list(_paragraphs(cell)) for cell in row if cell.tag == "a:tc"])
        elif _role(shape) in _TITLES:
            title = " ".join(block.text for block in _paragraphs(shape))
            yield Block(" ".join(title.split()), "heading", level=1)
        else:
            yield from _paragraphs(shape)


def _within(element: Element) -> Iterator[Element]:
    """The shapes and tables in an element, in order; what stands in for them in old programs is left out."""
    for each in element:
        if each.tag in {"p:sp", "a:tbl"}:
            yield each
        elif each.tag != "mc:Fallback":
            yield from _within(each)


def _role(shape: Element) -> str:
    """What a shape is for its slide, such as `title`; empty for a shape of its own."""
    holder = child(shape, "p:nvSpPr/p:nvPr/p:ph")
    return "" if holder is None else holder.get("type", "body")


def _paragraphs(element: Element) -> Iterator[Block]:
    for paragraph in element.iter("a:p"):
        yield Block("".join(_run(each) for each in paragraph.iter()))


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
