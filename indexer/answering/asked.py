"""What the question's words are worth: their weight, as in the ranking, times their idf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.builds import Build
    from indexer.types import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """Weight · idf by the term's number in the vocabulary, by term, and in all; computed once for each question.

    `total` counts unknown words too: it is what a perfect sentence would hold. A word is counted in the language in which
    the build knows it best, so that analysing a question in several languages does not make it harder to answer.
    `known` tells of each word, as it was written, whether any article holds it.
    """

    question: Question
    by_number: Mapping[int, float]
    by_term: Mapping[str, float]
    total: float
    known: Mapping[str, bool]

    @classmethod
    def of(cls, build: Build, question: Question) -> Self:
        """What is asked, as this build knows it."""
        by_number: dict[int, float] = {}
        by_term: dict[str, float] = {}
        best: dict[tuple[str, int], tuple[int, float]] = {}
        known: dict[str, bool] = {}
        for term in question.terms:
            frequency, number = build.engine.document_frequency(term.term), build.vocabulary.number(term.term)
            worth = by_term[term.term] = term.weight * build.engine.idf(term.term)
            if number is not None:
                by_number[number] = worth
            key = (term.shown, term.turn)
            if key not in best or frequency > best[key][0]:
                best[key] = (frequency, worth)
            held = bool(frequency or build.engine.document_frequency(term.term, "title"))
            known[term.shown] = known.get(term.shown, False) or held
        return cls(question, by_number, by_term, sum(worth for _, worth in best.values()) or 1.0, known)

    def share(self, terms: Iterable[int]) -> float:
        """The share of the question that these terms, by their numbers, are."""
        return sum(self.by_number[term] for term in sorted(terms)) / self.total
