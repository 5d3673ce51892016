"""Whether a quote still stands in an article, and if it moved, where to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.types import Span, Verification

if TYPE_CHECKING:
    from indexer.types import Article


def standing(article: Article, span: Span, quote: str) -> Verification:
    """Whether the article says `quote` at `span`; if it says it elsewhere, at the place nearest to there."""
    if span.of(article.text) == quote:
        return Verification("holds", article.id, span, article.sha256)
    place = _nearest(article.text, quote, span.start) if quote else None
    if place is None:
        return Verification("changed", article.id, None, article.sha256)
    return Verification("moved", article.id, Span(place, place + len(quote)), article.sha256)


def _nearest(text: str, quote: str, start: int) -> int | None:
    """Where the occurrence that begins nearest to `start` begins; of two as near, the earlier one."""
    places = (text.rfind(quote, 0, start + len(quote)), text.find(quote, start))
    return min((place for place in places if place >= 0), key=lambda place: abs(place - start), default=None)
