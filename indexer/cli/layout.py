"""Answers and rankings as lines of plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from indexer.exporting.annotations import copied, independence, likeness, meant, numbered, strength
from indexer.exporting.dates import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.types import Answer, ArticleGroup, Citation, Hit, Question, Suggestion, TimelineEntry

NEAREST = 3  # passages that are shown when there is no answer


def answer_lines(answer: Answer) -> Iterator[str]:
    """The lines of an answer: numbered quotes, then the numbered sources; or why nothing, or only what is related."""
    if answer.status == "not_found":
        verdict = strength(answer)
        yield f"{verdict[0].upper()}{verdict[1:]}: {answer.reason}"
        yield from _related(answer.related) if answer.related else _nearest(answer.hits[:NEAREST])
        return
    for citation in answer.citations:
        yield f"{citation.quote} [{citation.number}]"
        if citation.times:
            yield f"    {meant(citation.times)}"
    yield from _timeline(answer.timeline)
    yield ""
    yield "Sources"
    for citation in numbered(answer):
        yield from _source(citation)
    yield from _independence(answer)
    yield ""
    yield f"Strength: {strength(answer)}"


def note_lines(question: Question, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """What was understood otherwise than written, then the spelling suggestions, each on a line."""
    yield from question.notes
    yield from suggestion_lines(suggestions)


def suggestion_lines(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """One line for each spelling suggestion, with the whole question to ask instead."""
    for suggestion in suggestions:
        yield f"Did you mean “{suggestion.instead}”, not “{suggestion.word}”? Then ask: {suggestion.question}"


def hit_lines(hits: Sequence[Hit], *, explain: bool = False) -> Iterator[str]:
    """The lines of a ranking, best first; with `explain`, also the parts that each score is the sum of."""
    for hit in hits:
        article, span = hit.article, hit.passage.span
        yield f"{hit.rank}. {_published(article.source, article.published, article.title or article.id)}"
        yield from _passage(hit, f"{article.id} {span}", explain)
        yield ""


def group_lines(groups: Sequence[ArticleGroup], first: int, *, explain: bool = False) -> Iterator[str]:
    """The lines of a ranking of articles, numbered from `first`, each with its best passages."""
    for number, group in enumerate(groups, first):
        article = group.article
        yield f"{number}. {_published(article.source, article.published, article.title or article.id)}"
        yield f"   {article.id}, {group.passages:,} passage{'s' * (group.passages > 1)} found"
        for hit in group.hits:
            yield ""
            yield from _passage(hit, str(hit.passage.span), explain)
        yield ""


def _passage(hit: Hit, place: str, explain: bool) -> Iterator[str]:
    yield f"   {place}, score {hit.score:.3f}"
    if explain:
        yield from (f"   {reason.amount:+.3f}  {reason.reason}" for reason in hit.explanation)
    yield textwrap.indent(hit.passage.text, "   ")
    yield from _also_in(hit)


def _also_in(hit: Hit) -> Iterator[str]:
    """The articles that are nearly the same text, each on a line."""
    for near in hit.also_in:
        article = near.article
        named = _published(article.source, article.published, article.title or article.id)
        yield f"   Also in {article.id} ({likeness(near)}): {named}"
    if hit.also_in_total > len(hit.also_in):
        yield f"   Also in {hit.also_in_total - len(hit.also_in):,} more"


def _related(quotes: Sequence[Citation]) -> Iterator[str]:
    """Quotes that perhaps do not answer, which have no numbers, each with its source."""
    for citation in quotes:
        yield ""
        yield f"- {citation.quote}"
        yield f"    {_origin(citation)}"
        yield f"    {_place(citation)}"


def _nearest(hits: Sequence[Hit]) -> Iterator[str]:
    if hits:
        yield ""
        yield "Nearest passages (not an answer)"
        yield from hit_lines(hits)


def _timeline(entries: Sequence[TimelineEntry]) -> Iterator[str]:
    if entries:
        yield ""
        yield "Timeline"
        for entry in entries:
            yield f"{entry.time.written}: {' '.join(entry.citation.quote.split())} [{entry.citation.number}]"


def _independence(answer: Answer) -> Iterator[str]:
    """How many independent texts the cited articles are, and which of them are copies of one text."""
    if counted := independence(answer):
        same = (" = ".join(f"[{citation.number}]" for citation in text.citations) for text in copied(answer))
        yield ""
        yield f"{counted} ({', '.join(same)})"


def _source(citation: Citation) -> Iterator[str]:
    yield f"[{citation.number}] {_origin(citation)}"
    yield f"    {_place(citation)}"


def _origin(citation: Citation) -> str:
    return _published(citation.source, citation.published, citation.title or citation.article_id)


def _place(citation: Citation) -> str:
    return f"{citation.article_id} {citation.span}{f', {citation.place}' if citation.place else ''}"


def _published(source: str | None, published: str | None, title: str) -> str:
    """Source, date and title on one line; what is not known is left out."""
    where = ", ".join(part for part in (source, day(published) if published else None) if part)
    return " ".join(f"{where}: {title}".split()) if where else " ".join(title.split())
