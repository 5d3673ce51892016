"""All results of a question, not only the best: how many passages, from which sources and years, and in order of date.

The ranking has the best few hundred passages; what is told here is of every passage that holds a word of the question and
satisfies its filters, phrases and exclusions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.fusion import union
from indexer.retrieval.ranking import HOLDING_ALL
from indexer.store.reader import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.ranking import Ranking
    from indexer.retrieval.searchable import Searchable
    from indexer.types import Facets

MOST_VALUES = 50  # authors and names
MOST_YEARS = 3  # that are given by month, too


def matching(build: Searchable, ranking: Ranking) -> NDArray[np.int64]:
    """The numbers of all passages found, rising: those that hold a word, and with a model those near in meaning too."""
    with_words = build.engine.matching(ranking.question.terms, fields=HOLDING_ALL, where=ranking.where)
    return with_words if ranking.words is ranking.scores else union(with_words, ranking.passages)


def facets(build: Searchable, passages: NDArray[np.int64]) -> Facets:
    """How many articles the passages are of, by `source`, `folder`, `author` and `name` (the most first), `year` and `month`.

    The passages' numbers rise. Articles without a source are counted under the empty name, the last; those that have no
    date, folder, author or name are not counted by it. At most `MOST_VALUES` authors and names are given. Months are given
    when all dates lie within `MOST_YEARS`, and count the articles whose date has one.
    """
    store = build.store
    owners = store.passages["article"][passages]
    articles = owners[np.append(True, owners[1:] != owners[:-1])] if len(owners) else owners
    folders, folder_of = store.folders.named
    sources = _named(store.names["source"], store.articles["source"], articles)
    without_source = len(articles) - sum(sources.values())
    names = store.article_names
    return {
        "source": sources | ({"": without_source} if without_source else {}),
        "folder": _named(folders, folder_of, articles),
        "author": _named(store.names["author"], store.articles["author"], articles, MOST_VALUES),
        "name": _most(names.in_articles(articles), names.name, MOST_VALUES),
        **_dates(build, articles),
    }


def _named(
    names: Sequence[str], column: NDArray[np.int32], articles: NDArray[np.int64], most: int | None = None
) -> dict[str, int]:
    """How many of the articles have each of the names: `column` gives each article's number among them, -1 for none."""
    if not names:
        return {}
    return _most(np.bincount(column[articles] + 1, minlength=1)[1:], names.__getitem__, most)


def _most(counts: NDArray[np.int64], name: Callable[[int], str], most: int | None = None) -> dict[str, int]:
    """The names of the numbers that are counted, the most first, equal ones in the order of the alphabet."""
    numbers = np.flatnonzero(counts != 0)  # twice as fast as without the comparison
    if most is not None and len(numbers) > most:
        own = counts[numbers]
        least = np.partition(own, -most)[-most]
        above, equal = numbers[own > least], numbers[own == least]
        numbers = np.concatenate((above, equal[: most - len(above)]))
    named = sorted(
        (-count, name(number)) for number, count in zip(numbers.tolist(), counts[numbers].tolist(), strict=True)
    )
    return {name: -count for count, name in named}


def _dates(build: Searchable, articles: NDArray[np.int64]) -> dict[str, dict[str, int]]:
    """The counts of the articles by `year` and `month`."""
    if not build.store.years.any():
        return {"year": {}, "month": {}}
    years = np.bincount(build.store.years[articles])
    by_year = {f"{year:04}": int(years[year]) for year in np.flatnonzero(years).tolist() if year}
    by_month: dict[str, int] = {}
    if by_year and (first := int(min(by_year))) > int(max(by_year)) - MOST_YEARS:
        months = build.store.months[articles]
        counts = np.bincount(months[months % MONTHS > 0] - first * MONTHS).tolist()
        by_month = {f"{first + at // MONTHS:04}-{at % MONTHS:02}": count for at, count in enumerate(counts) if count}
    return {"year": by_year, "month": by_month}


def by_date(build: Searchable, ranking: Ranking, *, oldest: bool = False) -> NDArray[np.int64]:
    """The positions in a ranking, 0 the first, in the order of the articles' dates: the newest first, or the oldest.

    Undated ones come last. Passages of one date stand in the order of their ranks.
    """
    articles = build.store.passages["article"][ranking.passages]
    dates = build.store.by_date[articles]
    if not oldest:
        return np.argsort(dates, kind="stable")
    return np.lexsort((-dates, build.store.articles["first_day"][articles] == 0))
