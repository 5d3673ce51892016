"""Measures answers: do quotes contain the known answer, and are questions refused that the articles cannot answer?

gold answer    a text that a right quote contains, regardless of case and white space: `metadata.answers` of a query
unanswerable   a question that should be refused: `metadata.is_impossible`, a query with neither a relevant article nor a
               gold answer, or any query of a set about other articles (a foreign one)
wrong          an answer to an unanswerable question, or an answer without a quote that contains a gold answer

Every query is asked as a reader would ask it. One that is refused is asked again without a threshold, so that the
risk–coverage curve can show other thresholds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Protocol

from indexer.errors import QuestionError
from indexer.evaluation.confidence import Curve, Point, auroc, risk_coverage, true_negative_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.evaluation.qrels import Qrels
    from indexer.evaluation.queries import Query
    from indexer.types import Answer


_FALSE_REFUSALS = 0.05  # share of answerable queries


class Asker(Protocol):
    """Answers questions: a `Reading`."""

    def ask(self, turns: Sequence[str]) -> Answer:
        """The answer to the newest (last) of the turns."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one query: the confidence, the quotes, and the quotes without a threshold (`possible`)."""

    query: Query
    answerable: bool
    confidence: float
    quotes: tuple[str, ...]
    possible: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing was quoted."""
        return not self.quotes

    @property
    def gold(self) -> bool:
        """Whether the query has a gold answer, so that quotes can be checked."""
        return self.answerable and bool(self.query.answers)

    def holds(self, quotes: Sequence[str]) -> bool:
        """Whether one of the quotes contains a gold answer."""
        plain_quotes = [_plain(quote) for quote in quotes]
        return any(_plain(answer) in quote for answer in self.query.answers for quote in plain_quotes)

    @property
    def wrong(self) -> bool:
        """Whether the quotes without a threshold would be a wrong answer."""
        return not self.answerable or (self.gold and not self.holds(self.possible))

    def values(self) -> dict[str, float]:
        """The measures of this query alone, by name; shares are 0 or 1."""
        values = {"confidence": self.confidence, "refused": float(self.refused)}
        if self.gold:
            values |= {"first": float(self.holds(self.quotes[:1])), "one of three": float(self.holds(self.quotes))}
        return values


@dataclass(frozen=True, slots=True)
class Answerable:
    """Measures of the answerable queries; shares are None when there are no such queries.

    `first` and `one_of_three` are the shares of the queries with a gold answer whose first quote, or one of whose quotes,
    contains it; a refusal counts as a miss. `words` is the mean length of a quote.
    """

    questions: int
    refused: float | None
    gold: int
    first: float | None
    one_of_three: float | None
    words: float | None


@dataclass(frozen=True, slots=True)
class AnswerMeasures:
    """How good answers and refusals are.

    `unanswerable_refused_at_5` is the share of unanswerable queries refused by the threshold that refuses 5% of the
    answerable ones; it and `auroc` are None when one of the two kinds is missing. `curve` and `in_force`, its point of the
    threshold in use, are None when no answer can be found right or wrong; `in_force` also when nothing is answered.
    """

    answerable: Answerable
    unanswerable: int
    unanswerable_refused: float | None
    unanswerable_refused_at_5: float | None
    auroc: float | None
    curve: Curve | None
    in_force: Point | None


def ask_all(
    reading: Asker,
    openly: Asker,
    queries: Sequence[Query],
    answerable: Callable[[Query], bool],
    *,
    progress: Callable[[int], None] | None = None,
) -> tuple[Outcome, ...]:
    """The outcome of every query; `openly` is the same reading without a threshold.

    `progress` is called with the number of queries done. Raises `QuestionError`, with the query's id, for an invalid one.
    """
    tell = progress or (lambda _: None)
    outcomes = []
    for done, query in enumerate(queries, start=1):
        turns = (*query.history, query.text)
        try:
            answer = reading.ask(turns)
            quotes = _quotes(answer)
            possible = quotes or _quotes(openly.ask(turns))
        except QuestionError as error:
            raise QuestionError(f"query {query.id!r}: {error}") from None
        outcomes.append(Outcome(query, answerable(query), answer.confidence, quotes, possible))
        tell(done)
    return tuple(outcomes)


def has_answer(query: Query, qrels: Qrels | None) -> bool:
    """Whether the query is answerable: not marked as impossible, and with a relevant article or a gold answer.

    Without qrels every query that is not marked as impossible is.
    """
    if query.impossible:
        return False
    judged = qrels is None or any(grade > 0 for grade in qrels.get(query.id, {}).values())
    return judged or bool(query.answers)


def measure_answers(outcomes: Sequence[Outcome], threshold: float) -> AnswerMeasures:
    """The measures of the outcomes; `threshold` is the confidence that an answer needed."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    checkable = bool(unanswerable) or any(outcome.gold for outcome in answerable)
    both = bool(answerable and unanswerable)
    positive = [outcome.confidence for outcome in answerable]
    negative = [outcome.confidence for outcome in unanswerable]
    possible = [(outcome.confidence, outcome.wrong) for outcome in outcomes if outcome.possible]
    return AnswerMeasures(
        answerable=_answerable(answerable),
        unanswerable=len(unanswerable),
        unanswerable_refused=_mean([outcome.refused for outcome in unanswerable]),
        unanswerable_refused_at_5=true_negative_rate(positive, negative, _FALSE_REFUSALS) if both else None,
        auroc=auroc(positive, negative) if both else None,
        curve=risk_coverage(possible, len(outcomes)) if checkable else None,
        in_force=_in_force(outcomes, threshold) if checkable else None,
    )


def _answerable(outcomes: Sequence[Outcome]) -> Answerable:
    gold = [outcome for outcome in outcomes if outcome.gold]
    words = [len(quote.split()) for outcome in outcomes for quote in outcome.quotes]
    return Answerable(
        len(outcomes),
        _mean([outcome.refused for outcome in outcomes]),
        len(gold),
        _mean([outcome.holds(outcome.quotes[:1]) for outcome in gold]),
        _mean([outcome.holds(outcome.quotes) for outcome in gold]),
        _mean(words),
    )


def _in_force(outcomes: Sequence[Outcome], threshold: float) -> Point | None:
    answered = [outcome for outcome in outcomes if not outcome.refused]
    if not answered:
        return None
    return Point(threshold, len(answered) / len(outcomes), fsum(outcome.wrong for outcome in answered) / len(answered))


def _quotes(answer: Answer) -> tuple[str, ...]:
    return tuple(citation.quote for citation in answer.citations)


def _plain(text: str) -> str:
    """The text with case folded and white space as single spaces."""
    return " ".join(text.casefold().split())


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None
