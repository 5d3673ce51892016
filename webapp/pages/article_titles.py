"""What a page calls the values of filters: the titles of articles for their ids, and sources and names as written."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from indexer import ArticleNotFoundError
from webapp.texts.language import current_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indexer import Filters, Reading

_LONGEST = 80  # code points of a title
_FOLDED = ("source", "author", "name")


def titles_of(reading: Reading, ids: Iterable[str]) -> dict[str, str]:
    """Id → title in quotation marks; the id itself where the article has no title, or the id is that of a folder."""
    return dict(_named(reading, ids))


def values_as_written(
    reading: Reading, filters: Filters, facets: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], str]:
    """Operator and value of filters → what a page calls the value, as far as it differs from it."""
    titles = {("id", article_id): title for article_id, title in titles_of(reading, filters.ids).items()}
    names = {(kind, name.casefold()): name for kind in _FOLDED for name in facets.get(kind, ())}
    return titles | names


def _quoted(title: str) -> str:
    return current_catalogue().quoted(shorten(title, _LONGEST, placeholder="…"))


def _named(reading: Reading, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for article_id in ids:
        try:
            title = reading.article(article_id).title
        except ArticleNotFoundError:
            title = None
        yield article_id, _quoted(title) if title else article_id
