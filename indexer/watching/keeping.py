"""Keeps a build current: updates it whenever changes have settled, and goes on whatever goes wrong."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.builds import published_at
from indexer.damage import reason
from indexer.errors import BuilderBusyError, FootnoteError
from indexer.watching.changes import changes_in
from indexer.watching.emptied import require_not_emptied

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path
    from typing import NoReturn

    from indexer.settings import Settings

QUIET = 0.5
"""Seconds without a change after which changes have settled."""
LONGEST = 30.0
"""Seconds after which an update is made although the changes do not settle."""
AGAIN = 60.0
"""Seconds after which an update that failed is tried once more, if nothing changes before."""
_BUSY = 2.0  # seconds until a builder that another one kept from its work tries again


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, and how, as it stands now."""

    sources: Sequence[Path]
    settings: Settings

    @property
    def watched(self) -> tuple[object, ...]:
        """What decides how the sources are watched."""
        settings = self.settings
        return tuple(self.sources), settings.read_follow_links, settings.watch_poll, settings.watch_poll_seconds


def keep_current(
    instance: Path,
    plan: Callable[[], Plan],
    update: Callable[[Plan], None],
    complain: Callable[[str], None],
    *,
    beat: Callable[[], None] = lambda: None,
) -> NoReturn:
    """Calls `update` now, and each time that the articles, `config.toml` or the sources of the last build have changed.

    `plan` is asked before each update, so that new settings take effect. `complain` gets a sentence for each failure,
    once. `beat` is called at each look for changes. Ends only by an exception, as KeyboardInterrupt is.
    """
    keeper = _Keeper(instance, plan, update, complain, beat)
    try:
        while True:
            keeper.wait(keeper.try_to_update())
    finally:
        keeper.changes.close()


@dataclass(slots=True)
class _Keeper:
    instance: Path
    plan: Callable[[], Plan]
    update: Callable[[Plan], None]
    complain: Callable[[str], None]
    beat: Callable[[], None]
    changes: Generator[bool, None, None] = field(init=False)
    _watched: tuple[object, ...] = ()
    _around: tuple[object, ...] = ()
    _problem: str = ""
    _failures: int = 0

    def __post_init__(self) -> None:
        self.changes = changes_in((), every=AGAIN, tell=self.complain)

    def try_to_update(self) -> float:
        """Updates once; returns after how many seconds to try again if nothing changes."""
        self._around = self._surroundings()
        try:
            plan = self.plan()
            self._watch(plan)
            require_not_emptied(self.instance, plan.sources)
            self.update(plan)
        except BuilderBusyError as error:
            self._fail(f"another build is running in {error.instance}; this one waits for it")
            return _BUSY
        except BrokenPipeError:  # nobody reads what is printed any more
            raise
        except (FootnoteError, OSError, MemoryError) as error:
            self._fail(str(error) if isinstance(error, FootnoteError) else reason(error))
            self._failures += 1
            return AGAIN if self._failures == 1 else math.inf
        self._problem, self._failures = "", 0
        self._around = (self._around[0], published_at(self.instance))
        return math.inf

    def wait(self, seconds: float) -> None:
        """Returns when changes have settled, else after so many seconds."""
        began, first, last = time.monotonic(), math.inf, math.inf
        for changed in self.changes:
            self.beat()
            now = time.monotonic()
            before, self._around = self._around, self._surroundings()
            if changed or self._around != before:
                first, last = min(first, now), now
            if now - last >= QUIET or now - first >= LONGEST:
                self._failures = 0
                return
            if last == math.inf and now - began >= seconds:
                return

    def _watch(self, plan: Plan) -> None:
        """Watches the sources of the plan from now on, if they are other ones."""
        if plan.watched != self._watched:
            self.changes.close()
            settings = plan.settings
            self.changes = changes_in(
                plan.sources,
                follow_links=settings.read_follow_links,
                poll=settings.watch_poll,
                every=settings.watch_poll_seconds,
                tell=self.complain,
            )
            next(self.changes)
            self._watched = plan.watched

    def _surroundings(self) -> tuple[object, ...]:
        """What changes when `config.toml` does, and when somebody else publishes a build."""
        try:
            facts = (self.instance / "config.toml").stat()
            config = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
        except OSError:
            config = None
        return config, published_at(self.instance)

    def _fail(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.complain(problem)
