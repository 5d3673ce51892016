"""Progress on a terminal, as one line: what is being done, how much of it, how fast, and how long it will still take."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 0.1  # between two lines of a stage
_SURE = 1.0  # seconds, before which a rate says nothing
_CLEARED = "\r\x1b[K"  # back to the beginning of the line, and nothing on it


class Tell(Protocol):
    """Shows a stage, how much of it is done, of how much (None: not known), and a note."""

    def __call__(self, stage: str, done: int, total: int | None, note: str = "", /) -> None:
        """Shows it now."""


@contextmanager
def shown(unit: str) -> Iterator[Tell]:
    """Yields a function that takes (stage, done, total or None, note) and shows them on stderr, if that is a terminal.

    `unit` is what is counted, in the plural: "articles".
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total, _note="": None
        return
    try:
        yield _teller(unit)
    finally:
        sys.stderr.write(_CLEARED)
        sys.stderr.flush()


def _teller(unit: str) -> Tell:
    """The function that writes the line anew. Each stage has a clock; that of the first starts at once."""
    starts: dict[str, float] = {}
    first, shown_at, last = time.monotonic(), 0.0, ""

    def tell(stage: str, done: int, total: int | None, note: str = "") -> None:
        nonlocal shown_at, last
        now = time.monotonic()
        start = starts.setdefault(stage, now if starts else first)
        if stage == last and now - shown_at < _SECONDS:
            return
        shown_at, last = now, stage
        line = f"{stage:9} {facts(done, total, now - start, unit, note)}"
        sys.stderr.write(_CLEARED + line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()

    return tell


def facts(done: float, total: float | None, seconds: float, unit: str, note: str = "") -> str:
    """One line: how much is done, the rate, the time left at this rate, and the note; `seconds` is the time spent so far."""
    parts = [f"{done:,.0f} of {total:,.0f} {unit}" if total is not None else f"{done:,.0f} {unit}"]
    if done and seconds >= _SURE:
        parts.append(f"{done / seconds:,.0f} a second")
        if total is not None and done < total:
            parts.append(f"{timedelta(seconds=round((total - done) * seconds / done))} left")
    return ", ".join([*parts, note] if note else parts)
