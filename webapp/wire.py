"""How JSON goes out, and the two shapes that only HTTP has; all others are those of `indexer.exporting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask.json.provider import DefaultJSONProvider

from indexer.exporting.json import article_document
from indexer.exporting.shapes import ArticleDocument

if TYPE_CHECKING:
    from flask import Flask

    from indexer import Article, LibraryStatus, Span


class Text(DefaultJSONProvider):
    """JSON as text: keys in the order of the shapes, other scripts as themselves, no spaces."""

    ensure_ascii = False
    sort_keys = False
    compact = True


def install(app: Flask) -> None:
    """Makes `app` write its JSON so."""
    app.json = Text(app)


class OpenedDocument(ArticleDocument):
    """What `/api/article` gives: the article, and the quote at the span asked for (null when none was).

    `unchanged` says whether the text still has the SHA-256 that was asked for; null when none was.
    """

    start: int | None
    end: int | None
    quote: str | None
    unchanged: bool | None


class HealthDocument(TypedDict):
    """What `/api/health` gives while a build is served."""

    status: str
    build: str
    built: str
    articles: int
    passages: int
    sentences: int
    terms: int


def opened(build: str, article: Article, span: Span | None, sha256: str | None) -> OpenedDocument:
    """An article, with the quote at `span`; raises `LawError` when the span leaves the text."""
    return {
        **article_document(article, build),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "quote": article.quote(span) if span else None,
        "unchanged": sha256.casefold() == article.sha256 if sha256 else None,
    }


def health(status: LibraryStatus) -> HealthDocument:
    """What is served; no folder of the machine that serves it is named."""
    return {
        "status": "ok",
        "build": status.build,
        "built": status.built,
        "articles": status.articles,
        "passages": status.passages,
        "sentences": status.sentences,
        "terms": status.terms,
    }
