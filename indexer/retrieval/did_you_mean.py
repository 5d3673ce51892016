"""What the question may have been meant as, when no article holds one of its words: the question with another word.

Only words of the newest question are looked at, never its operators, nor what earlier questions add.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.budget import spend
from indexer.retrieval import spelling
from indexer.retrieval.operators import words_in_place
from indexer.text.analyzer import analyzer
from indexer.types import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

MOST = 3  # suggestions, whatever the number of words
_WORDS = 3  # words that are guessed at
_LANGUAGES = 3  # languages that a word is looked for in, the question's first


def did_you_mean(build: Searchable, question: Question) -> tuple[Suggestion, ...]:
    """At most three suggestions for words that no article holds: the best of each word first, then the next best.

    Each has the question as it was written, but for that word. The cost is bounded, and nothing for known words.
    """
    found = []
    for place, (word, languages) in enumerate(_unknown(build, question)[:_WORDS]):
        spend()
        for rank, instead in enumerate(_likeliest(build, word, languages)):
            found.append((rank, place, Suggestion(word, instead, _rewritten(question.text, word, instead))))
    return tuple(suggestion for *_, suggestion in sorted(found, key=lambda one: one[:2])[:MOST])


def _unknown(build: Searchable, question: Question) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the newest question that no article holds, in order, and the languages to look for them in."""
    known: dict[str, bool] = {}
    own: dict[str, str] = {}
    for term in question.terms:
        known[term.shown] = known.get(term.shown, False) or build.vocabulary.number(term.term) is not None
        own.setdefault(term.shown, term.term.partition(":")[0])
    missing = [word for word, held in known.items() if not held]
    written = set(analyzer(own[missing[0]]).words(words_in_place(question.text))) if missing else set()
    return [(word, _languages(build, own[word])) for word in missing if word in written]


def _languages(build: Searchable, own: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((own, *build.languages)))[:_LANGUAGES]


def _likeliest(build: Searchable, word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """What the word may have been meant as, in the first of the languages that has something near."""
    guesses: Iterator[tuple[str, ...]] = (spelling.suggestions(build, word, language) for language in languages)
    return next(filter(None, guesses), ())


def _rewritten(text: str, word: str, instead: str) -> str:
    """The question with the word replaced wherever it stands as a word."""
    pieces, end = [], 0
    for match in _whole(word).finditer(words_in_place(text)):
        pieces += [text[end : match.start()], instead]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
