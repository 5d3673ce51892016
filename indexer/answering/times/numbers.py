"""Whether a number of four digits is a calendar year, and no time of day, measure, count or year of another kind.

    by 1700 GMT          a time of day: a clock's word or a time zone stands behind it, and a clock can show it
    in 1850 mm           a measure: a unit stands behind it
    fiscal year 2019     a year that begins when its owner says: fiscal, school and crop years, seasons
    1500 people          a count: a noun behind it, or a word before it (“about”)

What stands behind the last of several numbers is said of all of them (“from 1700 to 1900 GMT”), and so is what stands
before the first (“fiscal years 2017 and 2018”).
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DATED = _words(
    "in since by until till before after during from to between and of im seit bis vor nach von zwischen und ab year "
    "jahr jahre jahres spring summer autumn fall frühling frühjahr sommer herbst"
)
_COUNTED = _words(
    "than about nearly over some around approximately almost least most only exactly all roughly circa c article "
    "section page room no resolution als etwa fast rund über mehr knapp gut mindestens höchstens seite artikel nr "
    "at um gegen ca zirka ungefähr flight route box apartment suite number channel flug linie zimmer nummer"
)
_FIRST = 1500  # a smaller number without a preposition is rarely a year
_WINDOW = 60  # code points before a number that are looked at
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+\Z")
_NOUN_AFTER = re.compile(
    r"\s+(?:(?!(?:aus|das|als|bis|des|was|is|has|as|this|its|us|does)\b)[a-zäöüß]+s|people|men|women|children|km|m|kg|g"
    r"|percent|prozent|million|billion|euro|dollar|jahren|feet|foot|metern?|kilometern?|hektar|tonnen|litern?|grad|pfund)\b"
)
_AND = r"(?:\s?[–—/,-]\s?|,?\s(?:to|and|or|until|till|through|bis|und|oder)\s)"
_MORE = rf"(?:{_AND}[0-9]{{4}})*"  # further numbers that the same is said of
_ZONES = (
    "GMT|UTC|BST|IST|WES?T|CES?T|MEZ|MESZ|EES?T|MSK|[ECMP][SD]T|AK[SD]T|HST|A[CEW][SD]T|NZ[SD]T|JST|KST|HKT|SGT|PKT|SAST"
    r"|(?:ET|CT|MT|PT|UT|Z)(?=\s?(?:[^\w\s]|\Z|on\b|and\b|to\b))"  # a CT scan tells no time
)
_CLOCK = re.compile(
    rf"{_MORE}\s?(?:{_ZONES}|[Hh]ours?|hrs?|h|Uhr|[Oo]['’]\s?[Cc]lock|[Ll]ocal\stime|Ortszeit|[ap]\.?m\b\.?"
    r"|(?:[A-Z]\w+\s){1,3}[Tt]ime|[Mm]ilitary\stime)(?!\w)"
)
_UNIT = re.compile(
    rf"{_MORE}\s?(?:[mcdk]?m[²³]?|[mk]?g|[mcd]?l|cc|ccm|[kMG]?Hz|rpm|[kMG]?Wh?|[km]?V|mAh?|hp|PS|ft|lbs?|mph|km/h|kcal|kJ|psi"
    r"|dpi|px|[KMG]i?[Bb]|°\s?[CF]?|ha|bpm)(?![\w/'’])"
)
_OWNED = (
    r"(?:(?:fiscal|financial|budget|tax|accounting|school|academic|crop|harvest|marketing|model|water|plan|program(?:me)?)"
    r"[\s-]years?|seasons?|semesters?|(?:geschäfts|haushalts|rechnungs|wirtschafts|steuer|finanz|fiskal|schul|studien|lehr"
    r"|modell|ernte)jahr(?:e?s|en?)?|saison(?:s|en)?|spielzeit(?:en)?|(?:winter|sommer)semesters?)"
)
_YEAR = r"[0-9]{4}(?:[/–-][0-9]{2,4})?"
_OTHER_BEFORE = re.compile(
    rf"(?<!\w)(?:{_OWNED}|fiscal|FYs?)\s(?:of\s|ended\s(?:in\s)?|ending\s(?:in\s)?|von\s)?(?:{_YEAR}{_AND})*\Z",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(rf"(?:{_AND}(?:the\s)?{_YEAR})*[\s-]{_OWNED}(?!\w|\stickets?\b)", re.IGNORECASE)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at `text[start:end]` are a calendar year: by the words beside them, and by being round."""
    year = int(text[start:end])
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    word = before[1].casefold() if before else ""
    counts = _NOUN_AFTER.match(text, end) is not None
    if is_measure(text, start, end) or is_other_year(text, start, end):
        return False
    if word in _COUNTED or (counts and year % 100 == 0):
        return False
    if word in _DATED:
        return True
    ends = re.match(r"\s*(?:[^\w\s]|\Z)", text[end : end + 4]) is not None
    named = word in {"the", "der", "die", "das"}  # “the 2016 elections”
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
