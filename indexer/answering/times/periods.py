"""Periods: runs of whole days, how they are computed, and how they are written for people.

Weeks begin on Monday, as in ISO 8601. Dates are those of the proleptic Gregorian calendar.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from indexer.errors import LawError
from indexer.iso_dates import MONTH_NAMES, days_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.text.languages.profile import Unit

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included; an open end is None, but never both."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise LawError("a period has an end")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise LawError(f"a period does not end before it begins, as {self.first} to {self.last} would")

    @property
    def iso(self) -> str:
        """As short as ISO 8601 allows: `2016`, `2016-10`, `2016-10-25`, `1998-01-01/2004-12-31`, `2010-01-01/..`."""
        if self.first is None or self.last is None:
            return f"{self.first or '..'}/{self.last or '..'}"
        for unit, length in (("year", 4), ("month", 7), ("day", 10)):
            if self == around(unit, self.first):
                return self.first.isoformat()[:length]
        return f"{self.first}/{self.last}"

    @property
    def whole_years(self) -> bool:
        """Whether it is one year or several, from the first day to the last."""
        return (
            self.first is not None
            and self.last is not None
            and (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        )


def day(of: date) -> Period:
    """That day alone."""
    return Period(of, of)


def week(of: date) -> Period:
    """The week, Monday to Sunday, that `of` lies in."""
    first = of - timedelta(days=of.weekday())
    return Period(first, first + 6 * _DAY)


def month(number: int, of: int) -> Period:
    """Month `number` (1 to 12) of the year `of`; raises `ValueError` when no calendar has it."""
    first = date(of, number, 1)
    return Period(first, first.replace(day=monthrange(of, number)[1]))


def years(first: int, last: int | None = None) -> Period:
    """The whole years `first` to `last`; that year alone when `last` is not given."""
    return Period(date(first, 1, 1), date(first if last is None else last, 12, 31))


def decade(first: int) -> Period:
    """The ten years from `first`; of “1800s” and “1900s” the hundred, which both readings of the words lie in."""
    return years(first, first + (99 if first % 100 == 0 and first < 2000 else 9))


def century(number: int) -> Period:
    """The nth century: the 19th is 1801 to 1900."""
    return years(100 * number - 99, 100 * number)


def around(unit: Unit | str, of: date) -> Period:
    """The day, week, month or year that `of` lies in."""
    return _AROUND[unit](of)


_AROUND: dict[str, Callable[[date], Period]] = {
    "day": day,
    "week": week,
    "month": lambda of: month(of.month, of.year),
    "year": lambda of: years(of.year),
}


def shifted(unit: Unit, of: date, by: int) -> Period:
    """The day, week, month or year that lies `by` of them after the one of `of` (before it, when negative).

    Raises `ValueError` or `OverflowError` when that is outside the years 1 to 9999.
    """
    if unit == "year":
        return years(of.year + by)
    if unit == "month":
        number = of.year * 12 + of.month - 1 + by
        return month(number % 12 + 1, number // 12)
    return around(unit, of + by * (7 if unit == "week" else 1) * _DAY)


def anchor(iso: str | None) -> Period | None:
    """The period that `YYYY[-MM[-DD[T…]]]` names; nothing when there is no date, or no calendar has it."""
    if iso is None:
        return None
    try:
        first, last = days_of(iso)
    except ValueError:
        return None
    return Period(date.fromordinal(first), date.fromordinal(last))


def joined(earlier: Period, later: Period) -> Period | None:
    """From the beginning of one period to the end of another; nothing when that is no stretch of days."""
    if earlier.first is None or later.last is None or earlier.first > later.last:
        return None
    return Period(earlier.first, later.last)


def before(period: Period) -> Period | None:
    """All days up to the one before the period begins."""
    return Period(None, period.first - _DAY) if period.first and period.first > date.min else None


def after(period: Period) -> Period | None:
    """All days from the one after the period ends."""
    return Period(period.last + _DAY, None) if period.last and period.last < date.max else None


def since(period: Period) -> Period | None:
    """All days from the one that the period begins on."""
    return Period(period.first, None) if period.first else None


def until(period: Period) -> Period | None:
    """All days up to the one that the period ends on."""
    return Period(None, period.last) if period.last else None


def written(period: Period) -> str:
    """The period in words, as short as it can be: `2016`, `March–May 2016`, `24–30 October 2016`, `1998–2004`."""
    first, last = period.first, period.last
    if first is None or last is None:
        return f"since {beginning(period)}" if first else f"by {ending(period)}"
    if first == last:
        return _date(first)
    if period.whole_years:
        return _span(str(first.year), str(last.year), "–")
    if first.day == 1 and last == around("month", last).last:
        return _months(first, last)
    if first.year != last.year:
        return f"{_date(first)} – {_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTH_NAMES[first.month - 1]} – {_date(last)}"
    return f"{first.day}–{_date(last)}"


def beginning(period: Period) -> str:
    """What to write after “since” or “before”: the year, month or day that the period begins with."""
    return _edge(period, period.first)


def ending(period: Period) -> str:
    """What to write after “until” or “after”: the year, month or day that the period ends with."""
    if period.first is None and period.last is not None:
        for unit in ("year", "month"):
            if around(unit, period.last).last == period.last:
                return f"the end of {written(around(unit, period.last))}"
    return _edge(period, period.last)


def _edge(period: Period, edge: date | None) -> str:
    if edge is None:
        return ""
    if period.whole_years:
        return str(edge.year)
    return written(period) if period == around("month", edge) else _date(edge)


def _months(first: date, last: date) -> str:
    start, end = MONTH_NAMES[first.month - 1], MONTH_NAMES[last.month - 1]
    if first.year == last.year:
        return f"{_span(start, end, '–')} {last.year}"
    return f"{start} {first.year} – {end} {last.year}"


def _span(start: str, end: str, dash: str) -> str:
    return start if start == end else f"{start}{dash}{end}"


def _date(of: date | None) -> str:
    return f"{of.day} {MONTH_NAMES[of.month - 1]} {of.year}" if of else ""
