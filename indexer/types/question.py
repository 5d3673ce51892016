"""What a question asks: its weighted terms, its filters and the dates in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.iso_dates import PERIOD
from indexer.types.laws import require

if TYPE_CHECKING:
    from indexer.types.article import Span


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A term of a question: how it is indexed, how it was written, its weight, and the turn that it comes from.

    `term` carries its language (`en:run`). Turns count from 1, the first question of the conversation.
    """

    term: str
    shown: str
    weight: float = 1.0
    turn: int = 1

    def __post_init__(self) -> None:
        require(math.isfinite(self.weight) and self.weight > 0, "a term's weight is a positive number")
        require(self.turn >= 1, "turns count from 1")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the article of a hit must satisfy.

    Sources and authors are compared whole and case-folded; `after` and `before` are periods, both included.
    """

    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        for name in (*self.sources, *self.authors):
            require(name == name.casefold() and bool(name), "sources and authors are case-folded and not empty")
        for period in [period for period in (self.after, self.before) if period is not None]:
            written = PERIOD.fullmatch(period) is not None
            require(written, f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not {period!r}")

    def __bool__(self) -> bool:
        return bool(self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each filter as its operator and its value: those of source first, then author, after, before."""
        names = (*(("source", name) for name in self.sources), *(("author", name) for name in self.authors))
        periods = (("after", self.after), ("before", self.before))
        return (*names, *((name, period) for name, period in periods if period))


@dataclass(frozen=True, slots=True)
class Question:
    """The newest question as it was written, and the weighted terms that it is searched by.

    `phrases` must occur and `excluded` words must not; both are as written. `today` (ISO 8601) is the day of asking.
    """

    text: str
    today: str
    terms: tuple[QuestionTerm, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = Filters()

    def __post_init__(self) -> None:
        distinct = {term.term for term in self.terms}
        require(len(distinct) == len(self.terms), "a question names each term once")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a period, and that period.

    `first` and `last` are days as `YYYY-MM-DD`, both included; None means an open end. `relative` says whether the
    period counts from another date ("yesterday"). `iso` is the period as short as ISO 8601 allows, `written` the same in
    English.
    """

    span: Span
    shown: str
    first: str | None
    last: str | None
    relative: bool
    iso: str
    written: str

    def __post_init__(self) -> None:
        require(len(self.shown) == len(self.span), "an expression is as long as its span")
        require(bool(self.first or self.last), "an expression's period has an end")
        require(not (self.first and self.last) or self.first <= self.last, "a period does not end before it begins")
