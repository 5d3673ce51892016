"""Does an article still say what was quoted from it, and if the quote moved, where does it stand now?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.types import Span, Verification

if TYPE_CHECKING:
    from indexer.types import Article


def verify_quote(article: Article, span: Span, quote: str) -> Verification:
    """Whether the article says `quote` at `span`: it holds; it moved (to the nearest occurrence); or it was changed."""
    if span.of(article.text) == quote:
        return Verification("holds", article.id, span, article.sha256)
    start = _nearest_occurrence(article.text, quote, span.start) if quote else None
    if start is None:
        return Verification("changed", article.id, None, article.sha256)
    return Verification("moved", article.id, Span(start, start + len(quote)), article.sha256)


def _nearest_occurrence(text: str, quote: str, start: int) -> int | None:
    """The offset at which the quote begins nearest to `start`; the earlier of two as near; None when it is not there."""
    offsets = (text.rfind(quote, 0, start + len(quote)), text.find(quote, start))
    return min((offset for offset in offsets if offset >= 0), key=lambda offset: abs(offset - start), default=None)
