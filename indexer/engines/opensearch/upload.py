"""Writes the index of a build into the cluster, and compares it with what was written."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engines.base import FIELDS
from indexer.engines.opensearch import queries
from indexer.engines.opensearch.connection import unavailable
from indexer.engines.opensearch.documents import passage_documents, passages_of_terms
from indexer.engines.opensearch.engine import index_problems
from indexer.engines.opensearch.parts import MOST, WRITING, write_passages
from indexer.errors import BuildError, DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.opensearch.connection import Connection
    from indexer.engines.opensearch.terms import Facts
    from indexer.engines.whoosh.impacts import Impacts
    from indexer.settings import Settings

_MERGING = 3_600.0  # seconds that merging the segments of an index may take
_LOOK_EVERY = 2.0  # seconds between two looks at a task, at most
_TERMS = 10_000  # terms that are counted in one request: half a megabyte
_TRIED = 25_000  # terms whose passages are counted once an index is written; `footnote check` counts all


def write_index(connection: Connection, folder: Path, arrays: Impacts, facts: Facts, settings: Settings) -> None:
    """Writes the index of the `arrays` in `folder`, unless it is there whole.

    Raises `EngineUnavailableError`, and `BuildError` for a wrong index.
    """
    index = facts.index
    if connection.exists(index):
        with suppress(DamagedBuildError):  # as when somebody has closed it
            if not list(_problems(connection, arrays, facts)):
                return
        connection.ask("DELETE", f"/{index}", within=WRITING)
    body = queries.index_body(settings.opensearch_shards, {"complete": False})
    connection.create(index, body, within=WRITING)
    write_passages(folder, arrays.ends.shape[1], facts, settings)
    _complete(connection, index, settings.opensearch_replicas)
    for problem in _problems(connection, arrays, facts):
        raise BuildError(f"the index {index} {problem}; the old build stays; build again")


def _problems(connection: Connection, arrays: Impacts, facts: Facts) -> Iterator[str]:
    """What is wrong with a written index, looked at quickly: what it says of itself, passages, some terms."""
    glance = list(index_problems(connection, facts.index, facts.passages))
    yield from glance or _miscounted(connection, arrays, facts, max(1, arrays.ends.shape[1] // _TRIED))


def _complete(connection: Connection, index: str, replicas: int) -> None:
    """Makes a written index ready: merged, with copies, and closed to changes."""
    _merge(connection, index)
    connection.ask(
        "POST", f"/{index}/_refresh", within=WRITING
    )  # only now are merged segments used, and others removed
    connection.ask("PUT", f"/{index}/_mapping", {"_meta": {"complete": True}}, within=WRITING)
    closed = {"index": {"number_of_replicas": replicas, "blocks.write": True}}
    connection.ask("PUT", f"/{index}/_settings", closed, within=WRITING)
    connection.ask("POST", f"/{index}/_flush", within=WRITING)


def _merge(connection: Connection, index: str) -> None:
    """Makes one segment of each shard. Large ones take longer than any request may: it is a task, which is asked about."""
    begun = connection.ask(
        "POST", f"/{index}/_forcemerge", within=WRITING, max_num_segments="1", wait_for_completion="false"
    )
    end, wait = time.monotonic() + _MERGING, 0.05
    while time.monotonic() < end:
        try:
            if connection.ask("GET", f"/_tasks/{begun['task']}", index=index, within=WRITING)["completed"]:
                return
        except DamagedBuildError:
            return  # its node is gone, and the task with it; segments may be many, only questions are slower
        time.sleep(wait)
        wait = min(2 * wait, _LOOK_EVERY)
    raise unavailable("did not merge an index in time")


def _miscounted(connection: Connection, arrays: Impacts, facts: Facts, every: int) -> Iterator[str]:
    """Terms that another number of passages holds in the index; of each `every` terms one is looked at."""
    docs = connection.ask("GET", f"/{facts.index}/_stats/docs", index=facts.index, within=WRITING)
    if docs["_all"]["primaries"]["docs"]["deleted"]:  # they would be counted
        yield "holds passages that were written over"
        return
    df = passages_of_terms(arrays.ends)
    routes = _routes(connection, facts.index)
    for field, name in enumerate(FIELDS):
        looked_at = np.arange(0, df.shape[1], every)
        for first in range(0, len(looked_at), _TERMS):
            terms = looked_at[first : first + _TERMS]
            counts = np.sum([_counts(connection, facts.index, name, terms, route) for route in routes], axis=0)
            for at in np.flatnonzero(counts != df[field, terms])[:1].tolist():
                yield f"has term {terms[at]} in {counts[at]} passages instead of {df[field, terms[at]]}"
                return


def _routes(connection: Connection, index: str) -> list[str]:
    """For each shard of the index, a value that leads a request to it."""
    missing = len(connection.ask("GET", f"/{index}/_search_shards", index=index, within=WRITING)["shards"])
    routes: dict[int, str] = {}
    for value in count():
        if len(routes) == missing:
            break
        shards = connection.ask("GET", f"/{index}/_search_shards", index=index, within=WRITING, routing=str(value))
        routes.setdefault(shards["shards"][0][0]["shard"], str(value))
    return list(routes.values())


def _counts(connection: Connection, index: str, field: str, terms: NDArray[np.int64], route: str) -> NDArray[np.int64]:
    """In how many passages of a shard each of the terms is: what its list of terms says, without reading passages."""
    body = {
        "doc": {field: " ".join(f"{term}|1" for term in terms.tolist())},
        "term_statistics": True,
        "field_statistics": False,
        "positions": False,
        "offsets": False,
        "payloads": False,
    }
    answer = connection.ask(
        "POST", f"/{index}/_termvectors", body, index=index, within=WRITING, routing=route, realtime="false"
    )
    told = answer["term_vectors"][field]["terms"]
    return np.array([told[str(term)].get("doc_freq", 0) for term in terms.tolist()], np.int64)


def differing(connection: Connection, arrays: Impacts, facts: Facts) -> Iterator[str]:
    """Everything in which the index is not what the arrays say, each in a sentence; reads every passage."""
    try:
        yield from (f"the index {facts.index} {problem}" for problem in _differing(connection, arrays, facts))
    except DamagedBuildError as error:
        yield f"the index {error.file} {error.problem}"


def _differing(connection: Connection, arrays: Impacts, facts: Facts) -> Iterator[str]:
    glance = list(index_problems(connection, facts.index, facts.passages))
    yield from glance
    if glance:
        return
    lots = range(0, facts.passages, MOST)
    documents = chain.from_iterable(
        passage_documents(arrays, first, min(first + MOST, facts.passages), facts.bits) for first in lots
    )
    for first in range(0, facts.passages, queries.AT_ONCE):
        last = min(first + queries.AT_ONCE, facts.passages)
        stored = _rows(connection, facts.index, first, last)
        for document in islice(documents, last - first):
            if stored.get(document.number) != document.row:
                yield f"holds another passage {document.number} than was written"
                return
    yield from _miscounted(connection, arrays, facts, 1)


def _rows(connection: Connection, index: str, first: int, last: int) -> dict[int, bytes]:
    where = queries.bitmap(np.arange(first, last))
    body: dict[str, Any] = queries.row_page(where, (), None)
    answer = connection.ask(
        "POST", f"/{index}/_search", body, index=index, within=WRITING, allow_partial_search_results="false"
    )
    return queries.rows_of(answer["hits"]["hits"], index)
