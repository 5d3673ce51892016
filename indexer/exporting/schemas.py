"""The JSON schemas, defined once: what `--json` prints, what `/api/…` answers, and what `/openapi.json` describes.

Every document names the `build` it was read from. Offsets (`start`, `end`, highlights) are code points into
the article's text, half-open. A field that has no value is null, never absent; only `explanation` is left out
unless it was asked for.

They are types of plain dictionaries, so documents are written without a check at run time. `json_schema.py` makes JSON
Schemas of them, with the docstrings here as descriptions; the tests validate every response.
"""

from __future__ import annotations

from typing import Annotated, NotRequired

from typing_extensions import TypedDict  # that of Python 3.11 forgets its bases

from indexer.exporting.json_schema import Limit, shape
from indexer.types import MarkKind, PlaceKind, Standing, Status, Strength  # noqa: TC001  schemas are made of them

Scalar = int | float | str | bool
Count = Annotated[int, Limit(minimum=0)]
Probability = Annotated[float, Limit(minimum=0, maximum=1, examples=[0.9])]
Sha256 = Annotated[str, Limit(pattern="^[0-9a-f]{64}$", examples=["0123456789abcdef" * 4])]
Range = Annotated[list[Count], Limit(minItems=2, maxItems=2)]


@shape
class ArticleReference(TypedDict):
    """An article without its text."""

    id: str
    """Opaque; by default the path of the file."""
    title: str
    source: str | None
    """Who published it."""
    author: str | None
    published: str | None
    """ISO 8601, as precise as the source prints it."""
    url: str | None


@shape
class MarkDocument(TypedDict):
    """A span of an article that is not running text."""

    start: Count
    end: Count
    kind: MarkKind
    label: str


@shape
class PlaceDocument(TypedDict):
    """Where a page, slide, row or time of the original begins in the article's text."""

    start: Count
    kind: PlaceKind
    label: str
    """Its number, or the time from the beginning."""
    ocr: bool
    """Whether its text was recognised in a picture (OCR), and may differ from what stands there."""


@shape
class LocationDocument(TypedDict):
    """Another place where an article stands, letter for letter, and what the file there says of it."""

    id: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    path: str | None


@shape
class ArticleDocument(TypedDict):
    """One article, whole: what names it, and everything that is in it."""

    build: str
    article: ArticleReference
    language: str
    """ISO 639-1."""
    text: str
    """Everything readable; offsets count its code points."""
    article_sha256: Sha256
    """Of the text's UTF-8 bytes."""
    marks: list[MarkDocument]
    places: list[PlaceDocument]
    """In the order of the text; a place ends where the next one starts."""
    metadata: dict[str, object]
    """What else the file said of it."""
    locations: list[LocationDocument]
    """Its copies in the library, which are no articles of their own; the id of each leads here."""


@shape
class UnderstoodTerm(TypedDict):
    """A word of the question as it was written."""

    term: str
    weight: float
    turn: Annotated[int, Limit(minimum=1)]
    """The turn it came from; the first is 1."""
    also: list[str]
    """Other forms of the word that are found too, as they are indexed."""
    quoted: bool
    """Whether it is a name in the answer to that turn, which the question can mean."""


@shape
class FiltersDocument(TypedDict):
    """The filters in force, those written in the question too."""

    source: list[str]
    author: list[str]
    after: str | None
    before: str | None
    title: list[str]
    """Words of the title; all must be in it."""
    id: list[str]
    """Ids of articles, or the beginnings of ids before a slash."""
    folder: list[str]
    name: list[str]
    """Names of people, organisations or places; an article must have all of them."""


@shape
class RequirementDocument(TypedDict):
    """Words, phrases and beginnings of words (`guantanam*`) that a passage must hold."""

    parts: list[str]
    within: Annotated[int, Limit(minimum=1)] | None
    """How many words apart both parts may be (`NEAR`); null when one of the parts is enough (`OR`)."""


@shape
class PassageDocument(TypedDict):
    """A passage: whole sentences of one article."""

    id: str
    text: str
    start: Count
    end: Count
    heading: str | None
    """The heading it stands under."""


@shape
class ContributionDocument(TypedDict):
    """One reason for a score; the amounts of all of them add up to it."""

    reason: str
    amount: float


@shape
class NearDuplicateDocument(TypedDict):
    """An article that is nearly the same text: a reprint, or an earlier or later version."""

    id: str
    title: str
    source: str | None
    published: str | None
    similarity: Annotated[float, Limit(minimum=0, maximum=1, examples=[0.9])]
    """An estimate of how much of their texts both have in common, as runs of words."""
    same_text: bool
    """Whether the texts are the same, letter for letter."""


@shape
class HitDocument(TypedDict):
    """A passage that was found."""

    rank: Annotated[int, Limit(minimum=1)]
    score: float
    passage: PassageDocument
    highlights: list[Range]
    """Start and end of each word that was searched for, in the article's text."""
    article: ArticleReference
    also_in: list[NearDuplicateDocument]
    """Articles that are nearly the same text as this one and no hits of their own, the most similar first; 20 at most."""
    also_in_total: Count
    """How many there are."""
    explanation: NotRequired[list[ContributionDocument]]
    """There only when it was asked for with `explain`."""


@shape
class TimeDocument(TypedDict):
    """Words that name a period, and the period."""

    shown: str
    """The words."""
    start: Count
    end: Count
    first: str | None
    """Its first day, as YYYY-MM-DD; null when it has no beginning."""
    last: str | None
    """Its last day; null when it has no end."""
    iso: str
    """The period as short as ISO 8601 allows."""
    written: str
    """The same for people, in English."""


@shape
class QuoteDocument(TypedDict):
    """A quote, with everything needed to check it."""

    quote: str
    """Letter for letter `text[start:end]` of the article."""
    article: ArticleReference
    start: Count
    end: Count
    article_sha256: Sha256
    place: str | None
    ocr: bool
    """Whether the quote was recognised in a picture of its page (OCR), and may differ from what stands there."""
    """Where the quote begins in the original: `p. 12`, `slide 3`, `row 318` or `00:03:14`; null when nothing tells."""
    times: list[TimeDocument]
    """What its relative dates mean, counted from the article's date; places are in the article's text."""


@shape
class CitationDocument(QuoteDocument):
    """A quote of an answer, which has a number."""

    number: Annotated[int, Limit(minimum=1)]


@shape
class TimelineDocument(TypedDict):
    """A quote at one of its dates."""

    time: TimeDocument
    """The words that date it; places are in the article's text."""
    citation: CitationDocument


@shape
class IndependentTextDocument(TypedDict):
    """One text that says what is quoted; its copies in other articles are not independent of it."""

    citations: list[CitationDocument]
    """One of each article that has it, the quoted ones first; the others have further numbers."""


@shape
class SuggestionDocument(TypedDict):
    """What a word that no article holds may have been meant as."""

    word: str
    instead: str
    question: str
    """The question with that word in its place, and else as it was written."""


@shape
class QuestionDocument(TypedDict):
    """What was asked, and what was made of it."""

    build: str
    question: str
    today: str
    """The day that the question was asked on, which words such as "yesterday" count from."""
    understood_as: list[UnderstoodTerm]
    phrases: list[str]
    excluded: list[str]
    filters: FiltersDocument
    required: list[RequirementDocument]
    """What the question connects with `OR` or `NEAR/5`."""
    notes: list[str]
    """Sentences on what was understood otherwise than written, as a phrase that stands in no article."""
    newest: str | None
    """The words that ask for the newest articles, which are preferred then."""
    without: list[str]
    """What was understood beside the words and shall not count, as written with `without:`."""
    suggestions: list[SuggestionDocument]
    """For words of the question that no article holds, the best of each word first."""


@shape
class GroupDocument(TypedDict):
    """An article that was found, with its best passages."""

    article: ArticleReference
    passages: Count
    """How many passages of it were found."""
    hits: list[HitDocument]
    """The best three at most."""


@shape
class ResultsDocument(QuestionDocument):
    """One page of a search."""

    reason: str | None
    """Why nothing was found, in a sentence; null when something was."""
    hits: list[HitDocument]
    """Empty when the page is grouped by article."""
    groups: list[GroupDocument]
    """The articles of a page that is grouped by article; else empty."""
    total: Count
    """How many passages were found, on this page and on the others; grouped by article, how many articles. Of articles that
    are nearly the same text, one counts."""
    facets: dict[str, dict[str, Count]]
    """How many of all articles found are of each `source` (the empty name: of none), `folder`, `author` and `year`, of each
    `month` where the dates lie within three years, and how many have each `name` of a person, organisation or place. At most
    50 authors and names are given, those of most articles."""
    took_ms: float


@shape
class AnswerDocument(QuestionDocument):
    """What a question gets."""

    status: Status
    """`answered` with citations, or `not_found` with a reason and the nearest hits."""
    strength: Strength
    """What was found: an `answer`; only `related` passages, which perhaps do not answer (`not_found` then); or `none`."""
    reason: str | None
    confidence: Probability
    """The probability that the library answers the question, as far as it can be told: never more than 0.98."""
    citations: list[CitationDocument]
    related: list[QuoteDocument]
    """What is quoted when the strength is `related`; else empty."""
    texts: list[IndependentTextDocument]
    """The independent texts that say what is quoted: three articles can be two texts, when one is a copy."""
    times: list[TimeDocument]
    """The dates that the question names; places are in the question."""
    timeline: list[TimelineDocument]
    """Dated quotes of several articles in date order, when the question asks for a time."""
    hits: list[HitDocument]
    facets: dict[str, dict[str, Count]]
    """How many of all articles found are of each `source` (the empty name: of none), `folder`, `author` and `year`, of each
    `month` where the dates lie within three years, and how many have each `name` of a person, organisation or place. At most
    50 authors and names are given, those of most articles."""
    took_ms: float


@shape
class VerificationDocument(TypedDict):
    """Whether a quote still stands."""

    build: str
    article_id: str
    standing: Standing
    """`moved`: the article says it at `start`–`end` now; `changed`: it no longer does; `gone`: there is no such article."""
    holds: bool
    start: Count | None
    end: Count | None
    article_sha256: Sha256 | None


@shape
class SourceDocument(TypedDict):
    """One source with how many articles it has, and the dates of its first and last one."""

    source: str | None
    articles: Count
    first: str | None
    last: str | None


@shape
class SourcesDocument(TypedDict):
    """Every source of a build, the one with most articles first."""

    build: str
    sources: list[SourceDocument]
