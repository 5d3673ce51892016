"""The pages of an article's file that stand beside its text, as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp import parameters

if TYPE_CHECKING:
    from indexer import Article, Reading, Span
    from webapp.parameters import Parameters

MOST_PAGES = 1_000_000
_MOST_SHOWN = 3
"""Pictures beside one text; a quote on more pages is seldom one."""


@dataclass(frozen=True, slots=True)
class PageView:
    """What is shown of a file: `pages` are those shown, counted from 1, of `total`; none unless `state` is "as read".

    `recognised` are the pages whose text was read by OCR.
    """

    state: str
    pages: tuple[int, ...]
    total: int
    recognised: tuple[int, ...] = ()


def view_of(reading: Reading, article: Article, span: Span | None, given: Parameters) -> PageView | None:
    """The page that the request asks for, else those of the quote, else the first; None when the article has no pages."""
    original = reading.original(article.id, span)
    if original is None:
        return None
    if original.state != "as read":
        return PageView(original.state, (), original.pages, original.read_by_ocr)
    asked = min(parameters.number(given, "page", 0, 0, MOST_PAGES), original.pages)
    pages = (asked,) if asked else original.quoted[:_MOST_SHOWN] or (1,)
    return PageView(original.state, pages, original.pages, original.read_by_ocr)
