"""The engine's reading side: candidates from the cluster, exact scores here."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engines.base import FIELDS, TermStatistics
from indexer.engines.opensearch import queries
from indexer.engines.opensearch.at_hand import AtHand
from indexer.engines.opensearch.certificate import is_certain, slack
from indexer.engines.opensearch.connection import Connection, require_time, unavailable
from indexer.engines.opensearch.rows import Rows
from indexer.engines.opensearch.terms import Clause, Terms
from indexer.errors import DamagedBuildError
from indexer.selection import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import Predicate
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import QuestionTerm

_MORE = 20  # candidates beyond those that are wanted: the certificate needs one that is clearly worse
_LOOK_EVERY = 60  # seconds until it is seen again whether the index is what was written
_ROWS_AT_HAND = 32 * 2**20  # bytes of rows that are kept: a question reads the same ones several times
_BITS_AT_HAND = (
    64 * 2**20
)  # bytes of the bits of passages that match: those of frequent terms are looked for again and again
_FIELD_NUMBERS = {field: number for number, field in enumerate(FIELDS)}


class OpenSearchEngine:
    """Keeps the contract of `indexer.engines.base.Engine` with an index of a cluster, which never changes.

    Nothing is asked of the cluster before the first question, so a library opens while it is not there.
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary, connection: Connection) -> None:
        """`folder` holds the statistics of terms (`terms.py`)."""
        self._terms = Terms(folder, vocabulary)
        self._facts = self._terms.facts
        self._index, self._connection = self._facts.index, connection
        self._row_of: AtHand[int, bytes] = AtHand(_ROWS_AT_HAND, len)
        self._bits: AtHand[str, NDArray[np.uint8]] = AtHand(_BITS_AT_HAND, len)
        self._look_again = 0.0
        self.pages: list[int] = []  # candidates of each page of the last ranking, for measuring

    def __len__(self) -> int:
        return self._facts.passages

    def statistics(self, terms: Sequence[str], field: str = "text") -> dict[str, TermStatistics]:
        """How many passages hold each term, and its idf; see `Engine.statistics`."""
        require_time()
        return {term: TermStatistics(*self._terms.statistics(term, _FIELD_NUMBERS[field])) for term in terms}

    def top(
        self, terms: Sequence[QuestionTerm], k: int, *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best `k` passages; see `Engine.top`."""
        require_time()
        clauses = self._terms.clauses(terms, fields)
        chosen = [each for each in clauses if each.weight > 0]
        admitted = None if where is None else np.flatnonzero(where.admitted(0, len(self)))
        if not chosen or (admitted is not None and not len(admitted)):
            return np.empty(0, np.int64), np.empty(0)
        if len(chosen) > queries.MOST_CLAUSES:
            return self._best(clauses, self.matching(terms, fields=fields, where=where), k)
        only = None if admitted is None else queries.bitmap(admitted)
        return self._certified(clauses, chosen, k, only)

    def _certified(
        self, clauses: Sequence[Clause], chosen: Sequence[Clause], k: int, only: str | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best `k`: candidates are fetched page by page until no other passage can be among them."""
        most_off, numbers, pages = slack(chosen, self._facts.bits), np.empty(0, np.int64), []
        after, size = None, k + _MORE
        while True:
            size = min(size, queries.AT_ONCE)
            hits = self._search(queries.candidates(chosen, self._facts.bits, size, only, after))["hits"]["hits"]
            fetched = queries.rows_of(hits, self._index)
            self._row_of.update(fetched)
            numbers = np.concatenate((numbers, np.fromiter(fetched, np.int64, len(fetched))))
            pages.append(len(hits))
            best, scores = self._best(clauses, numbers, k)
            if len(hits) < size or is_certain(scores, k, hits[-1]["_score"], most_off):
                self.pages = pages
                return best, scores
            after, size = hits[-1]["sort"], 2 * size

    def _best(
        self, clauses: Sequence[Clause], numbers: NDArray[np.int64], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best `k` of these passages by their exact scores."""
        scores = self._terms.scores(clauses, self._rows(numbers), len(numbers))
        order = np.lexsort((numbers, -scores))[:k]
        return numbers[order], scores[order]

    def matching(
        self, terms: Sequence[QuestionTerm], *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> NDArray[np.int64]:
        """All passages that hold at least one of the terms; see `Engine.matching`."""
        require_time()
        clauses = self._terms.clauses(terms, fields)
        numbers = self._every(queries.any_of(clauses)) if clauses else np.empty(0, np.int64)
        return numbers if where is None else numbers[where.admits(numbers)]

    def holding(
        self, terms: Sequence[str], *, fields: Sequence[str] = ("text",), most: int | None = None
    ) -> NDArray[np.int64]:
        """The passages that hold each of the terms; see `Engine.holding`."""
        require_time()
        numbers = [self._terms.number(term) for term in dict.fromkeys(terms)]
        known = [number for number in numbers if number is not None and self._occurs(number, fields)]
        if not numbers or len(known) < len(numbers):
            return np.empty(0, np.int64)
        return self._every(queries.all_of(known, fields))[:most]

    def _occurs(self, number: int, fields: Sequence[str]) -> bool:
        return any(self._terms.passages[_FIELD_NUMBERS[field], number] for field in fields)

    def holds(
        self, terms: Sequence[str], passages: NDArray[np.int64], *, fields: Sequence[str] = ("text",)
    ) -> NDArray[np.bool_]:
        """Whether each passage holds each term: [terms, passages]; see `Engine.holds`."""
        require_time()
        rows = self._rows(passages)
        held = np.zeros((len(terms), len(passages)), np.bool_)
        for field in fields:
            held |= self._counts(rows, _FIELD_NUMBERS[field], terms, len(passages)) > 0
        return held

    def occurrences(
        self, terms: Sequence[str], first: NDArray[np.int64], last: NDArray[np.int64], *, field: str = "text"
    ) -> NDArray[np.int64]:
        """How often each term occurs in each run of passages: [terms, runs]; see `Engine.occurrences`."""
        require_time()
        own = _FIELD_NUMBERS[field]
        numbers = [number for term in terms if (number := self._terms.number(term)) is not None]
        clauses = [Clause(own, number, 1.0, 1.0, "") for number in numbers if self._terms.passages[own, number]]
        if not clauses or not len(first):
            return np.zeros((len(terms), len(first)), np.int64)
        rows = self._held(np.unique(expanded(first, last - first)), clauses)
        passages = np.fromiter(rows, np.int64, len(rows))
        counts = self._counts(Rows(list(rows.values()), self._index), own, terms, len(rows))
        order = np.argsort(passages)
        sums = np.concatenate((np.zeros((len(terms), 1), np.int64), np.cumsum(counts[:, order], axis=1)), axis=1)
        edges = passages[order].searchsorted(np.stack((first, last)))
        # In the order of the local engine's array: sums over another one would be rounded in another way.
        return np.ascontiguousarray(sums[:, edges[1]] - sums[:, edges[0]])

    def contributions(
        self, terms: Sequence[QuestionTerm], passages: NDArray[np.int64], *, fields: Mapping[str, float]
    ) -> list[tuple[str, str, NDArray[np.float64]]]:
        """What each field and term adds to each of the passages' scores; see `Engine.contributions`."""
        require_time()
        clauses = self._terms.clauses(terms, fields)
        if not clauses:
            return []
        added = self._terms.contributions(clauses, self._rows(passages))
        return [(FIELDS[each.field], each.term, amounts) for each, amounts in zip(clauses, added, strict=True)]

    def problems(self) -> Iterator[str]:
        """What does not fit between the index and what was written, each in a sentence."""
        try:
            self._require_index()
        except DamagedBuildError as error:
            yield f"the index {error.file} {error.problem}"

    def _counts(self, rows: Rows, field: int, terms: Sequence[str], passages: int) -> NDArray[np.int64]:
        """How often each term occurs in each passage: [terms, passages]; an unknown term does not."""
        counts = np.zeros((len(terms), passages), np.int64)
        known = [(row, number) for row, term in enumerate(terms) if (number := self._terms.number(term)) is not None]
        if known:
            counts[[row for row, _ in known]] = rows.counts(field, [number for _, number in known])
        return counts

    def _every(self, query: Mapping[str, Any]) -> NDArray[np.int64]:
        """The numbers of all passages that match the query, rising."""
        key = json.dumps(query)
        bits = self._bits.get(key)
        if bits is None:
            answer = self._search(queries.every_number(query, len(self)))
            bits = queries.bits_of(answer["aggregations"]["n"]["value"], len(self), self._index)
            self._bits.put(key, bits)
        return np.flatnonzero(np.unpackbits(bits, bitorder="little", count=len(self))).astype(np.int64)

    def _rows(self, passages: NDArray[np.int64]) -> Rows:
        """The rows of the passages, in their order."""
        wanted = passages.tolist()
        rows = self._row_of.some(wanted)
        missing = np.unique(passages[[number not in rows for number in wanted]])
        if len(missing):
            rows |= self._fetch(missing, ())
            if not rows.keys() >= set(missing.tolist()):
                raise DamagedBuildError(self._index, "lacks passages that were written")
        return Rows([rows[number] for number in wanted], self._index)

    def _held(self, passages: NDArray[np.int64], clauses: Sequence[Clause]) -> dict[int, bytes]:
        """The rows of those of the passages, which rise, that hold one of the terms; and of some others."""
        rows = self._row_of.some(passages.tolist())
        missing = passages[[number not in rows for number in passages.tolist()]]
        return rows | self._fetch(missing, clauses) if len(missing) else rows

    def _fetch(self, passages: NDArray[np.int64], clauses: Sequence[Clause]) -> dict[int, bytes]:
        """The rows of the passages, from the cluster; with clauses, of those that hold one of the terms."""
        rows: dict[int, bytes] = {}
        where, after = queries.bitmap(passages), None
        while True:
            hits = self._search(queries.row_page(where, clauses, after))["hits"]["hits"]
            rows |= queries.rows_of(hits, self._index)
            if len(hits) < queries.AT_ONCE:
                self._row_of.update(rows)
                return rows
            after = hits[-1]["sort"]

    def _search(self, body: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
        """The answer to a search by all shards; raises `EngineUnavailableError` rather than take half of one."""
        if time.monotonic() >= self._look_again:
            self._require_index()
        answer = self._connection.ask(
            "POST",
            f"/{self._index}/_search",
            body,
            index=self._index,
            allow_partial_search_results="false",
            ignore_unavailable="false",
        )
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise unavailable("gave half an answer")
        return answer

    def _require_index(self) -> None:
        """Raises `DamagedBuildError` unless the index is the one that was written, whole."""
        for problem in index_problems(self._connection, self._index, self._facts.passages):
            raise DamagedBuildError(self._index, problem)
        self._look_again = time.monotonic() + _LOOK_EVERY


def index_problems(connection: Connection, index: str, passages: int) -> Iterable[str]:
    """What is wrong with an index at a glance: its mapping, whether it was written to the end, how many passages it has."""
    mapping = connection.ask("GET", f"/{index}/_mapping", index=index)[index]["mappings"]
    if not mapping.get("_meta", {}).get("complete"):
        yield "was not written to the end"
    elif {field: _mapped(own) for field, own in mapping.get("properties", {}).items()} != {
        field: _mapped(own) for field, own in queries.MAPPINGS["properties"].items()
    }:
        yield "has other fields than were written"
    else:
        body = {"size": 0, "track_total_hits": True}  # `_count` would leave out shards that are missing
        answer = connection.ask("POST", f"/{index}/_search", body, index=index, allow_partial_search_results="false")
        count = answer["hits"]["total"]["value"]
        if count != passages:
            yield f"holds {count:,} passages instead of {passages:,}"


def _mapped(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field's mapping without what stands there by itself."""
    return {name: value for name, value in field.items() if name != "store"}
