"""Reading files in a process of its own: a file that hangs, crashes or takes all memory costs only itself.

The worker process reads file after file and sends articles, skips and notes (items) in parcels. When it is silent for too
long, or dies, a new worker goes on at the first item that has not arrived, and sends every item by itself. If it fails as
well, before it has sent as many items as a parcel may have, the file that it was reading is to blame, and is skipped.

A file that computes for too long is not tried again, since computing time does not depend on what else runs: the worker
keeps its position in a file, and a new worker reads what had not arrived up to there.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from indexer.errors import BuildError
from indexer.processes import Worker, WorkerDiedError
from indexer.readers import clock
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.reading import read_file
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.base import Item as ReadItem
    from indexer.readers.base import Reader
    from indexer.readers.clock import Clock
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits

    Item = ReadItem | None

_NEEDED = (__name__, "indexer.readers.fields")  # what reading takes, whatever the format
_FILES = 500  # of one call of the worker
_PARCEL = 200_000  # characters of a parcel; larger parcels are not faster
_ARTICLE = 200  # characters that each item counts for besides its text
_SINGLES = _PARCEL // _ARTICLE + 2  # items; no parcel can have more
_LATEST = 0.5  # seconds after which a parcel is sent, full or not
_STARTING = 120.0  # seconds that a new worker may take to start
_POSITION = 8  # bytes of a position
_OBJECTS = 20_000  # made before Python looks for garbage, which it does too often for trees of hundreds of thousands

_idle: list[tuple[int, Worker]] = []  # the last build's worker and its memory limit, for the next build of this process
_lock = threading.Lock()


def read_isolated(files: Sequence[SourceFile], limits: Limits, read: Reader = read_file) -> Iterator[Item]:
    """The items that `read` gives of each file, in order, and None at the end of each file.

    Raises `BuildError` when the worker cannot be started. `read` must be a function of a module: the worker imports it.
    """
    with _Reading(limits, read) as reading:
        for start in range(0, len(files), _FILES):
            yield from reading.read(files[start : start + _FILES])


def start_ahead(limits: Limits) -> None:
    """Starts the process that will read, so that it is ready when files come; this one does something else until then.

    Nothing is done when there is one already, or when it cannot be started: who reads is told then.
    """
    if not any(memory == limits.memory for memory, _ in _idle):
        with suppress(OSError, WorkerDiedError):
            _keep(limits.memory, Worker.copied(limits.memory, _NEEDED))


def parcels(
    files: Sequence[SourceFile], limits: Limits, read: Reader, part: _Part, position: str
) -> Iterator[list[Item]]:
    """The items of a part of the files, in lists; the file `position` keeps how many have been read. A worker runs this.

    The first list is empty and says that the worker has started; later empty ones say that it is alive.
    """
    gc.set_threshold(_OBJECTS)
    with Path(position).open("r+b", buffering=0) as counter:
        limit = clock.started(limits, counter.fileno(), _POSITION)
        items = islice(_counted(_items(files, limits, read, limit), counter.fileno()), part.end)
        yield from _parcels(items, part.skip, part.singles)


def _parcels(items: Iterator[Item], skip: int, singles: int) -> Iterator[list[Item]]:
    yield []
    parcel: list[Item] = []
    size, began = 0, time.monotonic()
    for number, item in enumerate(items):
        if number >= skip:
            parcel.append(item)
            size += len(getattr(item, "text", "")) + _ARTICLE
        if (number < skip + singles and parcel) or size > _PARCEL or time.monotonic() - began > _LATEST:
            yield parcel
            parcel, size, began = [], 0, time.monotonic()
    yield parcel


def _counted(items: Iterator[Item], counter: int) -> Iterator[Item]:
    """The items; how many there were so far is written to the file `counter`."""
    for number, item in enumerate(items, 1):
        os.pwrite(counter, number.to_bytes(_POSITION), 0)
        yield item


def _items(files: Sequence[SourceFile], limits: Limits, read: Reader, limit: Clock) -> Iterator[Item]:
    for file in files:
        limit.begin(file.size)
        for item in read(file, limits):
            limit.renew()
            yield item
        yield None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the items of some files: without the first `skip`, up to number `end`; the first `singles` are sent alone."""

    skip: int = 0
    singles: int = 0
    end: int | None = None


class _Reading:
    """Reads with a worker, after each failure with a new one; the last worker is kept for the next build."""

    def __init__(self, limits: Limits, read: Reader) -> None:
        self._limits = limits
        self._read = read
        self._worker: Worker | None = None
        self._overrun = 0.0  # seconds of computing that were not enough
        self._position = NamedTemporaryFile(prefix="footnote-", buffering=0)  # noqa: SIM115  `__exit__` closes it

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._worker is not None:
            _keep(self._limits.memory, self._worker)
        else:  # it may be in the middle of its work
            self._end()
        self._position.close()

    def read(self, files: Sequence[SourceFile]) -> Iterator[Item]:
        """The items of the files, in order."""
        first = arrived = 0
        part, overrun = _Part(), None
        while first < len(files):
            sent = 0
            try:
                for item in self._call(files[first:], part):
                    sent += 1
                    first, arrived = (first + 1, 0) if item is None else (first, arrived + 1)
                    yield item
                error = overrun
            except BuildError:
                raise
            except Exception as problem:  # whatever it is, it costs one file only
                self._end()
                if _is_overrun(problem) and overrun is None:
                    self._overrun = self._seconds()
                    lost = self._items_read() - part.skip - sent
                    part, overrun = _Part(arrived, end=arrived + lost), problem
                    continue
                if sent >= part.singles or first == len(files):
                    part, overrun = _Part(arrived, singles=_SINGLES), None
                    continue
                error = problem
            if error is not None and first < len(files):
                yield self._skipped(files[first], error)
                yield None
                first, arrived, part, overrun = first + 1, 0, _Part(), None

    def _items_read(self) -> int:
        """How many items the worker had read of its files."""
        return int.from_bytes(os.pread(self._position.fileno(), _POSITION, 0))

    def _seconds(self) -> float:
        """How long the worker was allowed to compute for what it was reading."""
        (seconds,) = struct.unpack("d", os.pread(self._position.fileno(), 8, _POSITION))
        return float(seconds)

    def _call(self, files: Sequence[SourceFile], part: _Part) -> Iterator[Item]:
        worker = self._started(files, part)
        for parcel in worker.items(self._limits.seconds):
            yield from parcel

    def _started(self, files: Sequence[SourceFile], part: _Part) -> Worker:
        """A worker that has started to read these files: the present one if it can, else a new one."""
        present = self._worker or _take_kept(self._limits.memory)
        problem: Exception | None = None
        for worker in (present, None) if present else (None,):
            try:
                self._worker = worker or Worker(self._limits.memory, _NEEDED)
                os.pwrite(self._position.fileno(), bytes(_POSITION + 8), 0)
                self._worker.start(parcels, files, self._limits, self._read, part, self._position.name)
                next(self._worker.items(_STARTING))
            except (OSError, WorkerDiedError, MemoryError) as error:
                problem = error
                self._end()
            else:
                return self._worker
        raise BuildError(
            f"the process that reads files cannot be started ({problem}); raise read.memory, or free some memory, and "
            "build again; the old build stays"
        )

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _skipped(self, file: SourceFile, error: Exception) -> Skipped:
        path = shown(file.path)
        match error:
            case TimeoutError():
                seconds = f"{self._limits.seconds:g} s"
                reason = f"takes longer than {seconds} to read; split or simplify it, or raise read.seconds"
            case WorkerDiedError(signal=signal.SIGXCPU):
                seconds = f"{self._overrun:.3g} s"
                reason = f"takes more than {seconds} of computing to read; simplify it, or raise read.processor_seconds"
            case WorkerDiedError(signal=signal.SIGKILL | signal.SIGABRT | None):  # libraries abort without memory
                reason = "ended the process that reads it, perhaps for want of memory; split it, or raise read.memory"
            case WorkerDiedError():
                reason = f"ended the process that reads it ({error}); simplify it, or leave it out"
            case _:
                return skipped_after(error, file.path, path, self._limits)
        return Skipped(path, reason, lasting=False)


def _is_overrun(error: Exception) -> bool:
    """Whether the worker ended because it computed for too long."""
    return isinstance(error, WorkerDiedError) and error.signal == signal.SIGXCPU


def _keep(memory: int, worker: Worker) -> None:
    """Keeps a worker for the next build, and closes any other idle one."""
    with _lock:
        _idle.append((memory, worker))
        surplus, _idle[:] = _idle[:-1], _idle[-1:]
    for _, other in surplus:
        other.close()


def _take_kept(memory: int) -> Worker | None:
    """The idle worker with this memory limit, which is idle no more; None when there is none."""
    with _lock:
        index = next((index for index, (limit, _) in enumerate(_idle) if limit == memory), None)
        return None if index is None else _idle.pop(index)[1]


os.register_at_fork(after_in_child=_idle.clear)  # a worker has one caller


@atexit.register
def _close_all() -> None:
    while _idle:
        _idle.pop()[1].close()
