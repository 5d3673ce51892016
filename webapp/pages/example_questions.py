"""Example questions for the welcome page, made of titles and headings, and only such as the library answers."""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from webapp.texts.catalogue import LANGUAGES, catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Article, Reading

MOST = 4
_NAME = 4  # words
SOURCES = 10
OF_EACH = 10
"""Articles tried from each of the `SOURCES` largest sources, newest first."""
TRIED = 16
"""Questions asked at most to find answered ones, while the first visitor waits."""


def examples(reading: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, each from another article."""
    tried = islice(_candidates(reading), TRIED)
    return tuple(islice((question for article, question in tried if _answers(reading, question, article)), MOST))


def _candidates(reading: Reading) -> Iterator[tuple[Article, str]]:
    """A question of every source, then a second one of each, and so on; real questions of articles come first."""
    lists = [sorted(_of_source(reading, summary.source or ""), key=_is_made) for summary in reading.sources()[:SOURCES]]
    for of_each in zip_longest(*lists):
        yield from ((article, question) for article, question, _ in sorted(filter(None, of_each), key=_is_made))


def _of_source(reading: Reading, source: str) -> Iterator[tuple[Article, str, bool]]:
    """The newest articles of a source, each with a question, and whether the question was made of a statement."""
    for entry in reading.browse(source, most=OF_EACH).entries:
        article = reading.article(entry.id)
        own_question = _question(article)
        if own_question or article.title:
            yield article, own_question or _about(article), own_question is None


def _is_made(candidate: tuple[Article, str, bool]) -> bool:
    return candidate[2]


def _question(article: Article) -> str | None:
    """The title or first heading that ends with a question mark; None when there is none."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    return next((title for title in (article.title, *headings) if title.rstrip().endswith("?")), None)


def _about(article: Article) -> str:
    """A question made of a title: a short title names a thing; a longer one is a statement, and is used as it is.

    It is in the language of the article, which is the one that the article is searched in.
    """
    if len(article.title.split()) > _NAME or article.language not in LANGUAGES:
        return article.title
    return catalogue_of(article.language).plain("welcome.about", title=article.title)


def _answers(reading: Reading, question: str, article: Article) -> bool:
    return any(citation.article_id == article.id for citation in reading.ask((question,), k=1).citations)
