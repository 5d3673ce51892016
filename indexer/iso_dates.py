"""Dates as the product stores them and filters take them: ISO 8601, as precise as they are known.

period      a year, a month or a day: `2016`, `2016-10`, `2016-10-25`
published   a period, or a day with a time: `2016-10-25T13:15:00`
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
"""The form of a period; whether a calendar has it, `is_period` tells."""
PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)
"""The form of a date of publication: from a year to a fraction of a second, with or without a time zone."""
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""English names of the months, to be shown."""

_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * 60


def is_period(text: str) -> bool:
    """Whether the text is a year, month or day that the calendar has, written YYYY, YYYY-MM or YYYY-MM-DD."""
    if PERIOD.fullmatch(text) is None:
        return False
    try:
        days_of(text)
    except ValueError:
        return False
    return True


def days_of(iso: str) -> tuple[int, int]:
    """The first and the last day, both included, of a period or a date of publication, as `date.toordinal` counts them.

    Raises `ValueError` for text of another form, and for a date that the calendar does not have.
    """
    if not PUBLISHED.fullmatch(iso):
        raise ValueError(f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not {iso!r}")
    parts = [int(part) for part in iso.partition("T")[0].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
    first = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    last = first if len(parts) > 2 else first.replace(day=monthrange(first.year, first.month)[1])
    return first.toordinal(), last.toordinal()


def seconds_of(period: str) -> int:
    """The seconds from 1970 to the beginning of a period, in UTC."""
    return (days_of(period)[0] - _FIRST_DAY) * _DAY
