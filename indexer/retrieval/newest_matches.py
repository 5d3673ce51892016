"""Which passages match a question well enough to be told of when they are new?

A ranking gives the best there is, however little that is; who wants to be told of new passages wants those that are about
the question. A passage matches when it, its title and its heading hold two thirds of the question's words, and it
satisfies all filters, phrases and exclusions. That depends on the passage alone, not on which others there are: what
matches today matches after the next build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.allowed import allowed_passages
from indexer.retrieval.ranking import HOLDING_ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question, QuestionTerm

_MAIN = 0.5  # of the heaviest word's weight: a word that weighs less may be missing
_AT_ONCE = 2_000  # passages that are looked at together


def newest_matching(build: Searchable, question: Question, added: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The numbers of at most `most` passages that match, the last added first, those added together in reading order.

    `added` is the time at which each passage was added, by its number.
    """
    words = _main_words(question)
    if not words:
        return np.empty(0, np.int64)
    where = allowed_passages(build, question)
    candidates = build.engine.matching([term for word in words for term in word], fields=HOLDING_ALL, where=where)
    candidates = candidates[np.argsort(-added[candidates], kind="stable")]
    matching: list[int] = []
    for start in range(0, len(candidates), _AT_ONCE):
        spend()
        some = candidates[start : start + _AT_ONCE]
        matching += some[_matches(build, words, some)].tolist()
        if len(matching) >= most:
            break
    return np.array(matching[:most], np.int64)


def _main_words(question: Question) -> list[list[QuestionTerm]]:
    """The terms of each word of the question, without words that weigh little: common ones, and those of earlier turns."""
    words = question.terms_by_word
    weights = {(word.shown, word.turn): word.weight for word in question.words}
    least = _MAIN * max(weights.values(), default=0.0)
    return [terms for word, terms in words.items() if weights[word] >= least]


def _matches(
    build: Searchable, words: Sequence[Sequence[QuestionTerm]], passages: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each of the passages holds two thirds of the words."""
    terms = list(dict.fromkeys(term.term for word in words for term in word))
    held = dict(zip(terms, build.engine.holds(terms, passages, fields=tuple(HOLDING_ALL)), strict=True))
    count = sum((_holds(held, word) for word in words), np.zeros(len(passages), np.int64))
    return np.asarray(3 * count >= 2 * len(words))


def _holds(held: dict[str, NDArray[np.bool_]], word: Sequence[QuestionTerm]) -> NDArray[np.bool_]:
    """Whether each passage holds a word: all of its terms in one language, or another form of it."""
    ways: dict[object, list[NDArray[np.bool_]]] = {}
    for number, term in enumerate(word):
        way = number if term.other else term.term.partition(":")[0]
        ways.setdefault(way, []).append(held[term.term])
    return np.asarray(np.logical_or.reduce([np.logical_and.reduce(way) for way in ways.values()]), np.bool_)
