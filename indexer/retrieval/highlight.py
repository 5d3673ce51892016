"""Where a question's terms and phrases stand in a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.analyzer import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.types import Passage, Question

_WORD = re.compile(r"\w+")


class Highlighter:
    """Finds the terms of one question in passages of any language."""

    def __init__(self, question: Question) -> None:
        self._terms = [term.term for term in question.terms]
        self._finders: dict[str, Callable[[str], list[tuple[int, int]]]] = {}

    def spans(self, passage: Passage, language: str) -> tuple[Span, ...]:
        """The spans of the article at which the passage holds a term of the question."""
        if language not in self._finders:
            self._finders[language] = analyzer(language).finder(self._terms)
        start = passage.span.start
        return tuple(Span(start + first, start + end) for first, end in self._finders[language](passage.text))


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other, whatever their case."""
    words = _WORD.findall(phrase.casefold())
    if not words:
        return True
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text.casefold()) is not None
