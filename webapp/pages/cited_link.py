"""An article that a link opened: whether what the link cites still stands there, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Filters, Span
from webapp import parameters
from webapp.parameters import BadParameterError, Parameters

if TYPE_CHECKING:
    from indexer import Article, Reading

_UNREADABLE = "The link names a place in this article that cannot be read, so nothing is highlighted."
_BEYOND = "The link names a place after the end of this article; its text was longer when it was cited."
_UNSURE = "This article's text has changed since it was cited; what is highlighted may not be the quote."


@dataclass(frozen=True, slots=True)
class CitedLink:
    """What a link cites. `span` is what to highlight; `doubt` says what is wrong with the link, if anything is.

    `quote` are the words that the link carries, `standing` whether they still stand: holds, moved or changed, or None
    when it carries none. `since` says that the text is not the one that was cited, None when the link does not tell.
    """

    span: Span | None = None
    quote: str = ""
    standing: str | None = None
    since: bool | None = None
    doubt: str | None = None


def read_link(reading: Reading, article: Article, given: Parameters) -> CitedLink:
    """What the link with these parameters cites in the article."""
    quote, sha256 = given.get("quote", ""), given.get("sha256", "")
    since = sha256.casefold() != article.sha256 if sha256 else None
    span, doubt = _place(article, given)
    if not quote:
        return CitedLink(span, since=since, doubt=doubt or (_UNSURE if span and since else None))
    found = reading.verify(article.id, span or Span(0, len(quote)), quote)
    anywhere = span is None and doubt is None and found.standing == "moved"
    return CitedLink(found.span, quote, "holds" if anywhere else found.standing, since)


def _place(article: Article, given: Parameters) -> tuple[Span | None, str | None]:
    """The span that the link names, or why it is none of this article's."""
    try:
        span = parameters.span(given)
    except BadParameterError:
        return None, _UNREADABLE
    return (None, _BEYOND) if span and span.end > len(article.text) else (span, None)


def closest_filters(article: Article) -> Filters:
    """The filters that come closest to this article alone: its source and its day; none when it has neither."""
    day = article.published[:10] if article.published else None
    return Filters((article.source.casefold(),) if article.source else (), (), day, day)
