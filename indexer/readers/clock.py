"""How long this process may compute for a file: time is earned by text that was read, not granted by the size of a file.

A file begins with `read.processor_seconds` and a little for its size, since libraries parse it as a whole. Readers tell of
each block, line, row or page as it is read, and each gives time in proportion to its length. So a file of 50 MB that keeps
a reader busy without a word ends nearly as soon as a small one, and a book of thousands of pages is read to its end.

Outside of the process that reads files, nothing limits computing, and all of this does nothing.
"""

from __future__ import annotations

import os
import struct
import time
from typing import TYPE_CHECKING

from indexer.processes import limit_processor_time

if TYPE_CHECKING:
    from indexer.readers.limits import Limits

_SECONDS_PER_CHARACTER = 4e-6  # six times what the slowest reader takes
_SECONDS_PER_BYTE = 0.05 / 2**20  # for parsing before the first text comes
_UNTOLD = 4  # characters that one counts for which a library reads without telling how far it has come
_AGAIN = 0.1  # seconds: the limit of the process is set anew when it has changed so much, since that is a system call

_clock: Clock | None = None


class Clock:
    """The limit of computing of a file; the file `counter` keeps the seconds at `position`, for the reason given."""

    def __init__(self, limits: Limits, counter: int, position: int) -> None:
        self._limits = limits
        self._counter, self._position = counter, position
        self._granted = self._seconds = self._earned = self._began = 0.0

    def begin(self, size: int) -> None:
        """Begins a file of so many bytes, or a part of one that holds several."""
        self._granted = self._limits.processor_seconds + _SECONDS_PER_BYTE * min(size, self._limits.file_size)
        self._start()

    def renew(self) -> None:
        """Gives the next item of the same file the whole limit again."""
        if self._seconds > self._granted or time.process_time() - self._began > _AGAIN:
            self._start()

    def earn(self, characters: int) -> None:
        """Lengthens the time by what so many characters are worth."""
        self._earned += _SECONDS_PER_CHARACTER * characters
        if self._earned > _AGAIN:
            self._seconds += self._earned
            self._earned = 0.0
            self._set()

    def _start(self) -> None:
        self._began, self._earned, self._seconds = time.process_time(), 0.0, self._granted
        self._set()

    def _set(self) -> None:
        os.pwrite(self._counter, struct.pack("d", self._seconds), self._position)
        limit_processor_time(self._began + self._seconds - time.process_time())


def started(limits: Limits, counter: int, position: int) -> Clock:
    """The clock of this process, which from now on is limited."""
    global _clock  # noqa: PLW0603  a process has one limit of computing
    _clock = Clock(limits, counter, position)
    return _clock


def part_begins(size: int) -> None:
    """Says that a part of a file begins, such as a message of a mailbox: it may compute as long as a file of that size."""
    if _clock is not None:
        _clock.begin(size)


def worked(characters: int) -> None:
    """Says that so many characters of text have been read."""
    if _clock is not None:
        _clock.earn(characters)


def parsing(characters: int) -> None:
    """Gives time in advance for a slow library that reads so many characters as a whole, and does not say how far it is."""
    worked(characters // _UNTOLD)
