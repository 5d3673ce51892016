"""The titles of articles that a question is limited to, so that a page can name them."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from indexer import ArticleNotFoundError
from webapp.texts.language import current_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer import Reading

_LONGEST = 80  # code points of a title


def titles_of(reading: Reading, ids: Iterable[str]) -> dict[str, str]:
    """Id → title in quotation marks; the id itself where the article has no title, or the id is that of a folder."""
    return dict(_named(reading, ids))


def _quoted(title: str) -> str:
    return current_catalogue().quoted(shorten(title, _LONGEST, placeholder="…"))


def _named(reading: Reading, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for article_id in ids:
        try:
            title = reading.article(article_id).title
        except ArticleNotFoundError:
            title = None
        yield article_id, _quoted(title) if title else article_id
