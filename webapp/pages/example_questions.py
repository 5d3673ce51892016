"""Example questions for the welcome page, as a person would ask them, and only such as the library answers.

Of each article the first of these that can be made: a title or heading that is a question; what or who something is, or when
it was done, as a sentence of the article says, best of what its title names; what is said about a name in its title, or about
its title if that is short.
"""

from __future__ import annotations

import re
from itertools import islice, zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from indexer import HANDBOOK_SOURCE
from webapp.pages.follow_ups import question_of
from webapp.texts.catalogue import LANGUAGES, catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Article, Reading, Span

MOST = 4
_NAME = 4  # words
_LONGEST = 120  # code points of a question
_ENDS = frozenset(".!?…。")
SOURCES = 10
ARTICLES = 100
"""Articles tried of the `SOURCES` largest sources, as many of each, newest first, no two of one title."""
OF_EACH = 3
"""Questions of one article, at most."""
LOOKED_AT = 200
"""Newest articles of a source that may be tried."""
TRIED = 16
"""Questions asked at most to find answered ones, while the first visitor waits."""
ON_FOOTNOTE = (
    "How do I add articles?", "How do I ask a follow-up question?", "How do I check a citation?",
    "How do I search for an exact phrase?",
)  # fmt: skip
"""Questions that the handbook answers, for a library that has it."""


class _Candidate(NamedTuple):
    """A question, and how good it is, 0 for the best; its answer quotes the `article` at `span`, or by the `words`."""

    quality: int
    question: str
    article: Article | None = None
    span: Span | None = None
    words: str = ""


def examples(reading: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, of different articles where it can be; those on Footnote come last."""
    tried = islice(_candidates(reading), TRIED)
    return tuple(islice((each.question for each in tried if _is_answered(reading, each)), MOST))


def _candidates(reading: Reading) -> Iterator[_Candidate]:
    """A question of every source, then a second one of each, and so on; in each round the best come first."""
    sources = [summary.source for summary in reading.sources()]
    own = [source or "" for source in sources if source != HANDBOOK_SOURCE][:SOURCES]
    for of_each in zip_longest(*(_of_source(reading, source, len(own)) for source in own)):
        yield from sorted(filter(None, of_each), key=lambda candidate: candidate.quality)
    if HANDBOOK_SOURCE in sources:
        yield from (_Candidate(0, question) for question in ON_FOOTNOTE)


def _of_source(reading: Reading, source: str, sources: int) -> list[_Candidate]:
    """Questions of the newest articles of a source, the best first, the first one of each article before its second one.

    `sources` is how many have as many articles tried.
    """
    by_title = {entry.title or entry.id: entry for entry in reversed(reading.browse(source, most=LOOKED_AT).entries)}
    ranked: list[tuple[int, int, _Candidate]] = []
    for entry in islice(reversed(by_title.values()), ARTICLES // sources):
        short = (each for each in _questions(reading, reading.article(entry.id)) if len(each.question) <= _LONGEST)
        ranked += ((candidate.quality, place, candidate) for place, candidate in enumerate(islice(short, OF_EACH)))
    return [candidate for *_, candidate in sorted(ranked, key=lambda one: one[:2])]


def _questions(reading: Reading, article: Article) -> Iterator[_Candidate]:
    """The questions of an article, the best first; those that are made are in its language, in which it is searched."""
    yield from (_Candidate(0, question, article) for question in reading.questions(article))
    if article.language not in LANGUAGES:
        return
    catalogue = catalogue_of(article.language)
    title = " ".join(article.title.split())
    facts = sorted(reading.facts(article), key=lambda lead: lead.words.casefold() not in title.casefold())
    yield from (_Candidate(1, question_of(lead), article, lead.fact.span) for lead in facts if lead.fact)
    if facts:
        return
    names = (
        name
        for name in reading.names(article.id)
        if name in title and not re.search(rf"\bthe {re.escape(name)}\b", article.text)
    )
    about = max(names, key=_words, default="")
    if about:
        yield _Candidate(2, catalogue.plain("welcome.about", title=about), article, words=about)
    elif 0 < _words(title) <= _NAME and title != PurePath(article.path or "").stem:
        yield _Candidate(3, catalogue.plain("welcome.about", title=title), article, words=title)


def _words(text: str) -> int:
    return len(text.split())


def _is_answered(reading: Reading, candidate: _Candidate) -> bool:
    """Whether the question has an answer that is surely one, and what it quotes first is what it should."""
    answer = reading.ask((candidate.question,), k=1)
    if answer.strength != "answer":
        return False
    best, article = answer.citations[0], candidate.article
    if article is None:
        return any(citation.source == HANDBOOK_SOURCE for citation in answer.citations)
    if candidate.span:
        return best.article_id == article.id and best.span.overlaps(candidate.span)
    if candidate.words:
        says = best.quote.rstrip('”"’»)')
        return (
            best.article_id == article.id and candidate.words.casefold() in best.quote.casefold() and says[-1:] in _ENDS
        )
    return any(citation.article_id == article.id for citation in answer.citations)
