"""An article that a link opened: the span that it cites, and what of the article can be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer import Filters
from webapp import parameters
from webapp.parameters import BadParameterError, Parameters

if TYPE_CHECKING:
    from indexer import Article, Span


def cited_in(article: Article, given: Parameters) -> tuple[Span | None, str | None]:
    """The span to highlight, and what is doubtful about it, if anything is."""
    try:
        span = parameters.span(given)
    except BadParameterError:
        return None, "The link names a place in this article that cannot be read, so nothing is highlighted."
    if span and span.end > len(article.text):
        return (
            None,
            "The link names a place after the end of this article; its text was longer when it was cited.",
        )
    if given.get("sha256", article.sha256).casefold() != article.sha256:
        return (
            span,
            "This article's text has changed since it was cited; what is highlighted may not be the quote.",
        )
    return span, None


def about(article: Article) -> Filters:
    """The filters that come closest to this article alone: its source and its day; none when it has neither."""
    day = article.published[:10] if article.published else None
    return Filters((article.source.casefold(),) if article.source else (), (), day, day)
