"""Questions to begin with: what the library's own titles and headings ask, and what it can answer."""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer import Article, Reading

MOST = 4
_NAME = 4  # words
SOURCES = 10
OF_EACH = 10
"""Articles that are looked at, the newest of every one of the greatest sources."""
TRIED = 24
"""Questions that are asked to find those that are answered: the first visitor waits for it."""


def examples(build: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, each from another article."""
    tried = islice(_asked(tuple(_looked_at(build))), TRIED)
    return tuple(islice((question for article, question in tried if _answers(build, question, article)), MOST))


def _looked_at(build: Reading) -> Iterator[Article]:
    """One article of every source, then a second one of each, and so on."""
    lists = (build.browse(each.source or "", most=OF_EACH).entries for each in build.sources()[:SOURCES])
    for of_each in zip_longest(*lists):
        yield from (build.article(entry.id) for entry in of_each if entry)


def _asked(articles: Sequence[Article]) -> Iterator[tuple[Article, str]]:
    """The questions that articles ask, then what could be asked about the others."""
    asks = [(article, _question(article)) for article in articles]
    asked = ((article, question) for article, question in asks if question)
    return chain(
        asked, ((article, _about(article.title)) for article, question in asks if not question and article.title)
    )


def _question(article: Article) -> str | None:
    """The first of the article's title and headings that asks something."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    return next((title for title in (article.title, *headings) if title.rstrip().endswith("?")), None)


def _about(title: str) -> str:
    """A question about what a short title names; a longer one tells something, and is asked as it is."""
    return f"What about {title}?" if len(title.split()) <= _NAME else title


def _answers(build: Reading, question: str, article: Article) -> bool:
    return any(citation.article_id == article.id for citation in build.ask((question,), k=1).citations)
