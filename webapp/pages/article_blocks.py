"""An article's text as blocks of a page: headline, headings, captions, datelines and paragraphs.

Every block is a span of the text, so highlights need not know where the blocks are cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer import Article, Mark, MarkKind

KINDS: frozenset[MarkKind] = frozenset({"headline", "heading", "caption", "dateline"})
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: a span of the article. `kind` is one of `KINDS`, or `paragraph`."""

    kind: str
    span: Span


def blocks(article: Article) -> tuple[Block, ...]:
    """The article's blocks in order. They are disjoint, have no white space at their ends, and hold all words."""
    parts: list[Block] = []
    done = 0
    for mark in _block_marks(article.marks):
        parts += _paragraphs(article.text, done, mark.span.start)
        parts += _trimmed(article.text, mark.kind, mark.span.start, mark.span.end)
        done = mark.span.end
    return (*parts, *_paragraphs(article.text, done, len(article.text)))


def _block_marks(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks that become blocks, in order; of two that overlap, the first."""
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if mark.kind in KINDS and mark.span.start >= done:
            yield mark
            done = mark.span.end


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """One block for each paragraph between `start` and `end`; blank lines separate paragraphs."""
    for blank in _BLANK_LINE.finditer(text, start, end):
        yield from _trimmed(text, "paragraph", start, blank.start())
        start = blank.end()
    yield from _trimmed(text, "paragraph", start, end)


def _trimmed(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """The block from `start` to `end` without the white space around it; none if there is nothing else."""
    inner = text[start:end].strip()
    if inner:
        begin = text.index(inner, start)
        yield Block(kind, Span(begin, begin + len(inner)))
