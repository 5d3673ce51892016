"""Sentences of an article that answer a question by themselves: what a thing is, and when something was done to it.

“The Oslo tram was opened in 1894” answers “When was the Oslo tram opened?”. The subject of such a sentence must be clear
without the sentences before it: a name, a part of the title, or a word that is rare at large (“Influenza is a …”). “The
result was a …” answers nothing that a reader could ask.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from indexer.text.languages import profile_of
from indexer.text.word_frequencies import share_at_large
from indexer.types import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Literal

    from indexer.types import Article

_LOOKED_AT = 20_000
"""Code points of an article in which such sentences are looked for."""
_WORDS = 6
"""Of a subject, at most."""
_NEAR = 200
"""Code points behind a sentence's beginning in which a pronoun may tell that it speaks of a person."""
_RARE = 0.003
"""Share of the passages at large below which a word says by itself what is meant."""
_INNER_CAPITAL = re.compile(r"^[^\W\d_]?[^\W\d_a-z]|\w[A-Z\d]")
_LIFE = re.compile(r"\b(?:born|geboren)\b|\*|\d{4}\s*[–-]\s*(?:\S+ ){0,3}\d{4}")


def facts_in(article: Article, names: Collection[str], start: int = 0, most: int = _LOOKED_AT) -> Iterator[Fact]:
    """The facts that sentences of an article state, in order of its text; `names` are the names in it.

    Sentences that begin in `most` code points from `start` on are looked at.
    """
    if not profile_of(article.language).statements.defined:
        return
    for match in _statement(article.language).finditer(article.text, start, start + most):
        subject = " ".join(match["subject"].split())
        person = _LIFE.search(match["life"] or "") is not None
        if not _is_clear(article, match["article"] or "", subject, names):
            continue
        kind: Literal["what", "who", "when"] = "when" if match["done"] else "who" if person else "what"
        if kind == "what" and _may_be_person(article, match, subject):
            continue
        verb = match["been"] or match["is"]
        yield Fact(
            kind, _within(article, match["article"] or "", subject), verb, match["done"] or "", Span(*match.span())
        )


def questions_in(article: Article) -> Iterator[str]:
    """The title and the headings of an article that are questions."""
    headings = (mark.span.of(article.text) for mark in article.marks if mark.kind == "heading")
    for title in (article.title, *headings):
        written = " ".join(title.split())
        if is_question(written, article.language):
            yield written


def is_question(title: str, language: str) -> bool:
    """Whether a title or heading is a question as one asks it, and not “Friend or foe?”."""
    profile = profile_of(language)
    first = title.split(" ", 1)[0].casefold()
    begins = re.fullmatch(profile.question_words, first) or first in profile.stop_words - profile.in_names.determiners
    return title.endswith("?") and (bool(begins) or not profile.question_words)


def _is_clear(article: Article, before: str, subject: str, names: Collection[str]) -> bool:
    """Whether one knows what is meant without the sentences before."""
    profile = profile_of(article.language)
    words = [word.casefold() for word in subject.split()]
    within = profile.statements.within
    if words[0] in within or any(word in profile.stop_words and word not in within for word in words):
        return False
    if re.fullmatch(profile.sentences.joining, words[0]):
        return False
    if subject in names or (len(subject) > 1 and subject.casefold() in article.title.casefold()):
        return True
    if profile.follow_ups.capital_nouns:
        if not before:
            return False  # “Strenggenommen ist das …”
    elif any(map(_INNER_CAPITAL.search, subject.split()[0 if before else 1 :])):
        return True
    head = re.split(rf" (?:{'|'.join(profile.statements.within)}) ", subject)[0].rpartition(" ")[2]
    shares = [share_at_large(term) or 0.0 for term in analyzer(article.language).terms(head)]
    return min(shares, default=1.0) < _RARE


def _may_be_person(article: Article, match: re.Match[str], subject: str) -> bool:
    """Whether the subject may be a person, of whom nobody asks what it is."""
    profile = profile_of(article.language)
    if match["article"]:
        return False
    if re.search(rf"\b(?:{profile.statements.persons})\b", article.text[match.end() : match.end() + _NEAR]):
        return True
    words = subject.split()
    capitals = len(words) > 1 and all(word[:1].isupper() for word in words)
    return capitals and profile.in_names.heads.isdisjoint(word.casefold() for word in words)


def _within(article: Article, before: str, subject: str) -> str:
    """The subject as it stands within a sentence: “the uvea”, “influenza” where the article writes it small."""
    if before:
        return f"{before[0].lower()}{before[1:]} {subject}"
    small = subject[0].lower() + subject[1:]
    written_small = len(re.findall(rf" {re.escape(small)}\b", article.text))
    return small if written_small > len(re.findall(rf"[^\W\dA-Z] {re.escape(subject)}\b", article.text)) else subject


@cache
def _statement(language: str) -> re.Pattern[str]:
    """A pattern of the beginning of a sentence that states something."""
    forms = profile_of(language).statements
    subject = rf"(?:(?P<article>{forms.articles}) )?(?P<subject>\w[\w’'-]*(?: [\w’'&-]+){{0,{_WORDS - 1}}}?)"
    life = r"(?: (?P<life>\([^()\n]{1,80}\)))?"
    return re.compile(rf"(?:^|(?<=[.!?] )){subject}{life} (?:{forms.done}|{forms.defined})", re.MULTILINE)
