"""The turns of a conversation: every question of a URL with its answer, its quotes, and cards of the articles found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.pages.article_titles import values_as_written
from webapp.pages.query_chips import chips
from webapp.pages.way_back import leading_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer import Answer, Citation, Hit, Reading, Span
    from webapp.pages.query_chips import Chip
    from webapp.pages.threads import Thread

SHOWN = 10
"""Passages for the newest question; earlier turns are shown in short and need only one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote of an answer. `hit` is the passage that holds it; `context` is the quote with a sentence on either side."""

    citation: Citation
    hit: Hit
    context: Span

    @property
    def is_whole(self) -> bool:
        """Whether the context is all of the passage."""
        return self.context == self.hit.passage.span


@dataclass(frozen=True, slots=True)
class Card:
    """One article that was found: its best passage, and `more` passages, which are shown on request."""

    best: Hit
    more: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation, with its answer.

    `further` are passages that were found and are not quoted, by article. `languages` maps the id of each quoted article to
    its language, those of related quotes too. From articles that the newest turn names, a way leads back to it.
    """

    number: int
    thread: Thread
    answer: Answer
    chips: tuple[Chip, ...]
    quotes: tuple[Quote, ...]
    further: tuple[Card, ...]
    languages: Mapping[str, str]
    is_newest: bool = False

    @property
    def question(self) -> str:
        """The question as it was written."""
        return self.thread.newest

    def leading_back(self, article_id: str) -> dict[str, str]:
        """What the address of an article carries, so that its page leads back to this answer."""
        return leading_back(self.thread, self.answer.citations, article_id) if self.is_newest else {}


def converse(reading: Reading, thread: Thread) -> tuple[Turn, ...]:
    """The turns of a conversation, all answered from one build."""
    count = len(thread.questions)
    return tuple(_turn(reading, thread.up_to(number), newest=number == count) for number in range(1, count + 1))


def _turn(reading: Reading, thread: Thread, newest: bool) -> Turn:
    answer = reading.ask(thread.questions, k=SHOWN if newest else 1, filters=thread.filters)
    quoted = {hit.passage.id for hit in answer.quoted}
    times = [time for time in answer.times if time.relative]
    as_written = values_as_written(reading, answer.question.filters, answer.facets)
    return Turn(
        len(thread.questions),
        thread,
        answer,
        chips(thread, answer.question, times, as_written, linked=newest),
        quotes=tuple(
            Quote(citation, hit, reading.around(citation, hit.passage.span))
            for citation, hit in zip(answer.citations, answer.quoted, strict=True)
        ),
        further=cards([hit for hit in answer.hits if hit.passage.id not in quoted]),
        languages={
            citation.article_id: reading.article(citation.article_id).language
            for citation in answer.citations or answer.related
        },
        is_newest=newest,
    )


def cards(hits: Sequence[Hit]) -> tuple[Card, ...]:
    """One card for every article of a ranking, in the order of their best passages."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.article.id, []).append(hit)
    return tuple(Card(best, tuple(more)) for best, *more in grouped.values())
