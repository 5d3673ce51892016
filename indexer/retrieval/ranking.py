"""Ranks the passages of a build for a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.article_evidence import article_scores
from indexer.retrieval.embed import only_stop_words, semantic_share
from indexer.retrieval.feedback import feedback_scores, is_long
from indexer.retrieval.fusion import fuse, union, weight_by_reach
from indexer.retrieval.highlight import Highlighter
from indexer.retrieval.query_weights import QueryWeights
from indexer.retrieval.quoted_words import allowed_or_by_words
from indexer.retrieval.recency import date_scores
from indexer.retrieval.rerank import coverage, nearness
from indexer.types import Contribution, Hit, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from indexer.engines.base import Predicate
    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.types import Question

RANKED = 200  # passages that are ranked and reranked, unless more are asked for
NEAR = 50  # passages nearest in meaning that join them; 200 rank no set better

HOLDING_ALL = {"text": 1.0}  # the field that holds every word of a passage, also those of its title and heading
MEANING = "near in meaning"
_LOWERED = "behind the best 200 by words and by meaning"
_NOT_WORDS = {MEANING, _LOWERED}
_IN_FIELD = {"text": "“{word}” in the text", "title": "“{word}” in the title"}
_AT_ONCE = 20_000  # passages whose scores are computed at a time, where all are wanted
_STEP = 1e-6  # between the last passage of those that are fused and the first of the others


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result list of a question: passage numbers, best first, with their scores, which never rise.

    `words` are the scores without a model: the same array as `scores`, unless the build has vectors. `fields` gives the
    weight of each searched field. `reasons` are pairs: a reason in words, and what it adds to each passage's score; what
    each term adds is left to `Engine.contributions`, for the few passages that are shown. Both together are the score.
    `where` decides which passages may be found at all; None: all of them may.
    """

    weights: QueryWeights
    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    words: NDArray[np.float64]
    fields: Mapping[str, float]
    reasons: tuple[tuple[str, NDArray[np.float64]], ...] = ()
    where: Predicate | None = None

    def __len__(self) -> int:
        return len(self.passages)

    @property
    def question(self) -> Question:
        """The question that was asked."""
        return self.weights.question

    def at(self, positions: NDArray[np.int64]) -> Ranking:
        """The ranking of the passages at these positions alone, in their order."""
        scores = self.scores[positions]
        words = scores if self.words is self.scores else self.words[positions]
        reasons = tuple((why, amounts[positions]) for why, amounts in self.reasons)
        return replace(self, passages=self.passages[positions], scores=scores, words=words, reasons=reasons)

    def by_words(self) -> Ranking:
        """The ranking of the passages that hold a word of the question, as it is without a model."""
        if self.words is self.scores:
            return self
        with_words = np.flatnonzero(self.words)
        order = with_words[np.lexsort((self.passages[with_words], -self.words[with_words]))]
        words = self.words[order]
        reasons = tuple((why, amounts[order]) for why, amounts in self.reasons if why not in _NOT_WORDS)
        return Ranking(self.weights, self.passages[order], words, words, self.fields, reasons)


def fields(settings: Settings) -> dict[str, float]:
    """How much a match in each field weighs."""
    return {"text": 1.0, "title": settings.bm25_title}


def search(
    build: Searchable,
    question: Question,
    settings: Settings,
    *,
    k: int | None = RANKED,
    vector: NDArray[np.float32] | None = None,
    least_cosine: float = -1.0,
) -> Ranking:
    """The best `k` passages for the question (None: all), filters, phrases and exclusions applied.

    BM25 finds them; the best `RANKED` are put in order again by `rerank` and `article_scores`. What these add is never
    negative, so they stay before the others. With the question's `vector`, the `NEAR` nearest passages join these, if
    their cosines are at least `least_cosine`, and all are put in order by `fuse`; there can be more than
    `k` then. A question without terms finds nothing either way. The ranking's question is without phrases that were
    searched by their words (`quoted_words.py`).
    """
    question, where = allowed_or_by_words(build, question)
    weights = QueryWeights.of(build, question)
    if k is None:
        passages, words = _every(build, question, settings, where)
    else:
        passages, words = build.engine.top(question.terms, k, fields=fields(settings), where=where)
    return replace(_ranked(build, weights, settings, passages, words, vector, least_cosine, where), where=where)


def _every(
    build: Searchable, question: Question, settings: Settings, where: Predicate | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """All passages that hold a term and their scores, best first, ties in reading order."""
    passages = build.engine.matching(question.terms, fields=fields(settings), where=where)
    scores = np.zeros(len(passages))
    for start in range(0, len(passages), _AT_ONCE):
        spend()
        part = slice(start, start + _AT_ONCE)
        scores[part] = bm25(build, question, settings, passages[part])
    order = np.lexsort((passages, -scores))
    return passages[order], scores[order]


def _ranked(
    build: Searchable,
    weights: QueryWeights,
    settings: Settings,
    passages: NDArray[np.int64],
    words: NDArray[np.float64],
    vector: NDArray[np.float32] | None,
    least_cosine: float,
    where: Predicate | None,
) -> Ranking:
    """The ranking of the passages that BM25 gives, reranked by nearness, coverage, articles and, with a model, meaning."""
    if vector is not None and build.vectors is not None and (weight := _weight(weights, settings, vector)):
        admitted = None if where is None else where.admitted(0, len(build.vectors))
        near, cosines = build.vectors.top(vector, NEAR, admitted)
        first = union(passages[:RANKED], near[cosines >= least_cosine])
        rest = np.setdiff1d(passages[RANKED:], first, assume_unique=True)
        every = np.concatenate((first, rest))
        by_words = _by_words(
            build, weights, settings, every, bm25(build, weights.question, settings, every), len(first)
        )
        reach = float(by_words.words.max(initial=0.0)) / weights.total
        return _fused(by_words, len(first), build.vectors.similarities(vector, first), weight_by_reach(weight, reach))
    by_words = _by_words(build, weights, settings, passages, words, min(RANKED, len(passages)))
    return _ordered(by_words, np.lexsort((passages, -by_words.scores)))


def _weight(weights: QueryWeights, settings: Settings, vector: NDArray[np.float32]) -> float:
    """How much meaning weighs; 0 for a question of nothing but stop words or numbers, or that says nothing to the model."""
    if only_stop_words(weights.question.terms) or not vector.any():
        return 0.0
    return settings.semantic_weight * semantic_share(weights.by_word)


def bm25(build: Searchable, question: Question, settings: Settings, passages: NDArray[np.int64]) -> NDArray[np.float64]:
    """The passages' scores by BM25, 0 for one that holds no term."""
    added = build.engine.contributions(question.terms, passages, fields=fields(settings))
    return sum((amounts for _, _, amounts in added), np.zeros(len(passages)))


def _by_words(
    build: Searchable,
    weights: QueryWeights,
    settings: Settings,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    first: int,
) -> Ranking:
    """The passages, in the order given, with their scores by words: BM25, and for the `first` of them all else."""
    reasons = []
    for why, amounts in _reranked(build, weights, settings, passages[:first], scores[:first]):
        spend()
        padded = np.concatenate((amounts, np.zeros(len(passages) - first)))
        scores = scores + padded
        reasons.append((why, padded))
    return Ranking(weights, passages, scores, scores, fields(settings), tuple(reasons))


def _reranked(
    build: Searchable,
    weights: QueryWeights,
    settings: Settings,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The reasons besides BM25 in words, with what each adds to every passage's score; `scores` are those of BM25."""
    total = scores
    if settings.rank_recent:
        for why, amounts in date_scores(build, weights.question, passages, scores):
            yield why, settings.rank_recent * amounts
    for why, amounts in _from_question(build, weights, settings, passages, scores):
        total = total + amounts
        yield why, amounts
    if settings.rank_feedback and is_long(weights.question):
        amounts = np.where(scores > 0, feedback_scores(build, weights, passages, total), 0.0)
        yield "words of the best passages", settings.rank_feedback * amounts


def _from_question(
    build: Searchable,
    weights: QueryWeights,
    settings: Settings,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Those of the reasons that are of the question's own words."""
    terms = tuple(weights.by_term)
    in_text = build.engine.holds(terms, passages, fields=tuple(HOLDING_ALL))
    if settings.rank_near:
        in_title = build.engine.holds(terms, passages, fields=("title",))
        near = nearness(build, weights, passages, in_text.sum(axis=0) > 1, in_title.sum(axis=0) > 1)
        yield "terms close together", settings.rank_near * near
    if settings.rank_coverage:
        yield "share of the question", settings.rank_coverage * coverage(in_text, list(weights.by_term.values()))
    if settings.rank_article:
        # A passage that holds no word itself is not found by its article's.
        amounts = np.where(scores > 0, article_scores(build, weights, passages), 0.0)
        yield "its whole article", settings.rank_article * amounts


def _fused(by_words: Ranking, first: int, similarities: NDArray[np.float64], weight: float) -> Ranking:
    """The ranking by words and by meaning of the `first` passages, which rise; the others stay behind, as they are.

    A passage that holds no word and is the least near of all is not there: nothing speaks for it.
    """
    fused = fuse(by_words.passages[:first], by_words.words[:first], similarities, weight)
    kept = int(np.count_nonzero(fused.scores))
    order = np.concatenate(
        (np.searchsorted(by_words.passages[:first], fused.passages[:kept]), _behind(by_words, first))
    )
    rest = len(by_words) - first
    ahead = by_words.words[order[kept]] - fused.scores[kept - 1] + _STEP if rest else 0.0
    lowered = np.concatenate((np.zeros(kept), np.full(rest, min(0.0, -ahead))))
    by_meaning = np.concatenate((fused.by_meaning[:kept], np.zeros(rest)))
    ranking = _ordered(by_words, order)
    reasons = (*ranking.reasons, (MEANING, by_meaning), (_LOWERED, lowered))
    scores = ranking.words + by_meaning + lowered
    return Ranking(by_words.weights, ranking.passages, scores, ranking.words, by_words.fields, reasons)


def _behind(ranking: Ranking, first: int) -> NDArray[np.int64]:
    """The positions of the passages after the `first`, the best by words first."""
    return first + np.lexsort((ranking.passages[first:], -ranking.words[first:]))


def _ordered(ranking: Ranking, order: NDArray[np.int64]) -> Ranking:
    reasons = tuple((why, amounts[order]) for why, amounts in ranking.reasons)
    words = ranking.words[order]
    return Ranking(ranking.weights, ranking.passages[order], words, words, ranking.fields, reasons)


def hits(build: Searchable, ranking: Ranking, positions: NDArray[np.int64]) -> tuple[Hit, ...]:
    """The hits at these positions of the ranking, 0 being the best, in their order."""
    numbers = ranking.passages[positions]
    passages = build.store.fetch_passages(numbers)
    highlighter = Highlighter(build, ranking.question, numbers)
    explanations = _explanations(build, ranking, positions)
    hits = []
    also_in = map(build.store.groups.near_duplicates, build.store.passages["article"][numbers].tolist())
    rows = zip(positions.tolist(), ranking.scores[positions].tolist(), passages, explanations, also_in, strict=True)
    for position, score, (passage, article), explanation, near in rows:
        spend()
        highlights = highlighter.spans(passage, article.language)
        hits.append(Hit(position + 1, score, passage, article, highlights, explanation, *near))
    return tuple(hits)


def _explanations(build: Searchable, ranking: Ranking, positions: NDArray[np.int64]) -> list[tuple[Contribution, ...]]:
    """For each passage at these positions of the ranking, what its score is made of."""
    question, numbers = ranking.question, ranking.passages[positions]
    shown = {term.term: term.shown for term in question.terms}
    by_terms = build.engine.contributions(question.terms, numbers, fields=ranking.fields)
    reasons: list[tuple[str, list[float]]] = [
        (Message(_IN_FIELD[field], word=shown[term]), amounts.tolist()) for field, term, amounts in by_terms
    ]
    reasons += [(why, amounts[positions].tolist()) for why, amounts in ranking.reasons]
    return [
        tuple(Contribution(why, amounts[row]) for why, amounts in reasons if amounts[row])
        for row in range(len(numbers))
    ]
