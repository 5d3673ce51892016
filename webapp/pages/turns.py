"""The conversation in a URL: its turns, each with its own answer, and the articles that it is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Article
from webapp.pages.query_chips import chips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer import Answer, Citation, Hit, Reading, Span
    from webapp.pages.query_chips import Chip
    from webapp.pages.threads import Thread

SHOWN = 10
"""Passages found for the newest question; those before it are shown in short, and need none."""


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage on a card, with the citations that quote it."""

    citations: tuple[Citation, ...]
    hit: Hit

    @property
    def quoted(self) -> tuple[Span, ...]:
        """The spans quoted from it."""
        return tuple(citation.span for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Card:
    """One article among those found: the passages to show at once, and its `more` hits, to show when asked for."""

    article: Article | Citation
    passages: tuple[QuotedPassage, ...]
    more: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it stands in the URL, with its answer.

    `cards` are the articles quoted, in the order of their first quote; `further` are those found and not quoted.
    `languages` are those of the articles quoted, by id.
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
    quoted = _grouped(answer)
    return Turn(
        len(thread.questions),
        thread,
        answer,
        chips(thread, answer.question, times, linked=newest),
        cards=tuple(_cited(own, answer.hits) for own in quoted.values()),
        further=tuple(card for card in cards(answer.hits) if _id(card.article) not in quoted),
        languages={article_id: reading.article(article_id).language for article_id in quoted},
    )


def cards(hits: Sequence[Hit]) -> tuple[Card, ...]:
    """A card for every article of a ranking: its best passage, and its others as more."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.article.id, []).append(hit)
    return tuple(Card(best.article, (QuotedPassage((), best),), tuple(more)) for best, *more in grouped.values())


def _cited(quoted: Sequence[tuple[Citation, Hit]], hits: Sequence[Hit]) -> Card:
    """The card of an article that is quoted: a place for every passage that holds quotes, each shown once."""
    passages: dict[str, QuotedPassage] = {}
    for citation, hit in quoted:
        before = passages[hit.passage.id].citations if hit.passage.id in passages else ()
        passages[hit.passage.id] = QuotedPassage((*before, citation), hit)
    first = quoted[0][0]
    own = tuple(hit for hit in hits if hit.article.id == first.article_id and hit.passage.id not in passages)
    return Card(first, tuple(passages.values()), own)


def _grouped(answer: Answer) -> dict[str, list[tuple[Citation, Hit]]]:
    """The citations of each article, each with its passage."""
    grouped: dict[str, list[tuple[Citation, Hit]]] = {}
    for citation, hit in zip(answer.citations, answer.quoted, strict=True):
        grouped.setdefault(citation.article_id, []).append((citation, hit))
    return grouped


def _id(article: Article | Citation) -> str:
    return article.id if isinstance(article, Article) else article.article_id
