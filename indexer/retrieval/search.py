"""Ranks the passages of a build for a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.highlight import highlights, holds_phrase
from indexer.text.analyzer import analyzer
from indexer.types import Contribution, Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.types import Facets, Passage, Question

MOST = 1_000  # passages that are ranked; a reader pages no further


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found, best first: their numbers, and their scores, which never rise."""

    question: Question
    passages: NDArray[np.int64]
    scores: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.passages)


def fields(settings: Settings) -> dict[str, float]:
    """How much a match in each field weighs."""
    return {"text": 1.0, "title": settings.bm25_title}


def search(build: Searchable, question: Question, settings: Settings, *, k: int = MOST) -> Ranking:
    """The best `k` passages for the question, filters, phrases and exclusions applied."""
    allowed = _allowed(build, question)
    passages, scores = build.engine.top(question.terms, k, fields=fields(settings), allowed=allowed)
    return Ranking(question, passages, scores)


def hits(build: Searchable, ranking: Ranking, settings: Settings, *, offset: int = 0, k: int = 10) -> tuple[Hit, ...]:
    """The hits at ranks `offset + 1` to `offset + k`."""
    found = []
    for rank in range(offset + 1, min(offset + k, len(ranking)) + 1):
        number, score = int(ranking.passages[rank - 1]), float(ranking.scores[rank - 1])
        passage = build.store.passage(number)
        article = build.store.article(int(build.store.passages["article"][number]))
        marked = highlights(passage, ranking.question, article.language)
        found.append(
            Hit(rank, score, passage, article, marked, _explanation(build, ranking.question, number, settings))
        )
    return tuple(found)


def facets(build: Searchable, ranking: Ranking) -> Facets:
    """How many articles of the ranking there are, by source and by year; the most first."""
    by_source: Counter[str] = Counter()
    by_year: Counter[str] = Counter()
    for number in np.unique(build.store.passages["article"][ranking.passages]).tolist():
        source, published = build.store.catalogue.source_and_date(number)
        if source:
            by_source[source] += 1
        if published:
            by_year[published[:4]] += 1
    return {"source": dict(by_source.most_common()), "year": dict(sorted(by_year.items()))}


def _explanation(build: Searchable, question: Question, number: int, settings: Settings) -> tuple[Contribution, ...]:
    shown = {term.term: term.shown for term in question.terms}
    added = build.engine.contributions(question.terms, number, fields=fields(settings))
    return tuple(Contribution(f"“{shown[term]}” in the {field}", amount) for (field, term), amount in added.items())


def _allowed(build: Searchable, question: Question) -> NDArray[np.bool_] | None:
    """One truth value a passage: whether filters, phrases and exclusions let it through. None: all of them."""
    allowed = build.store.allowed(question.filters)
    if not question.phrases and not question.excluded:
        return allowed
    allowed = np.ones(len(build.engine), np.bool_) if allowed is None else allowed
    for word in question.excluded:
        for language in build.languages:
            allowed &= ~_holding_all(build, analyzer(language).terms(word))
    for phrase in question.phrases:
        possible = np.zeros(len(build.engine), np.bool_)
        for language in build.languages:
            possible |= _holding_all(build, analyzer(language).terms(phrase), fields=("text",))
        for number in np.flatnonzero(allowed & possible).tolist():
            passage: Passage = build.store.passage(number)
            possible[number] = holds_phrase(passage.text, phrase)
        allowed &= possible
    return allowed


def _holding_all(build: Searchable, terms: list[str], fields: tuple[str, ...] = ("text", "title")) -> NDArray[np.bool_]:
    """One truth value a passage: whether it holds all of the terms; none does when there are no terms."""
    found = np.full(len(build.engine), bool(terms))
    for term in terms:
        holds = np.zeros(len(build.engine), np.bool_)
        for field in fields:
            holds[build.engine.passages_with(term, field)] = True
        found &= holds
    return found
