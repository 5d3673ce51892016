"""What a structured document is made of, and the text that this makes, with its marks and places.

block       a paragraph, heading, list item, row of a table, caption … of a document
assembled   the blocks as one text, with a blank line between them: headings, captions and links marked, and the place
            (page, slide, row, time) of the first block of each place
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from indexer.readers import clock
from indexer.readers.links import count_signs, located
from indexer.text.normal import normalise
from indexer.types import Mark, Place, Span, Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.links import Link
    from indexer.types import MarkKind, PlaceKind, StructureKind

BlockKind = Literal["paragraph", "heading", "item", "row", "header", "code", "caption", "link"]

_MARKED: dict[BlockKind, MarkKind] = {"caption": "caption", "link": "link"}
_SET: dict[BlockKind, StructureKind] = {"item": "list", "row": "table", "header": "table", "code": "code"}
ROWS: frozenset[BlockKind] = frozenset({"row", "header"})
_PARTS: frozenset[StructureKind] = frozenset({"header", "link"})  # of what is set otherwise
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_LAYOUT = 60  # words of a cell of several paragraphs, from which on a table only arranges text


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document: its text, kind and place. A heading has a `level`; the document's title has level 0.

    `pages` are the pages that begin within the text: offset in it, and label; `links` are the links of the text.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    place: tuple[PlaceKind, str] | None = None
    pages: tuple[tuple[int, str], ...] = ()
    links: tuple[Link, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        clock.worked(len(self.text))


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text of blocks, its marks, places and structure, and where its blocks start that are no running text.

    These are rows and code.
    """

    text: str
    marks: tuple[Mark, ...]
    places: tuple[Place, ...]
    unmarked: frozenset[int]
    structure: tuple[Structure, ...] = ()

    def title(self) -> str | None:
        """The text of the headline, else of the first heading; None without one."""
        headings = [mark for mark in self.marks if mark.kind in {"headline", "heading"}]
        first = min(headings, key=lambda mark: mark.kind != "headline", default=None)
        return " ".join(first.span.of(self.text).split()) if first else None


def assemble(blocks: Iterable[Block]) -> Assembled:
    """The text of the blocks; blank ones are left out. The title, else the first heading of level 1, is the headline."""
    texts: list[str] = []
    marks: list[Mark] = []
    places: list[Place] = []
    unmarked: set[int] = set()
    structure: list[Structure] = []
    size, headed = 0, False
    for block in blocks:
        text = _cleaned(block)
        if not text:
            continue
        start = size + 2 if texts else 0
        size = start + len(text)
        texts.append(text)
        mark = _mark(block, Span(start, size), headed=headed)
        if mark is not None:
            marks.append(mark)
            headed = headed or mark.kind == "headline"
        _add_structure(structure, block, Span(start, size), text)
        if block.kind in ROWS | {"code"}:
            unmarked.add(start)
        if block.place and (not places or block.place != (places[-1].kind, places[-1].label)):
            places.append(Place(start, *block.place))
        places += [Place(start + offset, "page", label) for offset, label in _cleaned_pages(block, len(text))]
    return Assembled("\n\n".join(texts), tuple(marks), tuple(places), frozenset(unmarked), tuple(structure))


def _add_structure(structure: list[Structure], block: Block, span: Span, text: str) -> None:
    """Adds a block's kind and links; items that follow each other are one list, rows one table."""
    kind = _SET.get(block.kind)
    if kind:
        last = next((number for number in reversed(range(len(structure))) if structure[number].kind not in _PARTS), -1)
        before = structure[last] if structure else None
        if before and kind != "code" and (before.kind, before.span.end + 2) == (kind, span.start):
            structure[last] = replace(before, span=Span(before.span.start, span.end))
        else:
            structure.append(Structure(span, kind))
    if block.kind == "header":
        structure.append(Structure(span, "header"))
    structure += located(text, span.start, block.links)


def table_row(cells: Sequence[Sequence[Block]], *, header: bool = False) -> Iterator[Block]:
    """The blocks of a row whose cells hold these blocks: one line, `a | b`, and then the rows of tables in its cells.

    A row with a single cell that holds anything, and a row that arranges longer text in columns, is read cell by cell.
    """
    filled = [blocks for cell in cells if (blocks := [block for block in cell if block.text.strip()])]
    if len(filled) < 2 or any(map(_is_layout, filled)):
        yield from (block for cell in filled for block in cell)
        return
    row = _beside([[block for block in cell if block.kind not in ROWS] for cell in filled])
    yield replace(row, kind="header") if header else row
    yield from (block for cell in filled for block in cell if block.kind in ROWS)


def _beside(cells: Sequence[Sequence[Block]]) -> Block:
    """One row of the text of cells, with their links."""
    lines = ["".join(f" {' '.join(block.text.split())}" for block in cell).strip() for cell in cells]
    links: list[Link] = []
    before = 0
    for cell, line in zip(cells, lines, strict=True):
        within = 0
        for block in cell:
            links += (replace(each, before=before + within + each.before) for each in block.links)
            within += count_signs(block.text)
        before += within + (1 if line else 0)  # the edge of a cell is one sign
    return Block(" | ".join(line for line in lines if line), "row", links=tuple(links))


def _is_layout(cell: Sequence[Block]) -> bool:
    return len(cell) > 1 and sum(len(block.text.split()) for block in cell if block.kind not in ROWS) > _LAYOUT


def _cleaned(block: Block) -> str:
    """The text of a block without blanks at its ends, or several in a row, unless it is code."""
    text = normalise(block.text)
    return text.strip("\n") if block.kind == "code" and text.strip() else _BLANKS.sub(" ", text).strip()


def _cleaned_pages(block: Block, size: int) -> Iterator[tuple[int, str]]:
    """The pages that begin within a block, each where it does so in the cleaned text of this size."""
    for offset, label in block.pages:
        before = _cleaned(replace(block, text=f"{block.text[:offset]}."))
        yield min(len(before), size) - 1, label


def _mark(block: Block, span: Span, *, headed: bool) -> Mark | None:
    if block.kind == "heading":
        level = block.level or 0
        kind: MarkKind = "headline" if level < 2 and not headed else "heading"
        return Mark(span, kind, str(max(level, 1)))
    return Mark(span, _MARKED[block.kind]) if block.kind in _MARKED else None
