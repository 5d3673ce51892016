"""Of the articles found that are nearly the same text, one is shown: the best-ranked.

Passages of the others are left out, unless they are among the best `_COMPARED` and say something that was not shown yet: an
update has a paragraph that the first report lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.fusion import union
from indexer.retrieval.ranking import bm25, search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.embed import Meaning
    from indexer.retrieval.ranking import Ranking
    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.types import Question

    Shingles = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

_COMPARED = 50  # passages of the ranking
_CONTAINED = 0.7  # of a passage's shingles: one that has so many in what is shown says nothing else
_SHINGLE = 5  # terms
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.multiply.accumulate(np.full(_SHINGLE, _PRIME))  # a shingle's hash is a polynomial modulo 2^64


@dataclass(frozen=True, slots=True)
class DistinctRanking:
    """A ranking without near-duplicates, made of the `whole` one.

    `groups` are those of all articles, rising, and `shown` the article of each that is shown. `further` are the
    passages of other articles that say something else.
    """

    ranking: Ranking
    whole: Ranking
    groups: Numbers
    shown: Numbers
    further: Numbers


def search_distinct(
    build: Searchable, question: Question, settings: Settings, meaning: Meaning | None, *, k: int | None, wanted: int
) -> DistinctRanking:
    """As `search`, without near-duplicates: of at least `wanted` passages, if so many are found."""
    vector, least_cosine = (meaning.vector, meaning.least_cosine) if meaning else (None, -1.0)
    found = search(build, question, settings, k=k, vector=vector, least_cosine=least_cosine)
    distinct = without_copies(build, found)
    if k is None or len(distinct.ranking) >= wanted or len(found) < k:
        return distinct
    return without_copies(build, search(build, question, settings, k=None, vector=vector, least_cosine=least_cosine))


def without_copies(build: Searchable, ranking: Ranking) -> DistinctRanking:
    """The ranking with one article of each group of near-duplicates."""
    store = build.store
    articles = store.passages["article"][ranking.passages]
    groups, firsts, places = np.unique(store.articles["group"][articles], return_index=True, return_inverse=True)
    shown = articles[firsts]
    kept = articles == shown[places]
    further = _further(build, ranking.passages, shown[places], kept)
    kept[further] = True
    distinct = ranking if kept.all() else ranking.at(np.flatnonzero(kept))
    return DistinctRanking(distinct, ranking, groups, shown, ranking.passages[np.array(further, np.int64)])


def _further(build: Searchable, passages: Numbers, shown: Numbers, kept: NDArray[np.bool_]) -> list[int]:
    """The positions of the passages that are not of a `shown` article, but say something that was not shown yet."""
    said: dict[int, Shingles] = {}
    further = []
    for position in np.flatnonzero(~kept[:_COMPARED]).tolist():
        article = int(shown[position])
        if article not in said:
            said[article] = shingles(build.store.article_terms(article))
        own = shingles(build.store.passages_terms(passages[[position]])[0])
        if len(np.intersect1d(own, said[article], assume_unique=True)) < _CONTAINED * len(own):
            said[article] = np.union1d(own, said[article])
            further.append(position)
    return further


def count_distinct(build: Searchable, distinct: DistinctRanking, found: Numbers, settings: Settings) -> tuple[int, int]:
    """How many passages and articles a ranking of all that is found would have without near-duplicates.

    The numbers of `found` rise.
    """
    store = build.store
    owners = store.passages["article"][found]
    every_article = int(np.count_nonzero(np.diff(owners))) + bool(len(owners))
    passages = found[store.groups.has_others[owners]]
    if not len(passages):
        return len(found), every_article
    articles, sizes = np.unique(store.passages["article"][passages], return_counts=True)
    groups, firsts, places = np.unique(store.articles["group"][articles], return_index=True, return_inverse=True)
    shown = articles[firsts]
    ranked = np.isin(groups, distinct.groups)
    shown[ranked] = distinct.shown[np.searchsorted(distinct.groups, groups[ranked])]
    unequal = np.zeros(len(groups), np.bool_)
    unequal[places[sizes != sizes[firsts][places]]] = True
    unequal &= ~ranked  # in the other groups it makes no difference which article is shown
    if unequal.any():
        shown[unequal] = _best_ranked(build, distinct, passages, groups[unequal], settings)
    left_out = articles != shown[places]
    further = np.unique(store.passages["article"][distinct.further])
    return (
        len(found) - int(sizes[left_out].sum()) + len(distinct.further),
        every_article - int(np.count_nonzero(left_out)) + len(further),
    )


def _best_ranked(
    build: Searchable, distinct: DistinctRanking, passages: Numbers, groups: Numbers, settings: Settings
) -> Numbers:
    """The article of the best-ranked passage of each of the groups, which rise; none of them is in the ranking."""
    store = build.store
    own = passages[np.isin(store.articles["group"][store.passages["article"][passages]], groups)]
    order = own[np.lexsort((own, -bm25(build, distinct.ranking.question, settings, own)))]
    articles = store.passages["article"][order]
    _, firsts = np.unique(store.articles["group"][articles], return_index=True)
    return articles[firsts]


def shingles(terms: NDArray[np.integer]) -> Shingles:
    """The hashes of the distinct shingles (runs of five successive terms) of a text's term numbers, sorted."""
    if len(terms) < _SHINGLE:
        return np.empty(0, np.uint64)
    numbers, last = terms.astype(np.uint64), len(terms) - _SHINGLE + 1
    return union(sum(numbers[first : first + last] * power for first, power in enumerate(_POWERS)))
