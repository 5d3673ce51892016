"""Words of the best passages, for long questions on a topic: the same things are said in other words elsewhere.

    feedback = Σ over the `_WORDS` best terms t:  share of t · (Σ over the question's terms: weight) · BM25 of t
    share    = P(t) / Σ over these terms: P,   P(t) = Σ over the `_PASSAGES` best passages: score · tf / length
    best terms: those of the greatest P(t) · idf

This is RM3 (Lavrenko and Croft, "Relevance-based language models", 2001; Abdul-Jaleel and others, "UMass at TREC 2004"),
with the question's own part left to the scores that are there, and over the passages that were found: none is searched
anew. A question that asks for one fact loses by it, since words from around the fact come in: so only a newest question
of at least `_LONG` words takes part. Measured with weight .1, by the least number of words, nDCG@10 against none:

            MT-RAG nDCG@5   its turns as one question   NQ      COVID-QA   its passages   TimeQA
    any     +.006           −.001, +.008                .000    −.001      −.005          +.001
    12      +.002           −.002, +.007                +.001   +.001      −.001          −.001
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.types import QuestionTerm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.query_weights import QueryWeights
    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

_LONG = 12  # words
_PASSAGES = 8
_WORDS = 12
_LOOKED_AT = 120  # of the passages' terms, those of the greatest P, whose idf is looked up


def is_long(question: Question) -> bool:
    """Whether the newest question is so long that it tells of a topic."""
    return len(question.text.split()) >= _LONG


def feedback_scores(
    build: Searchable, weights: QueryWeights, passages: NDArray[np.int64], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    """For each of the passages, which have these scores by words, what the words of the best of them add."""
    best = np.lexsort((passages, -scores))[:_PASSAGES]
    best = best[scores[best] > 0]
    if not len(best):
        return np.zeros(len(passages))
    terms = _best_terms(build, passages[best], scores[best], sum(term.weight for term in weights.question.terms))
    added = build.engine.contributions(terms, passages, fields={"text": 1.0})
    return sum((amounts for _, _, amounts in added), np.zeros(len(passages)))


def _best_terms(
    build: Searchable, passages: NDArray[np.int64], scores: NDArray[np.float64], total: float
) -> list[QuestionTerm]:
    """The terms that the passages are about, whose weights sum up to `total`."""
    terms, sizes = build.store.passages_terms(passages)
    numbers, which = np.unique(terms, return_inverse=True)
    probability = np.bincount(which, np.repeat(scores / np.maximum(sizes, 1), sizes), len(numbers))
    likeliest = np.lexsort((numbers, -probability))[:_LOOKED_AT]
    names = [build.vocabulary.term(number) for number in numbers[likeliest].tolist()]
    statistics = build.engine.statistics(names)
    probability = probability[likeliest]
    value = probability * np.array([statistics[name].idf for name in names])
    chosen = np.lexsort((numbers[likeliest], -value))[:_WORDS]
    shares = probability[chosen] / (probability[chosen].sum() or 1.0)
    return [
        QuestionTerm(names[place], names[place], share * total)
        for place, share in zip(chosen.tolist(), shares.tolist(), strict=True)
    ]
