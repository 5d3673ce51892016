"""All results of a question, not only the best: how many passages, from which sources and years, and in order of date.

The ranking has the best few hundred passages; what is told here is of every passage that holds a word of the question and
satisfies its filters, phrases and exclusions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.fusion import union
from indexer.retrieval.ranking import HOLDING_ALL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.retrieval.ranking import Ranking
    from indexer.retrieval.searchable import Searchable
    from indexer.types import Facets


def matching(build: Searchable, ranking: Ranking) -> NDArray[np.int64]:
    """The numbers of all passages found, rising: those that hold a word, and with a model those near in meaning too."""
    with_words = build.engine.matching(ranking.question.terms, fields=HOLDING_ALL, where=ranking.where)
    return with_words if ranking.words is ranking.scores else union(with_words, ranking.passages)


def facets(build: Searchable, passages: NDArray[np.int64]) -> Facets:
    """How many articles the passages are of, by `source` and `folder` (the most first) and by `year` (the first first).

    The passages' numbers rise.
    Articles without a source are counted under the empty name, the last; those without a date under no year, and those
    whose id names no folder under none.
    """
    store = build.store
    owners = store.passages["article"][passages]
    articles = owners[np.append(True, owners[1:] != owners[:-1])] if len(owners) else owners
    without_source, *sources = np.bincount(store.articles["source"][articles] + 1, minlength=1).tolist()
    named = sorted((-count, store.names["source"][number]) for number, count in enumerate(sources) if count)
    by_source = {name: -count for count, name in named} | ({"": without_source} if without_source else {})
    folders, folder_of = store.folders.named
    in_folder = np.bincount(folder_of[articles] + 1, minlength=1)[1:].tolist()
    by_folder = sorted((-count, folders[number]) for number, count in enumerate(in_folder) if count)
    years = np.bincount(store.years[articles])
    by_year = {f"{year:04}": int(years[year]) for year in np.flatnonzero(years).tolist() if year}
    return {"source": by_source, "folder": {name: -count for count, name in by_folder}, "year": by_year}


def by_date(build: Searchable, ranking: Ranking) -> NDArray[np.int64]:
    """The positions in a ranking, 0 the first, in the order of the articles' dates: the newest first, undated ones last.

    Passages of one date stand in the order of their ranks.
    """
    dates = build.store.by_date[build.store.passages["article"][ranking.passages]]
    return np.argsort(dates, kind="stable")
