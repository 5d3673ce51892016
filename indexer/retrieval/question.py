"""From turns to a question: checked, taken apart, weighted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indexer.errors import QuestionError
from indexer.retrieval.follow_up import weighted_terms
from indexer.retrieval.operators import merged, parse
from indexer.text.normal import normalise
from indexer.types import Filters, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings

LONGEST = 4_000  # code points of a question
MOST_TURNS = 50


def understand(
    turns: Sequence[str], build: Searchable, settings: Settings, *, filters: Filters | None, today: str
) -> Question:
    """The newest of the turns as a question, with what the earlier ones add; raises `QuestionError`.

    Filters are the newest question's own and those given; `alone:` before a question drops all turns before it.
    """
    if not turns:
        raise QuestionError("there is no question; write one")
    if len(turns) > MOST_TURNS:
        turns = (turns[0], *turns[-(MOST_TURNS - 1) :])
    for turn in turns:
        if len(turn) > LONGEST:
            raise QuestionError(
                f"a question has at most {LONGEST:,} characters, this one has {len(turn):,}; shorten it"
            )
    parsed = [parse(" ".join(normalise(turn).split())) for turn in turns]
    newest = parsed[-1]
    text = " ".join(normalise(turns[-1]).split())
    if not text:
        raise QuestionError("the question is empty; write one")
    for place in range(len(parsed) - 1, -1, -1):
        if parsed[place].alone:
            # What is dropped keeps its place, so that turns are counted as the reader sees them.
            words = [""] * place + [turn.words for turn in parsed[place:]]
            break
    else:
        words = [turn.words for turn in parsed]
    known = partial(_holds, build)
    terms = weighted_terms(words, build.languages, known, decay=settings.history_decay, topic=settings.history_topic)
    return Question(
        text=text,
        today=today,
        terms=terms,
        phrases=newest.phrases,
        excluded=newest.excluded,
        filters=merged(newest.filters, filters or Filters()),
    )


def _holds(build: Searchable, term: str) -> bool:
    return build.vocabulary.number(term) is not None
