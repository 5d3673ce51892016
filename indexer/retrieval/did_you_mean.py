"""Spelling suggestions for a question: for each word that no article holds, the question with a similar word instead.

Only words of the newest question are corrected, never its operators, nor words that earlier questions add.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.budget import spend
from indexer.retrieval import spelling
from indexer.retrieval.operators import words_in_place
from indexer.text.analyzers import analyzer
from indexer.types import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.retrieval.query_weights import QueryWeights
    from indexer.retrieval.searchable import Searchable

MOST = 3  # suggestions, whatever the number of words
_WORDS = 3  # unknown words that are corrected
_LANGUAGES = 3  # languages that a word is looked up in, the question's own first


def suggest(build: Searchable, weights: QueryWeights) -> tuple[Suggestion, ...]:
    """At most three corrected questions: the best correction of each unknown word first, then the second best ones.

    Each is the question as written, with one word replaced. Takes a bounded time, and none when every word is known.
    """
    text = weights.question.text
    ranked = []
    for position, (word, languages) in enumerate(_unknown_words(build, weights)[:_WORDS]):
        spend()
        for rank, instead in enumerate(_corrections(build, word, languages)):
            ranked.append((rank, position, Suggestion(word, instead, _with_replaced(text, word, instead))))
    return tuple(suggestion for *_, suggestion in sorted(ranked, key=lambda entry: entry[:2])[:MOST])


def _unknown_words(build: Searchable, weights: QueryWeights) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the newest question that the vocabulary lacks, in order, each with the languages to look it up in."""
    in_vocabulary: dict[str, bool] = {}
    analyzed_in: dict[str, str] = {}
    for term in weights.question.terms:
        known = weights.numbers[term.term] is not None
        in_vocabulary[term.shown] = in_vocabulary.get(term.shown, False) or known
        analyzed_in.setdefault(term.shown, term.term.partition(":")[0])
    unknown = [word for word, known in in_vocabulary.items() if not known]
    if not unknown:
        return []
    newest = set(analyzer(analyzed_in[unknown[0]]).words(words_in_place(weights.question.text)))
    return [(word, _languages(build, analyzed_in[word])) for word in unknown if word in newest]


def _languages(build: Searchable, first: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((first, *build.languages)))[:_LANGUAGES]


def _corrections(build: Searchable, word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Similar words, the likeliest first, in the first of the languages that has any."""
    by_language: Iterator[tuple[str, ...]] = (spelling.suggestions(build, word, language) for language in languages)
    return next(filter(None, by_language), ())


def _with_replaced(text: str, word: str, instead: str) -> str:
    """The question with each occurrence of the word replaced, but for those in operators."""
    parts, end = [], 0
    for match in _whole_word(word).finditer(words_in_place(text)):
        parts += [text[end : match.start()], instead]
        end = match.end()
    return "".join([*parts, text[end:]])


def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
