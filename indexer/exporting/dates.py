"""Dates as people write them, as precise as they were given."""

from __future__ import annotations

import re

from indexer.iso_dates import MONTH_NAMES

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?", re.ASCII)


def day(iso: str) -> str:
    """`25 Oct 2016` of `2016-10-25T13:15:00`, `Oct 2016` of `2016-10`; what is no ISO 8601 date stays as it is."""
    match = _ISO.match(iso)
    if match is None:
        return iso
    year, month, day_of_month, _ = match.groups()
    parts = (str(int(day_of_month)) if day_of_month else "", MONTH_NAMES[int(month) - 1][:3] if month else "", year)
    return " ".join(part for part in parts if part)


def moment(iso: str) -> str:
    """`25 Oct 2016, 13:15` of `2016-10-25T13:15:00`; the time only if there is one."""
    match = _ISO.match(iso)
    return f"{day(iso)}, {match[4]}" if match and match[4] else day(iso)
