"""Example questions for the welcome page, as a person would ask them, and only such as the library answers.

Of each article the first of these that can be made: a title or heading that is a question; what or who its title is, if the
article says so; what is said about a name in its title, or about its title if that is short.
"""

from __future__ import annotations

import re
from itertools import islice, zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING

from indexer import HANDBOOK_SOURCE
from webapp.texts.catalogue import LANGUAGES, catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer import Article, Reading

MOST = 4
_NAME = 4  # words
_LONGEST = 120  # code points of a question
_BEGINNING = 1_500  # code points in which something is said to be something
SOURCES = 10
OF_EACH = 10
"""Articles tried from each of the `SOURCES` largest sources, newest first, no two of one title."""
LOOKED_AT = 200
"""Newest articles of a source that may be tried."""
TRIED = 16
"""Questions asked at most to find answered ones, while the first visitor waits."""
ON_FOOTNOTE = (
    "How do I add articles?", "How do I ask a follow-up question?", "How do I check a citation?",
    "How do I search for an exact phrase?",
)  # fmt: skip
"""Questions that the handbook answers, for a library that has it."""
_IS = {
    "en": r"(?P<name>(?P<the>the )?{title}) ?(?P<life>{life})?(?P<tense>is|was) (?:an?|the|one of) \w",
    "de": r"(?P<name>(?P<the>der |die |das )?{title}) ?(?P<life>{life})?(?P<tense>ist|war) (?:eine?|der|die|das) \w",
}
"""Where an article says what its title is."""
_IN_BRACKETS = r"\([^()]{3,80}\) ?"
_TENSES = {"is": "is", "ist": "is", "was": "was", "war": "was"}
_LIFE = re.compile(r"\b(?:born|geboren)\b|\*|\d{4}\s*[–-]\s*(?:\S+ ){0,3}\d{4}")
_Candidate = tuple[int, str]
"""How good a question is, 0 for the best, and the question."""


def examples(reading: Reading) -> tuple[str, ...]:
    """Up to four questions that this build answers, each from another article; those on Footnote itself come last."""
    tried = islice(_candidates(reading), TRIED)
    answered = (question for article, question in tried if _is_answered(reading, question, article))
    return tuple(islice(answered, MOST))


def _candidates(reading: Reading) -> Iterator[tuple[Article | None, str]]:
    """A question of every source, then a second one of each, and so on; in each round the best come first."""
    sources = [summary.source for summary in reading.sources()]
    own = [source or "" for source in sources if source != HANDBOOK_SOURCE][:SOURCES]
    for of_each in zip_longest(*(sorted(_of_source(reading, source), key=_quality) for source in own)):
        yield from ((article, question) for article, _, question in sorted(filter(None, of_each), key=_quality))
    if HANDBOOK_SOURCE in sources:
        yield from ((None, question) for question in ON_FOOTNOTE)


def _of_source(reading: Reading, source: str) -> Iterator[tuple[Article, int, str]]:
    """The newest articles of a source, each with the best question that can be made of it."""
    by_title = {entry.title: entry for entry in reversed(reading.browse(source, most=LOOKED_AT).entries)}
    for entry in islice(reversed(by_title.values()), OF_EACH):
        article = reading.article(entry.id)
        fitting = (each for each in _questions(article, reading.names(entry.id)) if len(each[1]) <= _LONGEST)
        best = next(fitting, None)
        if best is not None:
            yield article, *best


def _quality(candidate: tuple[Article, int, str]) -> int:
    return candidate[1]


def _questions(article: Article, names: Iterable[str]) -> Iterator[_Candidate]:
    """The questions of an article, the best first; those that are made are in its language, in which it is searched."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    yield from ((0, " ".join(title.split())) for title in (article.title, *headings) if title.rstrip().endswith("?"))
    if article.language not in LANGUAGES:
        return
    catalogue = catalogue_of(article.language)
    title = " ".join(article.title.split())
    if defined := _defined(article, title):
        yield 1, catalogue.plain(f"welcome.{defined[0]}", name=defined[1])
    named = sorted((name for name in names if name in title), key=_words, reverse=True)
    yield from ((2, catalogue.plain("welcome.about", title=name)) for name in named[:1])
    if 0 < _words(title) <= _NAME and title != PurePath(article.path or "").stem:
        yield 3, catalogue.plain("welcome.about", title=title)


def _defined(article: Article, title: str) -> tuple[str, str] | None:
    """Which text asks what or who the title is, and its name, if the article says so; not when it may be a person."""
    pattern = _IS[article.language].format(title=re.escape(title), life=_IN_BRACKETS)
    match = re.search(pattern, article.text[:_BEGINNING], re.IGNORECASE) if title else None
    if match is None:
        return None
    tense = _TENSES[match["tense"].casefold()]
    if _LIFE.search(match["life"] or ""):
        return f"who_{tense}", title
    words = title.split()
    perhaps_person = len(words) > 1 and not match["the"] and all(word[:1].isupper() for word in words)
    name = match["name"][:1].lower() + match["name"][1:] if match["the"] else title
    return None if perhaps_person else (f"what_{tense}", name)


def _words(text: str) -> int:
    return len(text.split())


def _is_answered(reading: Reading, question: str, article: Article | None) -> bool:
    """Whether the question has an answer that is surely one, with a quote of the article, or of the handbook (None)."""
    answer = reading.ask((question,), k=1)
    return answer.strength == "answer" and any(
        citation.article_id == article.id if article else citation.source == HANDBOOK_SOURCE
        for citation in answer.citations
    )
