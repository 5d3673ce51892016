"""Batches of articles through worker processes, results in order.

The reader fills batches; at most one more than there are workers is under way, so memory holds a few batches however
many articles there are. A corpus of one batch is analysed here, without the cost of a process.

A worker that dies takes only its batch with it, which is analysed once more in a new worker that has all memory for
itself. Batches and results go by files in the build's folder, which is closed to other users until it is published: sent
over a socket, they would wait for the reader again and again, piece by piece.
"""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import suppress
from itertools import chain
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from indexer.builds.analysis import Analysed, Known, analyse
from indexer.errors import BuildError
from indexer.processes import Worker, WorkerDiedError, available_cores

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from indexer.engines.base import EngineWriter
    from indexer.settings import Settings
    from indexer.types import Article

    Batch = list[Article]

_BYTES_A_CHARACTER = 16  # what a worker needs at most for each character of a batch, measured
_LARGEST = 3_000_000  # characters: larger batches are no faster, and leave workers without one at the end
_OVERHEAD = 64  # characters that an article counts for, however short
_KNOWN = Known()  # in a worker process


def analysed(
    articles: Iterable[Article], settings: Settings, work: Path, engine: EngineWriter
) -> Generator[tuple[Batch, Analysed], None, None]:
    """Each batch with what its analysis came to, in order. `build.memory` bounds what all batches under way may take.

    Raises `BuildError` when a worker process died twice over one batch.
    """
    workers = settings.build_workers or available_cores()
    size = min(_LARGEST, settings.build_memory * 2**20 // (_BYTES_A_CHARACTER * (workers + 1)))
    cut = _batches(articles, size)
    first, alone = next(cut)
    batches = enumerate(chain([first], (batch for batch, _ in cut)))
    if alone or workers == 1:
        known = Known()
        for number, batch in batches:
            yield batch, analyse(number, batch, settings, work, engine, known)
        return
    crew = _Crew(workers, settings, work, engine)
    try:
        yield from crew.analysed(batches)
    finally:
        crew.close()


class _Crew:
    """Some worker processes, and a thread for each that waits for what it is doing."""

    def __init__(self, size: int, settings: Settings, work: Path, engine: EngineWriter) -> None:
        self._size = size
        self._given = (settings, work, engine)
        self._threads = ThreadPoolExecutor(size)
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._workers: set[Worker] = set()
        self._closed = False

    def analysed(self, batches: Iterable[tuple[int, Batch]]) -> Iterator[tuple[Batch, Analysed]]:
        """Each batch with its analysis, in order."""
        under_way: deque[tuple[int, Batch, Future[Analysed]]] = deque()
        for number, batch in batches:
            under_way.append((number, batch, self._threads.submit(self._run, number, batch)))
            while len(under_way) > self._size:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def close(self) -> None:
        """Ends all workers at once, whatever they are doing."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in tuple(self._workers):
            worker.kill()
        self._threads.shutdown()
        self._dismiss()

    def _run(self, number: int, batch: Batch) -> Analysed:
        """The analysis of a batch, by an idle worker or a new one; called in one of the threads."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = Worker()
            self._workers.add(worker)
        if self._closed:
            worker.kill()
        settings, work, engine = self._given
        path = _kept(work / f"{number:08d}.batch", batch)
        result: Analysed = _taken(worker.run(_analyse, number, path, settings, work, engine))
        self._idle.put(worker)
        return result

    def _next(self, under_way: deque[tuple[int, Batch, Future[Analysed]]]) -> tuple[Batch, Analysed]:
        number, batch, future = under_way.popleft()
        try:
            return batch, future.result()
        except WorkerDiedError:
            wait_for([later for _, _, later in under_way])
            self._dismiss()
            return batch, self._alone(number, batch)

    def _alone(self, number: int, batch: Batch) -> Analysed:
        """The analysis of a batch over which a worker died, with no other process running."""
        try:
            return self._run(number, batch)
        except WorkerDiedError as error:
            raise BuildError(
                "a process that analyses articles was ended twice, perhaps for want of memory; "
                "lower build.memory or build.workers and build again; the old build stays"
            ) from error

    def _dismiss(self) -> None:
        """Closes all workers; nothing is under way."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait()
        while self._workers:
            self._workers.pop().close()


def _analyse(number: int, batch: Path, settings: Settings, work: Path, engine: EngineWriter) -> Path:
    """`analyse`, in a worker, which knows what it looked up for batches before."""
    return _kept(batch.with_suffix(".analysed"), analyse(number, _taken(batch), settings, work, engine, _KNOWN))


def _kept(path: Path, value: object) -> Path:
    path.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    return path


def _taken(path: Path) -> Any:  # noqa: ANN401  what was kept there
    value = pickle.loads(path.read_bytes())  # noqa: S301  our own file, in a folder that nobody else may enter
    path.unlink()
    return value


def _batches(articles: Iterable[Article], size: int) -> Iterator[tuple[Batch, bool]]:
    """Articles of together at most `size` characters, or a single longer one; and whether they are the last."""
    batch: Batch = []
    held = 0
    for article in articles:
        weight = len(article.text) + len(article.title) + _OVERHEAD
        if batch and held + weight > size:
            yield batch, False
            batch, held = [], 0
        batch.append(article)
        held += weight
    if batch:
        yield batch, True
