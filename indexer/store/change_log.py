"""Since when does the library have each article and each passage, and which articles are gone?

All else in a build is a function of its articles; this depends on the builds before, so it has a folder of its own.

time      seconds since 1970 (UTC); everything that a build adds, changes or no longer has bears the time of that build
absence   the time between the build that no longer had an article and the one that had it again
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from indexer.arrays import ColumnWriter, open_array
from indexer.damage import damage_of, read_json
from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Times = NDArray[np.int64]

CHANGES = "changes"
"""The folder of the change log within a build."""
MOST_BUILDS = 1_000
MOST_ROWS = 20_000
_LOG = "log.json"


@dataclass(frozen=True, slots=True)
class Absence:
    """An article that was there until the build of time `gone`, and is there again since `back` (None: it is not).

    The other fields are those that it had; `added` and `changed` are times.
    """

    id: str
    title: str
    source: str | None
    published: str | None
    sha256: str
    added: int
    changed: int
    gone: int
    back: int | None = None

    @property
    def end(self) -> int:
        """The time of the last change that it tells of."""
        return self.gone if self.back is None else self.back

    def covers(self, time: int) -> bool:
        """Whether the article was absent at that time."""
        return self.gone <= time and (self.back is None or time < self.back)


@dataclass(frozen=True, slots=True)
class EarlierTitle:
    """The title that an article had until the build of time `end`."""

    id: str
    title: str
    end: int


@dataclass(frozen=True, slots=True)
class Log:
    """What the times of articles cannot tell: the builds before, which articles went and came back, and earlier titles.

    `time` is that of the build itself. `builds` are id and time of those before, the oldest first. What changed since a
    time can be told when it is `start` or later.
    """

    time: int
    start: int = 0
    builds: tuple[tuple[str, int], ...] = ()
    absences: tuple[Absence, ...] = ()
    titles: tuple[EarlierTitle, ...] = ()

    def bounded(self) -> Self:
        """The log without its oldest rows when there are too many; those of its own build are never left out."""
        absences, lost = _newest(self.absences, self.time)
        titles, lost_titles = _newest(self.titles, self.time)
        oldest = self.builds[-MOST_BUILDS][1] if len(self.builds) > MOST_BUILDS else 0
        start = max(self.start, oldest, lost, lost_titles)
        builds = tuple((build, time) for build, time in self.builds if time >= start)
        return type(self)(self.time, start, builds, absences, titles)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The log in a file; raises `DamagedBuildError`."""
        with damage_of(path):
            facts = read_json(path)
            builds = tuple((str(build), int(time)) for build, time in facts["builds"])
            absences = tuple(Absence(**row) for row in facts["absences"])
            titles = tuple(EarlierTitle(**row) for row in facts["titles"])
            log = cls(int(facts["time"]), int(facts["start"]), builds, absences, titles)
            _require_types(log)
            return log

    def write(self, path: Path) -> None:
        """Writes the log into a file; raises OSError."""
        facts = {name: getattr(self, name) for name in self.__slots__}
        path.write_text(json.dumps(facts, ensure_ascii=False, default=_as_dict), "utf-8")


def _as_dict(row: Absence | EarlierTitle) -> dict[str, Any]:
    """The row as it is written; `dataclasses.asdict` takes ten times as long."""
    return {name: getattr(row, name) for name in row.__slots__}


def _newest(rows: Sequence[Any], time: int) -> tuple[tuple[Any, ...], int]:
    """The newest `MOST_ROWS` rows, and all whose end is `time`; and the end of the newest row that is left out, or 0."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows), 0
    by_end = sorted(rows, key=lambda row: -row.end)
    own = sum(1 for _ in takewhile(lambda row: row.end == time, by_end))
    most = max(MOST_ROWS, own)
    kept, rest = by_end[:most], by_end[most:]
    return tuple(sorted(kept, key=lambda row: row.end)), rest[0].end if rest else 0


def _require_types(log: Log) -> None:
    """Raises ValueError when a value is not what the rest of the program relies on."""
    texts = [
        text for row in log.absences for text in (row.id, row.title, row.source or "", row.published or "", row.sha256)
    ]
    texts += [text for row in log.titles for text in (row.id, row.title)]
    numbers = [number for row in log.absences for number in (row.added, row.changed, row.gone, row.end)]
    numbers += [row.end for row in log.titles]
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise ValueError("a text or time in it is none")


class ChangeLog:
    """The change log of a build of so many `articles` and `passages`; raises `DamagedBuildError` when it is none.

    `article_added`, `article_changed` and `passage_added` are times, by number: when an article came, when its text or
    its title last changed, and since when a passage's text is in its article.
    """

    def __init__(self, folder: Path, articles: int, passages: int) -> None:
        self._folder = folder
        self.article_added = _times(folder / "article_added.npy", articles)
        self.article_changed = _times(folder / "article_changed.npy", articles)
        self.passage_added = _times(folder / "passage_added.npy", passages)

    @cached_property
    def log(self) -> Log:
        """What else is known; read when it is first needed."""
        return Log.read(self._folder / _LOG)

    @cached_property
    def newest(self) -> NDArray[np.int64]:
        """The numbers of the articles, the last added first, those of one build in reading order."""
        return np.argsort(-self.article_added, kind="stable")

    def problems(self) -> Iterator[str]:
        """What in it does not fit together, each in a sentence; raises `DamagedBuildError` when the log cannot be read."""
        if (self.article_changed < self.article_added).any():
            yield "an article changed before it was added"
        every = (self.article_added, self.article_changed, self.passage_added)
        if any(len(times) and (int(times.min()) < 0 or int(times.max()) > self.log.time) for times in every):
            yield "something was added after the build was made"

    def iso(self, time: int) -> str:
        """The time as ISO 8601, in UTC."""
        with damage_of(self._folder):
            return datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")


def write_change_log(
    folder: Path, article_added: Times, article_changed: Times, passage_added: Times, log: Log
) -> None:
    """Writes the change log of a build into `folder`, which is not there yet; raises OSError."""
    folder.mkdir()
    columns = {"article_added": article_added, "article_changed": article_changed, "passage_added": passage_added}
    for name, times in columns.items():
        writer = ColumnWriter(folder / f"{name}.npy", np.int64)
        writer.append(times)
        writer.close()
    log.write(folder / _LOG)


def _times(path: Path, rows: int) -> Times:
    times = open_array(path)
    if times.dtype != np.int64 or times.shape != (rows,):
        raise DamagedBuildError(path, "is not the column that belongs there")
    return times
