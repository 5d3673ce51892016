"""Batches of articles through worker processes, results in order.

The reader fills batches; at most two for each worker are under way, so memory holds a few batches however many
articles there are. A corpus of one batch is analysed here, without the cost of a process.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from indexer.builds.batch import Analysed, Known, analyse
from indexer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from indexer.settings import Settings
    from indexer.types import Article

_BYTES_A_CHARACTER = 16  # what a worker needs at most for each character of a batch, measured
_LARGEST = 3_000_000  # characters: larger batches are no faster, and leave workers without one at the end
_OVERHEAD = 64  # characters that an article counts for, however short
_KNOWN = Known()  # in a worker process


def analysed(
    articles: Iterable[Article], settings: Settings, work: Path, index: Path
) -> Iterator[tuple[list[Article], Analysed]]:
    """Each batch with what its analysis came to, in order. `build.memory` bounds what all batches under way may take.

    Raises `BuildError` when a worker process was ended.
    """
    workers = settings.build_workers or os.cpu_count() or 1
    size = min(_LARGEST, settings.build_memory * 2**20 // (_BYTES_A_CHARACTER * (workers + 1)))
    found = _batches(articles, size)
    first, alone = next(found)
    batches = enumerate(chain([first], (batch for batch, _ in found)))
    if alone or workers == 1:
        known = Known()
        for number, batch in batches:
            yield batch, analyse(number, batch, settings, work, index, known)
        return
    try:
        yield from _in_processes(workers, batches, settings, work, index)
    except BrokenProcessPool as error:
        raise BuildError(
            "a process that analyses articles was ended, perhaps for want of memory; "
            "lower build.memory or build.workers and build again; the old build stays"
        ) from error


def _in_processes(
    workers: int, batches: Iterable[tuple[int, list[Article]]], settings: Settings, work: Path, index: Path
) -> Iterator[tuple[list[Article], Analysed]]:
    # Spawned, not forked: a fork of a process with threads may lock up.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
        under_way: deque[tuple[list[Article], Future[Path]]] = deque()
        for number, batch in batches:
            path = _kept(work / f"{number:08d}.batch", batch)
            under_way.append((batch, pool.submit(_analyse, number, path, settings, work, index)))
            while len(under_way) > workers:
                done, future = under_way.popleft()
                yield done, _taken(future.result())
        for done, future in under_way:
            yield done, _taken(future.result())


def _analyse(number: int, batch: Path, settings: Settings, work: Path, index: Path) -> Path:
    """`analyse`, in a worker, which knows what it looked up for batches before."""
    found = analyse(number, _taken(batch), settings, work, index, _KNOWN)
    return _kept(batch.with_suffix(".analysed"), found)


# Batches and what comes of them go by files, and only their paths by pipes: when a process dies, whoever is writing more
# than a pipe holds to it waits for ever.


def _kept(path: Path, value: object) -> Path:
    path.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    return path


def _taken(path: Path) -> Any:  # noqa: ANN401  what was kept there
    value = pickle.loads(path.read_bytes())  # noqa: S301  our own file, in the folder that the build is made in
    path.unlink()
    return value


def _batches(articles: Iterable[Article], size: int) -> Iterator[tuple[list[Article], bool]]:
    """Articles of together at most `size` characters, or a single longer one; and whether they are the last."""
    batch: list[Article] = []
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


def _end_with_parent() -> None:
    """Ends this worker when the builder is killed: nobody is left to take its result."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  a worker has one

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
