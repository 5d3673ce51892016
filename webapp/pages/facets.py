"""Facets of all that is found: lists of values with their counts, and its dates as the bars of a histogram.

Each value is a link that adds it to the filters; one that is among them already is a link that takes it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import Filters
from webapp.pages.form import first_day, last_day
from webapp.pages.query_chips import within_dates, without_each_filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer import Question
    from webapp.pages.threads import Thread

    Counts = Mapping[str, int]

KINDS = ("source", "author", "name", "folder")
SHOWN, MOST = 5, 16
"""Values of a list that are in view, and values that can be opened."""
_LEAST = {"name": 2}  # articles
MOST_BARS = 12  # of 24 px each, which is as small as a target may be, on the narrowest page
_YEARS = tuple(digit * 10**zeros for zeros in range(4) for digit in (1, 2, 5))
_MONTHS = (1, 3, 6, 12)
_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many of the articles found have it, and the URL with it as a filter, or without it.

    `chosen` says that it is a filter already.
    """

    shown: str
    count: int
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """The values of a facet, of which `more` are shown on request and `further` not at all; `kind` is one of `KINDS`."""

    kind: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    further: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the first and the last year or month, and how many of the articles found are of them.

    `share` is its height, 0 to 1; `first_day` and `last_day` are its days.
    """

    first: str
    last: str
    count: int
    share: float
    address: str

    @property
    def first_day(self) -> str:
        """The first day of the bar."""
        return first_day(self.first)

    @property
    def last_day(self) -> str:
        """The last day of the bar."""
        return last_day(self.last)


@dataclass(frozen=True, slots=True)
class Histogram:
    """The dates of the articles found, in years or months, and the form that asks for a range of them.

    `after` and `before` are the days that are asked for, if any; `kept` are the other fields of the form.
    """

    unit: str
    bars: tuple[Bar, ...]
    after: str
    before: str
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """The dates and lists to choose from; empty where no choice would change anything."""

    dates: Histogram | None
    lists: tuple[ChoiceList, ...]

    def __bool__(self) -> bool:
        return bool(self.dates or self.lists)


def facet_choices(thread: Thread, question: Question, facets: Mapping[str, Counts]) -> Facets:
    """The facets of the newest question of a thread, from the counts of all that it finds."""
    total = sum(facets.get("source", {}).values())
    lists = (_choice_list(thread, question, kind, facets.get(kind, {}), total) for kind in KINDS)
    return Facets(_histogram(thread, question, facets), tuple(filter(None, lists)))


def _choice_list(thread: Thread, question: Question, kind: str, counts: Counts, total: int) -> ChoiceList | None:
    """The values that some of the articles found have, not all; first those that are filters.

    A name that only one article has is none to choose: it would lead to that article alone.
    """
    without = {value: left for own, value, left in without_each_filter(thread, question.filters) if own == kind}
    least = _LEAST.get(kind, 1)
    named = {name: count for name, count in counts.items() if name}
    chosen = tuple(
        Choice(name, count, without[folded].address(), chosen=True)
        for name, count in named.items() if (folded := _folded(kind, name)) in without
    )  # fmt: skip
    others = [
        (name, count) for name, count in named.items() if least <= count < total and _folded(kind, name) not in without
    ]
    offered = tuple(
        Choice(name, count, thread.within(_with(thread.filters, kind, name)).address()) for name, count in others[:MOST]
    )
    in_view = max(1, SHOWN - len(chosen))
    if len(offered) == in_view + 1:
        in_view += 1
    shown = (*chosen, *offered[:in_view])
    return ChoiceList(kind, shown, offered[in_view:], len(others) - len(offered)) if shown else None


def _folded(kind: str, name: str) -> str:
    """The value as a filter has it."""
    return name if kind == "folder" else name.casefold()


def _with(filters: Filters, kind: str, name: str) -> Filters:
    """The filters with this value: in place of others of its kind, which would widen what is found; names add up."""
    kept = (pair for pair in filters.pairs if kind == "name" or pair[0] != kind)
    return Filters.of((*kept, (kind, _folded(kind, name))))


def _histogram(thread: Thread, question: Question, facets: Mapping[str, Counts]) -> Histogram | None:
    """The dates found; by month where they are within few years and all have a month. None if there is but one bar."""
    years, months = facets.get("year", {}), facets.get("month", {})
    by_month = bool(months) and sum(months.values()) == sum(years.values())
    counts = {_month(name) if by_month else int(name): count for name, count in (months if by_month else years).items()}
    if len(counts) < 2:
        return None
    dateless = within_dates(thread, None, None)
    written = _month_written if by_month else _year_written
    bars = tuple(
        Bar(written(first), written(last), count, share,
            dateless.within(replace(dateless.filters, after=written(first), before=written(last))).address())
        for first, last, count, share in binned(counts, _MONTHS if by_month else _YEARS)
    )  # fmt: skip
    asked = question.filters
    return Histogram(
        "months" if by_month else "years", bars, first_day(asked.after or ""), last_day(asked.before or ""),
        dateless.parameters,
    )  # fmt: skip


def _month(written: str) -> int:
    """The months from the year 0 to this one, written YYYY-MM."""
    return int(written[:4]) * _YEAR + int(written[5:]) - 1


def _month_written(month: int) -> str:
    return f"{month // _YEAR:04}-{month % _YEAR + 1:02}"


def _year_written(year: int) -> str:
    return f"{year:04}"


def binned(counts: Mapping[int, int], steps: Sequence[int]) -> Iterator[tuple[int, int, int, float]]:
    """Bins of equal width, at most `MOST_BARS`, as (first, last, count, share of the greatest count); empty bins are kept.

    The width is the least of the `steps` that does. The first bin is cut at the first number counted, the last bin at the
    last one.
    """
    low, high = min(counts), max(counts)
    step = next(step for step in steps if high // step - low // step < MOST_BARS)
    bins = range(low // step, high // step + 1)
    totals = [sum(count for number, count in counts.items() if number // step == each) for each in bins]
    for each, total in zip(bins, totals, strict=True):
        yield max(low, each * step), min(high, each * step + step - 1), total, total / max(totals)
