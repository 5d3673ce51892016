"""Analyses batches of articles in worker processes, and gives the results in order.

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
from typing import TYPE_CHECKING

from indexer.builds.analysis import analyse
from indexer.builds.batch_files import BatchFiles
from indexer.builds.batches import batch_size, cut_batches
from indexer.builds.term_numbers import TermNumbers
from indexer.errors import BuildError
from indexer.interrupts import uninterrupted
from indexer.processes import Worker, WorkerDiedError, available_cores

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from indexer.builds.embedding import PassageEmbedder
    from indexer.engines.base import EngineWriter
    from indexer.settings import Settings
    from indexer.types import Article

    Batch = list[Article]

_CACHE = TermNumbers()  # in a worker process


def analysed(
    articles: Iterable[Article],
    settings: Settings,
    work: Path,
    engine: EngineWriter,
    embedder: PassageEmbedder | None = None,
) -> Generator[tuple[Batch, BatchFiles], None, None]:
    """Each batch of articles with the files of its analysis, in order; the engine has its postings then.

    With an `embedder`, the passages' vectors are among the files.
    `build.memory` bounds what all batches under way may take. Raises `BuildError` when a worker process died twice over
    one batch.
    """
    workers = worker_count(settings)
    cut = cut_batches(articles, batch_size(settings.build_memory * 2**20, workers))
    first, second = next(cut), next(cut, None)
    batches = enumerate(chain([first], [second] if second else [], cut))
    if second is None or workers == 1:
        cache = TermNumbers()
        for number, batch in batches:
            yield batch, write_batch(number, batch, settings, work, engine, cache, embedder)
        return
    crew = _Crew(workers, settings, work, engine, embedder)
    try:
        yield from crew.analysed(batches)
    finally:
        crew.close()


def worker_count(settings: Settings) -> int:
    """How many processes analyse articles."""
    return settings.build_workers or available_cores()


def write_batch(
    number: int,
    batch: Batch,
    settings: Settings,
    work: Path,
    engine: EngineWriter,
    cache: TermNumbers,
    embedder: PassageEmbedder | None = None,
) -> BatchFiles:
    """Analyses batch `number`, gives its postings to the engine and leaves the analysis in files."""
    analysis, files = analyse(batch, settings, cache), BatchFiles(work / f"{number:08d}")
    engine.add(number, analysis.terms, analysis.postings, len(analysis.passages))
    files.write(analysis)
    if embedder is not None:
        files.write_vectors(embedder.embed(batch, analysis))
    return files


class _Crew:
    """A pool of worker processes, with a thread for each that waits for its result."""

    def __init__(
        self, size: int, settings: Settings, work: Path, engine: EngineWriter, embedder: PassageEmbedder | None
    ) -> None:
        self._size = size
        self._given = (settings, work, engine, embedder)
        self._threads = ThreadPoolExecutor(size)
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._workers: set[Worker] = set()
        self._closed = False

    def analysed(self, batches: Iterable[tuple[int, Batch]]) -> Iterator[tuple[Batch, BatchFiles]]:
        """Each batch with its analysis, in order."""
        under_way: deque[tuple[int, Batch, Future[BatchFiles]]] = deque()
        for number, batch in batches:
            with uninterrupted():
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

    def _run(self, number: int, batch: Batch) -> BatchFiles:
        """The analysis of a batch, by an idle worker or a new one; called in one of the threads."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = Worker()
            self._workers.add(worker)
        if self._closed:
            worker.kill()
        settings, work, engine, embedder = self._given
        path = work / f"{number:08d}.batch"
        path.write_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
        files: BatchFiles = worker.run(_analyse, number, path, settings, work, engine, embedder)
        self._idle.put(worker)
        return files

    def _next(self, under_way: deque[tuple[int, Batch, Future[BatchFiles]]]) -> tuple[Batch, BatchFiles]:
        number, batch, future = under_way.popleft()
        try:
            return batch, future.result()
        except WorkerDiedError:
            wait_for([later for _, _, later in under_way])
            self._dismiss()
            return batch, self._alone(number, batch)

    def _alone(self, number: int, batch: Batch) -> BatchFiles:
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


def _analyse(
    number: int,
    batch: Path,
    settings: Settings,
    work: Path,
    engine: EngineWriter,
    embedder: PassageEmbedder | None,
) -> BatchFiles:
    """`write_batch`, in a worker, whose cache is kept from batch to batch; `batch` is the file that its articles are in."""
    articles: Batch = pickle.loads(batch.read_bytes())  # noqa: S301  our own file, in a folder that nobody else may enter
    batch.unlink()
    return write_batch(number, articles, settings, work, engine, _CACHE, embedder)
