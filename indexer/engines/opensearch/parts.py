"""Writes the passages of an index, in parts of some thousands, by several processes.

A passage's id in the index is its number, and what is there already is not written over: when a process dies, another one
writes its part again, of which only what is missing is taken.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from indexer.engines.opensearch.connection import Connection, unavailable
from indexer.engines.opensearch.documents import passage_documents
from indexer.engines.whoosh.impacts import open_impacts
from indexer.errors import BuildError
from indexer.processes import Worker, WorkerDiedError, available_cores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engines.opensearch.documents import Document
    from indexer.engines.opensearch.terms import Facts
    from indexer.settings import Settings

LEAST = 5_000
"""Passages of a part, at least: a process costs half a second …"""
MOST = 25_000
"""… and at most: the documents of so many take some 150 MB."""
WRITING = 120.0
"""Seconds that a request may take while an index is written."""
_BULK = 1_000  # documents of a request: a few megabytes
_THERE = 409  # the status of a document that the index has already
_TRIES = 8  # of the documents that a busy cluster refused
_ATTEMPTS = 2  # to write a part, each by another process


def write_passages(folder: Path, vocabulary: int, facts: Facts, settings: Settings) -> None:
    """Writes all passages of the arrays in `folder`, by as many processes as analyse articles.

    Raises `EngineUnavailableError`, and `BuildError` when processes die over the same part.
    """
    workers = settings.build_workers or available_cores()
    size = max(LEAST, min(MOST, -(-facts.passages // workers)))
    parts = [range(first, min(first + size, facts.passages)) for first in range(0, facts.passages, size)]
    given = settings.opensearch_url, folder, vocabulary, facts
    if workers == 1 or len(parts) == 1:
        for part in parts:
            write_part(*given, part)
        return
    crew = _Crew()
    with ThreadPoolExecutor(workers) as threads:
        written = [threads.submit(crew.write, *given, part) for part in parts]
        try:
            for each in written:
                each.result()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            crew.close()
            raise


def write_part(url: str, folder: Path, vocabulary: int, facts: Facts, part: range) -> None:
    """Writes the passages of these numbers."""
    connection = Connection(url)
    made = passage_documents(open_impacts(folder, vocabulary), part.start, part.stop, facts.bits)
    while lot := list(islice(made, _BULK)):
        _write(connection, facts.index, lot)


class _Crew:
    """The processes that write parts now."""

    def __init__(self) -> None:
        self._running: set[Worker] = set()
        self._closed = False

    def write(self, url: str, folder: Path, vocabulary: int, facts: Facts, part: range) -> None:
        """`write_part` in a process of its own, and in another one if that dies."""
        for _ in range(_ATTEMPTS):
            with Worker() as worker:
                self._running.add(worker)
                try:
                    if not self._closed:
                        worker.run(write_part, url, folder, vocabulary, facts, part)
                    return
                except WorkerDiedError:
                    continue
                finally:
                    self._running.discard(worker)
        raise BuildError(
            "a process that writes into the cluster died twice, for lack of memory perhaps; lower build.workers and build "
            "again; the old build stays"
        )

    def close(self) -> None:
        """Ends all processes at once; what they wrote is of an index that is not complete."""
        self._closed = True
        for worker in list(self._running):
            worker.kill()


def _write(connection: Connection, index: str, lot: Sequence[Document]) -> None:
    """Writes documents; those that a busy cluster refuses are sent again."""
    for _ in range(_TRIES):
        body = "".join(document.lines() for document in lot)
        answer = connection.ask("POST", f"/{index}/_bulk", body, index=index, within=WRITING)
        refused = [item["create"] for item in answer["items"] if item["create"]["status"] >= 400]
        refused = [item for item in refused if item["status"] != _THERE]
        if not refused:
            return
        reason = str(refused[0]["error"].get("reason", ""))
        if "disk usage" in reason or refused[0]["status"] != 429:
            break
        numbers = {item["_id"] for item in refused}
        lot = [document for document in lot if str(document.number) in numbers]
    if "disk usage" in reason:
        raise unavailable("has no disk space left")
    raise unavailable(f"refuses passages ({reason[:200]})")
