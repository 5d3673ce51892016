"""The conversation in a URL: its turns, each with its own answer, and the URLs that go on from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer import Answer, Citation, Filters, Hit, Reading, Span

SHOWN = 10
"""Passages shown with an answer."""


@dataclass(frozen=True, slots=True)
class Note:
    """A citation with the passage around its quote, when that was found too.

    `shown_by` is the number of the earlier note that shows the same passage.
    """

    citation: Citation
    hit: Hit | None
    shown_by: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it stands in the URL, with its answer.

    `quoted` is article id → the spans quoted from it; `further` are the hits that no note shows.
    """

    number: int
    asked: str
    answer: Answer
    notes: tuple[Note, ...]
    quoted: Mapping[str, tuple[Span, ...]]
    further: tuple[Hit, ...]


def converse(build: Reading, questions: Sequence[str], filters: Filters) -> tuple[Turn, ...]:
    """The turns of a conversation, all answered from one build; `filters` belong to the newest question."""
    answers = [build.ask(questions[:number], k=SHOWN) for number in range(1, len(questions))]
    answers.append(build.ask(questions, k=SHOWN, filters=filters))
    return tuple(
        _turn(number, asked, answer) for number, (asked, answer) in enumerate(zip(questions, answers, strict=True), 1)
    )


def remembered(question: str, filters: Filters) -> str:
    """A question as the following ones carry it: with its filters as words."""
    named = [("source", name) for name in filters.sources] + [("author", name) for name in filters.authors]
    dated = [(name, period) for name, period in (("after", filters.after), ("before", filters.before)) if period]
    words = [f"{name}:{_word(value)}" for name, value in named + dated]
    return " ".join((question.strip(), *words))


def _word(value: str) -> str:
    """A filter's value as one word: quoted if it has white space."""
    return f'"{value}"' if any(character.isspace() for character in value) else value


def _turn(number: int, asked: str, answer: Answer) -> Turn:
    notes = tuple(_notes(answer))
    shown = {note.hit.passage.id for note in notes if note.hit}
    quoted = {citation.article_id: _spans(answer, citation.article_id) for citation in answer.citations}
    return Turn(number, asked, answer, notes, quoted, tuple(hit for hit in answer.hits if hit.passage.id not in shown))


def _notes(answer: Answer) -> Iterator[Note]:
    """A note for every citation; no passage is shown twice."""
    showing: dict[str, int] = {}
    for citation in answer.citations:
        hit = _around(citation, answer.hits)
        yield Note(citation, hit, showing.get(hit.passage.id) if hit else None)
        if hit:
            showing.setdefault(hit.passage.id, citation.number)


def _spans(answer: Answer, article_id: str) -> tuple[Span, ...]:
    return tuple(citation.span for citation in answer.citations if citation.article_id == article_id)


def _around(citation: Citation, hits: Sequence[Hit]) -> Hit | None:
    """The best hit whose passage holds the quote."""
    holding = (hit for hit in hits if hit.article.id == citation.article_id and hit.passage.span.covers(citation.span))
    return next(holding, None)
