"""Articles, and parts of them: spans, marks, places and passages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, Self, get_args

from indexer.errors import LawError
from indexer.iso_dates import PUBLISHED
from indexer.surrogates import SURROGATES
from indexer.types.laws import require

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNREADABLE = re.compile(f"[\0\r{SURROGATES}]")

MarkKind = Literal["headline", "heading", "dateline", "byline", "caption", "link"]
"""What a part of a text is that is no running text; a `link` is a line that only points to another article."""
MARK_KINDS: Final[frozenset[MarkKind]] = frozenset(get_args(MarkKind))

StructureKind = Literal["list", "table", "header", "code", "link"]
"""How a part of a text is set on a page; in a list and a table, blank lines divide the items and the rows.

A header is a row of a table that names its columns.
"""
STRUCTURE_KINDS: Final[frozenset[StructureKind]] = frozenset(get_args(StructureKind))

PlaceKind = Literal["page", "slide", "row", "time"]
PLACE_KINDS: Final[frozenset[PlaceKind]] = frozenset(get_args(PlaceKind))
_WORDINGS: Final[dict[PlaceKind, str]] = {"page": "p. {}", "slide": "slide {}", "row": "row {}", "time": "{}"}


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of an article's text, `text[start:end]`: code points, half-open, not empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:  # not by `require`: its message would be formatted for every span
            raise LawError(f"a span is half-open and not empty, not {self.start}-{self.end}")

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` in this span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that is not running text, and what it is instead. `label` is a heading's level, and may be empty."""

    span: Span
    kind: MarkKind
    label: str = ""

    def __post_init__(self) -> None:
        if self.kind not in MARK_KINDS:  # as in `Span`
            raise LawError(f"a mark's kind is one of {', '.join(sorted(MARK_KINDS))}, not {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Structure:
    """A list, a table (its cells divided by ` | `) or its header, code, or a link in a text: `address` is where it leads."""

    span: Span
    kind: StructureKind
    address: str = ""

    def __post_init__(self) -> None:
        if self.kind not in STRUCTURE_KINDS:  # as in `Span`
            raise LawError(f"a structure's kind is one of {', '.join(sorted(STRUCTURE_KINDS))}, not {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the original of an article, such as a page, and where its text begins.

    `start` counts code points of the article's text; a place ends where the next one starts. `label` is its number, or
    the time from the beginning of a recording (`00:03:14`), on one line. As text it is `p. 12`, `slide 3`, `row 318` or
    `00:03:14`. `ocr` says that its text was recognised in a picture, so that it may differ from what stands there; then it
    is `p. 12, read by OCR`.
    """

    start: int
    kind: PlaceKind
    label: str
    ocr: bool = False

    def __post_init__(self) -> None:
        require(self.start >= 0, "a place starts in the text")
        require(
            self.kind in PLACE_KINDS, f"a place's kind is one of {', '.join(sorted(PLACE_KINDS))}, not {self.kind!r}"
        )
        one_line = bool(self.label) and self.label == " ".join(self.label.split())
        require(one_line and _UNREADABLE.search(self.label) is None, "a place's label is text on one line")

    def __str__(self) -> str:
        return _WORDINGS[self.kind].format(self.label) + (", read by OCR" if self.ocr else "")


@dataclass(frozen=True, slots=True)
class Location:
    """Another place where an article stands, letter for letter: the id of the copy, and what its file says of it."""

    id: str
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A published text with its metadata.

    `text` is everything readable, in Unicode normal form NFC. Lines end in a line feed alone; there is no NUL and no
    lone surrogate. It never changes. `published` is ISO 8601 in local time, as precise as the source gives it (`2016`,
    `2016-10-25T13:15:00`). `language` is an ISO 639-1 code. `places` are the pages, slides, rows or times of the original,
    sorted by where they start. `structure` says how a page sets parts of the text, and changes no answer. `locations` are its
    copies in the library, in reading order: an article of the same text and title that comes later is no article of its own.
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
    places: tuple[Place, ...] = ()
    structure: tuple[Structure, ...] = ()
    locations: tuple[Location, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        require(bool(self.id), "an article has an id")
        require(unicodedata.is_normalized("NFC", self.text), "an article's text is NFC")
        readable = _UNREADABLE.search(self.text) is None
        require(readable, "an article's text has no NUL, carriage return or lone surrogate")
        require(self.sha256 == sha256(self.text), "an article's sha256 is that of its text")
        dated = self.published is None or PUBLISHED.fullmatch(self.published) is not None
        require(dated, f"an article's date is ISO 8601, not {self.published!r}")
        require(all(mark.span.end <= len(self.text) for mark in self.marks), "a mark lies within the article's text")
        require(all(part.span.end <= len(self.text) for part in self.structure), "a structure lies within the text")
        require(all(place.start < len(self.text) for place in self.places), "a place starts in the article's text")
        ordered = all(before.start <= place.start for before, place in pairwise(self.places))
        require(ordered, "an article's places are sorted")

    def quote(self, span: Span) -> str:
        """The words at `span`, letter for letter; raises `LawError` when the span ends behind the text."""
        if span.end > len(self.text):  # as in `Span`
            raise LawError(f"{span} leaves the text of {self.id}")
        return span.of(self.text)

    def place_at(self, position: int) -> Place | None:
        """The last place that starts at or before a code point of the text; None when no place does."""
        number = bisect_right(self.places, position, key=attrgetter("start"))
        return self.places[number - 1] if number else None


FileState = Literal["as read", "changed", "packed", "gone"]


@dataclass(frozen=True, slots=True)
class Original:
    """The file with pages that an article was read from.

    `state` is what has become of it since (`packed`: it lies in an archive), `pages` how many pages it has, and `quoted`
    the pages, counted from 1, that the quote stands on which was asked about. `read_by_ocr` are the pages whose text was
    recognised in a picture.
    """

    state: FileState
    pages: int
    quoted: tuple[int, ...] = ()
    read_by_ocr: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some whole sentences of an article: the unit that is ranked.

    `number` counts the passages of a build in reading order, from 0; it is the engine's document number and the row of
    every column. `heading` is the heading above the passage, if there is one.
    """

    id: str
    number: int
    article_id: str
    span: Span
    text: str
    heading: str | None = None

    def __post_init__(self) -> None:
        require(self.number >= 0, "a passage's number is not negative")
        require(self.id == f"{self.article_id}#{self.span.start}", "a passage's id is its article's, # and its start")
        require(len(self.text) == len(self.span), "a passage's text is as long as its span")

    @classmethod
    def of(cls, article: Article, span: Span, *, number: int = 0, heading: str | None = None) -> Self:
        """The passage of `article` at `span`; raises `LawError` when the span ends behind the text."""
        return cls(f"{article.id}#{span.start}", number, article.id, span, article.quote(span), heading)
