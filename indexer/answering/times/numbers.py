"""Whether a number of four digits is a calendar year, rather than a time of day, a measure, a count or a fiscal year.

    by 1700 GMT          a time of day: a word for a clock or a time zone follows, and a clock can show the number
    in 1850 mm           a measure: a unit follows
    fiscal year 2019     another kind of year: fiscal, school and crop years, seasons
    1500 people          a count: a noun follows, or a word such as “about” precedes

What follows the last of several numbers holds for all of them (“from 1700 to 1900 GMT”), and so does what precedes the
first (“fiscal years 2017 and 2018”).
"""

from __future__ import annotations

import re

from indexer.answering.times.time_words import TO, all_words, any_date, any_time
from indexer.text.languages import joined

_DATING = all_words(lambda times: times.prepositions) | all_words(lambda times: times.dating)
_COUNTING = all_words(lambda times: times.counting)
_DEFINITE = all_words(lambda times: times.definite)
_FIRST = 1500  # a smaller number without a preposition is rarely a year
_WINDOW = 60  # code points before a number that are looked at
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+\Z")
_NOUN_AFTER = re.compile(
    rf"\s+(?:(?!(?:{any_time(lambda times: times.not_plural)})\b)[a-zäöüß]+s|{any_time(lambda times: times.counted)})\b"
)
_AND = rf"(?:\s?[–—/,-]\s?|,?\s(?:{TO}|{any_time(lambda times: times.either)})\s)"
_MORE = rf"(?:{_AND}[0-9]{{4}})*"  # further numbers that the same holds for
_ZONES = (
    "GMT|UTC|BST|IST|WES?T|CES?T|MEZ|MESZ|EES?T|MSK|[ECMP][SD]T|AK[SD]T|HST|A[CEW][SD]T|NZ[SD]T|JST|KST|HKT|SGT|PKT|SAST"
    r"|(?:ET|CT|MT|PT|UT|Z)(?=\s?(?:[^\w\s]|\Z|on\b|and\b|to\b))"  # a CT scan tells no time
)
_CLOCK = re.compile(rf"{_MORE}\s?(?:{_ZONES}|{any_time(lambda times: times.clock)})(?!\w)")
_UNIT = re.compile(
    rf"{_MORE}\s?(?:[mcdk]?m[²³]?|[mk]?g|[mcd]?l|cc|ccm|[kMG]?Hz|rpm|[kMG]?Wh?|[km]?V|mAh?|hp|PS|ft|lbs?|mph|km/h|kcal|kJ|psi"
    r"|dpi|px|[KMG]i?[Bb]|°\s?[CF]?|ha|bpm"
    rf"|{joined(lambda profile: profile.answers.length if profile.answers is not None else '')})(?![\w/'’])"
)
_OWNED = rf"(?:{any_time(lambda times: times.own_years)})"
_PREFIX = any_time(lambda times: times.own_prefixes)
_LINK = rf"(?:(?:{any_time(lambda times: times.own_links)})\s)?"
_YEAR = r"[0-9]{4}(?:[/–-][0-9]{2,4})?"
_OTHER_BEFORE = re.compile(rf"(?<!\w)(?:{_OWNED}|{_PREFIX})\s{_LINK}(?:{_YEAR}{_AND})*\Z", re.IGNORECASE)
_ARTICLE = rf"(?:(?:{any_date(lambda dates: dates.articles)})\s)?"
_OTHER_AFTER = re.compile(rf"(?:{_AND}{_ARTICLE}{_YEAR})*[\s-]{_OWNED}(?!\w|\stickets?\b)", re.IGNORECASE)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at `text[start:end]` are a calendar year: by the words beside them, and by being round."""
    year = int(text[start:end])
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    word = before[1].casefold() if before else ""
    counts = _NOUN_AFTER.match(text, end) is not None
    if is_measure(text, start, end) or is_other_year(text, start, end):
        return False
    if word in _COUNTING or (counts and year % 100 == 0):
        return False
    if word in _DATING:
        return True
    ends = re.match(r"\s*(?:[^\w\s]|\Z)", text[end : end + 4]) is not None
    named = word in _DEFINITE  # “the 2016 elections”
    if year % 100 == 0:
        return year >= _FIRST and (ends or named)
    return year >= _FIRST and (ends or named or not counts)


def is_measure(text: str, start: int, end: int) -> bool:
    """Whether the number, or the first of the range of numbers, is a time of day or has a unit."""
    hour, minute = int(text[start : start + 2]), int(text[start + 2 : start + 4])
    clock = hour <= 24 and minute < 60 and _CLOCK.match(text, end) is not None
    return clock or _UNIT.match(text, end) is not None


def is_other_year(text: str, start: int, end: int) -> bool:
    """Whether the number, or the range, is of fiscal years, school years, seasons and the like."""
    before = _OTHER_BEFORE.search(text, max(0, start - _WINDOW), start)
    return before is not None or _OTHER_AFTER.match(text, end) is not None
