"""How much may the work for one question cost? CPU time, counted in the thread that does it.

`limited` sets the budget of what is done inside it; the loops of retrieval and answering call `spend`, which raises
`BudgetError` once the budget is used up. Nothing is interrupted between two calls of `spend`, so a budget is kept to
within the longest single step, some milliseconds. Without `limited` there is no limit.
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


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Whatever is done inside may take this many seconds of CPU time in this thread; 0: no limit of its own.

    Within another `limited`, the one that ends first holds.
    """
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
