"""The text of an article, made of paragraphs, with its headings and links marked and its pages as places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.links import located
from indexer.types import Mark, Place, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.readers.pdf.hyphens import Hyphens
    from indexer.readers.pdf.lines import Line
    from indexer.readers.pdf.paragraphs import Paragraph
    from indexer.types import MarkKind, Structure

_LARGER, _BOLDER = 1.12, 100  # than the text: a heading
_LONGEST_HEADING, _MOST_LINES = 25, 4  # words; lines
_END_HYPHEN = re.compile(r"[-‐\u00ad]$")
_OPEN = re.compile(r"[.,;:]$")
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?] ")
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Type:
    """The usual letters of a document: their size, in points, and their weight."""

    size: float
    weight: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Type:
        """The size and weight of most letters."""
        sizes, weights = Counter[float](), Counter[int]()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
            weights[line.weight] += len(line.text)
        return cls(sizes.most_common(1)[0][0] if sizes else 1.0, weights.most_common(1)[0][0] if weights else 400)

    def is_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands out as a heading does."""
        lines = [part.line for part in paragraph.parts]
        if len(lines) > _MOST_LINES:
            return False
        larger = all(line.size > _LARGER * self.size for line in lines)
        bolder = all(line.weight >= self.weight + _BOLDER and line.size > 0.95 * self.size for line in lines)
        text = " ".join(line.text for line in lines)
        if (
            not (larger or bolder)
            or len(text.split()) > _LONGEST_HEADING
            or _OPEN.search(text)
            or _SENTENCE.search(text)
        ):
            return False
        return _WORD.search(text) is not None and sum(map(str.isalpha, text)) > 2 * sum(map(str.isdigit, text))


@dataclass(slots=True)
class Layout:
    """The text so far: paragraphs with blank lines between them, the marks of headings, and where pages begin.

    `read_by_ocr` has the numbers of the pages, counted from 0, that were read from a picture.
    """

    hyphens: Hyphens
    read_by_ocr: Collection[int] = ()
    places: list[Place] = field(default_factory=list)
    links: list[Structure] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _blocks: list[tuple[Span, MarkKind | None]] = field(default_factory=list)
    _size: int = 0
    _page: int | None = None

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._pieces)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The headline, and the headings with running text below them, perhaps under one more heading.

        Large words without any text, as on a poster, are the text itself.
        """
        kinds = [kind for _, kind in self._blocks]
        return tuple(
            Mark(span, kind)
            for at, (span, kind) in enumerate(self._blocks)
            if kind == "headline" or (kind and None in kinds[at + 1 : at + 3])
        )

    def add(self, paragraph: Paragraph, *, heading: bool = False, headline: bool = False) -> None:
        """Adds a paragraph."""
        if self._pieces:
            self._add("\n\n")
        start = self._size
        for part in paragraph.parts:
            glue: str = part.glue
            text = part.line.text
            if part.divided:
                before = _END_HYPHEN.sub("", self._pieces[-1])
                self._size -= len(self._pieces[-1]) - len(before)
                self._pieces[-1] = before
                self._cut_link()
                glue = self.hyphens.join(before, text)
            elif glue == "\n" and heading:
                glue = " "
            self._add(glue)
            if part.page != self._page:
                self._page = part.page
                self.places.append(self._place(part.page))
            self._add(text)
            if part.line.links:
                self.links += located(text, self._size - len(text), part.line.links)
        kind: MarkKind | None = "headline" if headline else "heading" if heading else None
        if self._size > start:
            self._blocks.append((Span(start, self._size), kind))

    def _cut_link(self) -> None:
        """Takes a hyphen at the end of a line out of the link that the line ends with."""
        if self.links and self.links[-1].span.end > self._size > self.links[-1].span.start:
            self.links[-1] = replace(self.links[-1], span=Span(self.links[-1].span.start, self._size))

    def _place(self, page: int) -> Place:
        return Place(self._size, "page", str(page + 1), page in self.read_by_ocr)

    def _add(self, piece: str) -> None:
        if piece:
            if unicodedata.combining(piece[0]):  # it would melt into the letter before
                piece = f" {piece}"
            self._pieces.append(piece)
            self._size += len(piece)
