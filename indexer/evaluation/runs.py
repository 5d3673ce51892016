"""Runs: what the ranking found for every query."""

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

_MORE = 4  # times as many passages are asked for when they are of too few articles
_SAMPLE = 200  # judged ids that are looked up to tell their level


@dataclass(frozen=True, slots=True)
class Found:
    """An item that was found: the id of a passage or an article, and its score."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Run:
    """Query id → what was found, best first. The order is the ranking; scores only tell how near it was."""

    rankings: Mapping[str, tuple[Found, ...]]

    def ids(self, query_id: str) -> tuple[str, ...]:
        """The ids found for a query, best first; none for a query that is not in the run."""
        return tuple(found.id for found in self.rankings.get(query_id, ()))

    def first(self, k: int) -> Run:
        """The same run, no deeper than rank `k`."""
        return Run({query: ranking[:k] for query, ranking in self.rankings.items()})


class Ranker(Protocol):
    """What makes a run: it ranks passages."""

    def ranked(self, query: str, *, history: Sequence[str] = (), k: int) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of the best `k` passages, best first."""
        ...


class Articles(Protocol):
    """What has articles by their ids: a reading."""

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
    """The best `k` passages, or articles, for every query; `progress` is told how many queries are done.

    Articles are ranked by their best passage. Raises `QuestionError`, with the query's id, for a query that
    cannot be asked.
    """
    tell = progress or (lambda _: None)
    rankings: dict[str, tuple[Found, ...]] = {}
    for done, query in enumerate(queries, start=1):
        rankings[query.id] = _ranking(reading, query, k, level)
        tell(done)
    return Run(rankings)


def level_of(qrels: Qrels, reading: Articles) -> Level:
    """What the judged ids name: articles, if one of the first 200 is an article of the build."""
    judged = dict.fromkeys(item for query in qrels.values() for item in query)
    return "article" if any(_is_article(item, reading) for item in islice(judged, _SAMPLE)) else "passage"


def _is_article(item: str, reading: Articles) -> bool:
    try:
        reading.article(item)
    except ArticleNotFoundError:
        return False
    return True


def _ranking(reading: Ranker, query: Query, k: int, level: Level) -> tuple[Found, ...]:
    """The first `k` distinct items: the best passage of an article is the first of it that comes."""
    best: dict[str, float] = {}
    wanted = k
    try:
        while True:
            found = list(reading.ranked(query.text, history=query.history, k=wanted))
            for passage, article, score in found:
                best.setdefault(article if level == "article" else passage, score)
            if len(best) >= k or len(found) < wanted:
                break
            wanted *= _MORE
    except QuestionError as error:
        raise QuestionError(f"query {query.id!r}: {error}") from None
    return tuple(Found(item, score) for item, score in islice(best.items(), k))
