"""Of the articles found that are nearly the same text, one is shown: the best-ranked.

Passages of the others are left out, unless they are among the best `_COMPARED` and say something that was not shown yet: an
update has a paragraph that the first report lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.ranking import bm25

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.ranking import Ranking
    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings

    Shingles = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

_COMPARED = 50  # passages of the ranking
_CONTAINED = 0.7  # of a passage's shingles: one that has so many in what is shown says nothing else
_SHINGLE = 5  # terms
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.multiply.accumulate(np.full(_SHINGLE, _PRIME))  # a shingle's hash is a polynomial modulo 2^64


@dataclass(frozen=True, slots=True)
class DistinctRanking:
    """A ranking without near-duplicates.

    `groups` are those of all its articles, rising, and `shown` the article of each that is shown. `further` are the
    passages of other articles that say something else.
    """

    ranking: Ranking
    groups: Numbers
    shown: Numbers
    further: Numbers


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
    return DistinctRanking(distinct, groups, shown, ranking.passages[np.array(further, np.int64)])


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
    with_others = found[store.groups.has_others[owners]]
    if not len(with_others):
        return len(found), every_article
    articles = store.passages["article"][with_others]
    groups = store.articles["group"][articles]
    behind = ~np.isin(groups, distinct.groups)
    scores = bm25(build, distinct.ranking.question, settings, with_others[behind])
    order = np.flatnonzero(behind)[np.lexsort((with_others[behind], -scores))]
    more, firsts = np.unique(groups[order], return_index=True)
    every, shown = np.append(distinct.groups, more), np.append(distinct.shown, articles[order][firsts])
    rank = np.argsort(every)
    left_out = articles[articles != shown[rank][np.searchsorted(every[rank], groups)]]
    further = np.unique(store.passages["article"][distinct.further])
    return (
        len(found) - len(left_out) + len(distinct.further),
        every_article - len(np.unique(left_out)) + len(further),
    )


def shingles(terms: NDArray[np.integer]) -> Shingles:
    """The hashes of the distinct shingles (runs of five successive terms) of a text's term numbers, sorted."""
    if len(terms) < _SHINGLE:
        return np.empty(0, np.uint64)
    return np.unique(np.lib.stride_tricks.sliding_window_view(terms.astype(np.uint64), _SHINGLE) @ _POWERS)
