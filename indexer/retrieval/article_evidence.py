"""What the whole article says of the question, for passages that say a part of it.

    article = Σ over the question's terms t:  weight · idf · tf · (k1 + 1) / (tf + k1 · ((1 − b) + b · length / average))
    idf     = ln(1 + (N − df + .5) / (df + .5))

It is BM25 (`bm25.k1`, `bm25.b`) with the article as the unit: tf counts a term in all its passages, length is that of title
and text in terms, and df of the N articles hold the term. Robertson and Zaragoza, "The Probabilistic Relevance Framework:
BM25 and Beyond", 2009; the idf is the one there with 1 added inside the logarithm, so that it is never negative.

A passage of an article that tells of the question throughout is the better answer than one that mentions it in passing, and
in short articles a passage leaves out what its neighbours have said. What it gains with weight .6, nDCG@10 (of MT-RAG nDCG@5)
against none, beside other ways to measure an article by its passages that were tried:

                                    MT-RAG   its passages as pages   NQ      COVID-QA   TimeQA
    BM25 of the article (this)      +.006    +.040                   .000    +.008      +.003
    the best passage for each term  +.002    +.041                   −.008   +.002      +.002
    the mean of its passages        −.001    −.033                   −.002   −.006      −.003
    their sum / √ their number      +.003    +.060                   −.008   −.053      +.003
    the mean of the best three      −.003    +.019                   −.002   +.004      −.004

The last three punish or favour articles by how many passages they have. With b = .6 this one loses .01 of TimeQA, whose
articles have three words to three hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.query_weights import QueryWeights
    from indexer.retrieval.searchable import Searchable


def article_scores(build: Searchable, weights: QueryWeights, passages: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each of the passages, the score of its article."""
    numbered = [(term, weights.numbers[term.term]) for term in weights.question.terms]
    terms = [term for term, number in numbered if number is not None]
    numbers = np.array([number for _, number in numbered if number is not None], np.int64)
    articles, owner = np.unique(build.store.passages["article"][passages], return_inverse=True)
    names = [term.term for term in terms]
    tf = build.engine.occurrences(names, *build.store.articles_passages(articles))
    df = build.article_counts[numbers].astype(np.float64)
    worth = np.array([term.weight for term in terms]) * np.log1p((len(build.store) - df + 0.5) / (df + 0.5))
    k1, b = build.settings.bm25_k1, build.settings.bm25_b
    # That of `article_lengths`, without adding them up for each question.
    mean_length = (len(build.store.forward) + len(build.store.titles)) / max(1, len(build.store))
    lengths = build.store.article_lengths[articles] / (mean_length or 1.0)
    # What does not occur scores 0, also where k1 is.
    saturated = np.where(tf > 0, tf * (k1 + 1) / np.maximum(tf + k1 * ((1 - b) + b * lengths), 1), 0.0)
    return np.asarray((worth @ saturated)[owner])
