"""Words that count from another date: “this year”, “yesterday”, “two weeks ago”, “on Monday”, “vor drei Tagen”.

A row of the table is a pattern, a unit and how many of that unit the words lie after the anchor's. They are resolved
only when the anchor is precise enough: an article of October 2016 says which year “this year” is, and not which day
“today” is. Left out, since they may mean several periods: “in three days”, “last Monday”, “about a year ago”, “ten
years ago”, “the next year”, “the past year”, “in diesem Jahr” (which may be that year).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from indexer.answering.times.absolute import PART
from indexer.answering.times.periods import Period, Unit, around, day, shifted, until
from indexer.answering.times.tense import is_news, tense_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

_UNITS: dict[str, Unit] = {
    "day": "day", "tag": "day", "tagen": "day",
    "week": "week", "woche": "week", "wochen": "week",
    "month": "month", "monat": "month", "monats": "month", "monaten": "month",
    "year": "year", "jahr": "year", "jahrs": "year", "jahres": "year", "jahren": "year",
}  # fmt: skip
_COUNTS = {
    word: number
    for number, words in enumerate(
        ("a an one einem einer", "two zwei", "three drei", "four vier", "five fünf", "six sechs", "seven sieben",
         "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwölf"),
        1,
    )
    for word in words.split()
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_COUNT = rf"(?P<count>[1-9][0-9]?|{'|'.join(_COUNTS)})"
_VAGUE = (
    r"(?:than|over|about|around|almost|nearly|some|least|roughly|approximately|to|or|and|barely|als|rund|etwa"
    r"|fast|gut|knapp|über|ungefähr|kaum|oder|bis|und|half)\s\Z"
)
_PART_OF_DAY = r"\s(?:morning|afternoon|evening)"
_TAGESZEIT = r"(?:\s(?:früh|morgen|vormittag|mittag|nachmittag|abend))?(?!\snacht)"


def find_relative(text: str, anchor: Period, *, asked: bool) -> Iterator[tuple[int, int, Period | None]]:
    """Start, end and period of what counts from the anchor, in any order; they may overlap. No period: it means nothing.

    `asked` says that the text is a question. In a quote “today” may be our times: it counts only with an event's verb.
    """
    lower = text.casefold()
    for pattern, meaning, needed in _FORMS:
        if not any(piece in lower for piece in needed):
            continue
        for match in pattern.finditer(text):
            try:
                vague = not asked and (_is_a_name(match) or _is_nowadays(match))
                yield match.start(), match.end(), None if vague else meaning(match, anchor)
            except (ValueError, OverflowError):  # outside the years that calendars count
                yield match.start(), match.end(), None


def _is_a_name(match: re.Match[str]) -> bool:
    """Whether a capital within a sentence says that this is the name of something: “The Tonight Show”, “USA Today”."""
    before = match.string[max(0, match.start() - 3) : match.start()].rstrip(" \"'“‘„«(")
    return match[0][0].isupper() and before[-1:].isalnum()


def _is_nowadays(match: re.Match[str]) -> bool:
    if match[0].casefold() == "heute":
        return True
    return match[0].casefold() == "today" and not is_news(match.string, match.start(), match.end())


def _moved(unit: Unit, by: int, anchor: Period) -> Period | None:
    """The unit that lies `by` of them after the anchor's; nothing when the anchor does not say which unit it is in."""
    if anchor.first is None or anchor.last is None or around(unit, anchor.first) != around(unit, anchor.last):
        return None
    return shifted(unit, anchor.first, by)


def _fixed(unit: Unit, by: int) -> Callable[[re.Match[str], Period], Period | None]:
    return lambda _match, anchor: _moved(unit, by, anchor)


def _named(by: int) -> Callable[[re.Match[str], Period], Period | None]:
    return lambda match, anchor: _moved(_UNITS[match["unit"].casefold()], by, anchor)


def _counted(sign: int) -> Callable[[re.Match[str], Period], Period | None]:
    def meaning(match: re.Match[str], anchor: Period) -> Period | None:
        said = match["count"].casefold()
        number = _COUNTS.get(said) or int(said)
        round_number = number >= 10 and number % 5 == 0  # “ten years ago” is rarely said to the year
        if round_number or re.search(_VAGUE, match.string[max(0, match.start() - 16) : match.start()], re.IGNORECASE):
            return None
        return _moved(_UNITS[match["unit"].casefold()], sign * number, anchor)

    return meaning


def _last_night(_match: re.Match[str], anchor: Period) -> Period | None:
    today = _moved("day", 0, anchor)
    return Period(today.first - timedelta(days=1), today.first) if today and today.first else None


def _by_its_end(match: re.Match[str], anchor: Period) -> Period | None:
    """“By the end of the year” looks ahead from the anchor, unless it is told of another year."""
    unit = _moved(_UNITS[match["unit"].casefold()], 0, anchor)
    return until(unit) if unit and not _tells_of_another_year(match) else None


def _tells_of_another_year(match: re.Match[str]) -> bool:
    if re.search(r"\b(?:this|diese[smr])\b", match[0], re.IGNORECASE):
        return False
    around_it = match.string[max(0, match.start() - 200) : match.end() + 200]
    dated = re.search(r"\b(?:1[0-9]{3}|20[0-9]{2})\b", around_it) is not None
    return dated or tense_of(match.string, match.start(), match.end()) == "past"


def _weekday(match: re.Match[str], anchor: Period) -> Period | None:
    today = _moved("day", 0, anchor)
    told = tense_of(match.string, match.start(), match.end())
    if today is None or today.first is None or told is None:
        return None
    return _nearest(today.first, _WEEKDAYS.index(match["weekday"].casefold()), told == "past")


def _nearest(today: date, weekday: int, past: bool) -> Period | None:
    """The nearest such day before or after. The press says “on Tuesday” of the same day's news, but not of its plans."""
    if past:
        return day(today - timedelta(days=(today.weekday() - weekday) % 7))
    ahead = (weekday - today.weekday()) % 7
    return day(today + timedelta(days=ahead)) if ahead else None


# “On Monday, 24 October” names its day itself; “on Monday mornings” is many.
_NO_DATE = (
    r"(?!,?\s(?:the\s)?[0-9]|,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\s(?:mornings|afternoons|evenings|nights))"
)
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_UNIT = r"(?P<unit>week|month|year)"
_EINHEIT = r"(?P<unit>woche|monats?|jahre?s?)"
# A pattern, what it means, and of which pieces one has to be there for it to be worth looking.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Period], Period | None], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{form})\b(?!-)", re.IGNORECASE), meaning, tuple(needed.split()))
    for form, meaning, needed in (
        (r"(?:the\s)?day\sbefore\syesterday|vorgestern", _fixed("day", -2), "yesterday vorgestern"),
        (rf"(?:late\s|early\s)?yesterday(?:{_PART_OF_DAY})?|gestern{_TAGESZEIT}", _fixed("day", -1), "yesterday gestern"),
        (r"last\snight", _last_night, "night"),
        # “Today's youth” is not that day's.
        (
            rf"(?:(?:earlier|later)\s)?(?:today|tonight|this{_PART_OF_DAY})\b(?!['’]s)|heute{_TAGESZEIT}",
            _fixed("day", 0),
            "today tonight this heute",
        ),
        (rf"tomorrow(?:{_PART_OF_DAY}|\snight)?", _fixed("day", 1), "tomorrow"),
        # With a capital it is the morning, and so it is after some words without one.
        (r"(?-i:(?<!am )(?<!heute )(?<!gestern )(?<!guten )(?<!jeden )morgen)(?!\sist\sein)", _fixed("day", 1), "morgen"),
        (r"(?:the\s)?day\safter\stomorrow|übermorgen", _fixed("day", 2), "tomorrow übermorgen"),
        (rf"{PART}?(?:this|(?<=the )current)\s{_UNIT}", _named(0), "this current"),
        (rf"{PART}?(?<!the )(?<!'s )(?<!’s )(?<!every )(?<!his )(?<!her )last\s{_UNIT}(?!\sof\b)", _named(-1), "last"),
        (rf"{PART}?(?<!the )next\s{_UNIT}", _named(1), "next"),
        (rf"{PART}?(?:(?<!in )diese[sn]?|(?<=des )laufenden)\s{_EINHEIT}", _named(0), "diese laufenden"),
        (rf"{PART}?(?:letzte[smnr]?|vergangene[smnr]?|vorige[smnr]?)\s{_EINHEIT}", _named(-1), "letzte vergangene vorige"),
        (rf"{PART}?(?:nächste[smnr]?|kommende[smnr]?)\s{_EINHEIT}", _named(1), "nächste kommende"),
        (rf"{_COUNT}\s(?P<unit>day|week|month|year)s?\sago", _counted(-1), "ago"),
        (rf"vor\s{_COUNT}\s(?P<unit>tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)", _counted(-1), "vor"),
        (rf"{_COUNT}\s(?P<unit>day|week|month|year)s?\sfrom\snow", _counted(1), "now"),
        (rf"in\s{_COUNT}\s(?P<unit>day|week|month|year)(?:['’]s|s['’])\stime", _counted(1), "time"),
        (rf"(?:by|before|until|till)\sthe\send\sof\s(?:the|this)\s{_UNIT}(?!\s[12][0-9]{{3}})", _by_its_end, "end"),
        (rf"bis\s(?:zum\s)?ende\s(?:de[rs]|diese[rs])\s{_EINHEIT}(?!\s[12][0-9]{{3}})", _by_its_end, "ende"),
        (rf"(?:on|this)\s{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?{_NO_DATE}", _weekday, "day"),
    )
)  # fmt: skip
