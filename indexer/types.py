"""The values of Footnote: what passes between its rooms.

Every value is frozen and slotted; one that breaks its law raises `LawError` at construction, so a value that exists
can be trusted. Offsets are code points into an article's text, half-open, everywhere.

article    a text that someone published, with its metadata
mark       a span of an article that is not running text: its headline, a caption, a dateline …
passage    some whole sentences of an article, the unit that is ranked
question   what was asked, as text and as weighted terms
hit        a passage that was found, with its score and why
citation   a quote with everything needed to check it
answer     what a question gets: citations, or the reason why there are none
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, Self

from indexer.errors import LawError

Status = Literal["answered", "not_found"]

PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)
PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_UNREADABLE = re.compile("[\0\r\ud800-\udfff]")


def _require(holds: bool, law: str) -> None:
    if not holds:
        raise LawError(law)


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of an article's text: code points, half-open, not empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:  # not by `_require`, whose words would be made for each of the many spans
            raise LawError(f"a span is half-open and not empty, not {self.start}-{self.end}")

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that is not running text. `kind` is headline, heading, dateline, caption, page …; `label` may be empty."""

    span: Span
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text that someone published, with its metadata.

    `text` is everything readable: NFC, line feeds alone end lines, no NUL, no lone surrogate. It never changes.
    `published` is ISO 8601, as precise as the source (`2016`, `2016-10-25T13:15:00`), in local time. `language` is ISO 639-1.
    """

    id: str
    title: str
    text: str
    sha256: str
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    path: str | None = None
    marks: tuple[Mark, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _require(bool(self.id), "an article has an id")
        _require(unicodedata.is_normalized("NFC", self.text), "an article's text is NFC")
        readable = _UNREADABLE.search(self.text) is None
        _require(readable, "an article's text has no NUL, carriage return or lone surrogate")
        _require(self.sha256 == sha256(self.text), "an article's sha256 is that of its text")
        dated = self.published is None or PUBLISHED.fullmatch(self.published) is not None
        _require(dated, f"an article's date is ISO 8601, not {self.published!r}")
        _require(all(mark.span.end <= len(self.text) for mark in self.marks), "a mark lies within the article's text")

    def quote(self, span: Span) -> str:
        """The words at `span`, letter for letter; raises `LawError` when it leaves the text."""
        if span.end > len(self.text):  # as in `Span`
            raise LawError(f"{span} leaves the text of {self.id}")
        return span.of(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some whole sentences of an article: the unit that is ranked.

    `number` counts all passages of a build in reading order; it is the engine's document number and the row of
    every column. `heading` is the heading that the passage stands under, if it has one.
    """

    id: str
    number: int
    article_id: str
    span: Span
    text: str
    heading: str | None = None

    def __post_init__(self) -> None:
        _require(self.number >= 0, "a passage's number is not negative")
        _require(self.id == f"{self.article_id}#{self.span.start}", "a passage's id is its article's, # and its start")
        _require(len(self.text) == len(self.span), "a passage's text is as long as its span")

    @classmethod
    def of(cls, article: Article, span: Span, *, number: int = 0, heading: str | None = None) -> Self:
        """The passage of `article` at `span`; raises `LawError` when the span leaves the text."""
        return cls(f"{article.id}#{span.start}", number, article.id, span, article.quote(span), heading)


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A term of a question: how it is indexed, how it was written, how much it weighs, and which turn it came from.

    `term` carries its language (`en:run`). Turns count from 1, the first question of the conversation.
    """

    term: str
    shown: str
    weight: float = 1.0
    turn: int = 1

    def __post_init__(self) -> None:
        _require(math.isfinite(self.weight) and self.weight > 0, "a term's weight is a positive number")
        _require(self.turn >= 1, "turns count from 1")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must satisfy. Sources and authors match whole and case-folded; dates are inclusive periods."""

    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        for name in (*self.sources, *self.authors):
            _require(name == name.casefold() and bool(name), "sources and authors are case-folded and not empty")
        for day in [day for day in (self.after, self.before) if day is not None]:
            _require(PERIOD.fullmatch(day) is not None, f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not {day!r}")

    def __bool__(self) -> bool:
        return bool(self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every filter by itself: its operator (source, author, after, before) and its value, in that order."""
        names = (*(("source", name) for name in self.sources), *(("author", name) for name in self.authors))
        return (*names, *((name, day) for name, day in (("after", self.after), ("before", self.before)) if day))


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the newest question as written, and the weighted terms it is searched by.

    `phrases` must occur and `excluded` must not; both are as written. `today` (ISO 8601) is the day of asking.
    """

    text: str
    today: str
    terms: tuple[QuestionTerm, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = Filters()

    def __post_init__(self) -> None:
        distinct = {term.term for term in self.terms}
        _require(len(distinct) == len(self.terms), "a question names each term once")


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason for a score, in words and in number."""

    reason: str
    amount: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `highlights` are spans of the article; `explanation` adds up to `score`."""

    rank: int
    score: float
    passage: Passage
    article: Article
    highlights: tuple[Span, ...] = ()
    explanation: tuple[Contribution, ...] = ()

    def __post_init__(self) -> None:
        _require(self.rank >= 1, "ranks count from 1")
        _require(math.isfinite(self.score), "a score is a finite number")
        _require(self.passage.article_id == self.article.id, "a hit's passage is of its article")
        start, end = self.passage.span.start, self.passage.span.end
        _require(all(start <= one.start and one.end <= end for one in self.highlights), "highlights lie in the passage")


def _require_ranking(hits: tuple[Hit, ...], first: int) -> None:
    _require([hit.rank for hit in hits] == list(range(first, first + len(hits))), "ranks count up by one")
    for upper, lower in pairwise(hits):
        _require(
            upper.score > lower.score or (upper.score == lower.score and upper.passage.number < lower.passage.number),
            "scores never rise, and equal ones stand in reading order",
        )


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a period, and the period that they name.

    `first` and `last` are days as `YYYY-MM-DD`, both included; None is an open end. `relative` says whether the period
    counts from another date. `iso` is the period as short as ISO 8601 allows, `written` the same for people, in English.
    """

    span: Span
    shown: str
    first: str | None
    last: str | None
    relative: bool
    iso: str
    written: str

    def __post_init__(self) -> None:
        _require(len(self.shown) == len(self.span), "an expression is as long as its span")
        _require(bool(self.first or self.last), "an expression's period has an end")
        _require(not (self.first and self.last) or self.first <= self.last, "a period does not end before it begins")


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with everything needed to check it. `times` are what its relative dates mean; spans of the article."""

    number: int
    article_id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    span: Span
    quote: str
    article_sha256: str
    times: tuple[TimeExpression, ...] = ()

    def __post_init__(self) -> None:
        _require(self.number >= 1, "citations count from 1")
        _require(len(self.quote) == len(self.span), "a quote is as long as its span")

    @classmethod
    def of(cls, article: Article, span: Span, *, number: int = 1, times: tuple[TimeExpression, ...] = ()) -> Self:
        """The citation of `article` at `span`; raises `LawError` when the span leaves the text."""
        by = (article.title, article.source, article.author, article.published, article.url)
        return cls(number, article.id, *by, span, article.quote(span), article.sha256, times)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A quote at one of its dates: `time` is the expression that dates it, a span of the cited article."""

    time: TimeExpression
    citation: Citation


@dataclass(frozen=True, slots=True)
class IndependentText:
    """One text that says what an answer quotes, at its place in every article that has it; copies of it count once.

    Of the citations those come first that the answer quotes, under their own numbers.
    """

    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        _require(bool(self.citations), "a text is that of an article")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the question that no article holds, one that it may have been meant as, and the question with that one."""

    word: str
    instead: str
    question: str


Sort = Literal["rank", "date"]
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gets: one page of all that is found. `total` counts the passages found, this page's and the others'.

    `facets` counts, by `source` and by `year`, the articles that they are of; the empty source are those without one.
    `suggestions` are for words that no article holds. Sorted by `date`, the newest hits come first, and keep their ranks.
    """

    question: Question
    hits: tuple[Hit, ...]
    build: str
    total: int = 0
    facets: Facets = field(default_factory=dict, hash=False)
    suggestions: tuple[Suggestion, ...] = ()
    sort: Sort = "rank"

    def __post_init__(self) -> None:
        if self.sort == "rank":
            _require_ranking(self.hits, self.hits[0].rank if self.hits else 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: citations, or the reason why there are none. One quote is one citation.

    `times` are the dates that the question names, spans of its text. `timeline` has dated quotes of several articles in
    date order; their numbers go on after those of the citations, and so do those of `texts`, the independent texts that
    say what is quoted. `confidence` is the probability, 0 to 1, that the library answers the question. `suggestions` are
    for words that no article holds. `quoted` has for each citation the passage that it stands in, as a hit of the ranking.
    """

    question: Question
    status: Status
    reason: str | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    build: str
    facets: Facets = field(default_factory=dict, hash=False)
    times: tuple[TimeExpression, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    texts: tuple[IndependentText, ...] = ()
    confidence: float = 0.0
    suggestions: tuple[Suggestion, ...] = ()
    quoted: tuple[Hit, ...] = ()

    def __post_init__(self) -> None:
        _require_ranking(self.hits, 1)
        if self.status == "answered":
            _require(bool(self.citations) and self.reason is None, "an answer has a citation and needs no reason")
        else:
            _require(not self.citations and bool(self.reason), "no answer means no citation, and a reason")
        numbers = [citation.number for citation in self.citations]
        _require(numbers == list(range(1, len(numbers) + 1)), "citations count up from 1")
        pairs = zip(self.citations, self.quoted, strict=False)
        holds = all(hit.article.id == one.article_id and hit.passage.span.covers(one.span) for one, hit in pairs)
        _require(holds, "a citation's passage holds its quote")


Standing = Literal["holds", "moved", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a quote still stands where it was cited (holds), or elsewhere in the article, at `span` (moved).

    If not, either the article no longer says it (changed), or it is not there (gone).
    """

    standing: Standing
    article_id: str
    span: Span | None
    article_sha256: str | None
