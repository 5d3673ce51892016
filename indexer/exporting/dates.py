"""Dates as people write them, as precise as they were given."""

from __future__ import annotations

import re

from indexer.iso_dates import MONTH_NAMES

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?", re.ASCII)


def date_parts(iso: str) -> tuple[str, int | None, int | None, str | None] | None:
    """Year, month, day and time of an ISO 8601 date, as far as it has them; None if it is none."""
    match = _ISO.match(iso)
    if match is None:
        return None
    year, month, day_of_month, time = match.groups()
    return year, int(month) if month else None, int(day_of_month) if day_of_month else None, time


def day(iso: str) -> str:
    """`25 Oct 2016` of `2016-10-25T13:15:00`, `Oct 2016` of `2016-10`; what is no ISO 8601 date stays as it is."""
    parts = date_parts(iso)
    if parts is None:
        return iso
    year, month, day_of_month, _ = parts
    words = (str(day_of_month or ""), MONTH_NAMES[month - 1][:3] if month else "", year)
    return " ".join(word for word in words if word)


def moment(iso: str) -> str:
    """`25 Oct 2016, 13:15` of `2016-10-25T13:15:00`; the time only if there is one."""
    parts = date_parts(iso)
    return f"{day(iso)}, {parts[3]}" if parts and parts[3] else day(iso)
