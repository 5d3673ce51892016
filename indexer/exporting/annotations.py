"""What is told of an answer besides its quotes, in words: what dates mean, how many texts say it, where quotes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types import Answer, Citation, IndependentText, NearDuplicate, Strength, TimeExpression

_LIKENESS = ((0.95, "almost word for word"), (0.8, "with small changes"), (0.0, "in great part"))

_STRENGTHS: dict[Strength, str] = {
    "answer": "answer",
    "related": "related passages, perhaps no answer",
    "none": "not found",
}


def numbered(answer: Answer) -> tuple[Citation, ...]:
    """All citations of the answer, each once, sorted by number: of its quotes, its timeline and its independent texts."""
    citations = [*answer.citations, *(entry.citation for entry in answer.timeline)]
    citations += [citation for text in answer.texts for citation in text.citations]
    by_number = {citation.number: citation for citation in reversed(citations)}
    return tuple(by_number[number] for number in sorted(by_number))


def likeness(near: NearDuplicate) -> str:
    """How similar a near-duplicate is, in words."""
    if near.same_text:
        return "the same text, letter for letter"
    return next(words for least, words in _LIKENESS if near.similarity >= least)


def location(citation: Citation) -> str:
    """Where a quote stands, in the original if that is known and in the text, as `p. 12, characters 812–850`."""
    characters = f"characters {citation.span.start}–{citation.span.end}"
    return f"{citation.place}, {characters}" if citation.place else characters


def strength(answer: Answer) -> str:
    """What was found, as `answer (probability 87%)`; without the probability when it is not known."""
    words = _STRENGTHS[answer.strength]
    return (
        f"{words} (probability {answer.confidence:.0%})" if answer.confidence and answer.strength != "none" else words
    )


def meant(times: Iterable[TimeExpression]) -> str:
    """What dates mean, as `“this year”: 2016; “yesterday”: 24 October 2016`; empty without dates."""
    return "; ".join(f"“{' '.join(time.shown.split())}”: {time.written}" for time in times)


def independence(answer: Answer) -> str:
    """How many texts say it, as `3 articles, 2 independent texts`; empty when no article is a copy of another."""
    articles = sum(len(text.citations) for text in answer.texts)
    if articles == len(answer.texts):
        return ""
    return f"{articles} articles, {len(answer.texts)} independent text{'s' * (len(answer.texts) > 1)}"


def copied(answer: Answer) -> tuple[IndependentText, ...]:
    """The independent texts that several articles have."""
    return tuple(text for text in answer.texts if len(text.citations) > 1)
