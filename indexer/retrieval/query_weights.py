"""How much each word of a question is worth in one build.

worth      weight of a term in the question (`follow_up.py`) times its idf in the build
word       a token as the question writes it; it has a term in each language that it is analysed in

Computed once a question (`Ranking.weights`), and read by reranking, did-you-mean, the choice of sentences and abstention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.engines.base import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question


@dataclass(frozen=True, slots=True)
class QueryWeights:
    """The worth of every term and every word of a question.

    `numbers` gives each term's number in the vocabulary (None: the build does not know it), `idfs` its idf, `by_term` its
    worth; `by_number` is the worth of the known terms by their number. `by_word` adds up the worth of a word's terms, and
    `indexed` says of each word whether any passage holds it, in its text or title.

    `total` is what a sentence with all words of the question would be worth, words that the build does not know included.
    A word counts in the one language in which most passages hold it, so that more languages do not raise the total.
    """

    question: Question
    numbers: Mapping[str, int | None]
    idfs: Mapping[str, float]
    by_term: Mapping[str, float]
    by_number: Mapping[int, float]
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
        by_number = {number: by_term[term] for term, number in numbers.items() if number is not None}
        by_word: dict[str, float] = {}
        for term in terms:
            by_word[term.shown] = by_word.get(term.shown, 0.0) + by_term[term.term]
        frequencies = {term: in_text[term].passages for term in numbers}
        indexed: dict[str, bool] = {}
        for term in terms:
            in_some_passage = bool(frequencies[term.term] or in_title[term.term].passages)
            indexed[term.shown] = indexed.get(term.shown, False) or in_some_passage
        total = _total(question, frequencies, by_term)
        return cls(question, numbers, idfs, by_term, by_number, by_word, indexed, total)

    def share(self, terms: Iterable[int]) -> float:
        """The share, 0 to 1, of the question's worth that these known terms (by number) hold."""
        return sum(self.by_number[term] for term in sorted(terms)) / self.total


def _total(question: Question, frequencies: Mapping[str, int], by_term: Mapping[str, float]) -> float:
    """The worth of all words, each in the language in which most passages hold it; 1 for a question without words."""
    best: dict[tuple[str, int], tuple[int, float]] = {}
    for term in question.terms:
        word, frequency = (term.shown, term.turn), frequencies[term.term]
        if word not in best or frequency > best[word][0]:
            best[word] = (frequency, by_term[term.term])
    return sum(worth for _, worth in best.values()) or 1.0
