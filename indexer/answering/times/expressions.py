"""The time expressions of a question or a quote, each with its period.

First all dates are found, absolute and relative. Then two neighbours that make a range are joined (“between 1998 and 2004”),
and the word before a date is read (“since”, “before”, “until”).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.answering.times.absolute import find_absolute
from indexer.answering.times.periods import (
    Period,
    after,
    anchor,
    before,
    beginning,
    day,
    ending,
    joined,
    since,
    until,
    written,
)
from indexer.answering.times.relative import find_relative
from indexer.answering.times.time_words import PART, TIMES, TO, UP_TO, alternatives, any_time
from indexer.types import Span, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AT_HAND = 128  # questions: one question is read several times


@lru_cache(_AT_HAND)
def in_question(question: str, today: str) -> tuple[TimeExpression, ...]:
    """The time expressions of a question, in order; `today` (ISO 8601) is the day of asking, spans are of the question."""
    return _expressions(question, today, 0, is_question=True)


def in_quote(quote: str, published: str | None, start: int = 0) -> tuple[TimeExpression, ...]:
    """The time expressions of a quote, in order; spans are of the article, in which the quote starts at `start`.

    Relative expressions count from `published`, the article's date; they are left out when it is missing or not precise
    enough.
    """
    return _expressions(quote, published, start, is_question=False)


def relative_in_quote(quote: str, published: str | None, start: int = 0) -> tuple[TimeExpression, ...]:
    """Those of the time expressions of a quote (as `in_quote` gives them) that count from `published`."""
    base = anchor(published)
    if base is None or not any(find_relative(quote, base, is_question=False)):
        return ()
    return tuple(time for time in in_quote(quote, published, start) if time.relative)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date in a text: where it stands, its period (None: no period), and how it is shown to people."""

    start: int
    end: int
    period: Period | None
    relative: bool
    written: str


def _expressions(text: str, counted_from: str | None, offset: int, *, is_question: bool) -> tuple[TimeExpression, ...]:
    dates = _joined(text, _dates(text, anchor(counted_from), is_question))
    return tuple(_expression(text, date, date.period, offset) for date in dates if date.period is not None)


def _expression(text: str, date: _Date, period: Period, offset: int) -> TimeExpression:
    return TimeExpression(
        span=Span(offset + date.start, offset + date.end),
        shown=text[date.start : date.end],
        first=period.first.isoformat() if period.first else None,
        last=period.last.isoformat() if period.last else None,
        relative=date.relative,
        iso=period.iso,
        written=date.written,
    )


def _dates(text: str, base: Period | None, is_question: bool) -> list[_Date]:
    """The dates of a text, in order; of overlapping ones the first, of those that start together the longest."""
    candidates = [(start, -end, False, period) for start, end, period in find_absolute(text)]
    # Without an anchor, relative dates are found all the same, so that no part of them is taken for another date.
    relative = find_relative(text, base or _ANY, is_question=is_question)
    candidates += [(start, -end, True, period if base else None) for start, end, period in relative]
    dates: list[_Date] = []
    for start, negative_end, is_relative, period in sorted(candidates, key=lambda candidate: candidate[:3]):
        if not dates or start >= dates[-1].end:
            dates.append(_Date(start, -negative_end, period, is_relative, written(period) if period else ""))
    return dates


_ANY = day(date(2000, 1, 1))
_LINK = re.compile(rf"\s+({TO})\s+", re.IGNORECASE)
_CLOSED_BY = {opener: {closer} for times in TIMES for opener, closer in times.between.items()}
_OPENING = f"{'|'.join(_CLOSED_BY)}|{any_time(lambda times: times.opening)}"
_OPENER = re.compile(rf"(?<![\w-])({_OPENING})\s+\Z", re.IGNORECASE)
_DASH = re.compile(r"\s?(?:[–—-]|--)\s?")
_PLAIN = set(alternatives(*(times.plain_to for times in TIMES)).split("|"))
_UP_TO = set(UP_TO.split("|"))
_WINDOW = 24  # code points before an expression that are looked at

_PART = re.compile(PART, re.IGNORECASE)
_TO_THE_END = re.compile(any_time(lambda times: times.end_of), re.IGNORECASE)
_ENGLISH_PARTS = ("early", "late", "mid")
_Qualify = Callable[[Period], Period | None]
_QUALIFIERS: tuple[tuple[str, _Qualify, str], ...] = (
    (any_time(lambda times: times.since), since, "since"),
    (any_time(lambda times: times.before), before, "before"),
    (any_time(lambda times: times.after), after, "after"),
    (any_time(lambda times: times.until), until, "until"),
    (any_time(lambda times: times.by), until, "by"),
)
# What lies before or after a part of a year may still lie in that year.
_COARSER: dict[_Qualify, _Qualify] = {before: until, after: since}
_AFTER_THESE = any_time(lambda times: times.after_these)
_QUALIFIER = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?:\s+(?:{_AFTER_THESE}))?\s+\Z", re.IGNORECASE), qualify, shown_word)
    for words, qualify, shown_word in _QUALIFIERS
)


def _joined(text: str, dates: Sequence[_Date]) -> Iterable[_Date]:
    """The dates, with neighbours that make a range as one, and the others with the word before them."""
    position = 0
    while position < len(dates):
        pair = _range(text, dates[position], dates[position + 1]) if position + 1 < len(dates) else None
        yield pair or _qualified(text, dates[position])
        position += 2 if pair else 1


def _range(text: str, earlier: _Date, later: _Date) -> _Date | None:
    """The range of two dates, “between 1998 and 2004”, “from last year to this year”; None when they do not make one."""
    if earlier.period is None or later.period is None:
        return None
    start = _start_of_range(text, earlier, later)
    period = joined(earlier.period, later.period) if start is not None else None
    if start is None or period is None:
        return None
    return _Date(start, later.end, period, earlier.relative or later.relative, written(period))


def _start_of_range(text: str, earlier: _Date, later: _Date) -> int | None:
    """Where a range of the dates starts: at “between” or “from”, or at a date before “to” or a dash; None: no range."""
    if _DASH.fullmatch(text, earlier.end, later.start):
        return earlier.start
    link = _LINK.fullmatch(text, earlier.end, later.start)
    opener = _OPENER.search(text, max(0, earlier.start - _WINDOW), earlier.start)
    if link and not opener and link[1].casefold() in _PLAIN and not (earlier.relative or later.relative):
        return earlier.start
    if link and opener and link[1].casefold() in _CLOSED_BY.get(opener[1].casefold(), _UP_TO):
        return opener.start()
    return None


def _qualified(text: str, date: _Date) -> _Date:
    """The date together with the word before it, “since”, “before” …, if there is one."""
    if date.period is None or date.period.first is None or date.period.last is None:
        return date
    for pattern, qualify, shown_word in _QUALIFIER:
        word = pattern.search(text, max(0, date.start - _WINDOW), date.start)
        if word:
            shown = text[date.start : date.end]
            period = (_COARSER.get(qualify, qualify) if _PART.search(shown) else qualify)(date.period)
            edge = _edge(qualify, date.period, shown)
            return _Date(word.start(), date.end, period, date.relative, f"{shown_word} {edge}")
    return date


def _edge(qualify: object, period: Period, shown: str) -> str:
    """The words after the qualifying word, in English; they name the part of the year or month if the text does."""
    part = _PART.search(shown)
    if part and len(period.iso) <= len("YYYY-MM"):  # no part of a century
        if _TO_THE_END.search(part[0]):
            return f"the end of {written(period)}"
        english = part[0].casefold().startswith(_ENGLISH_PARTS)
        return f"{part[0] if english else ''}{written(period)}"
    return beginning(period) if qualify in {since, before} else ending(period)
