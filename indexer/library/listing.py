"""Lists of the articles of a build: of a source, of some time, with words in their titles; in several orders."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.iso_dates import seconds_of
from indexer.store.reader import MONTHS
from indexer.store.word_starts import folded_line
from indexer.types import Listing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.builds import Build
    from indexer.store import Store
    from indexer.types import ListOrder

_PERIOD = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are listed, and how: see `Reading.browse` and `Reading.browse_added`."""

    source: str | None
    period: str | None
    title: str
    order: ListOrder
    since: str | None = None


def list_articles(build: Build, wanted: Wanted, offset: int, most: int) -> Listing:
    """A page of the articles that are wanted, with the years and months of all that have the source and title."""
    store = build.store
    numbers = np.arange(len(store)) if wanted.source is None else store.catalogue.of_source(wanted.source)
    lines = store.title_starts.lines() if wanted.title.strip() or wanted.order == "title" else []
    if wanted.title.strip():
        words = folded_line(wanted.title).split()
        numbers = numbers[[all(word in lines[number] for word in words) for number in numbers.tolist()]]
    if wanted.since is not None:
        numbers = numbers[build.changes.article_added[numbers] >= seconds_of(wanted.since)]
    years, months = _years(store, numbers), _months(store, numbers, wanted.period)
    if wanted.period is not None:
        numbers = numbers[_within(store, numbers, wanted.period)]
    page = _ordered(build, numbers, wanted.order, lines)[offset : offset + most].tolist()
    found = store.catalogue.entries(page)
    entries = tuple(found[number] for number in page)
    if wanted.order == "added":
        times = (build.changes.iso(int(build.changes.article_added[number])) for number in page)
        entries = tuple(replace(entry, added=time) for entry, time in zip(entries, times, strict=True))
    return Listing(entries, len(numbers), years, months)


def _ordered(build: Build, numbers: NDArray[np.int64], order: ListOrder, lines: list[str]) -> NDArray[np.int64]:
    """The articles in order: of equal ones, by date and title, the first in reading order comes first."""
    if order == "added":
        newest = build.changes.newest
        return newest[np.isin(newest, numbers)]
    if order == "title":
        return np.array(sorted(numbers.tolist(), key=lambda number: (not lines[number], lines[number])), np.int64)
    ranks, dated = build.store.by_date[numbers], build.store.years[numbers] > 0
    return numbers[np.lexsort((-numbers, -ranks, ~dated) if order == "oldest" else (numbers, ranks))]


def _years(store: Store, numbers: NDArray[np.int64]) -> dict[str, int]:
    years, counts = np.unique(store.years[numbers], return_counts=True)
    return {f"{year:04}": count for year, count in zip(years.tolist(), counts.tolist(), strict=True) if year}


def _months(store: Store, numbers: NDArray[np.int64], period: str | None) -> dict[str, int]:
    """The months of the year that is listed, or that the month listed is of."""
    match = _PERIOD.fullmatch(period or "")
    if match is None:
        return {}
    of_year = store.months[numbers][store.years[numbers] == int(match[1])] % MONTHS
    months, counts = np.unique(of_year, return_counts=True)
    return {f"{match[1]}-{month:02}": n for month, n in zip(months.tolist(), counts.tolist(), strict=True) if month}


def _within(store: Store, numbers: NDArray[np.int64], period: str) -> NDArray[np.bool_]:
    """Whether each of the articles is of that year or month; none is of what is neither."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return np.zeros(len(numbers), np.bool_)
    if match[2]:
        return np.asarray(store.months[numbers] == int(match[1]) * MONTHS + int(match[2]))
    return np.asarray(store.years[numbers] == int(match[1]))
