"""Why a library does not answer a question, in one true sentence for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.word_evidence import question_words, share_held
from indexer.iso_dates import days_of
from indexer.retrieval.question_words import question_language
from indexer.text.analyzers import analyzer
from indexer.text.common_terms import is_common
from indexer.text.courtesy import question_span
from indexer.text.languages import PROFILES, profile_of
from indexer.text.word_frequencies import share_at_large
from indexer.types import Listed, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.answering.word_evidence import Word
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.types import Question

_MOST_NAMED = 3  # words in a reason
_LONGEST_NAMED = 40  # code points of a word in a reason
_BEST = 5  # passages that a reason speaks of
_HELD = 0.5  # of a word, to be called mentioned
_FREQUENT = 0.09  # of passages at large; a word that is in more is not named


COURTESY = Message("This asks nothing; ask about something in your articles.")


def reason_without_words(question: Question) -> Message:
    """Why a question that has no words to look for is not answered."""
    if question.excluded or not any(character.isalnum() for character in question.text):
        return Message("The question holds no words to look for; name what it is about.")
    if question.filters:
        return Message("Beside the filters, the question holds no telling words; write what to look for.")
    return Message("The question holds only very common words; name what it is about.")


def reason_without_results(build: Build, ranking: Ranking, unfiltered: Ranking | None) -> Message:
    """Why a search finds no passage; `unfiltered` as below."""
    question = ranking.question
    if not question.terms:
        return reason_without_words(question)
    return reason_for_nothing(build, question, ranking, unfiltered)


def reason_for_nothing(build: Build, question: Question, ranking: Ranking, unfiltered: Ranking | None) -> Message:
    """Why no passage is found; `unfiltered` is the ranking without filters, where it was made."""
    filters = question.filters
    if filters.after and filters.before and days_of(filters.after)[0] > days_of(filters.before)[1]:
        return Message("No day is both after {after} and before {before}.", after=filters.after, before=filters.before)
    if unfiltered is not None and len(unfiltered):
        if filters.titles or filters.ids or filters.folders or filters.names:
            return Message("Everything found is outside the articles asked for; try without the filters.")
        return Message("Everything found is outside the sources or dates asked for; try without the filters.")
    if question.required:
        written = question.required[0].written
        return Message("No passage meets “{words}” and the rest of the question; try without it.", words=written)
    if question.phrases or question.excluded:
        return Message("No passage satisfies the quoted phrases and excluded words; try without them.")
    missing = [shown for shown in _telling(build, question) if not ranking.weights.indexed[shown]]
    return _nowhere(missing) if missing else Message("No passage holds the words of this question.")


def reason_for_doubt(build: Build, ranking: Ranking, shown: Ranking) -> Message:
    """Why the passages found seem not to answer: a word that none mentions, or that the best of them does not.

    The best are those of `ranking`, by words alone, and of the one that is shown.
    """
    question, indexed = ranking.question, ranking.weights.indexed
    telling = _telling(build, question)
    if not telling:
        return reason_without_words(question)
    if missing := [shown for shown in telling if not indexed[shown]]:
        return _nowhere(missing)
    words = [word for word in question_words(build, ranking.weights) if word.shown in telling]
    best = np.unique(np.concatenate([each.passages[:_BEST] for each in (ranking, shown)]))
    mentioned, absent = _best_passage(build, best, words)
    if not absent:
        return _unanswered(mentioned)
    if not mentioned:
        return Message("The best passage found does not mention {words}.", words=_listed(absent, "or"))
    held, lacking = _listed(mentioned, "and"), _listed(absent, "or")
    return Message("The best passage found mentions {held}, but not {lacking}.", held=held, lacking=lacking)


def is_courtesy(text: str) -> bool:
    """Whether a question is nothing but a greeting, thanks and the like: “hello”, “thank you very much”."""
    start, end = question_span(text)
    return start == end and any(character.isalnum() for character in text)


def _nowhere(words: Sequence[str]) -> Message:
    return Message("No article mentions {words}.", words=_listed(words, "or"))


def _unanswered(words: Sequence[str]) -> Message:
    named = _listed(words, "and")
    if len(words) == 1:
        return Message("Passages mention {words}, but no sentence seems to answer the question.", words=named)
    return Message("One passage mentions {words}, but no sentence seems to answer the question.", words=named)


def _best_passage(build: Build, passages: NDArray[np.int64], words: Sequence[Word]) -> tuple[list[str], list[str]]:
    """What the passage that holds most of the words mentions of them, and what it does not."""
    best = max(
        (terms.every for terms in build.store.fetch_terms(passages)), key=lambda numbers: share_held(words, numbers)
    )
    mentions = {word.shown: word.held(best) >= _HELD for word in words}
    return [shown for shown, held in mentions.items() if held], [shown for shown, held in mentions.items() if not held]


def _telling(build: Build, question: Question) -> list[str]:
    """The words of the newest question that say what it is about: none that is common in a language it may be in."""
    newest = max(term.turn for term in question.terms)
    words = dict.fromkeys(
        term.shown
        for term in question.terms
        if term.turn == newest and not is_common(term.term) and not _is_frequent(term.term)
    )
    analyzed_in = question.terms[0].term.partition(":")[0]
    likeliest = question_language(question.text, tuple(dict.fromkeys((analyzed_in, *PROFILES))))
    languages = dict.fromkeys((analyzed_in, likeliest, *build.languages))
    return [word for word in words if not any(_is_common(word, language) for language in languages)]


def _is_frequent(term: str) -> bool:
    """Whether a term occurs in so many texts at large that it tells little: people, time, world."""
    return (share_at_large(term) or 0.0) >= _FREQUENT


def _is_common(word: str, language: str) -> bool:
    return word.casefold() in profile_of(language).common_words or not any(analyzer(language).terms(word))


def _listed(words: Iterable[str], conjunction: str) -> Listed:
    """The first words, for a sentence; long ones are cut."""
    shown = [word if len(word) <= _LONGEST_NAMED else f"{word[:_LONGEST_NAMED]}…" for word in words][:_MOST_NAMED]
    return Listed(tuple(shown), conjunction)
