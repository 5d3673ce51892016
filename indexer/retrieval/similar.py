"""More like this: the articles that are like an article, or like one of its passages.

An article is asked about by its distinctive terms, those of the greatest

    sqrt(occurrences) · idf,   each with the weight sqrt(occurrences),

and, where the build has vectors, by the mean of its passages' vectors. Both rankings are fused as for a question
(`fusion.py`). It is never like itself, nor like an article of the same text. An article is found once, by its best passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.allowed import Allowed
from indexer.retrieval.fusion import fuse, union
from indexer.retrieval.query_weights import QueryWeights
from indexer.retrieval.ranking import HOLDING_ALL, MEANING, NEAR, RANKED, Ranking
from indexer.types import Filters, Question, QuestionTerm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.store.vectors import Vectors

_TERMS = 24  # distinctive ones that are searched
_LOOKED_AT = 200  # of the most frequent terms, whose idf is looked up
_PASSAGES = 40  # of an article that tell what it is about: the first ones


def similar_articles(
    build: Searchable, settings: Settings, passages: NDArray[np.int64], article: int, today: str
) -> Ranking:
    """The best passage of each article that is like these passages of an article, best first."""
    own = passages[:_PASSAGES]
    question = Question("", today, _distinctive_terms(build, own))
    where = Allowed(build.store, Filters(), without=np.array(build.store.article_passages(article), np.int64))
    found, scores = build.engine.top(question.terms, RANKED, fields=HOLDING_ALL, where=where)
    weights = QueryWeights.of(build, question)
    ranking = Ranking(weights, found, scores, scores, HOLDING_ALL, where=where)
    if build.vectors is not None and settings.semantic_weight:
        ranking = _with_meaning(build, build.vectors, ranking, own, settings.semantic_weight)
    return _once_each(build, ranking)


def _distinctive_terms(build: Searchable, passages: NDArray[np.int64]) -> tuple[QuestionTerm, ...]:
    """The terms that tell these passages from others, by weight."""
    spend()
    terms = np.concatenate((build.store.passages_terms(passages)[0], build.store.titles_terms(passages[:1])[0]))
    numbers, counts = np.unique(terms, return_counts=True)
    frequent = np.lexsort((numbers, -counts))[:_LOOKED_AT]
    names = [build.vocabulary.term(number) for number in numbers[frequent].tolist()]
    weights = np.sqrt(counts[frequent])
    statistics = build.engine.statistics(names)
    worths = weights * np.array([statistics[name].idf for name in names])
    best = np.lexsort((numbers[frequent], -worths))[:_TERMS].tolist()
    shown = {names[place]: float(weights[place]) for place in best}
    return tuple(QuestionTerm(term, term.partition(":")[2], weight) for term, weight in shown.items())


def _with_meaning(
    build: Searchable, vectors: Vectors, ranking: Ranking, own: NDArray[np.int64], weight: float
) -> Ranking:
    """The ranking fused with that of the passages nearest in meaning to the `own` ones."""
    mean = _mean_vector(vectors, own)
    near, _ = vectors.top(mean, NEAR, ranking.where.admitted(0, len(vectors)) if ranking.where else None)
    every = union(ranking.passages, near)
    added = build.engine.contributions(ranking.question.terms, every, fields=HOLDING_ALL)
    words = sum((amounts for _, _, amounts in added), np.zeros(len(every)))
    fused = fuse(every, words, vectors.similarities(mean, every), weight)
    reasons = ((MEANING, fused.by_meaning),)
    return Ranking(ranking.weights, fused.passages, fused.scores, fused.by_words, HOLDING_ALL, reasons)


def _mean_vector(vectors: Vectors, passages: NDArray[np.int64]) -> NDArray[np.float32]:
    """The mean of the passages' vectors, of length 1; zeros when they say nothing to the model."""
    total = (vectors.rows[passages].astype(np.float64) * vectors.scales[passages, None]).sum(axis=0)
    length = float(np.sqrt((total * total).sum()))
    return np.asarray(total / length if length > 0 else total, np.float32)


def _once_each(build: Searchable, ranking: Ranking) -> Ranking:
    """The best passage of each article alone."""
    articles = build.store.passages["article"][ranking.passages]
    _, first = np.unique(articles, return_index=True)
    return ranking.at(np.sort(first))
