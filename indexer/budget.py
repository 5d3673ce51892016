"""How much may the work for one question cost? CPU time, counted in the thread that does it, and waiting.

`limited` sets the budget of what is done inside it; the loops of retrieval and answering call `spend`, which raises
`BudgetError` once the budget is used up. Nothing is interrupted between two calls of `spend`, so a budget is kept to
within the longest single step, some milliseconds. Without `limited` there is no limit.

Waiting costs no CPU time, so it has a limit of its own: `answer_within` sets it, in seconds by the clock, and whoever
waits for something outside of this process gives up after `seconds_left`.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from indexer.errors import BudgetError

if TYPE_CHECKING:
    from collections.abc import Iterator

_end: ContextVar[tuple[float, float] | None] = ContextVar("budget", default=None)
_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def limited(seconds: float, *, waiting: float | None = None) -> Iterator[None]:
    """Whatever is done inside may take this many seconds of CPU time in this thread; 0: no limit of its own.

    With `waiting` it ends within so many seconds by the clock, too, as by `answer_within`. Within another `limited`, the
    one that ends first holds.
    """
    if waiting is not None:
        with answer_within(waiting), limited(seconds):
            yield
        return
    outer, now = _end.get(), time.thread_time()
    if not seconds or (outer is not None and outer[0] <= now + seconds):
        yield
        return
    token = _end.set((now + seconds, seconds))
    try:
        yield
    finally:
        _end.reset(token)


def spend() -> None:
    """Raises `BudgetError` when the budget is used up. Costs half a microsecond."""
    end = _end.get()
    if end is not None and time.thread_time() > end[0]:
        raise BudgetError(end[1])


@contextmanager
def answer_within(seconds: float) -> Iterator[None]:
    """Whatever is done inside ends within this many seconds by the clock; of two deadlines the earlier one holds."""
    outer, own = _deadline.get(), time.monotonic() + seconds
    token = _deadline.set(own if outer is None else min(outer, own))
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left() -> float | None:
    """How many seconds are left until the deadline, 0 or less once it is over; None: there is no deadline."""
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()
