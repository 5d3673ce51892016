"""Dates that count from another date: “this year”, “yesterday”, “two weeks ago”, “on Monday”, “vor drei Tagen”.

The forms are those of the language profiles (`TimeWords.relative`). They are resolved only when the anchor is precise
enough: an article of October 2016 says which year “this year” is, and not which day “today” is. Forms that may mean several
periods are left out: “in three days”, “last Monday”, “about a year ago”, “ten years ago”, “the next year”, “the past year”,
“in diesem Jahr” (which may be that year).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from indexer.answering.times.periods import Period, around, day, shifted, until
from indexer.answering.times.tense import is_news, tense_of
from indexer.answering.times.time_words import PART, TIMES, all_words, any_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from indexer.text.languages.profile import Meaning, Unit

_UNITS = {word: unit for times in TIMES for word, unit in times.units.items()}
_NUMBERS = {word: number for times in TIMES for number, words in enumerate(times.numbers, 1) for word in words.split()}
_WEEKDAYS = {name: number for times in TIMES for number, name in enumerate(times.weekdays)}  # Monday is 0
_NOWADAYS = all_words(lambda times: times.nowadays)
_MAYBE_NOWADAYS = all_words(lambda times: times.maybe_nowadays)
_VAGUE = re.compile(rf"(?:{any_time(lambda times: times.vague)})\s\Z", re.IGNORECASE)
_THIS = re.compile(rf"\b(?:{any_time(lambda times: times.this)})\b", re.IGNORECASE)


def find_relative(text: str, anchor: Period, *, is_question: bool) -> Iterator[tuple[int, int, Period | None]]:
    """Start, end and period of every relative date, in any order, overlaps included; None for no period.

    `is_question`: the text is a question. In a quote, “today” may mean our times; it counts only with the verb of an event.
    """
    lower = text.casefold()
    for pattern, meaning, hints in _FORMS:
        if not any(hint in lower for hint in hints):
            continue
        for match in pattern.finditer(text):
            try:
                vague = not is_question and (_is_a_name(match) or _is_nowadays(match))
                yield match.start(), match.end(), None if vague else meaning(match, anchor)
            except (ValueError, OverflowError):  # outside the years that calendars count
                yield match.start(), match.end(), None


def _is_a_name(match: re.Match[str]) -> bool:
    """Whether the words are part of a name, as a capital within a sentence shows: “The Tonight Show”, “USA Today”."""
    before = match.string[max(0, match.start() - 3) : match.start()].rstrip(" \"'“‘„«(")
    return match[0][0].isupper() and before[-1:].isalnum()


def _is_nowadays(match: re.Match[str]) -> bool:
    """Whether a word for today means our times: “today”, unless an event of the day is told with it."""
    word = match[0].casefold()
    if word in _NOWADAYS:
        return True
    return word in _MAYBE_NOWADAYS and not is_news(match.string, match.start(), match.end())


def _unit(match: re.Match[str]) -> Unit | None:
    """The unit that the words name; None for one in the plural that is not counted (“diese Jahre”)."""
    return _UNITS.get(match["unit"].casefold())


def _moved(unit: Unit | None, by: int, anchor: Period) -> Period | None:
    """The unit that lies `by` of them after the anchor's; None when the anchor is longer than the unit."""
    if (
        unit is None
        or anchor.first is None
        or anchor.last is None
        or around(unit, anchor.first) != around(unit, anchor.last)
    ):
        return None
    return shifted(unit, anchor.first, by)


def _fixed(unit: Unit, by: int) -> Callable[[re.Match[str], Period], Period | None]:
    return lambda _match, anchor: _moved(unit, by, anchor)


def _named(by: int) -> Callable[[re.Match[str], Period], Period | None]:
    return lambda match, anchor: _moved(_unit(match), by, anchor)


def _counted(sign: int) -> Callable[[re.Match[str], Period], Period | None]:
    def meaning(match: re.Match[str], anchor: Period) -> Period | None:
        word = match["count"].casefold()
        number = _NUMBERS.get(word) or int(word)
        round_number = number >= 10 and number % 5 == 0  # “ten years ago” is rarely said to the year
        if round_number or _VAGUE.search(match.string[max(0, match.start() - 16) : match.start()]):
            return None
        return _moved(_unit(match), sign * number, anchor)

    return meaning


def _last_night(_match: re.Match[str], anchor: Period) -> Period | None:
    today = _moved("day", 0, anchor)
    return Period(today.first - timedelta(days=1), today.first) if today and today.first else None


def _by_its_end(match: re.Match[str], anchor: Period) -> Period | None:
    """All days to the end of the anchor's unit; None when the text tells of another one."""
    unit = _moved(_unit(match), 0, anchor)
    return until(unit) if unit and not _tells_of_another_year(match) else None


def _tells_of_another_year(match: re.Match[str]) -> bool:
    if _THIS.search(match[0]):
        return False
    around_it = match.string[max(0, match.start() - 200) : match.end() + 200]
    dated = re.search(r"\b(?:1[0-9]{3}|20[0-9]{2})\b", around_it) is not None
    return dated or tense_of(match.string, match.start(), match.end()) == "past"


def _weekday(match: re.Match[str], anchor: Period) -> Period | None:
    today = _moved("day", 0, anchor)
    sentence_tense = tense_of(match.string, match.start(), match.end())
    if today is None or today.first is None or sentence_tense is None:
        return None
    return _nearest(today.first, _WEEKDAYS[match["weekday"].casefold()], sentence_tense == "past")


def _nearest(today: date, weekday: int, past: bool) -> Period | None:
    """The nearest such weekday (Monday is 0), today included in the past: news says “on Tuesday” of the same Tuesday."""
    if past:
        return day(today - timedelta(days=(today.weekday() - weekday) % 7))
    ahead = (weekday - today.weekday()) % 7
    return day(today + timedelta(days=ahead)) if ahead else None


_Resolve = Callable[[re.Match[str], Period], Period | None]
_MEANINGS: dict[Meaning, Callable[[int], _Resolve]] = {
    "days": lambda by: _fixed("day", by),
    "units": _named,
    "count": _counted,
    "last night": lambda _: _last_night,
    "by its end": lambda _: _by_its_end,
    "weekday": lambda _: _weekday,
}
_SHARED = {
    "part": PART,
    "count": rf"(?P<count>[1-9][0-9]?|{'|'.join(_NUMBERS)})",
    "weekday": rf"(?P<weekday>{'|'.join(_WEEKDAYS)})",
}
# Each form: its pattern, what it means, and pieces of which a text has one where the form occurs.
_FORMS = tuple(
    (
        re.compile(rf"\b(?:{form.pattern % _SHARED})\b(?!-)", re.IGNORECASE),
        _MEANINGS[form.meaning](form.by),
        tuple(form.hints.split()),
    )
    for times in TIMES
    for form in times.relative
)
