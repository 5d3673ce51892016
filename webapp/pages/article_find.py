"""Words looked for in one article, and the places where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Span
from webapp import parameters

if TYPE_CHECKING:
    from indexer import Article
    from webapp.parameters import Parameters

LONGEST = 200
"""Code points that can be looked for."""
_MOST_MARKED = 1_000  # on one page, around the current one
_GREATEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Matches:
    """Where some words stand in a text. `number` is that of the current place, from 1; 0 when there is none.

    `spans` are the places to mark: of very many, those around the current one.
    """

    words: str
    total: int = 0
    number: int = 0
    spans: tuple[Span, ...] = ()
    current: Span | None = None

    @property
    def before(self) -> int:
        """The number of the place before the current one; before the first comes the last."""
        return self.number - 1 or self.total

    @property
    def after(self) -> int:
        """The number of the place after the current one; after the last comes the first."""
        return self.number % self.total + 1 if self.total else 0


def find(article: Article, given: Parameters) -> Matches:
    """Where the words of the parameter `find` stand, in capitals or not; `match` is the number of the current place."""
    words = " ".join(given.get("find", "")[:LONGEST].split())
    asked = parameters.number(given, "match", 1, 1, _GREATEST)
    if not words:
        return Matches("")
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    places = [match.span() for match in pattern.finditer(article.text)]
    if not places:
        return Matches(words)
    number = min(asked, len(places))
    first = max(0, number - _MOST_MARKED // 2)
    spans = tuple(Span(*place) for place in places[first : first + _MOST_MARKED])
    return Matches(words, len(places), number, spans, Span(*places[number - 1]))
