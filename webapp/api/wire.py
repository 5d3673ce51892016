"""The JSON shapes that only HTTP has, and how JSON is written; all other shapes are those of `indexer.exporting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NotRequired, Required

from flask.json.provider import DefaultJSONProvider
from typing_extensions import TypedDict  # that of Python 3.11 forgets its bases

from indexer import (
    LONGEST_QUESTION,
    MOST_COMPLETIONS,
    MOST_HITS,
    MOST_TURNS,
    DamagedBuildError,
    EmbedderError,
    EngineUnavailableError,
    IncompatibleBuildError,
    ListOrder,
    NoBuildError,
    Sort,
)
from indexer.exporting.documents import article_document
from indexer.exporting.formats import FORMATS, PURPOSES
from indexer.exporting.json_schema import Limit, shape
from indexer.exporting.schemas import ArticleDocument, Count
from webapp.parameters import DEFAULT_COMPLETIONS, DEFAULT_K, GREATEST_OFFSET

if TYPE_CHECKING:
    from flask import Flask

    from indexer import Article, ArticleTimes, Condition, LibraryStatus, Span

Question = Annotated[str, Limit(maxLength=LONGEST_QUESTION, pattern=r"[^\s\x00-\x1f\x7f-\xa0\xad\ufeff]")]
Day = Annotated[str, Limit(format="date", examples=["2016-10-25"])]
_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
Period = Day | Annotated[str, Limit(pattern=f"^{_YEAR}(-(0[1-9]|1[0-2]))?$", examples=["2016-10"])]
SpanText = Annotated[str, Limit(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$", examples=["120-180"])]


class Text(DefaultJSONProvider):
    """Writes JSON with the keys in the order of the shapes, without spaces, and without escapes for other scripts."""

    ensure_ascii = False
    sort_keys = False
    compact = True


def install(app: Flask) -> None:
    """Makes `app` write its JSON in this way."""
    app.json = Text(app)


@shape
class _Conversation(TypedDict, total=False):
    q: Required[
        Question
        | Annotated[
            list[Question],
            Limit(minItems=1, maxItems=MOST_TURNS, examples=[["How do I add articles?"]]),
        ]
    ]
    """The question; repeated, a conversation with the newest question last. Operators: `source:x`, `author:x`, `title:x`,
    `name:x`, `id:x`, `folder:x`, `after:2016`, `before:2016-10`, "a phrase", -word, `a OR b`, `a NEAR/5 b`, `begin*`, and
    `alone:` before a question that follows nothing up."""
    source: str | list[str]
    """Only articles of this source; case and accents do not count."""
    author: str | list[str]
    """Only articles of this author, named by one word or more; case and accents do not count."""
    id: str | list[str]
    """Only the article of this id, or all whose ids begin with it and a slash; repeated, any of them."""
    folder: str | list[str]
    """Only articles in this folder, a run of parts of their path; repeated, any of them."""
    name: str | list[str]
    """Only articles that have this person, organisation or place, as facets name it; repeated, all of them."""
    after: Period
    """Only articles published in or after this year, month or day."""
    before: Period
    """Only articles published in or before this year, month or day."""
    today: Day
    """The day to take as today; the answer is then the same on any day."""


@shape
class _Asked(_Conversation, total=False):
    k: Annotated[int, Limit(minimum=1, maximum=MOST_HITS, default=DEFAULT_K)]
    """How many hits."""
    explain: bool | Literal[0, 1]
    """Give each hit an `explanation`: reasons whose amounts add up to its score."""


@shape
class AskRequest(_Asked, total=False):
    """A conversation, and what belongs to its newest question."""


@shape
class SearchRequest(_Asked, total=False):
    """A question, and the page of its ranking."""

    offset: Annotated[int, Limit(minimum=0, maximum=GREATEST_OFFSET, default=0)]
    """How many of the ranking to pass over."""
    sort: Annotated[Sort, Limit(default="rank")]
    """`rank`: the best first; `date`: the newest first; `oldest`: the oldest first. Those without a date come last."""
    group_by: Annotated[Literal["passage", "article"], Limit(default="passage")]
    """`article`: each article once, with its best passages; `k`, `offset` and `total` count articles then."""
    format: Annotated[Literal["json", "csv"], Limit(default="json")]
    """`csv`: a table of the passages, for spreadsheets."""


@shape
class ExportRequest(_Conversation, total=False):
    """A conversation, and the kind of file that its newest answer is to become."""

    format: Annotated[
        str,
        Limit(description=f"{PURPOSES}.", enum=list(FORMATS), default=next(iter(FORMATS))),
    ]


@shape
class SuggestRequest(TypedDict, total=False):
    """What was typed so far."""

    q: Required[Annotated[str, Limit(maxLength=LONGEST_QUESTION, examples=["how do i a"])]]
    """The text, to be continued; case and accents do not count. Empty, or longer than 200 characters: no suggestions."""
    k: Annotated[int, Limit(minimum=1, maximum=MOST_COMPLETIONS, default=DEFAULT_COMPLETIONS)]
    """How many suggestions at most."""


@shape
class SimilarRequest(TypedDict, total=False):
    """An article or a passage."""

    id: Required[Annotated[str, Limit(minLength=1, examples=["handbook/asking.md"])]]
    """Its id, as hits name it."""
    k: Annotated[int, Limit(minimum=1, maximum=MOST_HITS, default=DEFAULT_K)]
    """How many articles."""


@shape
class ArticleRequest(TypedDict, total=False):
    """An article, and a place in it."""

    id: Required[Annotated[str, Limit(minLength=1, examples=["handbook/asking.md"])]]
    """The article's id, as hits and citations name it."""
    span: SpanText
    """Start and end of the quote that is wanted: code points, half-open, the end after the start."""
    sha256: str
    """The SHA-256 that the text had when it was cited; `unchanged` says whether it still has it."""


@shape
class BrowseRequest(TypedDict, total=False):
    """A list of articles, and the page of it."""

    source: str
    """Only articles of this source, by its whole name; empty: those without a source."""
    year: Annotated[str, Limit(examples=["2016"])]
    """Only articles published in this year, or month (`2016-10`)."""
    title: Annotated[str, Limit(examples=["army"])]
    """Only articles with all these words, or parts of words, in their titles."""
    sort: Annotated[ListOrder, Limit(default="newest")]
    """By date, `newest` or `oldest` first, those without a date last; `added`: the last added first; or by `title`."""
    added_since: Period
    """Only articles that were added in or after this year, month or day (UTC); with `sort=added` alone."""
    k: Annotated[int, Limit(minimum=1, maximum=MOST_HITS, default=DEFAULT_K)]
    """How many articles."""
    offset: Annotated[int, Limit(minimum=0, maximum=GREATEST_OFFSET, default=0)]
    """How many of the list to pass over."""


@shape
class ChangesRequest(TypedDict, total=False):
    """A state of the library to compare with, and the page of the changes."""

    since: Annotated[str, Limit(examples=["2026-11-20"])]
    """The id of an earlier build, or a year, month or day (UTC), which is included; by default, the build before."""
    k: Annotated[int, Limit(minimum=1, maximum=MOST_HITS, default=MOST_HITS)]
    """How many changes."""
    offset: Annotated[int, Limit(minimum=0, maximum=GREATEST_OFFSET, default=0)]
    """How many of the changes to pass over."""


@shape
class VerifyRequest(TypedDict):
    """A quote, and where it is said to stand."""

    id: Annotated[str, Limit(minLength=1, examples=["handbook/asking.md"])]
    """The article's id."""
    span: SpanText
    """Where it stood when it was cited: code points, half-open, the end after the start."""
    quote: Annotated[str, Limit(minLength=1, examples=["Footnote never composes text of its own."])]
    """The words, letter for letter."""


class CitedArticle(TypedDict):
    """The article of a posted citation; what else stands there is not read."""

    id: Annotated[str, Limit(minLength=1)]


class CitationRequest(TypedDict):
    """A citation as `/api/ask` gives it; what else stands there is not read."""

    article: CitedArticle
    start: Annotated[int, Limit(minimum=0, maximum=999_999_999)]
    end: Annotated[int, Limit(minimum=0, maximum=999_999_999)]
    quote: Annotated[str, Limit(minLength=1)]


@shape
class OpenedDocument(ArticleDocument):
    """An article, and the quote at the span asked for."""

    start: Count | None
    """Null when no span was asked for, as `end` and `quote`."""
    end: Count | None
    quote: str | None
    unchanged: bool | None
    """Whether the text still has the SHA-256 that was asked for; null when none was."""
    added: str
    """When it came into the library (UTC)."""
    changed: str
    """When its text or title last changed there (UTC)."""


@shape
class HealthDocument(TypedDict):
    """What is served, and whether it is as it should be. Times are UTC."""

    status: Literal["ok", "degraded"]
    """`degraded`: all is answered, but not from the newest build, or from one with damaged files; `problem` says why."""
    build: str
    built: str
    current: str | None
    """The newest build, which should be served; null when nothing tells which that is."""
    problem: str | None
    """What is wrong, and what to do."""
    since: str | None
    """When the problem was first seen."""
    checked: str | None
    """When every byte of the build was last compared with what was published."""
    articles: Count
    passages: Count
    sentences: Count
    terms: Count


@shape
class ParameterProblem(TypedDict):
    """A parameter that is missing or wrong."""

    parameter: str
    """Its name; `body` when the body as a whole is meant."""
    detail: str
    """What to write instead."""


@shape
class ProblemDocument(TypedDict):
    """What is wrong (RFC 9457)."""

    type: Literal["about:blank"]
    title: str
    """The status in words."""
    status: Annotated[int, Limit(minimum=400, maximum=599)]
    detail: str
    """What to do next."""
    errors: NotRequired[list[ParameterProblem]]
    """Every parameter that is wrong; there only when parameters are."""


def opened(build: str, article: Article, times: ArticleTimes, span: Span | None, sha256: str | None) -> OpenedDocument:
    """The document of an article, with the quote at `span`; raises `LawError` when the span leaves the text."""
    return {
        **article_document(article, build),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "quote": article.quote(span) if span else None,
        "unchanged": sha256.casefold() == article.sha256 if sha256 else None,
        "added": times.added,
        "changed": times.changed,
    }


def health(status: LibraryStatus, condition: Condition) -> HealthDocument:
    """The document of `/api/health`; it names no folder of the machine, since everyone may read it."""
    return {
        "status": "degraded" if condition.problem else "ok",
        "build": status.build,
        "built": status.built,
        "current": condition.current,
        "problem": _problem(status, condition),
        "since": condition.since,
        "checked": condition.checked.checked if condition.checked else None,
        "articles": status.articles,
        "passages": status.passages,
        "sentences": status.sentences,
        "terms": status.terms,
    }


_WRONG = {
    NoBuildError: "the file that names it is missing",
    DamagedBuildError: "it is damaged",
    IncompatibleBuildError: "it was made by another version",
    EmbedderError: "its model is not there",
    EngineUnavailableError: "its engine does not answer",
}


def _problem(status: LibraryStatus, condition: Condition) -> str | None:
    """One sentence for the operator of the server: what is wrong, and what to do; None when all is well."""
    if condition.problem is None:
        return None
    if condition.current == status.build:
        return "Files of the build that is served are damaged; run `footnote rebuild`."
    why = next((words for kind, words in _WRONG.items() if isinstance(condition.problem, kind)), "it cannot be opened")
    return f"The newest build is not served, since {why}; serving the build of {status.built}. Run `footnote rebuild`."
