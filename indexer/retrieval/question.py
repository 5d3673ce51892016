"""Makes a question of the turns of a conversation: checked, parsed, its terms weighted; and its vector, with a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import QuestionError
from indexer.question_limits import (
    LONGEST_QUESTION,
    MOST_ALTERNATIVES,
    MOST_OPERATORS,
    MOST_TERMS,
    MOST_TURNS,
    MOST_WORDS_APART,
)
from indexer.retrieval.embed import Meaning, embed_turns, knows
from indexer.retrieval.follow_up import turn_weights, weighted_terms
from indexer.retrieval.operators import SHORTEST_PREFIX, merged, parse, short_prefixes
from indexer.retrieval.pasted import plain_question
from indexer.retrieval.prefixes import prefix_terms
from indexer.retrieval.question_words import question_language
from indexer.retrieval.references import leaning, whole_words
from indexer.text.folding import folded_text
from indexer.text.languages import profile_of
from indexer.types import Filters, Message, Question, QuestionTerm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.retrieval.operators import Parsed
    from indexer.retrieval.references import Kind
    from indexer.retrieval.searchable import Searchable
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder

_TOO_SHORT = "“{word}*” needs {least} letters before the *; “{word}” was searched as a word."


def understand(
    turns: Sequence[str],
    build: Searchable,
    settings: Settings,
    *,
    filters: Filters | None,
    today: str,
    names: Sequence[str] = (),
) -> Question:
    """The newest turn as a question, with the terms that earlier turns add; raises `QuestionError`.

    Its filters are those written in it and those given. `alone:` at the beginning of a turn drops all turns before it.
    `names` are those of the last answer that it can mean (see `kinds_meant`), but for those that it says `without:`.
    """
    parsed = _parsed(turns)
    newest = parsed[-1]
    text = plain_question(turns[-1])
    if not text:
        raise QuestionError(Message("the question is empty; write one"))
    _require_within_limits(newest)
    own_names = [name for name in names if name.casefold() not in newest.without]
    terms = weighted_terms(_words(parsed), build, settings, own_names)
    if sum(term.turn == len(parsed) for term in terms) > MOST_TERMS:
        raise QuestionError(Message("a question has at most {most} different words; shorten it", most=MOST_TERMS))
    return Question(
        text=text,
        today=today,
        terms=_with_prefixes(build, terms, newest.prefixes, len(parsed)),
        phrases=newest.phrases,
        excluded=newest.excluded,
        filters=merged(newest.filters, filters or Filters()),
        required=newest.required,
        notes=tuple(Message(_TOO_SHORT, word=beginning, least=SHORTEST_PREFIX) for beginning in short_prefixes(text)),
        newest=_newest(newest, build.languages),
        without=tuple(sorted(newest.without)),
    )  # fmt: skip


def kinds_meant(turns: Sequence[str], languages: Sequence[str]) -> frozenset[Kind]:
    """What words of the newest turn stand for that the answer to the turn before it may name; nothing if it is alone."""
    parsed = [parse(plain_question(turn)) for turn in turns[-1:] if len(turn) <= LONGEST_QUESTION]
    if len(turns) < 2 or not parsed or parsed[0].alone:
        return frozenset()
    return leaning(parsed[0].words, languages).kinds


def _newest(parsed: Parsed, languages: Sequence[str]) -> str:
    """The words of the question that ask for the newest articles; empty when there are none, or they shall not count."""
    match = whole_words(profile_of(question_language(parsed.words, languages)).newest).search(parsed.words)
    return match[0] if match and match[0].casefold() not in parsed.without else ""


def _require_within_limits(parsed: Parsed) -> None:
    """Raises `QuestionError` when the question has too many operators, or words too far apart."""
    near = [each.within for each in parsed.required if each.within]
    alternatives = [part for each in parsed.required if not each.within for part in each.parts]
    phrases = sum(" " in part for part in alternatives)
    operators = len(parsed.phrases) + len(parsed.excluded) + len(set(parsed.prefixes)) + len(near) + phrases
    if operators > MOST_OPERATORS:
        raise QuestionError(
            Message(
                "a question has at most {most} phrases in quotation marks, exclusions and other operators, this one "
                "has {count}; leave some out",
                most=MOST_OPERATORS,
                count=operators,
            )
        )
    if len(alternatives) > MOST_ALTERNATIVES:
        raise QuestionError(
            Message("OR connects at most {most} words, not {count}; leave some out",
                    most=MOST_ALTERNATIVES, count=len(alternatives))
        )  # fmt: skip
    if max(near, default=0) > MOST_WORDS_APART:
        raise QuestionError(
            Message("NEAR/{count} is too far; NEAR/{most} is the farthest", count=max(near), most=MOST_WORDS_APART)
        )


def _with_prefixes(
    build: Searchable, terms: tuple[QuestionTerm, ...], prefixes: Sequence[str], turn: int
) -> tuple[QuestionTerm, ...]:
    """The terms, and those of the words that begin so, all shown as the prefix; it is a term itself if no word does."""
    by_term = {term.term: term for term in terms}
    for prefix in prefixes:
        own = prefix_terms(build, prefix) or (f"{build.languages[0]}:{folded_text(prefix.rstrip('*'))}",)
        for term in own:
            if term not in by_term or by_term[term].weight < 1:
                by_term[term] = QuestionTerm(term, prefix, 1.0, turn, other=True)
    return tuple(by_term.values())


def meaning(
    turns: Sequence[str],
    embedder: Embedder,
    settings: Settings,
    languages: Sequence[str] = (),
    names: Sequence[str] = (),
) -> Meaning | None:
    """The vector of the turns' words, each turn weighted as in `understand`; raises `QuestionError`.

    `names` are those that pronouns of the newest turn can mean; they are taken into its words.

    None when the model knows none of the words or not the language of the newest turn, or `semantic.weight` is 0.
    `languages` are those of the build.
    """
    words = _words(_parsed(turns))
    languages = languages or (embedder.language or "en",)
    if not knows(embedder, words[-1], languages):
        return None
    weights = turn_weights(words, languages, decay=settings.history_decay, topic=settings.history_topic)
    words[-1] = " ".join((words[-1], *names))
    vector = embed_turns(embedder, words, weights)
    return Meaning(vector, embedder) if settings.semantic_weight and vector.any() else None


def _parsed(turns: Sequence[str]) -> list[Parsed]:
    """Each turn, normalised and parsed; of too many turns the first and the newest."""
    if not turns:
        raise QuestionError(Message("there is no question; write one"))
    if len(turns) > MOST_TURNS:
        turns = (turns[0], *turns[-(MOST_TURNS - 1) :])
    for turn in turns:
        if len(turn) > LONGEST_QUESTION:
            raise QuestionError(
                Message(
                    "a question has at most {most} characters, this one has {count}; shorten it",
                    most=LONGEST_QUESTION,
                    count=len(turn),
                )
            )
    return [parse(plain_question(turn)) for turn in turns]


def _words(parsed: Sequence[Parsed]) -> list[str]:
    """The words of each turn; turns that `alone:` drops are empty texts, so that the numbers of turns stay."""
    first = max((position for position, turn in enumerate(parsed) if turn.alone), default=0)
    return [""] * first + [turn.words for turn in parsed[first:]]
