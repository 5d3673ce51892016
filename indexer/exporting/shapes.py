"""The JSON shapes, documented once: what `--json` prints and what `/api/…` answers.

Every document names the `build` it was read from. Offsets (`start`, `end`, highlights) are code points into
the article's text, half-open. A field that has no value is null, never absent; only `explanation` is left out
unless it was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Scalar = int | float | str | bool


class ArticleReference(TypedDict):
    """An article without its text. `published` is ISO 8601, as precise as the source prints it."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None


class MarkDocument(TypedDict):
    """A span of an article that is not running text: headline, heading, dateline, caption, page and so on."""

    start: int
    end: int
    kind: str
    label: str


class ArticleDocument(TypedDict):
    """One article, whole: what names it, and everything that is in it."""

    build: str
    article: ArticleReference
    language: str
    text: str
    article_sha256: str
    marks: list[MarkDocument]
    metadata: dict[str, object]


class UnderstoodTerm(TypedDict):
    """A term of the question as it was written, its weight, and the turn it came from (the first is 1)."""

    term: str
    weight: float
    turn: int


class FiltersDocument(TypedDict):
    """The filters in force, those written in the question too."""

    source: list[str]
    author: list[str]
    after: str | None
    before: str | None


class PassageDocument(TypedDict):
    """A passage: whole sentences of one article."""

    id: str
    text: str
    start: int
    end: int
    heading: str | None


class ContributionDocument(TypedDict):
    """One reason for a score; the amounts of all of them add up to it."""

    reason: str
    amount: float


class _Hit(TypedDict):
    rank: int
    score: float
    passage: PassageDocument
    highlights: list[list[int]]
    article: ArticleReference


class HitDocument(_Hit, total=False):
    """A passage that was found. `explanation` is there only when it was asked for."""

    explanation: list[ContributionDocument]


class CitationDocument(TypedDict):
    """A quote, with everything needed to check it."""

    number: int
    quote: str
    article: ArticleReference
    start: int
    end: int
    article_sha256: str


class QuestionDocument(TypedDict):
    """What was asked, and what was made of it. `today` is the day the question was asked on."""

    build: str
    question: str
    today: str
    understood_as: list[UnderstoodTerm]
    phrases: list[str]
    excluded: list[str]
    filters: FiltersDocument


class ResultsDocument(QuestionDocument):
    """One page of a search.

    `total` counts the passages ranked; `facets` counts articles by source and by year.
    """

    hits: list[HitDocument]
    total: int
    facets: dict[str, dict[str, int]]
    took_ms: float


class AnswerDocument(QuestionDocument):
    """What a question gets.

    `status` is `answered` with citations, or `not_found` with a reason and the nearest hits.
    """

    status: str
    reason: str | None
    citations: list[CitationDocument]
    hits: list[HitDocument]
    facets: dict[str, dict[str, int]]
    took_ms: float


class VerificationDocument(TypedDict):
    """Whether a quote still stands: `holds`, `moved` (now at start–end), `changed` or `gone`."""

    build: str
    article_id: str
    standing: str
    holds: bool
    start: int | None
    end: int | None
    article_sha256: str | None


class SourceDocument(TypedDict):
    """One source with how many articles it has, and the dates of its first and last one."""

    source: str | None
    articles: int
    first: str | None
    last: str | None


class SourcesDocument(TypedDict):
    """Every source of a build."""

    build: str
    sources: list[SourceDocument]


class SkippedDocument(TypedDict):
    """A file that was not indexed, and why."""

    path: str
    reason: str


class DifferenceDocument(TypedDict):
    """A setting whose configured value waits for the next rebuild."""

    build: Scalar
    configured: Scalar


class StatusDocument(TypedDict):
    """What a library holds. `built` is UTC; `differing` names the settings that a rebuild would change."""

    build: str
    built: str
    articles: int
    passages: int
    sentences: int
    terms: int
    sources: list[str]
    skipped: list[SkippedDocument]
    previous: list[str]
    versions: dict[str, str]
    settings: dict[str, Scalar]
    differing: dict[str, DifferenceDocument]


class SourceCounts(Protocol):
    """What a source's row is made of: the library's `SourceSummary`."""

    @property
    def source(self) -> str | None: ...  # noqa: D102
    @property
    def articles(self) -> int: ...  # noqa: D102
    @property
    def first(self) -> str | None: ...  # noqa: D102
    @property
    def last(self) -> str | None: ...  # noqa: D102


class FileSkipped(Protocol):
    """A file that a build left out: the reading room's `Skipped`."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102


class Status(Protocol):
    """What a library says of itself: its `LibraryStatus`."""

    @property
    def build(self) -> str: ...  # noqa: D102
    @property
    def built(self) -> str: ...  # noqa: D102
    @property
    def articles(self) -> int: ...  # noqa: D102
    @property
    def passages(self) -> int: ...  # noqa: D102
    @property
    def sentences(self) -> int: ...  # noqa: D102
    @property
    def terms(self) -> int: ...  # noqa: D102
    @property
    def sources(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def skipped(self) -> Sequence[FileSkipped]: ...  # noqa: D102
    @property
    def previous(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def versions(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def settings(self) -> Mapping[str, Scalar]: ...  # noqa: D102
    @property
    def differing(self) -> Mapping[str, tuple[Scalar, Scalar]]: ...  # noqa: D102
