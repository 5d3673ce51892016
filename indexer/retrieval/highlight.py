"""Where a question's terms stand in a passage."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.rerank import is_one_of
from indexer.text.analyzers import analyzer
from indexer.text.common_terms import is_common
from indexer.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.text.finder import Finder
    from indexer.types import Passage, Question


class Highlighter:
    """Finds where the terms of one question are in the texts of some passages, of any language.

    The forward array tells which terms a passage holds, and how often: these are looked for in its text.
    """

    def __init__(self, build: Searchable, question: Question, passages: NDArray[np.int64]) -> None:
        numbers = ((build.vocabulary.number(term.term), term.term) for term in question.terms)
        self._terms = {number: term for number, term in numbers if number is not None}
        terms, sizes = build.store.passages_terms(passages)
        at = np.flatnonzero(is_one_of(terms, self._terms))
        ends = np.searchsorted(at, np.cumsum(sizes)).tolist()
        matched = [self._terms[number] for number in terms[at].tolist()]
        cuts = zip(passages.tolist(), pairwise([0, *ends]), strict=True)
        self._matched = {passage: matched[start:end] for passage, (start, end) in cuts}
        # Stop words, which a question of nothing else is searched by, are not in the forward array: every text is read.
        self._stop_words = all(is_common(term.term) or term.other for term in question.terms)
        self._finders: dict[str, Finder] = {}

    def spans(self, passage: Passage, language: str) -> tuple[Span, ...]:
        """The spans of the article at which the passage holds a term of the question."""
        matched = self._matched[passage.number]
        if not matched and not self._stop_words:
            return ()
        if language not in self._finders:
            self._finders[language] = analyzer(language).finder(self._terms.values())
        start, finder = passage.span.start, self._finders[language]
        spans = finder.all_spans(passage.text) if self._stop_words else finder.spans(passage.text, matched)
        return tuple(Span(start + first, start + last) for first, last in spans)
