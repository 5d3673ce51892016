"""Facets of a ranking: its sources and folders with counts, and its years as the bars of a histogram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.pages.threads import narrowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.pages.threads import Thread

MOST_SOURCES = 8
MOST_BARS = 12  # of 24 px each, which is as small as a target may be, on the narrowest page
_STEPS = tuple(digit * 10**zeros for zeros in range(4) for digit in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class SourceFacet:
    """One source or folder: how many of the articles found are from it, and the URL that keeps only these."""

    shown: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class YearBar:
    """One bar: some years, and how many of the articles found are from them. `share` is its height, 0 to 1."""

    first: int
    last: int
    count: int
    share: float
    address: str
    chosen: bool

    @property
    def shown(self) -> str:
        """The years as text: `2016`, or `2010–2014`."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Facets:
    """Sources, folders and years to choose from; empty where a choice would change nothing.

    Folders stand in for sources where an article found names none.
    """

    sources: tuple[SourceFacet, ...]
    further_sources: int
    folders: tuple[SourceFacet, ...]
    years: tuple[YearBar, ...]

    def __bool__(self) -> bool:
        return bool(self.sources or self.folders or self.years)


def facet_choices(thread: Thread, facets: Mapping[str, Mapping[str, int]]) -> Facets:
    """The facets of the newest question of a thread, from counts by source, folder and year."""
    named, years = dict(facets.get("source", {})), facets.get("year", {})
    nowhere = named.pop("", 0)
    choices = tuple(_choice(thread, name, count) for name, count in list(named.items())[:MOST_SOURCES])
    folders = tuple(
        _folder(thread, name, count) for name, count in list(facets.get("folder", {}).items())[:MOST_SOURCES]
    )
    bars = tuple(_bar(thread, first, last, count, most) for first, last, count, most in binned(years))
    return Facets(
        choices if len(named) + bool(nowhere) > 1 else (),
        max(0, len(named) - MOST_SOURCES),
        folders if nowhere and len(folders) > 1 else (),
        bars if len(years) > 1 else (),
    )


def _choice(thread: Thread, name: str, count: int) -> SourceFacet:
    address = thread.within(narrowed(thread.filters, source=name)).address()
    return SourceFacet(name, count, address, name.casefold() in thread.filters.sources)


def _folder(thread: Thread, name: str, count: int) -> SourceFacet:
    """A folder as a choice: the question gets the operator that keeps to it."""
    return SourceFacet(name, count, thread.asking(f'{thread.newest} folder:"{name}"').address(), False)


def _bar(thread: Thread, first: int, last: int, count: int, most: int) -> YearBar:
    address = thread.within(narrowed(thread.filters, years=(first, last))).address()
    chosen = (thread.filters.after, thread.filters.before) == (f"{first:04}", f"{last:04}")
    return YearBar(first, last, count, count / most, address, chosen)


def binned(years: Mapping[str, int]) -> list[tuple[int, int, int, int]]:
    """Bins of equal width, at most `MOST_BARS`, as (first year, last year, count, greatest count); empty bins are kept.

    The first bin is cut at the first year with articles, the last bin at the last such year.
    """
    counts = {int(year): count for year, count in years.items()}
    if not counts:
        return []
    low, high = min(counts), max(counts)
    step = next(step for step in _STEPS if high // step - low // step < MOST_BARS)
    bins = range(low // step, high // step + 1)
    totals = [sum(count for year, count in counts.items() if year // step == number) for number in bins]
    return [
        (max(low, number * step), min(high, number * step + step - 1), count, max(totals))
        for number, count in zip(bins, totals, strict=True)
    ]
