"""An article's text as blocks of a page: headline, headings, captions, datelines, paragraphs, lists, tables and code.

Every block is a span of the text, so highlights need not know where the blocks are cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from indexer import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from indexer import Article, MarkKind, Structure

KINDS: frozenset[MarkKind] = frozenset({"headline", "heading", "caption", "dateline"})
SET = frozenset({"list", "table", "code"})
"""Kinds of blocks with parts: the items of a list, the cells of the rows of a table."""
LEAST_HEADINGS = 3
"""Headings from which on an article has a table of contents."""
_PART = 6_000  # code points
_MOST_ROWS = 200  # of a table; a longer one goes on in another
_BLANK_LINE = re.compile(r"\n\s*\n")
_EDGE = " | "
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)] |[0-9]+(?:\.[0-9]+)+\.? ")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: a span of the article. `kind` is one of `KINDS` or `SET`, or `paragraph`.

    `rows` are the items of a list or the rows of a table, each of its cells; a row of names is the `header` of a table.
    A heading has a `level`.
    """

    kind: str
    span: Span
    rows: tuple[tuple[Span, ...], ...] = ()
    header: bool = False
    level: int = 0

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        return f"at-{self.span.start}"


def blocks(article: Article) -> tuple[Block, ...]:
    """The article's blocks in order. They are disjoint, and hold all words."""
    text = article.text
    parts: list[Block] = []
    done = 0
    headers = {part.span.start for part in article.structure if part.kind == "header"}
    for each in _in_order(article.marks, article.structure):
        parts += _paragraphs(text, done, each.span.start)
        parts += _marked(text, each) if isinstance(each, Mark) else _set(text, each, headers)
        done = each.span.end
    return tuple(_headed([*parts, *_paragraphs(text, done, len(text))]))


def parts_of(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """The blocks in parts of a few screens, so that a browser need not lay out a long text at once."""
    parts: list[list[Block]] = []
    size = _PART
    for block in blocks:
        if size >= _PART:
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += len(block.span)
    return tuple(map(tuple, parts))


def contents(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The headings for a table of contents; none if they are few."""
    headings = tuple(block for block in blocks if block.kind == "heading")
    return headings if len(headings) >= LEAST_HEADINGS else ()


def headline(blocks: Iterable[Block]) -> Block | None:
    """The first headline, which stands above the article; None if there is none."""
    return next((block for block in blocks if block.kind == "headline"), None)


def is_numbered(item: str) -> bool:
    """Whether an item begins with its number, so that it needs no other sign."""
    return _NUMBERED.match(item) is not None


def _in_order(marks: Iterable[Mark], structure: Iterable[Structure]) -> Iterator[Mark | Structure]:
    """The marks and structures that become blocks, in order; of two that overlap, the first, and rather the mark."""
    done = 0
    made: list[Mark | Structure] = [mark for mark in marks if mark.kind in KINDS]
    made += [part for part in structure if part.kind in SET]
    for each in sorted(made, key=_place):
        if each.span.start >= done:
            yield each
            done = each.span.end


def _place(each: Mark | Structure) -> tuple[int, int]:
    return each.span.start, -each.span.end


def _marked(text: str, mark: Mark) -> Iterator[Block]:
    for span in _trimmed(text, mark.span.start, mark.span.end):
        cells = _cells(text, span) if mark.kind == "heading" else ()
        level = int(mark.label) if mark.label.isdecimal() else 2
        yield Block(mark.kind, span, (cells,) if len(cells) > 1 else (), level=level)


def _set(text: str, part: Structure, headers: Set[int]) -> Iterator[Block]:
    """The blocks of a list, a table or code; `headers` are the places where a row is the header of its table."""
    if part.kind == "code":
        yield Block("code", part.span)
        return
    rows = (_cells(text, row) if part.kind == "table" else (row,) for row in _divided(text, part.span))
    while some := tuple(islice(rows, _MOST_ROWS)):
        headed = some[0][0].start in headers and len(some) > 1 and len(some[0]) == len(some[1])
        yield Block(part.kind, Span(some[0][0].start, some[-1][-1].end), some, header=headed)


def _divided(text: str, span: Span) -> Iterator[Span]:
    """The spans between blank lines."""
    start = span.start
    for blank in _BLANK_LINE.finditer(text, span.start, span.end):
        yield from _trimmed(text, start, blank.start())
        start = blank.end()
    yield from _trimmed(text, start, span.end)


def _cells(text: str, row: Span) -> tuple[Span, ...]:
    cells, start = [], row.start
    for cell in row.of(text).split(_EDGE):
        cells += list(_trimmed(text, start, start + len(cell)))
        start += len(cell) + len(_EDGE)
    return tuple(cells)


def _headed(parts: list[Block]) -> Iterator[Block]:
    """The blocks; a heading of as many cells as the table below it is the header of the table."""
    for number, block in enumerate(parts):
        below = parts[number + 1] if number + 1 < len(parts) else None
        before = parts[number - 1] if number else None
        if block.kind == "table" and before and _is_header(before, block):
            yield Block("table", Span(before.span.start, block.span.end), (*before.rows, *block.rows), header=True)
        elif not (below and below.kind == "table" and _is_header(block, below)):
            yield block


def _is_header(block: Block, table: Block) -> bool:
    return block.kind == "heading" and bool(block.rows) and len(block.rows[0]) == len(table.rows[0])


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """One block for each paragraph between `start` and `end`; blank lines separate paragraphs."""
    if start < end:
        yield from (Block("paragraph", span) for span in _divided(text, Span(start, end)))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span from `start` to `end` without the white space around it; none if there is nothing else."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):  # as most are
        yield Span(start, end)
    elif inner := text[start:end].strip():
        begin = text.index(inner, start)
        yield Span(begin, begin + len(inner))
