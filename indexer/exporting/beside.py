"""What is told of an answer beside its quotes, in words: which days are meant, and how many texts say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types import Answer, Citation, IndependentText, TimeExpression


def numbered(answer: Answer) -> tuple[Citation, ...]:
    """Every citation of the answer by its number: of its quotes, then those of its timeline and of its texts alone."""
    every = [*answer.citations, *(entry.citation for entry in answer.timeline)]
    every += [citation for text in answer.texts for citation in text.citations]
    return tuple(
        sorted({citation.number: citation for citation in reversed(every)}.values(), key=lambda one: one.number)
    )


def location(citation: Citation) -> str:
    """`p. 12, characters 812–850`: where the quote stands in the original, if that is known, and in the text."""
    characters = f"characters {citation.span.start}–{citation.span.end}"
    return f"{citation.place}, {characters}" if citation.place else characters


def confidence(answer: Answer) -> str:
    """`87%`: how likely the library answers the question; empty when nobody has told."""
    return f"{answer.confidence:.0%}" if answer.confidence else ""


def meant(times: Iterable[TimeExpression]) -> str:
    """`“this year”: 2016; “yesterday”: 24 October 2016`; empty when there are none."""
    return "; ".join(f"“{' '.join(time.shown.split())}”: {time.written}" for time in times)


def independence(answer: Answer) -> str:
    """`3 articles, 2 independent texts`; empty when no article is a copy of another."""
    articles = sum(len(text.citations) for text in answer.texts)
    if articles == len(answer.texts):
        return ""
    return f"{articles} articles, {len(answer.texts)} independent text{'s' * (len(answer.texts) > 1)}"


def copied(answer: Answer) -> tuple[IndependentText, ...]:
    """The texts that more than one article has."""
    return tuple(text for text in answer.texts if len(text.citations) > 1)
