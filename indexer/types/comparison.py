"""What two articles have in common, and what not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from indexer.types.laws import require

if TYPE_CHECKING:
    from indexer.types.article import Article, Span

PartKind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A part of two texts: `removed` is a span of the first one's, `added` and `same` one of the second's."""

    change: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the `first` article's text in the `second` one's.

    `parts` are in order: all that is `same` or `added` makes up the words of the second text, all that is `same` or
    `removed` those of the first. `similarity` is that of near-duplicates.
    """

    first: Article
    second: Article
    similarity: float
    parts: tuple[ComparedPart, ...]

    def __post_init__(self) -> None:
        inside = all(part.span.end <= len(self._text(part)) for part in self.parts)
        require(inside, "a compared part lies in its text")

    def text(self, part: ComparedPart) -> str:
        """The words of a part."""
        return part.span.of(self._text(part))

    def _text(self, part: ComparedPart) -> str:
        return (self.first if part.change == "removed" else self.second).text
