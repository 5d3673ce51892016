"""Reads every byte of the build again from time to time, in one process of lowest priority for all workers."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from indexer import FootnoteError, check_bytes, current_id, last_check

if TYPE_CHECKING:
    import socket
    from pathlib import Path

_LOOK = 60.0  # seconds between two looks whether a check is due


class ByteChecks:
    """Checks the build again `hours` after its last check; 0: never.

    The result is written into the instance, where workers and `footnote check` read it.
    """

    def __init__(self, instance: Path, hours: float, listener: socket.socket) -> None:
        self._instance, self._every, self._listener = instance, timedelta(hours=hours), listener
        self._pid = 0
        self._next = time.monotonic()

    def look(self) -> None:
        """Starts a check when one is due and none is running; to be called regularly."""
        if self._pid:
            with suppress(ChildProcessError):
                if os.waitpid(self._pid, os.WNOHANG) == (0, 0):
                    return
            self._pid = 0
        if self._every and time.monotonic() >= self._next:
            self._next = time.monotonic() + _LOOK
            if build := self._due():
                self._start(build)

    def stop(self) -> None:
        """Kills a running check."""
        if self._pid:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)

    def _due(self) -> str:
        """The id of the build to check now; empty when no check is due."""
        try:
            build = current_id(self._instance)
        except FootnoteError:
            return ""
        last = last_check(self._instance, build)
        if last and datetime.now(UTC) - datetime.fromisoformat(last.checked) < self._every:
            return ""
        return build

    def _start(self, build: str) -> None:
        self._pid = os.fork()
        if self._pid:
            return
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            self._listener.close()
            os.nice(19)
            with suppress(FootnoteError, OSError):
                check_bytes(self._instance, build)
        finally:
            os._exit(0)
