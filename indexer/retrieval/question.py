"""Makes a question of the turns of a conversation: checked, parsed, its terms weighted; and its vector, with a model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indexer.errors import QuestionError
from indexer.question_limits import LONGEST_QUESTION, MOST_OPERATORS, MOST_TERMS, MOST_TURNS
from indexer.retrieval.embed import Meaning, embed_turns
from indexer.retrieval.follow_up import turn_weights, weighted_terms
from indexer.retrieval.operators import merged, parse
from indexer.text.normal import normalise
from indexer.types import Filters, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.retrieval.operators import Parsed
    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder


def understand(
    turns: Sequence[str], build: Searchable, settings: Settings, *, filters: Filters | None, today: str
) -> Question:
    """The newest turn as a question, with the terms that earlier turns add; raises `QuestionError`.

    Its filters are those written in it and those given. `alone:` at the beginning of a turn drops all turns before it.
    """
    parsed = _parsed(turns)
    newest = parsed[-1]
    text = " ".join(normalise(turns[-1]).split())
    if not text:
        raise QuestionError("the question is empty; write one")
    operators = len(newest.phrases) + len(newest.excluded)
    if operators > MOST_OPERATORS:
        raise QuestionError(
            f"a question has at most {MOST_OPERATORS} phrases in quotation marks and exclusions, "
            f"this one has {operators}; leave some out"
        )
    terms = weighted_terms(
        _words(parsed),
        build.languages,
        partial(_in_vocabulary, build),
        decay=settings.history_decay,
        topic=settings.history_topic,
    )
    if sum(term.turn == len(parsed) for term in terms) > MOST_TERMS:
        raise QuestionError(f"a question has at most {MOST_TERMS:,} different words; shorten it")
    return Question(
        text=text,
        today=today,
        terms=terms,
        phrases=newest.phrases,
        excluded=newest.excluded,
        filters=merged(newest.filters, filters or Filters()),
    )


def meaning(turns: Sequence[str], embedder: Embedder, settings: Settings) -> Meaning | None:
    """The vector of the turns' words, each turn weighted as in `understand`; raises `QuestionError`.

    None when the model knows none of the words, or `semantic.weight` is 0.
    """
    words = _words(_parsed(turns))
    weights = turn_weights(len(words), decay=settings.history_decay, topic=settings.history_topic)
    vector = embed_turns(embedder, words, weights)
    return Meaning(vector, embedder) if settings.semantic_weight and vector.any() else None


def _parsed(turns: Sequence[str]) -> list[Parsed]:
    """Each turn, normalised and parsed; of too many turns the first and the newest."""
    if not turns:
        raise QuestionError("there is no question; write one")
    if len(turns) > MOST_TURNS:
        turns = (turns[0], *turns[-(MOST_TURNS - 1) :])
    for turn in turns:
        if len(turn) > LONGEST_QUESTION:
            raise QuestionError(
                f"a question has at most {LONGEST_QUESTION:,} characters, this one has {len(turn):,}; shorten it"
            )
    return [parse(" ".join(normalise(turn).split())) for turn in turns]


def _words(parsed: Sequence[Parsed]) -> list[str]:
    """The words of each turn; turns that `alone:` drops are empty texts, so that the numbers of turns stay."""
    first = max((position for position, turn in enumerate(parsed) if turn.alone), default=0)
    return [""] * first + [turn.words for turn in parsed[first:]]


def _in_vocabulary(build: Searchable, term: str) -> bool:
    return build.vocabulary.number(term) is not None
