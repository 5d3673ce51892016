"""The schemas of what helps to look around in a library: suggestions while one types, and more like an article."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from indexer.exporting.schemas import Count, HitDocument, shape
from indexer.types import CompletionKind  # noqa: TC001  pydantic reads it


@shape
class CompletionDocument(TypedDict):
    """What a text that is being typed may go on as."""

    kind: CompletionKind
    """A `name` of a person, organisation or place; a `word` of the articles; or the `title` of an article."""
    text: str
    """The name or the title, or the text that was typed with its last word whole."""
    article_id: str | None
    """Of a title: its article."""
    articles: Count | None
    """Of a name: how many articles have it."""


@shape
class CompletionsDocument(TypedDict):
    """Suggestions while a question is typed."""

    build: str
    suggestions: list[CompletionDocument]
    """Names first, then words, then titles; the best of each kind first."""
    took_ms: float


@shape
class SimilarDocument(TypedDict):
    """The articles that are most like an article or a passage."""

    build: str
    id: str
    """Of the article or passage."""
    hits: list[HitDocument]
    """The best passage of each article, the most similar first; the highlights are what it shares."""
    took_ms: float
