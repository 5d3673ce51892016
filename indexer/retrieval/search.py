"""Ranks the passages of a build for a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.highlight import Highlighter, holds_phrase
from indexer.text.analyzer import analyzer
from indexer.types import Contribution, Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.types import Facets, Passage, Question

RANKED = 200  # passages that are ranked, reranked and counted, unless more are asked for

_FIRST_OF_1970 = date(1970, 1, 1).toordinal()


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


def search(build: Searchable, question: Question, settings: Settings, *, k: int = RANKED) -> Ranking:
    """The best `k` passages for the question, filters, phrases and exclusions applied."""
    allowed = _allowed(build, question)
    passages, scores = build.engine.top(question.terms, k, fields=fields(settings), allowed=allowed)
    return Ranking(question, passages, scores)


def hits(build: Searchable, ranking: Ranking, settings: Settings, *, offset: int = 0, k: int = 10) -> tuple[Hit, ...]:
    """The hits at ranks `offset + 1` to `offset + k`."""
    passages = ranking.passages[offset : offset + k]
    explanations = _explanations(build, ranking.question, passages, settings)
    highlighter = Highlighter(ranking.question)
    found = []
    for place, (number, score) in enumerate(zip(passages.tolist(), ranking.scores[offset:].tolist(), strict=False)):
        passage = build.store.passage(number)
        article = build.store.article(int(build.store.passages["article"][number]))
        marked = highlighter.spans(passage, article.language)
        found.append(Hit(offset + place + 1, score, passage, article, marked, explanations[place]))
    return tuple(found)


def facets(build: Searchable, ranking: Ranking) -> Facets:
    """How many articles of the ranking there are, by source (the most first) and by year (the first first)."""
    store = build.store
    articles = np.unique(store.passages["article"][ranking.passages])
    sources = np.bincount(store.articles["source"][articles] + 1, minlength=1)[1:]
    named = sorted((-int(sources[number]), store.names["source"][number]) for number in np.flatnonzero(sources))
    days = store.articles["first_day"][articles]
    since_1970 = (days[days > 0] - _FIRST_OF_1970).astype("datetime64[D]").astype("datetime64[Y]")
    years, counts = np.unique(since_1970.astype(np.int64) + 1970, return_counts=True)
    by_year = {f"{year:04}": count for year, count in zip(years.tolist(), counts.tolist(), strict=True)}
    return {"source": {name: -count for count, name in named}, "year": by_year}


def _explanations(
    build: Searchable, question: Question, passages: NDArray[np.int64], settings: Settings
) -> list[tuple[Contribution, ...]]:
    shown = {term.term: term.shown for term in question.terms}
    found: list[list[Contribution]] = [[] for _ in passages]
    for field, term, amounts in build.engine.contributions(question.terms, passages, fields=fields(settings)):
        for place, amount in enumerate(amounts.tolist()):
            if amount:
                found[place].append(Contribution(f"“{shown[term]}” in the {field}", amount))
    return [tuple(reasons) for reasons in found]


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
