"""The open library of the application: made once, by the first request that needs it, and shared by all threads."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from flask import current_app, has_request_context, request

from indexer import Library, Settings
from webapp.texts.language import require_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from indexer import Reading

Value = TypeVar("Value")

HELP = "help"
"""The blueprint of the pages that show the handbook."""
PATIENCE = 0.5
"""Seconds that a request waits for a new build to be opened; then it is answered from the one before."""


class ServedLibrary:
    """One instance's settings and library, and values computed once for each build. Safe to share between threads."""

    def __init__(self, instance: Path, handbook: ServedLibrary | None = None) -> None:
        """`handbook` is the library that the pages of help read."""
        self.handbook = handbook
        self._instance = instance
        self._settings: Settings | None = None
        self._logged = ""
        self._warm = False
        self._library: Library | None = None
        self._opening = threading.Lock()
        self._computing = threading.Lock()
        self._computed_for = ""
        self._computed: dict[object, object] = {}

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
            settings = Settings.load(self._instance)
            require_language(settings.web_language)
            self._settings = settings
        return self._settings

    def warm_up(self) -> None:
        """Opens the build and asks it one question, so that the first visitor does not wait for what is loaded late."""
        if self._warm:
            return
        with (
            suppress(Exception),
            self.library().reading() as reading,
        ):  # the next request reports the error
            self._warm = True
            for _, title in reading.titles(1):
                reading.ask([title])

    def log_once(self, error: Exception) -> None:
        """Logs an error that keeps requests from being answered, but not again for every request."""
        if str(error) != self._logged:
            self._logged = str(error)
            current_app.logger.error("%s", error)

    def once_per_build(self, reading: Reading, compute: Callable[[Reading], Value]) -> Value:
        """What `compute` returns for this build; it is called once for each build."""
        with self._computing:
            if self._computed_for != reading.build:
                self._computed_for, self._computed = reading.build, {}
            if compute not in self._computed:
                self._computed[compute] = compute(reading)
            return cast("Value", self._computed[compute])

    def close(self) -> None:
        """Closes the library, if it was opened, and its handbook."""
        if self.handbook is not None:
            self.handbook.close()
        with self._opening:
            if self._library is not None:
                self._library.close()
                self._library, self._warm = None, False


def served_library() -> ServedLibrary:
    """The library that this request is answered from: that of the application, or its handbook."""
    library = cast("ServedLibrary", current_app.extensions["library"])
    return library.handbook if is_help() and library.handbook else library


def is_help() -> bool:
    """Whether the request is for a page of help."""
    return has_request_context() and request.blueprint == HELP


def open_reading() -> AbstractContextManager[Reading]:
    """The newest build, pinned for one page or one JSON answer."""
    return served_library().library().reading()
