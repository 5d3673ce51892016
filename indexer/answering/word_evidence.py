"""How much of a question the best passages and sentences hold, each word weighed by how rare it is.

word        a word as the question writes it, in the language in which most passages hold its terms
rarity      -ln of the share of passages that hold the word, in nats. The share is that of the build and of the language at
            large (`text/word_frequencies.py`) together, as if `_BACKGROUND` passages at large had been read too: what a
            library of a few articles says of a word is chance
worth       a word's weight in the question times its rarity
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.text.common_terms import is_common
from indexer.text.word_frequencies import passage_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from indexer.builds import Build
    from indexer.retrieval.query_weights import QueryWeights
    from indexer.types import QuestionTerm

_BACKGROUND = 100  # passages
_RAREST = 1e-4  # the share of passages at large for a word that no table holds
_COMMON = 0.5  # the same for a stop word


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question. `terms` gives the weights of its terms by number; `others` are the numbers of other forms.

    `known` is the share of its terms' weights that the build knows, `rarity` is in nats.
    """

    shown: str
    turn: int
    weight: float
    rarity: float
    known: float
    terms: Mapping[int, float]
    others: frozenset[int]

    @property
    def worth(self) -> float:
        """Its weight times its rarity."""
        return self.weight * self.rarity

    def held(self, numbers: AbstractSet[int]) -> float:
        """The share, 0 to 1, of the word that these term numbers hold."""
        if self.others & numbers:
            return 1.0
        total = sum(self.terms.values()) / (self.known or 1.0)
        return sum(weight for number, weight in self.terms.items() if number in numbers) / (total or 1.0)


def question_words(build: Build, weights: QueryWeights) -> tuple[Word, ...]:
    """The words of the question, each once, those of earlier questions with their smaller weights."""
    by_word: dict[tuple[str, int], list[QuestionTerm]] = {}
    for term in weights.question.terms:
        by_word.setdefault((term.shown, term.turn), []).append(term)
    statistics = build.engine.statistics([term.term for term in weights.question.terms])
    passages = {term: row.passages for term, row in statistics.items()}
    return tuple(
        _word(shown, turn, terms, weights, passages, len(build.store.passages["article"]))
        for (shown, turn), terms in by_word.items()
    )


def _word(
    shown: str,
    turn: int,
    terms: Sequence[QuestionTerm],
    weights: QueryWeights,
    passages: Mapping[str, int],
    size: int,
) -> Word:
    own = _in_one_language([term for term in terms if not term.other], passages)
    others = [term for term in terms if term.other]
    counted = own or others[:1]
    total = sum(term.weight for term in counted)
    numbers = {term.term: weights.numbers[term.term] for term in terms}
    known = {number: term.weight for term in own if (number := numbers[term.term]) is not None}
    return Word(
        shown=shown,
        turn=turn,
        weight=total,
        rarity=sum(term.weight * _rarity(term.term, passages[term.term], size) for term in counted) / total,
        known=sum(known.values()) / total,
        terms=known,
        others=frozenset(number for term in others if (number := numbers[term.term]) is not None),
    )


def _in_one_language(terms: Sequence[QuestionTerm], passages: Mapping[str, int]) -> list[QuestionTerm]:
    """The terms in the language in which most passages hold them; of equals the first."""
    by_language: dict[str, list[QuestionTerm]] = {}
    for term in terms:
        by_language.setdefault(term.term.partition(":")[0], []).append(term)
    return max(by_language.values(), key=lambda own: sum(passages[term.term] for term in own), default=[])


def _rarity(term: str, passages: int, size: int) -> float:
    language, _, form = term.partition(":")
    at_large = _COMMON if is_common(term) else passage_share(language, form) or _RAREST
    return -math.log((passages + _BACKGROUND * at_large) / (size + _BACKGROUND))


def share_held(words: Iterable[Word], numbers: AbstractSet[int]) -> float:
    """The share, 0 to 1, of the words' worth that these term numbers hold."""
    pairs = [(word.worth, word.held(numbers)) for word in words]
    return sum(worth * held for worth, held in pairs) / (sum(worth for worth, _ in pairs) or 1.0)
