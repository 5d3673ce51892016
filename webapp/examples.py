"""Questions to begin with: what the library's own titles and headings ask, and what it can answer."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Article, Reading

MOST = 4
_NAME = 4  # words
LOOKED_AT = 100
"""Articles that are looked at; of a large library, the first."""


def examples(build: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, each from another article."""
    return tuple(islice(_answered(build), MOST))


def _answered(build: Reading) -> Iterator[str]:
    """The questions that articles ask, then the titles that are none; each answered from its own article."""
    articles = [build.article(article_id) for article_id, _ in build.titles()[:LOOKED_AT]]
    asked = ((article, _question(article)) for article in articles)
    told = ((article, _about(article.title)) for article in articles if not _question(article))
    for article, question in chain(asked, told):
        if question and _answers(build, question, article):
            yield question


def _question(article: Article) -> str | None:
    """The first of the article's title and headings that asks something."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    return next((title for title in (article.title, *headings) if title.rstrip().endswith("?")), None)


def _about(title: str) -> str:
    """A question about what a short title names; a longer one tells something, and is asked as it is."""
    return f"What about {title}?" if len(title.split()) <= _NAME else title


def _answers(build: Reading, question: str, article: Article) -> bool:
    return any(citation.article_id == article.id for citation in build.ask((question,), k=1).citations)
