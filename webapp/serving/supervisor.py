"""Keeps workers running: starts them, and replaces those that die or hang.

The supervisor answers no requests and reads no build. It starts workers by forking, so that they have at once what was
loaded and compiled before; therefore it must not have threads.
"""

from __future__ import annotations

import gc
import logging
import math
import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[Callable[[], None]], None]

SILENCE = 10.0
"""Seconds without a heartbeat after which a worker is killed."""
GRACE = 5.0
"""Seconds that workers have to finish their answers when the server is stopped."""

_LIVES = 5.0  # seconds; a worker that dies sooner is started again with a growing pause …
_LONGEST_PAUSE = 10.0  # … of so many seconds at most
_EVERY = 0.5  # seconds between two looks at the workers when nothing happens
_STOPS = (signal.SIGINT, signal.SIGTERM)
_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Worker:
    """One worker, or the one that takes its place. Its heartbeats arrive in `pipe`; times are those of `time.monotonic`."""

    work: Work
    silence: float
    pid: int = 0
    pipe: int = -1
    started: float = 0.0
    heard: float = 0.0
    due: float = 0.0
    early_deaths: int = 0


@dataclass(slots=True)
class Supervisor:
    """Runs `work` in `count` processes until it is told to stop by SIGINT or SIGTERM.

    `work` gets a function that it calls about once a second, as long as all is well: its heartbeat. `began` is called once
    all workers are started, and `chore` at each look at them, about twice a second. `aside` is other work, in one more
    process: it may be silent for as long as it takes, and calls its heartbeat only so as to end with the supervisor.
    """

    work: Work
    count: int
    began: Callable[[], None] = lambda: None
    chore: Callable[[], None] = lambda: None
    aside: Work | None = None
    silence: float = SILENCE
    grace: float = GRACE
    _workers: list[_Worker] = field(default_factory=list)
    _stopping: bool = False

    def run(self) -> None:
        """Returns when all workers have ended."""
        self._workers = [_Worker(self.work, self.silence) for _ in range(self.count)]
        self._workers += [_Worker(self.aside, math.inf)] if self.aside else []
        wakes, waker = os.pipe()
        for end in (wakes, waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        for number in _STOPS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only so that it wakes the loop
        self._look()
        self.began()
        while not self._stopping:
            self._look()
            self.chore()
            select.select([wakes], [], [], _EVERY)
            _read(wakes)
        self._end()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _look(self) -> None:
        """Starts missing workers, and kills those without a heartbeat."""
        for worker in self._workers:
            now = time.monotonic()
            if worker.pid and (ended := _ended(worker.pid)) is not None:
                self._bury(worker, ended, now)
            if worker.pid:
                self._listen(worker, now)
            elif now >= worker.due:
                self._start(worker, now)

    def _listen(self, worker: _Worker, now: float) -> None:
        if _read(worker.pipe):
            worker.heard = now
        elif now - worker.heard > worker.silence:
            _logger.error("Worker %d hangs; it is replaced.", worker.pid)
            _kill(worker.pid, signal.SIGKILL)
            worker.heard = now

    def _bury(self, worker: _Worker, status: int, now: float) -> None:
        early = now - worker.started < _LIVES
        worker.early_deaths = worker.early_deaths + 1 if early else 0
        pause = min(0.1 * 2**worker.early_deaths, _LONGEST_PAUSE) if worker.early_deaths > 1 else 0.0
        worker.due = now + pause
        code = os.waitstatus_to_exitcode(status)
        how = f"by signal {-code}" if code < 0 else f"with status {code}"
        _logger.error("Worker %d ended %s; another is started.", worker.pid, how)
        os.close(worker.pipe)
        worker.pid = 0

    def _start(self, worker: _Worker, now: float) -> None:
        ours, theirs = os.pipe()
        for end in (ours, theirs):
            os.set_blocking(end, False)
        supervisor = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # until the new process handles them in its own way
        pid = os.fork()
        if not pid:
            self._become(worker.work, supervisor, theirs, ours)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        os.close(theirs)
        worker.pid, worker.pipe, worker.started, worker.heard = pid, ours, now, now

    def _become(self, work: Work, supervisor: int, pipe: int, ours: int) -> None:
        """Runs the worker in the new process; never returns."""
        gc.freeze()  # to look for garbage in what the supervisor made would copy all of it, which is shared until then
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all: the supervisor tells its workers
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
            for end in (ours, *(other.pipe for other in self._workers if other.pid)):
                os.close(end)
            work(lambda: _beat(pipe, supervisor))
            status = 0
        except BaseException:
            _logger.exception("A worker failed")
        finally:
            os._exit(status)

    def _end(self) -> None:
        """Tells the workers to finish, and kills those that take too long."""
        for worker in self._workers:
            _kill(worker.pid, signal.SIGTERM)
        latest = time.monotonic() + self.grace + 1
        for worker in self._workers:
            while worker.pid and _ended(worker.pid) is None:
                if time.monotonic() > latest:
                    _kill(worker.pid, signal.SIGKILL)
                time.sleep(0.01)


def _beat(pipe: int, supervisor: int) -> None:
    """Sends one heartbeat to the supervisor; ends the worker when the supervisor is gone."""
    if os.getppid() != supervisor:
        os._exit(1)
    with suppress(BlockingIOError):
        os.write(pipe, b".")


def _read(pipe: int) -> bytes:
    """The bytes in the pipe, at most 4,096; empty when there are none."""
    try:
        return os.read(pipe, 4096)
    except BlockingIOError:
        return b""


def _ended(pid: int) -> int | None:
    """The wait status of the process; None while it runs."""
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:  # somebody else has asked
        return 0
    return status if ended else None


def _kill(pid: int, number: int) -> None:
    if pid:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
