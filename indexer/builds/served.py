"""Which build do readers get? The newest one that opens; while newer ones are damaged, the last sound one."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.builds.byte_checks import CHECKED, check_bytes, last_check
from indexer.builds.open import Build, embedder_of, open_current
from indexer.builds.publication import builds_of, current_id, published_at
from indexer.errors import BuildError, DamagedBuildError, NoBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.text.embedders import Embedder

AGAIN = 5.0
"""Seconds until a build that could not be opened is tried again; twice as many each time, up to a few minutes."""
_CHECKING = 3_600.0  # seconds that a check of all bytes may take
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the newest build is not served, or not to be trusted, and since when that has been known (UTC)."""

    error: BuildError
    since: str


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A build, and the model that makes its questions' vectors, if it has vectors."""

    build: Build
    embedder: Embedder | None


class ServedBuilds:
    """Gives out the newest build of an instance, and keeps it open for as long as somebody reads it. Thread-safe.

    A build that is published while another one is open is opened by the reader who notices it, and the others go on
    with the old one; with `patience`, in seconds, it is opened in the background, and nobody waits longer than that.

    When the newest build cannot be opened, the open one goes on being served, and `trouble` says why. If none is open,
    its error is raised, unless `fallback` says that an older build that was kept may be served.
    """

    def __init__(
        self, instance: Path, *, compiled: bool = False, fallback: bool = False, patience: float | None = None
    ) -> None:
        self._instance, self._compiled, self._fallback, self._patience = instance, compiled, fallback, patience
        self._opening = threading.Lock()  # held by the one who opens a build
        self._lock = threading.Lock()  # held for moments
        self._open: Opened | None = None
        self._readers: dict[Opened, int] = {}
        self._appearance: object = None  # of the instance, when it was last followed
        self._again, self._failures = 0.0, 0
        self._background: threading.Thread | None = None
        self._suspected = ""
        self.trouble: Trouble | None = None

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Holds the build for the time of the block; raises `BuildError` when there is none to serve."""
        self._follow()
        with self._lock:
            opened = self._open
            if opened is None:
                raise self.trouble.error if self.trouble else NoBuildError(self._instance)
            self._readers[opened] = self._readers.get(opened, 0) + 1
        try:
            yield opened
        finally:
            with self._lock:
                self._readers[opened] -= 1
                self._close_unread()

    def open(self) -> None:
        """Opens the newest build now; raises `BuildError` when there is none to serve."""
        with self.reading():
            pass

    def suspect(self, error: DamagedBuildError) -> None:
        """Reports damage that was met while reading: `trouble` says so, and every byte is checked once, in the background."""
        opened = self._open
        if opened is None or self._suspected == opened.build.id:
            return
        self._suspected = opened.build.id
        self._again = time.monotonic() + _CHECKING
        self._say(error)
        threading.Thread(target=self._check, args=(opened.build.id,), daemon=True).start()

    def close(self) -> None:
        """Closes the build, as soon as its last reader is done."""
        with self._lock:
            opened, self._open, self._appearance = self._open, None, None
            if opened is not None:
                self._readers.setdefault(opened, 0)
            self._close_unread()

    def _check(self, build: str) -> None:
        with suppress(BuildError):
            check_bytes(self._instance, build)
        self._again = 0.0

    def _looks(self) -> object:
        """What changes whenever another build is published, or a check of the bytes is noted."""
        noted = None
        if self._fallback:
            with suppress(OSError):
                noted = (self._instance / CHECKED).stat().st_mtime_ns
        return published_at(self._instance), noted

    def _is_due(self) -> bool:
        if self._open is None and self.trouble is None:
            return True
        return self._looks() != self._appearance or (self.trouble is not None and time.monotonic() >= self._again)

    def _follow(self) -> None:
        """Moves to the newest build when there is another one; waits for that only as long as it must."""
        if not self._is_due():
            return
        if self._open is None or self._patience is None:
            if self._opening.acquire(blocking=self._open is None):
                try:
                    if self._is_due():
                        self._move()
                finally:
                    self._opening.release()
            return
        with self._lock:
            if self._background is None or not self._background.is_alive():
                self._background = threading.Thread(target=self._move_alone, daemon=True)
                self._background.start()
            background = self._background
        background.join(self._patience)

    def _move_alone(self) -> None:
        with self._opening:
            if self._is_due():
                self._move()

    def _move(self) -> None:
        """Opens the build to serve from now on, outside of the lock, and replaces the one served so far."""
        looks = self._looks()
        old = self._open
        try:
            newest, trouble = self._newest(old)
        except BuildError as error:
            newest, trouble = self._instead(old), error
        except Exception as error:  # whatever it is, it is no reason to drop what is open
            _logger.exception("The newest build cannot be opened")
            newest, trouble = self._instead(old), DamagedBuildError(self._instance, f"cannot be opened ({error})")
        with self._lock:
            self._failures = self._failures + 1 if trouble and looks == self._appearance else 0
            self._appearance, self._again = looks, time.monotonic() + AGAIN * 2 ** min(self._failures, 5)
            if newest is not None and newest is not self._open:
                if self._open is not None:
                    self._readers.setdefault(self._open, 0)
                self._open = newest
            self._close_unread()
        self._say(trouble)

    def _newest(self, old: Opened | None) -> tuple[Opened | None, BuildError | None]:
        """The current build, open, and what is wrong with it; raises `BuildError` when it is not to be served."""
        build = current_id(self._instance)
        damage = _damage(self._instance, build) if self._fallback else None
        if damage and (instead := self._older(build, old)):
            return instead, damage
        if old is not None and old.build.id == build:
            return old, damage
        return self._opened(open_current(self._instance, compiled=self._compiled), old), damage

    def _instead(self, old: Opened | None) -> Opened | None:
        """The build to serve when the newest one cannot be opened: the open one, else an older one, if `fallback` allows."""
        return old or (self._older("", None) if self._fallback else None)

    def _older(self, condemned: str, old: Opened | None) -> Opened | None:
        """The newest build besides the condemned one that opens, and of which no byte is known to be damaged."""
        for build in reversed(builds_of(self._instance)):
            if build == condemned or _damage(self._instance, build):
                continue
            if old is not None and old.build.id == build:
                return old
            with suppress(BuildError, OSError):
                return self._opened(Build(self._instance / "builds" / build, compiled=self._compiled), old)
        return None

    def _opened(self, build: Build, old: Opened | None) -> Opened:
        try:
            return Opened(build, embedder_of(build, old.embedder if old else None))
        except BaseException:
            build.close()
            raise

    def _say(self, error: BuildError | None) -> None:
        """Keeps the error as `trouble`; logs it when it is a new one and readers still get a build."""
        before = self.trouble
        if error is None:
            self.trouble = None
        elif before is None or str(before.error) != str(error):
            self.trouble = Trouble(error, datetime.now(UTC).isoformat(timespec="seconds"))
            if self._open:
                _logger.warning("%s; serving build %s", error, self._open.build.id)

    def _close_unread(self) -> None:
        """Closes the builds that nobody reads and that are not served any more; called with the lock held."""
        for opened in [opened for opened, readers in self._readers.items() if not readers and opened is not self._open]:
            del self._readers[opened]
            opened.build.close()


def _damage(instance: Path, build: str) -> DamagedBuildError | None:
    """The damage that the last check of the build's bytes met; None for a sound build."""
    checked = last_check(instance, build)
    return DamagedBuildError(instance / "builds" / build, checked.problems[0]) if checked and checked.problems else None
