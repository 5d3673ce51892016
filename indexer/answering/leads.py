"""What a reader may want to know next: what the quotes of an answer name, and what its articles say behind them.

First come the questions among the headings behind the quotes, then names in the quotes and right behind them, those of
several words first, and years. Nothing that the questions named already is among them, and no word that has a capital only
because a sentence begins with it. In a language that writes all nouns with a capital, names are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.retrieval import names_in
from indexer.retrieval.references import YEAR
from indexer.text.languages import profile_of
from indexer.types import Lead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.types import Answer, Citation, Hit

MOST = 8
_HEADINGS = 2  # of each article
_LONGEST = 120  # code points of a heading that is asked as a question
_NEXT = 300  # code points behind a quote that are looked at
_WORD = re.compile(r"\w+")
_ADJECTIVE = re.compile(r"(?:ian|ish|ese)$")  # “Italian”, of which nobody asks anything


def leads_of(answer: Answer, turns: Sequence[str]) -> tuple[Lead, ...]:
    """The leads of an answer to the last of the questions `turns`, the best first; at most `MOST`."""
    asked = _words(" ".join(turns))
    pairs = list(zip(answer.citations, answer.quoted, strict=True))
    found = (*_headings(pairs), *_names(pairs), *_years(pairs))
    new = (lead for lead in found if not _words(lead.words) <= asked)
    return tuple(dict.fromkeys(new))[:MOST]


def _headings(pairs: Iterable[tuple[Citation, Hit]]) -> Iterator[Lead]:
    """The next headings of the quoted articles that are questions."""
    for article, end in {hit.article.id: (hit.article, citation.span.end) for citation, hit in pairs}.values():
        behind = [mark.span for mark in article.marks if mark.kind == "heading" and mark.span.start >= end]
        questions = (text for span in behind if _is_question(text := span.of(article.text)))
        for _, question in zip(range(_HEADINGS), questions, strict=False):
            yield Lead("question", question, article.language)


def _is_question(heading: str) -> bool:
    return heading.endswith("?") and len(heading) <= _LONGEST


def _names(pairs: Sequence[tuple[Citation, Hit]]) -> Iterator[Lead]:
    texts = [(citation.quote, hit.article) for citation, hit in pairs]
    texts += [(_behind(citation, hit), hit.article) for citation, hit in pairs]
    names = [
        (name, article)
        for text, article in texts
        if not profile_of(article.language).follow_ups.capital_nouns
        for name in names_in(text, article.language)
    ]
    for name, article in sorted(names, key=lambda pair: " " not in pair[0]):
        is_part = any(name != other and name in other for other, _ in names)
        if not is_part and not _ADJECTIVE.search(name) and _is_inside_a_sentence(name, article.text):
            yield Lead("name", name, article.language)


def _is_inside_a_sentence(name: str, text: str) -> bool:
    """Whether the name has several words, or stands in the text behind a word in small letters."""
    return " " in name or re.search(rf"[^\W\d_A-Z],? {re.escape(name)}\b", text) is not None


def _years(pairs: Iterable[tuple[Citation, Hit]]) -> Iterator[Lead]:
    for citation, hit in pairs:
        for year in YEAR.findall(f"{citation.quote} {_behind(citation, hit)}"):
            yield Lead("year", year, hit.article.language)


def _behind(citation: Citation, hit: Hit) -> str:
    """What the passage says behind the quote, up to some code points."""
    return hit.article.text[citation.span.end : min(hit.passage.span.end, citation.span.end + _NEXT)].rpartition(" ")[0]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
