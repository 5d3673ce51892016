"""Plain BM25, which the ranking has to surpass on every set: whole articles, title and text as one field.

    score = Σ over the question's terms t:  weight · idf · tf · (k1 + 1) / (tf + k1 · ((1 − b) + b · length / average))
    idf   = ln(1 + (N − df + .5) / (df + .5))

with k1 = 1.2 and b = .75: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, and the
idf that Lucene has. It is given the terms that Footnote searches by, those of earlier questions with their weights, so
that it differs in the ranking alone. Its postings are counted anew from the forward arrays of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.builds import open_current
from indexer.evaluation.runs import RankedItem, Run
from indexer.retrieval import understand
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.evaluation import Query
    from indexer.store import Store
    from indexer.types import QuestionTerm

K1, B = 1.2, 0.75
TODAY = "2026-11-28"


class PlainIndex:
    """The postings of whole articles: how often each holds each term, by term."""

    def __init__(self, store: Store, vocabulary: int) -> None:
        ends = _after(store.sentences["terms_end"], store.articles["sentences_end"])
        texts = (store.forward.between([0], [len(store.forward)]), np.diff(ends, prepend=0))
        titles = (
            store.titles.between([0], [len(store.titles)]),
            np.diff(_wide(store.articles["title_end"]), prepend=0),
        )
        self.lengths = (texts[1] + titles[1]).astype(np.float64)
        keys = np.concatenate([_keys(*run) for run in (texts, titles)])
        pairs, self._counts = np.unique(keys, return_counts=True)
        terms, self._articles = np.divmod(pairs, len(store))
        self._ends = np.searchsorted(terms, np.arange(vocabulary), side="right")

    def best(self, terms: Iterable[tuple[int, float]], k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Numbers and scores of the best `k` articles for terms (number, weight), best first; ties in reading order."""
        scores = np.zeros(len(self.lengths))
        norm = K1 * ((1 - B) + B * self.lengths / (self.lengths.mean() or 1.0))
        for number, weight in terms:
            postings = slice(int(self._ends[number - 1]) if number else 0, int(self._ends[number]))
            articles, tf = self._articles[postings], self._counts[postings]
            idf = np.log(1 + (len(scores) - len(articles) + 0.5) / (len(articles) + 0.5))
            scores[articles] += weight * idf * tf * (K1 + 1) / (tf + norm[articles])
        best = np.lexsort((np.arange(len(scores)), -scores))[:k]
        best = best[scores[best] > 0]
        return best, scores[best]


def plain_run(instance: Path, queries: Sequence[Query], k: int) -> Run:
    """The run of the queries over the articles of an instance: the best `k` articles of each by plain BM25."""
    with open_current(instance) as build:
        index = PlainIndex(build.store, len(build.vocabulary))

        def ranked(query: Query) -> tuple[RankedItem, ...]:
            question = understand((*query.history, query.text), build, Settings(), filters=None, today=TODAY)
            articles, scores = index.best(_known(question.terms, build.vocabulary.number), k)
            names = map(build.store.article_id, articles.tolist())
            return tuple(map(RankedItem, names, scores.tolist()))

        return Run({query.id: ranked(query) for query in queries})


def _known(terms: Iterable[QuestionTerm], number: Callable[[str], int | None]) -> Iterator[tuple[int, float]]:
    """Number and weight of the terms that the build holds."""
    for term in terms:
        known = number(term.term)
        if known is not None:
            yield known, term.weight


def _keys(terms: NDArray[np.int32], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each occurrence, by term and then by article; `sizes` counts the terms of each article."""
    return terms.astype(np.int64) * len(sizes) + np.repeat(np.arange(len(sizes)), sizes)


def _after(ends: NDArray[np.uint32], last: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where the runs end that consist of the runs before `last`; `ends` are those of the single runs."""
    return np.concatenate(([0], _wide(ends)))[last]


def _wide(ends: NDArray[np.uint32]) -> NDArray[np.int64]:
    return ends.astype(np.int64)
