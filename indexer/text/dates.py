"""Parses dates as articles print them, and returns them in ISO 8601.

A date is as precise as it was printed, and has a time zone only if one was printed. (A time without seconds gets `:00`: times
of articles are stored with seconds.)
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from indexer.text.languages import PROFILES, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = {
    name: number
    for language in PROFILES.values()
    for number, names in enumerate(language.dates.months, 1)
    for name in names.split()
}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_ARTICLE = joined(lambda language: language.dates.articles)
_OF_MONTH = joined(lambda language: language.dates.of_month)
_OF_YEAR = joined(lambda language: language.dates.of_year)
_ORDINAL = joined(lambda language: language.dates.ordinals)
_ORDINAL_BEHIND_MONTH = joined(lambda language: language.dates.ordinals if language.dates.month_first else "")
_AT = joined(lambda language: language.dates.at)
_DAY_NAME = joined(lambda language: language.dates.weekdays)

_YEAR = r"(?P<year>[12]\d{3})"
_MONTH = rf"(?P<month>{_NAME})\b\.?"
_DAY = r"(?P<day>\d{1,2})"
# Forms that are dates in running text.
_FINDABLE = (
    rf"{_YEAR}-(?P<m>\d{{2}})-(?P<day>\d{{2}})",
    rf"{_YEAR}/(?P<m>\d{{1,2}})/(?P<day>\d{{1,2}})",
    rf"{_YEAR}(?P<m>\d{{2}})(?P<day>\d{{2}})(?=T|$)",
    rf"(?:(?:{_ARTICLE})\s+)?{_DAY}(?:{_ORDINAL}|\.)?[\s-]*(?:(?:{_OF_MONTH})\s+)?{_MONTH},?[\s-]*(?:(?:{_OF_YEAR})\s+)?{_YEAR}",
    rf"{_MONTH}\s*{_DAY}(?:{_ORDINAL_BEHIND_MONTH})?(?:,\s*|\s+){_YEAR}",
    rf"{_DAY}\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
    rf"(?P<either>\d{{1,2}})/(?P<other>\d{{1,2}})/{_YEAR}",
)
# Forms that are dates only where a date is expected.
_OTHERS = (
    rf"{_YEAR}(?P<sign>[-.])(?P<m>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
    rf"(?P<either>\d{{1,2}})-(?P<other>\d{{1,2}})-{_YEAR}",
    r"(?P<either>\d{1,2})(?P<sign>[/-])(?P<other>\d{1,2})(?P=sign)(?P<short>\d{2})(?!\d)",
    r"(?P<day>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<short>\d{2})(?!\d)",
    rf"{_YEAR}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
    rf"{_YEAR}-(?P<m>\d{{2}})",
    rf"{_MONTH},?\s+{_YEAR}",
    _YEAR,
)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d+)?)?(?!\d)"
_ZONE = r"(?P<zone>Z\b|(?:UTC|GMT|UT)\b(?![+-])|(?:UTC|GMT)?[+-]\d{2}:?\d{2}\b)"
_TIME = (
    rf"(?:(?:T|\s*[-–—|,•]\s*|,?\s+(?:{_AT})\s+|,?\s+)"
    rf"{_CLOCK}(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*{_ZONE})?)?"
)
_WEEKDAY = rf"(?:(?:{_DAY_NAME})[a-z]*\.?,?\s+)?"
# The form of C's `ctime`, “Tue Oct 25 13:15:00 +0000 2016”, and digits alone, 20161025131500.
_UNUSUAL = (
    rf"(?:{_DAY_NAME})\s+{_MONTH}\s+{_DAY}\s+{_CLOCK}(?P<half>(?!))?(?:\s+{_ZONE})?\s+{_YEAR}",
    rf"{_YEAR}(?P<m>\d{{2}})(?P<day>\d{{2}})T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})"
    rf"(?P<fraction>(?!))?(?P<half>(?!))?{_ZONE}?(?!\d)",
)
_EPOCH = re.compile(r"(1[0-9]{9})(?:[0-9]{3})?(?:\.[0-9]*)?", re.ASCII)


_DIGIT = re.compile("[0-9]")  # every date has one


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """The pattern of a form; compiled when a text is first compared with it, since few texts take all of them."""
    return re.compile(rf"(?<![\w./-]){form}".replace(r"\d", "[0-9]"), re.IGNORECASE)


_FOUND = tuple(f"{_WEEKDAY}{form}{_TIME}" for form in _FINDABLE)
_FORMS = (*_FOUND, *_UNUSUAL, *(f"{_WEEKDAY}{form}{_TIME}" for form in _OTHERS))

_LABEL = re.compile(rf"\s*(?:(?:{joined(lambda language: language.dates.labels)})\s*:?\s*)?", re.IGNORECASE)
_REMAINDER = re.compile(
    r"\s*\.?|\s+[A-Z]{2,5}|\s*\([^()]*\)"
    rf"|\s*[-–—|,]?\s*(?:{joined(lambda language: language.dates.notes)})\.?"
)
_LONGEST = 100  # code points of a printed date; a longer text is not parsed


def published(text: str) -> str | None:
    """The text as a date, in the form of `Article.published`; None when it is no date, or an impossible one.

    Understands ISO 8601, RFC 2822 and the ways of the press: `25 Oct 2016 - 13:15`, `October 25, 2016`,
    `25.10.2016`, `25/10/16`; seconds since 1970 (ten digits, or thirteen with milliseconds), in UTC. `03/04/2016` is
    no date: it could be either of two days. A year of two digits is one from 1969 to 2068, as in POSIX.
    """
    text = text.strip()
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    if seconds := _EPOCH.fullmatch(text):
        return f"{datetime.fromtimestamp(int(seconds[1]), UTC):%Y-%m-%dT%H:%M:%S}Z"
    label = _LABEL.match(text)
    begin = label.end() if label else 0
    for form in _FORMS:
        match = _compiled(form).match(text, begin)
        if match and _remainder(text[match.end() :]):
            return _iso(match)
    return None


def find(line: str) -> tuple[int, int, str] | None:
    """The first date in `line` that names a day: its start, its end, and the date in ISO 8601; None when there is none."""
    dates = [(match.start(), -match.end(), iso) for match, iso in _dates_in(line)]
    if not dates:
        return None
    start, negative_end, iso = min(dates)  # of several that start together the longest
    return start, -negative_end, iso


def _dates_in(line: str) -> Iterator[tuple[re.Match[str], str]]:
    """The first date of each form in the line."""
    for form in _FOUND if _DIGIT.search(line) else ():
        match = _compiled(form).search(line)
        iso = _iso(match) if match else None
        if match and iso:
            yield match, iso


def _remainder(rest: str) -> bool:
    """Whether the text after a date may be ignored: nothing, the name of a time zone, or a note such as “updated”."""
    return _REMAINDER.fullmatch(rest) is not None


def _iso(match: re.Match[str]) -> str | None:
    """The match in ISO 8601; None when there is no such day or time."""
    parts = match.groupdict()
    try:
        day = _day(parts)
        return day if parts["hour"] is None else _timed(day, parts)
    except (ValueError, KeyError):  # no such day; a name in letters that only look like a month's
        return None


def _day(parts: dict[str, str | None]) -> str:
    short = parts.get("short")
    year = int(parts.get("year") or 0) if short is None else int(short) + (1900 if int(short) > 68 else 2000)
    month, day = parts.get("m"), parts.get("day")
    if name := parts.get("month"):
        month = str(_NUMBER[name.casefold()])
    if either := parts.get("either"):
        day, month = _ordered(int(either), int(parts["other"] or 0))
    checked = date(year, int(month or 1), int(day or 1))
    return checked.isoformat()[: 4 + 3 * (month is not None) + 3 * (day is not None)]


def _ordered(either: int, other: int) -> tuple[str, str]:
    """Day and month of two numbers with slashes; raises `ValueError` when both could be either."""
    months = 12
    if either <= months and other <= months and either != other:
        raise ValueError("it could be either day")
    return (str(either), str(other)) if either > months else (str(other), str(either))


def _timed(day: str, parts: dict[str, str | None]) -> str:
    if len(day) < len("YYYY-MM-DD"):
        raise ValueError("only a day has times")
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half := parts["half"]:
        time(hour - 1)
        if hour > 12:
            raise ValueError("there is no such hour")
        hour = hour % 12 + 12 * (half.casefold() == "p")
    return f"{day}T{time(hour, minute, second).isoformat()}{parts['fraction'] or ''}{_zone(parts['zone'])}"


def _zone(printed: str | None) -> str:
    if printed is None:
        return ""
    digits = re.sub(r"[^\d+-]", "", printed)
    if not digits:
        return "Z"
    if digits == "-0000":  # RFC 2822: the zone is not known
        return ""
    time(int(digits[1:3]), int(digits[3:]))
    return f"{digits[:3]}:{digits[3:]}"
