"""The articles of a ranking, each listed once, with its best passages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.ranking import hits
from indexer.types import ArticleGroup

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.ranking import Ranking
    from indexer.retrieval.searchable import Searchable

MOST_PASSAGES = 3  # of an article


def article_groups(
    build: Searchable,
    ranking: Ranking,
    order: NDArray[np.int64],
    found: NDArray[np.int64],
    first: int,
    last: int,
) -> tuple[ArticleGroup, ...]:
    """The articles listed from number `first` up to `last`, each with its best passages.

    `order` are positions in the ranking in the order in which passages are listed; an article stands where its first passage
    does. `found` are the numbers of all passages found, rising.
    """
    articles = build.store.passages["article"][ranking.passages[order]]
    starts = np.sort(np.unique(articles, return_index=True)[1])
    wanted = articles[starts[first:last]].tolist()
    positions = [order[np.flatnonzero(articles == article)[:MOST_PASSAGES]] for article in wanted]
    every = iter(hits(build, ranking, np.concatenate([np.empty(0, np.int64), *positions])))
    return tuple(
        ArticleGroup(tuple(islice(every, len(own))), _passages_of(build, found, article))
        for article, own in zip(wanted, positions, strict=True)
    )


def count_articles(build: Searchable, passages: NDArray[np.int64]) -> int:
    """How many articles the passages are of, whose numbers rise."""
    owners = build.store.passages["article"][passages]
    return int(np.count_nonzero(owners[1:] != owners[:-1])) + bool(len(owners))


def _passages_of(build: Searchable, passages: NDArray[np.int64], article: int) -> int:
    """How many of the passages, whose numbers rise, are of the article."""
    own = build.store.article_passages(article)
    return int(np.searchsorted(passages, own.stop) - np.searchsorted(passages, own.start))
