"""Copies of this process, made by `fork`: one has at once all that is loaded here, and need not start Python.

A copy is safe only where no other thread runs: a lock that it holds would be held for ever in the copy. On macOS the
system's own libraries start threads, so that only Linux has copies.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Copy:
    """A copy of this process, with the methods of `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def kill(self) -> None:
        """Ends it at once."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)  # it keeps its number until it is waited for

    def wait(self) -> int:
        """Its exit status, once it has ended; negative: the signal that ended it."""
        if self._status is None:
            _, status = os.waitpid(self.pid, 0)
            self._status = os.waitstatus_to_exitcode(status)
        return self._status


def can_be_copied() -> bool:
    """Whether a copy of this process is safe."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  counted only


def copy_of_this_process(run: Callable[[], None], *, keeps: int) -> Copy:
    """A copy that runs the function and ends; of all open files it has but the descriptor that it `keeps`."""
    pid = os.fork()
    if pid:
        return Copy(pid)
    status = 1
    try:
        _forget(keeps)
        run()
        status = 0
    finally:
        os._exit(status)  # nothing that this process does at its end


def _forget(descriptor: int) -> None:
    """Lets go, in a copy, of what belongs to the original: its files but for the descriptor, its signals, its garbage."""
    gc.freeze()  # what the original has forgotten is closed and removed there, and not here
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    for other in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208  as above
        if other > 2 and other != descriptor:
            with suppress(OSError):  # what the listing itself was read by
                os.close(other)
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
