"""An instance that is open for reading, always on the newest build."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from indexer.builds import current_id
from indexer.builds.byte_checks import last_check
from indexer.builds.served import ServedBuilds
from indexer.errors import BuildError
from indexer.library.page_pictures import PagePictures
from indexer.library.reading import Reading
from indexer.readers import Limits
from indexer.settings import Settings
from indexer.types import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from indexer.errors import DamagedBuildError

P = ParamSpec("P")
R = TypeVar("R")


def _on_the_newest(method: Callable[Concatenate[Reading, P], R]) -> Callable[Concatenate[Library, P], R]:
    """The method of `Reading` as one of `Library`: each call reads the build that is the newest then."""

    @wraps(method)
    def on_the_newest(library: Library, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with library.reading() as reading:
            return method(reading, *args, **kwargs)

    return on_the_newest


class Library:
    """An instance that is open for reading; it moves to a newly published build by itself. Safe to share between threads.

    `search`, `ask`, `article`, `quote_picture`, `verify`, `sources` and `status` are the methods of `Reading`, called on
    the newest build.
    Use `reading()` when several calls must see the same build.
    """

    def __init__(
        self,
        instance: Path,
        settings: Settings,
        *,
        compiled: bool = False,
        fallback: bool = False,
        patience: float | None = None,
    ) -> None:
        """Opens nothing yet: the first reading does. `fallback` and `patience`, for servers, are those of `ServedBuilds`."""
        self._instance = instance
        self._settings = settings
        self._pictures = PagePictures(Limits.of(settings))
        self._builds = ServedBuilds(instance, compiled=compiled, fallback=fallback, patience=patience)

    @classmethod
    def open(cls, instance: Path | str, given: Mapping[str, object] | None = None, *, compiled: bool = False) -> Self:
        """The library of an instance; `given` settings override those of the environment and of `config.toml`.

        With `compiled`, numba compiles the search if it is installed (extra `[speed]`). Compiling takes longer than a
        search: it is for servers and batch runs, not for short commands.

        Raises `NoBuildError`, `DamagedBuildError`, `IncompatibleBuildError`, `EmbedderError` or `SettingError`.
        """
        library = cls(Path(instance), Settings.load(Path(instance), given), compiled=compiled)
        library._builds.open()
        return library

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The newest build, held until the `with` block ends; with `fallback` the last good one if the newest cannot open."""
        with self._builds.reading() as opened:
            yield Reading(self._instance, opened.build, self._settings, self._pictures, opened.embedder)

    def condition(self) -> Condition:
        """In what condition the build is that readers get now."""
        with self._builds.reading() as opened:
            build, trouble = opened.build.id, self._builds.trouble
        current: str | None = None
        with suppress(BuildError):
            current = current_id(self._instance)
        problem, since = (trouble.error, trouble.since) if trouble else (None, None)
        return Condition(build, current, problem, since, last_check(self._instance, build))

    def suspect(self, error: DamagedBuildError) -> None:
        """Reports damage that a reading has met: the build is checked in the background, and `condition` tells about it."""
        self._builds.suspect(error)

    search = _on_the_newest(Reading.search)
    ask = _on_the_newest(Reading.ask)
    article = _on_the_newest(Reading.article)
    quote_picture = _on_the_newest(Reading.quote_picture)
    verify = _on_the_newest(Reading.verify)
    sources = _on_the_newest(Reading.sources)
    status = _on_the_newest(Reading.status)

    def close(self) -> None:
        """Closes the build, as soon as the last reading of it ends."""
        self._builds.close()
        self._pictures.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
