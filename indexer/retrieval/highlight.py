"""Where a question's terms and phrases stand in a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.analyzer import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from indexer.types import Passage, Question

_WORD = re.compile(r"\w+")


def highlights(passage: Passage, question: Question, language: str) -> tuple[Span, ...]:
    """The spans of the article at which the passage holds a term of the question."""
    start = passage.span.start
    terms = {term.term for term in question.terms}
    return tuple(Span(start + first, start + end) for first, end in analyzer(language).spans(passage.text, terms))


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other, whatever their case."""
    words = _WORD.findall(phrase.casefold())
    if not words:
        return True
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text.casefold()) is not None
