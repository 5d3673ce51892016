"""Spelling suggestions for a question: for words that no article holds, the question with similar words instead.

Of several such words all are corrected at once, where that finds more than the question as written: a passage that holds
all its words, or at least a clearly better one. Only words of the newest question are corrected, never its operators, nor
words that earlier questions add, nor short words that are common at large: nobody who asks for a king means a kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from indexer.budget import spend
from indexer.engines.base import FIELDS
from indexer.retrieval import spelling
from indexer.retrieval.operators import words_in_place
from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.text.word_frequencies import share_at_large
from indexer.types import QuestionTerm, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.retrieval.query_weights import QueryWeights
    from indexer.retrieval.searchable import Searchable

MOST = 3  # suggestions, whatever the number of words
_WORDS = 3  # unknown words that are corrected
_LANGUAGES = 3  # languages that a word is looked up in, the question's own first
_TOGETHER = 27  # ways to correct all words that are compared
_CLEARLY = 1.2  # times the best score of the question as written
_SHORT = 5  # letters of the stem of a word that has too many similar ones
_COMMON = 5e-4  # of the passages at large hold a short word that is written as it is meant


@dataclass(frozen=True, slots=True)
class _Correction:
    """A word of the question, and what it may have been meant as, in which language."""

    word: str
    instead: str
    language: str


def suggest(build: Searchable, weights: QueryWeights) -> tuple[Suggestion, ...]:
    """For one unknown word at most three corrected questions, the likeliest first; for several the one that corrects all.

    Each is the question as written, but for the words that are replaced. `word` and `instead` of a suggestion for several
    words name them all, with commas. Takes a bounded time, and none when every word is known.
    """
    text = weights.question.text
    by_word = []
    for word, languages in _unknown_words(build, weights)[:_WORDS]:
        spend()
        by_word.append(_corrections(build, word, languages))
    corrected = [corrections for corrections in by_word if corrections]
    if len(corrected) > 1:
        best = _best_together(build, weights, corrected)
        return (_suggestion(text, best),) if best else ()
    return tuple(_suggestion(text, [each]) for corrections in corrected for each in corrections[:MOST])


def _unknown_words(build: Searchable, weights: QueryWeights) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the newest question that may be misspelt, in order, each with the languages to look it up in.

    The vocabulary lacks them, and they are not both short and common at large.
    """
    in_vocabulary: dict[str, bool] = {}
    analyzed_in: dict[str, str] = {}
    for term in weights.question.terms:
        known = weights.numbers[term.term] is not None or _is_common_and_short(term.term)
        in_vocabulary[term.shown] = in_vocabulary.get(term.shown, False) or known
        analyzed_in.setdefault(term.shown, term.term.partition(":")[0])
    unknown = [word for word, known in in_vocabulary.items() if not known]
    if not unknown:
        return []
    newest = set(tokens.find_all(words_in_place(weights.question.text)))
    return [(word, _languages(build, analyzed_in[word])) for word in unknown if word in newest]


def _is_common_and_short(term: str) -> bool:
    return len(term.partition(":")[2]) <= _SHORT and (share_at_large(term) or 0.0) >= _COMMON


def _languages(build: Searchable, first: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((first, *build.languages)))[:_LANGUAGES]


def _corrections(build: Searchable, word: str, languages: Sequence[str]) -> list[_Correction]:
    """Similar words, the likeliest first, in the first of the languages that has any."""
    by_language: Iterator[list[_Correction]] = (
        [_Correction(word, instead, language) for instead in spelling.suggestions(build, word, language)]
        for language in languages
    )
    return next(filter(None, by_language), [])


def _best_together(
    build: Searchable, weights: QueryWeights, corrected: Sequence[Sequence[_Correction]]
) -> tuple[_Correction, ...] | None:
    """The corrections of all words that most passages hold together; None when they find no more than the question does.

    Of several that no passage holds together, the likeliest of each word.
    """
    known = [term.term for term in weights.question.terms if weights.indexed[term.shown]]
    best, most = tuple(corrections[0] for corrections in corrected), 0
    for each in islice(product(*corrected), _TOGETHER):
        spend()
        together = len(build.engine.holding(_terms(each), fields=FIELDS))
        if together > most:
            best, most = each, together
    if most:
        return best
    fields = dict.fromkeys(FIELDS, 1.0)
    written, after = (
        build.engine.top([QuestionTerm(term, term) for term in dict.fromkeys(terms)], 1, fields=fields)[1]
        for terms in (known, [*known, *_terms(best)])
    )
    return best if len(after) and (not len(written) or after[0] > _CLEARLY * written[0]) else None


def _terms(corrections: Iterable[_Correction]) -> list[str]:
    return [term for each in corrections for term in analyzer(each.language).terms_of(each.instead)]


def _suggestion(text: str, corrections: Sequence[_Correction]) -> Suggestion:
    """The question with each occurrence of the words replaced, but for those in operators."""
    words, instead = (
        ", ".join(names) for names in zip(*((each.word, each.instead) for each in corrections), strict=True)
    )
    for each in corrections:
        text = _with_replaced(text, each.word, each.instead)
    return Suggestion(words, instead, text)


def _with_replaced(text: str, word: str, instead: str) -> str:
    parts, end = [], 0
    for match in _whole_word(word).finditer(words_in_place(text)):
        parts += [text[end : match.start()], instead]
        end = match.end()
    return "".join([*parts, text[end:]])


def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
