"""The time expressions of a question or a quote, each with its period.

First every date is found, absolute or relative; then neighbours are joined (“between 1998 and 2004”), and the word
before one is heard (“since”, “before”, “until”).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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


def in_question(question: str, today: str) -> tuple[TimeExpression, ...]:
    """The expressions of a question in the order they stand; `today` is the day of asking, spans are of the question."""
    return _expressions(question, today, 0, asked=True)


def in_quote(quote: str, published: str | None, start: int = 0) -> tuple[TimeExpression, ...]:
    """The expressions of a quote in the order they stand; spans are of the article that it starts at `start` of.

    Relative ones count from `published`, the article's date. Without one, or with one that is not precise enough, they
    are left out.
    """
    return _expressions(quote, published, start, asked=False)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    period: Period | None
    relative: bool
    written: str


def _expressions(text: str, counted_from: str | None, offset: int, *, asked: bool) -> tuple[TimeExpression, ...]:
    found = _joined(text, _found(text, anchor(counted_from), asked))
    return tuple(_expression(text, one, one.period, offset) for one in found if one.period is not None)


def _expression(text: str, found: _Found, period: Period, offset: int) -> TimeExpression:
    return TimeExpression(
        span=Span(offset + found.start, offset + found.end),
        shown=text[found.start : found.end],
        first=period.first.isoformat() if period.first else None,
        last=period.last.isoformat() if period.last else None,
        relative=found.relative,
        iso=period.iso,
        written=found.written,
    )


def _found(text: str, base: Period | None, asked: bool) -> list[_Found]:
    """What stands in the text, the longest at each place; none overlap."""
    every = [(start, -end, False, period) for start, end, period in find_absolute(text)]
    # Without an anchor they are found all the same, so that no part of them is taken for something else.
    counted = find_relative(text, base or _ANY, asked=asked)
    every += [(start, -end, True, period if base else None) for start, end, period in counted]
    chosen: list[_Found] = []
    for start, negative_end, is_relative, period in sorted(every, key=lambda one: one[:3]):
        if not chosen or start >= chosen[-1].end:
            said = written(period) if period else ""
            chosen.append(_Found(start, -negative_end, period, is_relative, said))
    return chosen


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
# Before some part of a year may still be in that year.
_COARSER: dict[_Qualify, _Qualify] = {before: until, after: since}
_AFTER_THESE = any_time(lambda times: times.after_these)
_QUALIFIER = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?:\s+(?:{_AFTER_THESE}))?\s+\Z", re.IGNORECASE), qualify, said)
    for words, qualify, said in _QUALIFIERS
)


def _joined(text: str, found: Sequence[_Found]) -> Iterable[_Found]:
    """Ranges made of two neighbours, and the others with the word before them."""
    place = 0
    while place < len(found):
        pair = _range(text, found[place], found[place + 1]) if place + 1 < len(found) else None
        yield pair or _qualified(text, found[place])
        place += 2 if pair else 1


def _range(text: str, earlier: _Found, later: _Found) -> _Found | None:
    """“Between 1998 and 2004”, “from last year to this year”; nothing when the two do not make one."""
    if earlier.period is None or later.period is None:
        return None
    start = _opened(text, earlier, later)
    if start is None:
        return None
    period = joined(earlier.period, later.period)
    if period is None:
        return None
    return _Found(start, later.end, period, earlier.relative or later.relative, written(period))


def _opened(text: str, earlier: _Found, later: _Found) -> int | None:
    """Where a range that the two may make begins: at its “between” or “from”, or at a date that “to” or a dash follows."""
    if _DASH.fullmatch(text, earlier.end, later.start):
        return earlier.start
    link = _LINK.fullmatch(text, earlier.end, later.start)
    opener = _OPENER.search(text, max(0, earlier.start - _WINDOW), earlier.start)
    if link and not opener and link[1].casefold() in _PLAIN and not (earlier.relative or later.relative):
        return earlier.start
    if link and opener and link[1].casefold() in _CLOSED_BY.get(opener[1].casefold(), _UP_TO):
        return opener.start()
    return None


def _qualified(text: str, found: _Found) -> _Found:
    """The expression with “since”, “before” and the like, when one stands before it."""
    if found.period is None or found.period.first is None or found.period.last is None:
        return found
    for pattern, qualify, said in _QUALIFIER:
        word = pattern.search(text, max(0, found.start - _WINDOW), found.start)
        if word:
            shown = text[found.start : found.end]
            coarser = _COARSER.get(qualify, qualify) if _PART.search(shown) else qualify
            period = coarser(found.period)
            return _Found(
                word.start(), found.end, period, found.relative, f"{said} {_edge(qualify, found.period, shown)}"
            )
    return found


def _edge(qualify: object, period: Period, shown: str) -> str:
    """What to write after the qualifying word: the part of a year as well, where it was said."""
    part = _PART.search(shown)
    if part and len(period.iso) <= len("YYYY-MM"):  # no part of a century
        to_the_end = _TO_THE_END.search(part[0])
        said = "the end of " if to_the_end else part[0] if part[0].casefold().startswith(_ENGLISH_PARTS) else ""
        return said + written(period)
    return beginning(period) if qualify in {since, before} else ending(period)
