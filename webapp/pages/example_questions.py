"""Questions to begin with: what the library's own titles and headings ask, and what it can answer."""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Article, Reading

MOST = 4
_NAME = 4  # words
SOURCES = 10
OF_EACH = 10
"""Articles that are looked at, the newest of every one of the greatest sources."""
TRIED = 16
"""Questions that are asked to find those that are answered: the first visitor waits for it."""


def examples(reading: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, each from another article."""
    tried = islice(_asked(reading), TRIED)
    return tuple(islice((question for article, question in tried if _answers(reading, question, article)), MOST))


def _asked(reading: Reading) -> Iterator[tuple[Article, str]]:
    """A question of every source, then a second one of each, and so on; those that an article asks itself come first."""
    lists = [sorted(_of_source(reading, each.source or ""), key=_is_told) for each in reading.sources()[:SOURCES]]
    for of_each in zip_longest(*lists):
        yield from ((article, question) for article, question, _ in sorted(filter(None, of_each), key=_is_told))


def _of_source(reading: Reading, source: str) -> Iterator[tuple[Article, str, bool]]:
    """Its newest articles, each with a question, and whether that is made of what the article tells."""
    for entry in reading.browse(source, most=OF_EACH).entries:
        article = reading.article(entry.id)
        asked = _question(article)
        if asked or article.title:
            yield article, asked or _about(article.title), asked is None


def _is_told(candidate: tuple[Article, str, bool]) -> bool:
    return candidate[2]


def _question(article: Article) -> str | None:
    """The first of the article's title and headings that asks something."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    return next((title for title in (article.title, *headings) if title.rstrip().endswith("?")), None)


def _about(title: str) -> str:
    """A question about what a short title names; a longer one tells something, and is asked as it is."""
    return f"What about {title}?" if len(title.split()) <= _NAME else title


def _answers(reading: Reading, question: str, article: Article) -> bool:
    return any(citation.article_id == article.id for citation in reading.ask((question,), k=1).citations)
