"""Questions to ask next, made of what an answer names; each is asked of the library before it is shown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from indexer import query_edit
from webapp.texts.catalogue import LANGUAGES, catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Answer, Lead, Reading
    from webapp.pages.threads import Thread

MOST = 3
SECONDS = 0.025
"""Computing time in which questions are tried; what was found by then is shown. None is begun that may take longer."""


def next_questions(reading: Reading, thread: Thread, answer: Answer) -> tuple[tuple[str, str], ...]:
    """Up to three questions that go on from an answer, each with the URL that asks it.

    Each has an answer that is not quoted yet, and names what the question is about.
    """
    if not answer.citations:
        return ()
    began = time.thread_time()
    longest = 0.0
    earlier = (*thread.questions[:-1], query_edit.with_filters(thread.newest, thread.filters))
    found: list[tuple[str, str]] = []
    for lead, question in _questions(reading.leads(answer, thread.questions)):
        before = time.thread_time()
        if len(found) == MOST or before - began + longest > SECONDS:
            break
        asked = thread.going_on(earlier, question)
        if _is_answered(reading.ask(asked.questions, k=1, filters=asked.filters), answer, lead):
            found.append((question, asked.address()))
        longest = max(longest, time.thread_time() - before)
    return tuple(found)


def _questions(leads: tuple[Lead, ...]) -> Iterator[tuple[Lead, str]]:
    """A question about each lead, in the language of its article."""
    for lead in leads:
        if lead.kind == "question" or lead.language not in LANGUAGES:
            yield lead, lead.words
        else:
            yield lead, catalogue_of(lead.language).plain(f"lead.{lead.kind}", words=lead.words)


def _is_answered(next_answer: Answer, answer: Answer, lead: Lead) -> bool:
    """Whether the best quote is a new one that says what the question names."""
    if not next_answer.citations:
        return False
    best = next_answer.citations[0]
    is_new = all(
        best.article_id != quoted.article_id or not best.span.overlaps(quoted.span) for quoted in answer.citations
    )
    return is_new and (lead.kind == "question" or lead.words.casefold() in best.quote.casefold())
