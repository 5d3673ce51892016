"""Answers measured: whether a quote holds the known answer, and whether what the library cannot answer is refused.

gold answer    a text that a right quote holds, whatever its capitals and white space: `metadata.answers` of a query
unanswerable   a question that is to be refused: `metadata.is_impossible`, a query that has neither a judged article nor a
               gold answer, or any question of a set that is about something else (a foreign one)
wrong          an unanswerable question that is answered, or an answer none of whose quotes holds a gold answer

Every question is asked as a reader asks it. One that is refused is asked again without a threshold, for the curve that
tells what other thresholds would come to.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Protocol

from indexer.errors import QuestionError
from indexer.evaluation.confidence import Curve, Point, auroc, refused_at, risk_coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.evaluation.qrels import Qrels
    from indexer.evaluation.queries import Query
    from indexer.types import Answer


_LOST = 0.05


class Asker(Protocol):
    """What answers: a reading."""

    def ask(self, turns: Sequence[str]) -> Answer:
        """The answer to the newest (last) of the turns."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: how sure the library was, what it quoted, and what it would quote without a threshold."""

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
        """Whether the answer is known."""
        return self.answerable and bool(self.query.answers)

    def holds(self, quotes: Sequence[str]) -> bool:
        """Whether one of the quotes holds a gold answer."""
        said = [_plain(quote) for quote in quotes]
        return any(_plain(answer) in quote for answer in self.query.answers for quote in said)

    @property
    def wrong(self) -> bool:
        """Whether it would be wrong to quote what is possible."""
        return not self.answerable or (self.gold and not self.holds(self.possible))

    def values(self) -> dict[str, float]:
        """What can be said of this question alone, by name; shares are 0 or 1."""
        found = {"confidence": self.confidence, "refused": float(self.refused)}
        if self.gold:
            found |= {"first": float(self.holds(self.quotes[:1])), "one of three": float(self.holds(self.quotes))}
        return found


@dataclass(frozen=True, slots=True)
class Answerable:
    """Of the questions that have an answer, or of those whose answer is known; shares are None where there are none.

    A refusal is a miss: `first` and `one_of_three` are shares of all questions with a gold answer.
    """

    questions: int
    refused: float | None
    gold: int
    first: float | None
    one_of_three: float | None
    words: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the answers are.

    `unanswerable_refused_at_5` is what would be refused by the threshold that refuses 5% of the answerable. It, `auroc`,
    `curve` and `in_force` are None where there is nothing to tell apart, the last also where nothing is answered.
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
    """What becomes of every query; `openly` is the same reading without a threshold.

    `progress` is told how many queries are done. Raises `QuestionError`, with the query's id, for one that cannot be asked.
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
    """Whether the articles are said to answer the query: nothing speaks against it, and something for it.

    Without qrels every query that is not marked as impossible counts as one that has an answer.
    """
    if query.impossible:
        return False
    judged = qrels is None or any(grade > 0 for grade in qrels.get(query.id, {}).values())
    return judged or bool(query.answers)


def figures(outcomes: Sequence[Outcome], threshold: float) -> Figures:
    """What the outcomes come to; `threshold` is the confidence that an answer needed."""
    yes = [outcome for outcome in outcomes if outcome.answerable]
    no = [outcome for outcome in outcomes if not outcome.answerable]
    tells = bool(no) or any(outcome.gold for outcome in yes)
    confident, unsure = [outcome.confidence for outcome in yes], [outcome.confidence for outcome in no]
    could = [(outcome.confidence, outcome.wrong) for outcome in outcomes if outcome.possible]
    return Figures(
        _answerable(yes),
        len(no),
        _share([outcome.refused for outcome in no]),
        refused_at(confident, unsure, _LOST) if yes and no else None,
        auroc(confident, unsure) if yes and no else None,
        risk_coverage(could, len(outcomes)) if tells else None,
        _in_force(outcomes, threshold) if tells else None,
    )


def _answerable(outcomes: Sequence[Outcome]) -> Answerable:
    gold = [outcome for outcome in outcomes if outcome.gold]
    words = [len(quote.split()) for outcome in outcomes for quote in outcome.quotes]
    return Answerable(
        len(outcomes),
        _share([outcome.refused for outcome in outcomes]),
        len(gold),
        _share([outcome.holds(outcome.quotes[:1]) for outcome in gold]),
        _share([outcome.holds(outcome.quotes) for outcome in gold]),
        _share(words),
    )


def _in_force(outcomes: Sequence[Outcome], threshold: float) -> Point | None:
    answered = [outcome for outcome in outcomes if not outcome.refused]
    if not answered:
        return None
    return Point(threshold, len(answered) / len(outcomes), fsum(it.wrong for it in answered) / len(answered))


def _quotes(answer: Answer) -> tuple[str, ...]:
    return tuple(citation.quote for citation in answer.citations)


def _plain(text: str) -> str:
    """The text without what does not matter: capitals, and how much white space there is."""
    return " ".join(text.casefold().split())


def _share(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None
