"""The turns of a conversation: every question of a URL with its answer, and cards of the articles found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Article
from webapp.pages.article_titles import titles_of
from webapp.pages.query_chips import chips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer import Answer, Citation, Hit, Reading, Span
    from webapp.pages.query_chips import Chip
    from webapp.pages.threads import Thread

SHOWN = 10
"""Passages for the newest question; earlier turns are shown in short and need only one."""


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """One passage on a card, with the citations that quote it; none when it was only found."""

    citations: tuple[Citation, ...]
    hit: Hit

    @property
    def quoted(self) -> tuple[Span, ...]:
        """The spans that are quoted from the passage."""
        return tuple(citation.span for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Card:
    """One article: the passages that are shown at once, and `more` hits, which are shown on request."""

    article: Article | Citation
    passages: tuple[QuotedPassage, ...]
    more: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation, with its answer.

    `cards` are the quoted articles, in the order of their first quotes; `further` are articles found but not quoted.
    `languages` maps the id of each quoted article to its language, those of related quotes too.
    """

    number: int
    thread: Thread
    answer: Answer
    chips: tuple[Chip, ...]
    cards: tuple[Card, ...]
    further: tuple[Card, ...]
    languages: Mapping[str, str]

    @property
    def question(self) -> str:
        """The question as it was written."""
        return self.thread.newest


def converse(reading: Reading, thread: Thread) -> tuple[Turn, ...]:
    """The turns of a conversation, all answered from one build."""
    count = len(thread.questions)
    return tuple(_turn(reading, thread.up_to(number), newest=number == count) for number in range(1, count + 1))


def _turn(reading: Reading, thread: Thread, newest: bool) -> Turn:
    answer = reading.ask(thread.questions, k=SHOWN if newest else 1, filters=thread.filters)
    times = [f"{time.shown}: {time.written}" for time in answer.times if time.relative]
    quoted = _by_article(answer)
    return Turn(
        len(thread.questions),
        thread,
        answer,
        chips(thread, answer.question, times, titles_of(reading, answer.question.filters.ids), linked=newest),
        cards=tuple(_quoted_card(own, answer.hits) for own in quoted.values()),
        further=tuple(card for card in cards(answer.hits) if _id(card.article) not in quoted),
        languages={
            citation.article_id: reading.article(citation.article_id).language
            for citation in answer.citations or answer.related
        },
    )


def cards(hits: Sequence[Hit]) -> tuple[Card, ...]:
    """One card for every article of a ranking: its best passage is shown, its others are `more`."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.article.id, []).append(hit)
    return tuple(Card(best.article, (QuotedPassage((), best),), tuple(more)) for best, *more in grouped.values())


def _quoted_card(quoted: Sequence[tuple[Citation, Hit]], hits: Sequence[Hit]) -> Card:
    """The card of a quoted article: every passage that holds quotes is shown, each once."""
    passages: dict[str, QuotedPassage] = {}
    for citation, hit in quoted:
        before = passages[hit.passage.id].citations if hit.passage.id in passages else ()
        passages[hit.passage.id] = QuotedPassage((*before, citation), hit)
    first = quoted[0][0]
    own = tuple(hit for hit in hits if hit.article.id == first.article_id and hit.passage.id not in passages)
    return Card(first, tuple(passages.values()), own)


def _by_article(answer: Answer) -> dict[str, list[tuple[Citation, Hit]]]:
    """Article id → its citations, each with its passage."""
    grouped: dict[str, list[tuple[Citation, Hit]]] = {}
    for citation, hit in zip(answer.citations, answer.quoted, strict=True):
        grouped.setdefault(citation.article_id, []).append((citation, hit))
    return grouped


def _id(article: Article | Citation) -> str:
    return article.id if isinstance(article, Article) else article.article_id
