"""A link that opens an article at a quote: whether the article still says the quote, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Span
from webapp import parameters
from webapp.parameters import BadParameterError, Parameters

if TYPE_CHECKING:
    from indexer import Article, Reading

_UNREADABLE = "article.unreadable"
_BEYOND = "article.beyond"
_UNSURE = "article.unsure"


@dataclass(frozen=True, slots=True)
class CitedLink:
    """What a link cites: `span` is what to highlight, `doubt` is the key of a text on what is wrong, if anything.

    `quote` is the quote in the link, and `standing` its verification: holds, moved or changed; None without a quote.
    `since` is whether the text has changed since it was cited; None when the link carries no SHA-256.
    """

    span: Span | None = None
    quote: str = ""
    standing: str | None = None
    since: bool | None = None
    doubt: str | None = None


def read_link(reading: Reading, article: Article, given: Parameters) -> CitedLink:
    """The link with these parameters, checked against the article."""
    quote, sha256 = given.get("quote", ""), given.get("sha256", "")
    since = sha256.casefold() != article.sha256 if sha256 else None
    span, doubt = _span(article, given)
    if not quote:
        return CitedLink(span, since=since, doubt=doubt or (_UNSURE if span and since else None))
    verification = reading.verify(article.id, span or Span(0, len(quote)), quote)
    anywhere = span is None and doubt is None and verification.standing == "moved"
    return CitedLink(verification.span, quote, "holds" if anywhere else verification.standing, since)


def _span(article: Article, given: Parameters) -> tuple[Span | None, str | None]:
    """The span that the link names; or None, and the key of a text why the article has no such span."""
    try:
        span = parameters.span(given)
    except BadParameterError:
        return None, _UNREADABLE
    return (None, _BEYOND) if span and span.end > len(article.text) else (span, None)
