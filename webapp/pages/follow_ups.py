"""Questions to ask next, made of what an answer names; each is asked of the library before it is shown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from indexer import query_edit
from webapp.texts.catalogue import LANGUAGES, catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer import Answer, Citation, Lead, Reading
    from webapp.pages.threads import Thread

MOST = 3
SECONDS = 0.025
"""Computing time in which questions are tried; what was found by then is shown. None is begun that may take longer."""


def next_questions(reading: Reading, thread: Thread, answer: Answer) -> tuple[tuple[str, str], ...]:
    """Up to three questions that go on from an answer, each with the URL that asks it.

    Each has an answer that is not quoted yet, another one than the others have, and names what the question is about.
    """
    if not answer.citations:
        return ()
    began = time.thread_time()
    longest = 0.0
    earlier = (*thread.questions[:-1], query_edit.with_filters(thread.newest, thread.filters))
    found: list[tuple[str, str]] = []
    quoted = list(answer.citations)
    for lead in reading.leads(answer, thread.questions):
        before = time.thread_time()
        if len(found) == MOST or before - began + longest > SECONDS:
            break
        question = question_of(lead)
        asked = thread.going_on(earlier, question)
        best = reading.ask(asked.questions, k=1, filters=asked.filters).citations[:1]
        if best and _answers(best[0], lead, quoted):
            found.append((question, asked.address()))
            quoted += best
        longest = max(longest, time.thread_time() - before)
    return tuple(found)


def question_of(lead: Lead) -> str:
    """A question about a lead, in the language of its article."""
    if lead.kind == "question" or lead.language not in LANGUAGES:
        return lead.words
    plain, fact = catalogue_of(lead.language).plain, lead.fact
    if fact:
        return plain(f"fact.{fact.kind}", name=fact.subject, verb=fact.verb, done=fact.done)
    return plain(f"lead.{lead.kind}", words=f"{lead.before}{lead.words}")


def _answers(best: Citation, lead: Lead, quoted: Iterable[Citation]) -> bool:
    """Whether the best quote is none of those `quoted`, and says what the question names."""
    is_new = all(best.article_id != other.article_id or not best.span.overlaps(other.span) for other in quoted)
    return is_new and (lead.kind == "question" or lead.words.casefold() in best.quote.casefold())
