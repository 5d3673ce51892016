"""Where a question's terms and phrases stand in a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzer import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Passage, Question

_WORD = re.compile(r"\w+")


class Highlighter:
    """Finds the terms of one question in passages of any language.

    The forward array tells which sentences hold a term at all; only these are analysed again.
    """

    def __init__(self, build: Searchable, question: Question) -> None:
        self._store = build.store
        self._terms = [term.term for term in question.terms]
        numbers = (build.vocabulary.number(term) for term in self._terms)
        self._numbers = np.array(sorted({number for number in numbers if number is not None}), np.int32)
        self._finders: dict[str, Callable[[str], list[tuple[int, int]]]] = {}

    def spans(self, passage: Passage, language: str) -> tuple[Span, ...]:
        """The spans of the article at which the passage holds a term of the question."""
        if language not in self._finders:
            self._finders[language] = analyzer(language).finder(self._terms)
        find = self._finders[language]
        found = []
        for sentence in self._sentences(passage.number):
            start, end = (int(self._store.sentences[edge][sentence]) for edge in ("start", "end"))
            text = passage.text[start - passage.span.start : end - passage.span.start]
            found += [Span(start + first, start + last) for first, last in find(text)]
        return tuple(found)

    def _sentences(self, passage: int) -> list[int]:
        """The sentences of the passage that hold a term of the question, in order."""
        first, last = (int(self._store.passages[edge][passage]) for edge in ("first", "last"))
        ends = self._store.sentences["terms_end"]
        begin = int(ends[first - 1]) if first else 0
        terms = self._store.forward[begin : int(ends[last - 1])]
        holding = np.flatnonzero(np.isin(terms, self._numbers)) + begin
        return [first + place for place in np.unique(np.searchsorted(ends[first:last], holding, "right")).tolist()]


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other, whatever their case."""
    words = _WORD.findall(phrase.casefold())
    if not words:
        return True
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text.casefold()) is not None
