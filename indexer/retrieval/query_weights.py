"""How much each word of a question is worth in one build.

worth      weight of a term in the question (`follow_up.py`) times its idf in the build
word       a word as the question writes it; in each language that it is analysed in it has a term, or several that share
           its weight, and it may have other forms (`word_forms.py`). It is worth what its terms are in the one language in
           which most passages hold them; whatever a passage holds of its terms, it never counts for more

Computed once a question (`Ranking.weights`), and read by reranking, did-you-mean, the choice of sentences and abstention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.engines.base import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question, QuestionTerm

_KNOWN = 0.5  # the share of a word's worth that the build must hold for the word to be one that it knows


@dataclass(frozen=True, slots=True)
class QueryWeights:
    """The worth of every term and every word of a question.

    `numbers` gives each term's number in the vocabulary (None: the build does not know it), `frequencies` how many passages
    hold it in their texts, `idfs` its idf, `by_term` its
    worth; `by_number` is the worth of the known terms by their number, and `word_of` the position of its word in `words`,
    which are the worths of the words. `by_word` is the worth of a word as typed, and `indexed` says whether any passage
    holds it, in its text or title.

    `total` is what a sentence with all words of the question would be worth, words that the build does not know included.
    """

    question: Question
    numbers: Mapping[str, int | None]
    frequencies: Mapping[str, int]
    idfs: Mapping[str, float]
    by_term: Mapping[str, float]
    by_number: Mapping[int, float]
    word_of: Mapping[int, int]
    words: tuple[float, ...]
    by_word: Mapping[str, float]
    indexed: Mapping[str, bool]
    total: float

    @classmethod
    def of(cls, build: Searchable, question: Question) -> Self:
        """The weights of the question's terms in this build."""
        engine, terms = build.engine, question.terms
        numbers = {term.term: build.vocabulary.number(term.term) for term in terms}
        in_text, in_title = (engine.statistics(list(numbers), field) for field in FIELDS)
        idfs = {term: in_text[term].idf for term in numbers}
        by_term = {term.term: term.weight * idfs[term.term] for term in terms}
        frequencies = {term: in_text[term].passages for term in numbers}
        some_passage = {term for term in numbers if frequencies[term] or in_title[term].passages}
        words = question.terms_by_word
        worths = tuple(_worth(own, frequencies, by_term) for own in words.values())
        indexed: dict[str, bool] = {}
        by_word: dict[str, float] = {}
        for (shown, _), own, worth in zip(words, words.values(), worths, strict=True):
            by_word[shown] = by_word.get(shown, 0.0) + worth
            indexed[shown] = indexed.get(shown, False) or _is_indexed(own, by_term, some_passage)
        return cls(
            question=question,
            numbers=numbers,
            frequencies=frequencies,
            idfs=idfs,
            by_term=by_term,
            by_number={number: by_term[term] for term, number in numbers.items() if number is not None},
            word_of={
                number: place
                for place, own in enumerate(words.values())
                for term in own
                if (number := numbers[term.term]) is not None
            },
            words=worths,
            by_word=by_word,
            indexed=indexed,
            total=sum(worths) or 1.0,
        )

    def share(self, terms: Iterable[int]) -> float:
        """The share, 0 to 1, of the question's worth that these known terms (by number) hold."""
        by_word: dict[int, float] = {}
        for term in sorted(terms):
            word = self.word_of[term]
            by_word[word] = by_word.get(word, 0.0) + self.by_number[term]
        return sum(min(worth, self.words[word]) for word, worth in by_word.items()) / self.total


def main_terms(terms: Iterable[QuestionTerm], frequencies: Mapping[str, int]) -> list[QuestionTerm]:
    """A word's own terms in the language in which most passages hold them (of equals the first), without other forms."""
    return max(_by_language(terms).values(), key=lambda own: sum(frequencies[term.term] for term in own), default=[])


def _by_language(terms: Iterable[QuestionTerm]) -> dict[str, list[QuestionTerm]]:
    """A word's own terms, without its other forms, by their language."""
    by_language: dict[str, list[QuestionTerm]] = {}
    for term in terms:
        if not term.other:
            by_language.setdefault(term.term.partition(":")[0], []).append(term)
    return by_language


def _worth(terms: Iterable[QuestionTerm], frequencies: Mapping[str, int], by_term: Mapping[str, float]) -> float:
    """The worth of a word: that of its own terms, or where it has only other forms, that of the best of them."""
    own = main_terms(terms, frequencies)
    return sum(by_term[term.term] for term in own) if own else max(by_term[term.term] for term in terms)


def _is_indexed(terms: Iterable[QuestionTerm], by_term: Mapping[str, float], some_passage: AbstractSet[str]) -> bool:
    """Whether some passages hold most of a word, or another form of it."""
    if any(term.other and term.term in some_passage for term in terms):
        return True
    return any(
        sum(by_term[term.term] for term in own if term.term in some_passage)
        >= _KNOWN * sum(by_term[term.term] for term in own)
        for own in _by_language(terms).values()
    )
