"""Where the application keeps its library: made once, by the first request that needs it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from flask import current_app

from indexer import Library, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from indexer import Reading

Value = TypeVar("Value")

PATIENCE = 0.5
"""Seconds that a request waits for a new build to be opened; then it is answered from the one before."""


class ServedLibrary:
    """One instance's settings and library, and what was found out about the served build. Safe to share between threads."""

    def __init__(self, instance: Path) -> None:
        self._instance = instance
        self._settings: Settings | None = None
        self._told = ""
        self._opened = False
        self._library: Library | None = None
        self._opening = threading.Lock()
        self._finding = threading.Lock()
        self._known_build = ""
        self._known: dict[object, object] = {}

    def library(self) -> Library:
        """The library; the first reading opens a build. Raises `SettingError` while a setting cannot be read."""
        with self._opening:
            if self._library is None:
                self._library = Library(
                    self._instance, self.settings(), compiled=True, fallback=True, patience=PATIENCE
                )
            return self._library

    def settings(self) -> Settings:
        """The settings, read once; raises `SettingError` while they cannot be read, and tries again next time."""
        if self._settings is None:
            self._settings = Settings.load(self._instance)
        return self._settings

    def open(self) -> None:
        """Opens a build and asks it something, once, if that can be done: all that is loaded late is there then."""
        if self._opened:
            return
        with suppress(Exception), self.library().reading() as reading:  # the request meets it itself, and says so
            self._opened = True
            for _, title in reading.titles(1):
                reading.ask([title])

    def tell(self, error: Exception) -> None:
        """Logs what keeps requests from being answered: once, not for every request."""
        if str(error) != self._told:
            self._told = str(error)
            current_app.logger.error("%s", error)

    def once(self, reading: Reading, find: Callable[[Reading], Value]) -> Value:
        """What `find` finds in this build; it is looked for once a build."""
        with self._finding:
            if self._known_build != reading.build:
                self._known_build, self._known = reading.build, {}
            if find not in self._known:
                self._known[find] = find(reading)
            return cast("Value", self._known[find])

    def close(self) -> None:
        """Closes the library, if it was opened."""
        with self._opening:
            if self._library is not None:
                self._library.close()
                self._library, self._opened = None, False


def served_library() -> ServedLibrary:
    """The library of the application that answers this request."""
    return cast("ServedLibrary", current_app.extensions["library"])


def open_reading() -> AbstractContextManager[Reading]:
    """The newest build, pinned for one page or one JSON answer."""
    return served_library().library().reading()
