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

from indexer.retrieval.query_weights import main_terms
from indexer.text.common_terms import is_common
from indexer.text.word_frequencies import share_at_large

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
    """A word of a question, analysed in `language`.

    `terms` gives the weights of its terms by number; `others` are the numbers of other forms.
    `known` is the share of its terms' weights that the build knows, `rarity` is in nats.
    """

    shown: str
    turn: int
    language: str
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
    size = len(build.store.passages["article"])
    return tuple(
        _word(shown, turn, terms, weights, size) for (shown, turn), terms in weights.question.terms_by_word.items()
    )


def _word(shown: str, turn: int, terms: Sequence[QuestionTerm], weights: QueryWeights, size: int) -> Word:
    passages = weights.frequencies
    own = main_terms(terms, passages)
    others = [term for term in terms if term.other]
    counted = own or others[:1]
    total = sum(term.weight for term in counted)
    numbers = {term.term: weights.numbers[term.term] for term in terms}
    known = {number: term.weight for term in own if (number := numbers[term.term]) is not None}
    return Word(
        shown=shown,
        turn=turn,
        language=terms[0].term.partition(":")[0],
        weight=total,
        rarity=sum(term.weight * _rarity(term.term, passages[term.term], size) for term in counted) / total,
        known=sum(known.values()) / total,
        terms=known,
        others=frozenset(number for term in others if (number := numbers[term.term]) is not None),
    )


def _rarity(term: str, passages: int, size: int) -> float:
    at_large = _COMMON if is_common(term) else share_at_large(term) or _RAREST
    return -math.log((passages + _BACKGROUND * at_large) / (size + _BACKGROUND))


def share_held(words: Iterable[Word], numbers: AbstractSet[int]) -> float:
    """The share, 0 to 1, of the words' worth that these term numbers hold."""
    pairs = [(word.worth, word.held(numbers)) for word in words]
    return sum(worth * held for worth, held in pairs) / (sum(worth for worth, _ in pairs) or 1.0)
