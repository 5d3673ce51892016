"""Runs: the ranking of every query."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, Protocol

from indexer.errors import ArticleNotFoundError, QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.evaluation.qrels import Qrels
    from indexer.evaluation.queries import Query
    from indexer.types import Article

Level = Literal["passage", "article"]

_MORE = 4  # factor by which more passages are searched for, when the first ones are of too few articles
_SAMPLE = 200  # judged ids that are looked up to decide their level


@dataclass(frozen=True, slots=True)
class RankedItem:
    """An item of a ranking: the id of a passage or an article, and its score."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Run:
    """Query id → its ranking, best first. The order of the items is the ranking, whatever their scores."""

    rankings: Mapping[str, tuple[RankedItem, ...]]

    def ids(self, query_id: str) -> tuple[str, ...]:
        """The ids ranked for a query, best first; empty for a query that is not in the run."""
        return tuple(item.id for item in self.rankings.get(query_id, ()))

    def first(self, k: int) -> Run:
        """The run with only the first `k` ranks of each query."""
        return Run({query: ranking[:k] for query, ranking in self.rankings.items()})


class Ranker(Protocol):
    """Ranks passages for a query: a `Reading`."""

    def ranked(self, query: str, *, history: Sequence[str] = (), k: int) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of the best `k` passages, best first."""
        ...


class Articles(Protocol):
    """Has articles by their ids: a `Reading`."""

    def article(self, id: str) -> Article:  # noqa: A002  the word of the contract
        """The article of that id; raises `ArticleNotFoundError`."""
        ...


def run(
    reading: Ranker,
    queries: Sequence[Query],
    k: int = 100,
    level: Level = "passage",
    *,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """The run of the queries: the best `k` passages or articles of each; articles are ranked by their best passage.

    `progress` is called with the number of queries done. Raises `QuestionError`, with the query's id, for an invalid query.
    """
    tell = progress or (lambda _: None)
    rankings: dict[str, tuple[RankedItem, ...]] = {}
    for done, query in enumerate(queries, start=1):
        rankings[query.id] = _ranking(reading, query, k, level)
        tell(done)
    return Run(rankings)


def level_of(qrels: Qrels, reading: Articles) -> Level:
    """The level of the judged ids: articles, if one of the first 200 ids is that of an article of the build."""
    judged = dict.fromkeys(item for query in qrels.values() for item in query)
    return "article" if any(_is_article(item, reading) for item in islice(judged, _SAMPLE)) else "passage"


def _is_article(item: str, reading: Articles) -> bool:
    try:
        reading.article(item)
    except ArticleNotFoundError:
        return False
    return True


def _ranking(reading: Ranker, query: Query, k: int, level: Level) -> tuple[RankedItem, ...]:
    """The first `k` distinct items; an article has the score of its best passage."""
    best: dict[str, float] = {}
    wanted = k
    try:
        while True:
            passages = list(reading.ranked(query.text, history=query.history, k=wanted))
            for passage, article, score in passages:
                best.setdefault(article if level == "article" else passage, score)
            if len(best) >= k or len(passages) < wanted:
                break
            wanted *= _MORE
    except QuestionError as error:
        raise QuestionError(f"query {query.id!r}: {error}") from None
    return tuple(RankedItem(item, score) for item, score in islice(best.items(), k))
