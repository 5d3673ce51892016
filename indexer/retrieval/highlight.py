"""Where a question's terms stand in a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.text.analyzer import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from indexer.retrieval.searchable import Searchable
    from indexer.text.analyzer import Finder
    from indexer.types import Passage, Question


class Highlighter:
    """Finds the terms of one question in passages of any language.

    The forward array tells which terms a passage holds, and how often: these are looked for in its text.
    """

    def __init__(self, build: Searchable, question: Question) -> None:
        self._store = build.store
        numbers = ((build.vocabulary.number(term.term), term.term) for term in question.terms)
        self._terms = {number: term for number, term in numbers if number is not None}
        self._finders: dict[str, Finder] = {}

    def spans(self, passage: Passage, language: str) -> tuple[Span, ...]:
        """The spans of the article at which the passage holds a term of the question."""
        held = [self._terms[number] for number in self._numbers(passage.number) if number in self._terms]
        if not held:
            return ()
        if language not in self._finders:
            self._finders[language] = analyzer(language).finder(self._terms.values())
        start = passage.span.start
        spans = self._finders[language].spans(passage.text, held)
        return tuple(Span(start + first, start + last) for first, last in spans)

    def _numbers(self, passage: int) -> list[int]:
        """The numbers of the passage's terms, in order."""
        first, last = (int(self._store.passages[edge][passage]) for edge in ("first", "last"))
        ends = self._store.sentences["terms_end"]
        terms: list[int] = self._store.forward[int(ends[first - 1]) if first else 0 : int(ends[last - 1])].tolist()
        return terms
