"""What a reader may want to know next: what the quotes of an answer name, and what its articles say behind them.

First come the questions among the headings behind the quotes, then what sentences behind them state, names in the quotes and
right behind them, those of several words first, and years, if they stand also where nothing is quoted yet. Nothing that the
questions named already is among them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from indexer.answering.stated_facts import facts_in, is_question
from indexer.retrieval.references import YEAR
from indexer.text.languages import profile_of
from indexer.text.names import name_finder
from indexer.types import Lead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.types import Answer, Article, Citation, Hit

MOST = 8
_HEADINGS = 2  # of each article
_LONGEST = 120  # code points of a heading that is asked as a question
_NEXT = 300  # code points behind a quote that are looked at …
_NEXT_FACTS = 1_500  # … and for facts
_LOOKED_AT = 50_000  # code points of an article in which the word before a name is counted
_AROUND = 10_000  # code points on both sides of a quote where names are found, and found again
_WORD = re.compile(r"\w+")


def leads_of(answer: Answer, turns: Sequence[str]) -> tuple[Lead, ...]:
    """The leads of an answer to the last of the questions `turns`, the best first; at most `MOST`."""
    asked = _words(" ".join(turns))
    pairs = list(zip(answer.citations, answer.quoted, strict=True))
    names = {hit.article.id: _names_around(hit) for hit in answer.quoted}
    unquoted = _unquoted(answer)
    found = (
        *_headings(pairs),
        *_facts(pairs, names),
        *(lead for lead in (*_names(pairs, names), *_years(pairs)) if _stands_in(lead.words, unquoted)),
    )
    new = (lead for lead in found if not _words(lead.words) <= asked)
    return tuple(dict.fromkeys(new))[:MOST]


def _names_around(hit: Hit) -> tuple[str, ...]:
    """The names in the article of a quote, not far from it."""
    start, end = hit.passage.span.start, hit.passage.span.end
    return name_finder(hit.article.language).names(hit.article.text[max(0, start - _AROUND) : end + _AROUND])


def _unquoted(answer: Answer) -> str:
    """What the quoted articles say outside the quotes, not far from them, and what the other passages found say."""
    parts = []
    for citation, hit in zip(answer.citations, answer.quoted, strict=True):
        text, span = hit.article.text, citation.span
        parts += [text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]]
    quotes = {citation.quote for citation in answer.citations}
    parts += [hit.passage.span.of(hit.article.text) for hit in answer.hits]
    unquoted = "\n".join(parts)
    for quote in quotes:
        unquoted = unquoted.replace(quote, " ")
    return unquoted


def _headings(pairs: Iterable[tuple[Citation, Hit]]) -> Iterator[Lead]:
    """The next headings of the quoted articles that are questions."""
    for article, end in {hit.article.id: (hit.article, citation.span.end) for citation, hit in pairs}.values():
        behind = [mark.span for mark in article.marks if mark.kind == "heading" and mark.span.start >= end]
        questions = (text for span in behind if _is_short_question(text := span.of(article.text), article.language))
        for _, question in zip(range(_HEADINGS), questions, strict=False):
            yield Lead("question", question, article.language)


def _is_short_question(heading: str, language: str) -> bool:
    return len(heading) <= _LONGEST and is_question(heading, language)


def _facts(pairs: Iterable[tuple[Citation, Hit]], names: Mapping[str, Sequence[str]]) -> Iterator[Lead]:
    """What the quoted articles state not far behind the quotes."""
    for citation, hit in pairs:
        for fact in facts_in(hit.article, names[hit.article.id], citation.span.end, _NEXT_FACTS):
            yield Lead("fact", fact.subject, hit.article.language, fact=fact)


def _names(pairs: Sequence[tuple[Citation, Hit]], names: Mapping[str, Sequence[str]]) -> Iterator[Lead]:
    texts = [(citation.quote, hit.article) for citation, hit in pairs]
    texts += [(_behind(citation, hit), hit.article) for citation, hit in pairs]
    found = [(name, text, article) for text, article in texts for name in names[article.id] if _stands_in(name, text)]
    for name, _, article in sorted(found, key=lambda each: " " not in each[0]):
        yield Lead("name", name, article.language, _article_of(name, article))


def _article_of(name: str, article: Article) -> str:
    """The word that stands before a name in most places, with a space: “the ” United States."""
    before = re.findall(rf"(\w+ )?(?<!\w){re.escape(name)}(?!\w)", article.text[:_LOOKED_AT])
    word, times = Counter(before).most_common(1)[0] if before else ("", 0)
    is_article = word.rstrip() in profile_of(article.language).in_names.articles
    return word if is_article and 2 * times > len(before) else ""


def _stands_in(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _years(pairs: Iterable[tuple[Citation, Hit]]) -> Iterator[Lead]:
    for citation, hit in pairs:
        for year in YEAR.findall(f"{citation.quote} {_behind(citation, hit)}"):
            yield Lead("year", year, hit.article.language)


def _behind(citation: Citation, hit: Hit) -> str:
    """What the passage says behind the quote, up to some code points."""
    return hit.article.text[citation.span.end : min(hit.passage.span.end, citation.span.end + _NEXT)].rpartition(" ")[0]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
