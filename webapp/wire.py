"""The JSON shapes, each described once, and the functions that make them.

All offsets, highlights too, are code points into the article's text, half-open. Dates are ISO 8601, as
precise as the source prints them, in its local time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask.json.provider import DefaultJSONProvider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from indexer import (
        Answer,
        Article,
        Citation,
        Hit,
        LibraryStatus,
        Question,
        QuestionTerm,
        Results,
        SourceSummary,
        Span,
        Verification,
    )


class Text(DefaultJSONProvider):
    """JSON as text: keys in the order of the shapes, other scripts as themselves, no spaces."""

    ensure_ascii = False
    sort_keys = False
    compact = True


def install(app: Flask) -> None:
    """Makes `app` write its JSON so."""
    app.json = Text(app)


class TermJSON(TypedDict):
    """A term the question was searched by, as written, and the turn it came from, counted from 1."""

    term: str
    weight: float
    turn: int


class ArticleJSON(TypedDict):
    """What names an article."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None


class CitationJSON(TypedDict):
    """A quote with everything to check it: `text[start:end] == quote`, and the SHA-256 of that text."""

    number: int
    quote: str
    article: ArticleJSON
    start: int
    end: int
    article_sha256: str


class PassageJSON(TypedDict):
    """A passage: `article.text[start:end] == text`."""

    id: str
    text: str
    start: int
    end: int
    heading: str | None


class HitJSON(TypedDict):
    """A passage that was found; `highlights` are pairs of offsets into the article's text."""

    rank: int
    score: float
    passage: PassageJSON
    highlights: list[list[int]]
    article: ArticleJSON


class ResultsJSON(TypedDict):
    """What `/api/search` gives."""

    build: str
    question: str
    today: str
    understood_as: list[TermJSON]
    hits: list[HitJSON]
    facets: dict[str, dict[str, int]]
    took_ms: float


class AnswerJSON(TypedDict):
    """What `/api/ask` gives. `status` is `answered`, or `not_found` with the `reason`."""

    build: str
    question: str
    today: str
    understood_as: list[TermJSON]
    status: str
    reason: str | None
    citations: list[CitationJSON]
    hits: list[HitJSON]
    facets: dict[str, dict[str, int]]
    took_ms: float


class MarkJSON(TypedDict):
    """A part of an article that is not running text, such as a headline or a caption."""

    start: int
    end: int
    kind: str
    label: str


class WholeArticleJSON(TypedDict):
    """What `/api/article` gives. `start`, `end` and `quote` are of the span asked for, else `null`.

    `unchanged` says whether the text still has the SHA-256 that was asked for; `null` when none was.
    """

    build: str
    article: ArticleJSON
    language: str
    text: str
    article_sha256: str
    marks: list[MarkJSON]
    metadata: dict[str, object]
    start: int | None
    end: int | None
    quote: str | None
    unchanged: bool | None


class SourceJSON(TypedDict):
    """One source (`null` is no source), its number of articles, and the dates of the first and last."""

    source: str | None
    articles: int
    first: str | None
    last: str | None


class SourcesJSON(TypedDict):
    """What `/api/sources` gives."""

    build: str
    sources: list[SourceJSON]


class VerificationJSON(TypedDict):
    """What `/api/verify` gives. `standing` is `holds`, `moved` (to `start`, `end`), `changed` or `gone`."""

    build: str
    standing: str
    article_id: str
    start: int | None
    end: int | None
    article_sha256: str | None


class HealthJSON(TypedDict):
    """What `/api/health` gives while a build is served."""

    status: str
    build: str
    built: str
    articles: int
    passages: int
    sentences: int
    terms: int


def answer(value: Answer, took_ms: float) -> AnswerJSON:
    """An answer."""
    return {
        "build": value.build,
        "question": value.question.text,
        "today": value.question.today,
        "understood_as": _understood(value.question),
        "status": value.status,
        "reason": value.reason,
        "citations": [_citation(citation) for citation in value.citations],
        "hits": [_hit(hit) for hit in value.hits],
        "facets": {name: dict(counts) for name, counts in value.facets.items()},
        "took_ms": took_ms,
    }


def results(value: Results, hits: Sequence[Hit], took_ms: float) -> ResultsJSON:
    """Search results with `hits` of them, in the order they are to stand in."""
    return {
        "build": value.build,
        "question": value.question.text,
        "today": value.question.today,
        "understood_as": _understood(value.question),
        "hits": [_hit(hit) for hit in hits],
        "facets": {name: dict(counts) for name, counts in value.facets.items()},
        "took_ms": took_ms,
    }


def whole_article(build: str, value: Article, span: Span | None, sha256: str | None) -> WholeArticleJSON:
    """An article, with the quote at `span`; raises `LawError` when the span leaves the text."""
    return {
        "build": build,
        "article": _article(value),
        "language": value.language,
        "text": value.text,
        "article_sha256": value.sha256,
        "marks": [
            {"start": mark.span.start, "end": mark.span.end, "kind": mark.kind, "label": mark.label}
            for mark in value.marks
        ],
        "metadata": dict(value.metadata),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "quote": value.quote(span) if span else None,
        "unchanged": sha256.casefold() == value.sha256 if sha256 else None,
    }


def sources(build: str, values: Sequence[SourceSummary]) -> SourcesJSON:
    """The sources of a build."""
    return {
        "build": build,
        "sources": [
            {"source": value.source, "articles": value.articles, "first": value.first, "last": value.last}
            for value in values
        ],
    }


def verification(build: str, value: Verification) -> VerificationJSON:
    """Whether a quote still stands where it was cited."""
    return {
        "build": build,
        "standing": value.standing,
        "article_id": value.article_id,
        "start": value.span.start if value.span else None,
        "end": value.span.end if value.span else None,
        "article_sha256": value.article_sha256,
    }


def health(value: LibraryStatus) -> HealthJSON:
    """What is served; no folder of the machine that serves it is named."""
    return {
        "status": "ok",
        "build": value.build,
        "built": value.built,
        "articles": value.articles,
        "passages": value.passages,
        "sentences": value.sentences,
        "terms": value.terms,
    }


def _understood(question: Question) -> list[TermJSON]:
    return [_term(term) for term in question.terms]


def _term(term: QuestionTerm) -> TermJSON:
    return {"term": term.shown, "weight": term.weight, "turn": term.turn}


def _article(article: Article) -> ArticleJSON:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "url": article.url,
    }


def _citation(citation: Citation) -> CitationJSON:
    return {
        "number": citation.number,
        "quote": citation.quote,
        "article": {
            "id": citation.article_id,
            "title": citation.title,
            "source": citation.source,
            "author": citation.author,
            "published": citation.published,
            "url": citation.url,
        },
        "start": citation.span.start,
        "end": citation.span.end,
        "article_sha256": citation.article_sha256,
    }


def _hit(hit: Hit) -> HitJSON:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "passage": {
            "id": hit.passage.id,
            "text": hit.passage.text,
            "start": hit.passage.span.start,
            "end": hit.passage.span.end,
            "heading": hit.passage.heading,
        },
        "highlights": [[span.start, span.end] for span in hit.highlights],
        "article": _article(hit.article),
    }
