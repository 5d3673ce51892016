"""Ranks the passages of a build for a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.highlight import Highlighter, holds_phrase
from indexer.retrieval.rerank import coverage, nearness
from indexer.text.analyzer import analyzer
from indexer.types import Contribution, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.types import Facets, Passage, Question

RANKED = 200  # passages that are ranked, reranked and counted, unless more are asked for

_FIRST_OF_1970 = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found, best first: their numbers, their scores, which never rise, and what the scores are made of.

    `reasons` are (words, what this adds to each of the scores); together they are the scores.
    """

    question: Question
    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    reasons: tuple[tuple[str, NDArray[np.float64]], ...] = ()

    def __len__(self) -> int:
        return len(self.passages)


def fields(settings: Settings) -> dict[str, float]:
    """How much a match in each field weighs."""
    return {"text": 1.0, "title": settings.bm25_title}


def search(build: Searchable, question: Question, settings: Settings, *, k: int = RANKED) -> Ranking:
    """The best `k` passages for the question, filters, phrases and exclusions applied.

    BM25 finds them; the best `RANKED` are put in order again by `rerank`. What that adds is never negative, so they
    stay before the others.
    """
    allowed = _allowed(build, question)
    passages, scores = build.engine.top(question.terms, k, fields=fields(settings), allowed=allowed)
    held = build.engine.contributions(question.terms, passages, fields=fields(settings))
    shown = {term.term: term.shown for term in question.terms}
    reasons = [(f"“{shown[term]}” in the {field}", amounts) for field, term, amounts in held]
    for words, amounts in _reranked(build, question, settings, passages, held):
        scores = scores + amounts
        reasons.append((words, amounts))
    order = np.lexsort((passages, -scores))
    ordered = tuple((words, amounts[order]) for words, amounts in reasons)
    return Ranking(question, passages[order], scores[order], ordered)


def _reranked(
    build: Searchable,
    question: Question,
    settings: Settings,
    passages: NDArray[np.int64],
    held: list[tuple[str, str, NDArray[np.float64]]],
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """What `rerank` adds to each of the passages, in words and in number."""
    idf = {term.term: build.engine.idf(term.term) for term in question.terms}
    numbers = {term.term: build.vocabulary.number(term.term) for term in question.terms}
    if settings.rank_near:
        weights = {number: term.weight for term in question.terms if (number := numbers[term.term]) is not None}
        idfs = {number: idf[term] for term, number in numbers.items() if number is not None}
        near = nearness(build.store, passages[:RANKED], weights, idfs, build.settings.bm25_k1)
        yield "terms close together", _padded(settings.rank_near * near, len(passages))
    if settings.rank_coverage:
        worth = {term.term: term.weight * idf[term.term] for term in question.terms}
        first = [(term, amounts[:RANKED]) for _, term, amounts in held]
        covered = coverage(first, worth, min(RANKED, len(passages)))
        yield "share of the question", _padded(settings.rank_coverage * covered, len(passages))


def _padded(amounts: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.concatenate((amounts, np.zeros(size - len(amounts))))


def hits(build: Searchable, ranking: Ranking, *, offset: int = 0, k: int = 10) -> tuple[Hit, ...]:
    """The hits at ranks `offset + 1` to `offset + k`."""
    highlighter = Highlighter(ranking.question)
    found = []
    for place in range(offset, min(offset + k, len(ranking))):
        number, score = int(ranking.passages[place]), float(ranking.scores[place])
        passage = build.store.passage(number)
        article = build.store.article(int(build.store.passages["article"][number]))
        reasons = ((words, float(amounts[place])) for words, amounts in ranking.reasons)
        explanation = tuple(Contribution(words, amount) for words, amount in reasons if amount)
        marked = highlighter.spans(passage, article.language)
        found.append(Hit(place + 1, score, passage, article, marked, explanation))
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
