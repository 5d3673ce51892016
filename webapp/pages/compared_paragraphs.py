"""Two compared articles as paragraphs of a page; those in which nothing differs are put together, to be opened on demand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import ComparedPart, Comparison, PartKind


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same, removed or added; `before` is the white space before them."""

    change: PartKind
    before: str
    text: str


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that follow each other, in all or in none of which something differs."""

    differs: bool
    paragraphs: tuple[Paragraph, ...]


def stretches(comparison: Comparison) -> tuple[Stretch, ...]:
    """The paragraphs of a comparison, in order."""
    runs = groupby(_paragraphs(comparison), lambda paragraph: any(piece.change != "same" for piece in paragraph))
    return tuple(Stretch(differs, tuple(paragraphs)) for differs, paragraphs in runs)


def count_words(comparison: Comparison, change: PartKind) -> int:
    """How many words were removed or added."""
    return sum(len(comparison.text(part).split()) for part in comparison.parts if part.change == change)


def _paragraphs(comparison: Comparison) -> Iterator[Paragraph]:
    """The parts as paragraphs; a blank line in the text of a part divides them."""
    paragraph: list[Piece] = []
    for part in comparison.parts:
        before = _space_before(comparison, part)
        if before.count("\n") > 1 and paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(
            Piece(part.change, ("\n" if "\n" in before else " ") if paragraph else "", comparison.text(part))
        )
    if paragraph:
        yield tuple(paragraph)


def _space_before(comparison: Comparison, part: ComparedPart) -> str:
    text, start = (comparison.first if part.change == "removed" else comparison.second).text, part.span.start
    end = start
    while start and text[start - 1].isspace():
        start -= 1
    return text[start:end]
