"""What each source file gave when it was read, so that an update reads only changed files again.

A build keeps, in `files.json`, every source file's size, times, inode, reader, articles and skips. A file that looks the
same, would be read in the same way, and had not just been changed when it was read, gives its articles from the build
instead of from disk.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict, astuple, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from indexer.damage import damage_of, read_json
from indexer.errors import BuildError
from indexer.readers import Limits, SourceFile, counted, format_of, read_isolated, source_files, unless_id_taken
from indexer.readers.file_walk import shown
from indexer.types import Article, Note, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.builds.open import Build
    from indexer.settings import Settings

FILES = "files.json"
_MOST_SKIPPED = 1_000  # of one file that are named; a file may have millions of lines
_RACE = 2_000_000_000  # nanoseconds: a file changed as late as this before it was read may have changed again unseen


@dataclass(slots=True)
class _Record:
    """One source file, as it was read: its articles have the numbers `first` to `last` (not included)."""

    path: str
    id: str
    looks: tuple[int, ...]  # size, both times, inode
    reader: str  # its name and version
    first: int
    last: int
    skipped: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[Any, ...]] = field(default_factory=list)
    whole: bool = True  # whether this file alone decides what it gives, and all of that is here
    surplus: int = 0  # what was skipped and is not named

    @classmethod
    def of(cls, file: SourceFile, number: int) -> Self:
        """The record of a file whose articles will be numbered from `number` on."""
        looks = (file.size, file.mtime_ns, file.ctime_ns, file.inode)
        file_format = format_of(file.path)
        reader = file_format.reader if file_format else ""
        return cls(_text(file.path.as_posix()), file.id, looks, reader, number, number)

    @classmethod
    def read(cls, written: Any, articles: int) -> Self:  # noqa: ANN401  whatever stands in the build
        """The record as it was written, in a build of so many articles; raises anything when it is none."""
        record = cls(**{**written, "looks": tuple(written["looks"])})
        record.skipped = [(path, reason) for path, reason in record.skipped]
        record.notes = [astuple(Note(*note)) for note in record.notes]
        if not 0 <= record.first <= record.last <= articles or not all(
            isinstance(text, str) for text in _texts(record)
        ):
            raise ValueError("it names articles that are not there")
        return record

    def add(self, item: Article | Skipped | Note, given: Article | Skipped | Note) -> bool:
        """Records what the file gave, `item`, and what became of it, `given`; whether it is to be told."""
        match given:
            case Note():
                self.notes = [astuple(note) for note in counted((*self.found(), given))]
                return False
            case Article():
                self.last += 1
                return True
        self.whole &= given is item and given.lasting
        if len(self.skipped) < _MOST_SKIPPED:
            self.skipped.append((given.path, given.reason))
            return True
        self.surplus += 1
        self.whole = False
        return False

    def found(self) -> Iterator[Note]:
        """The notes, one a kind."""
        return (Note(*note) for note in self.notes)

    def same(self, other: _Record) -> bool:
        """Whether the file looks the same and would be read in the same way."""
        return (self.looks, self.reader) == (other.looks, other.reader)

    def settled(self, began: float) -> bool:
        """Whether a change since it was read, at `began` (nanoseconds) at the earliest, would show."""
        _, mtime, ctime, _ = self.looks
        return max(mtime, ctime) + _RACE < began


def _texts(record: _Record) -> Iterator[object]:
    yield from (record.path, record.id, record.reader)
    for pair in record.skipped:
        yield from pair


def _text(path: str) -> str:
    """The path as text that can be written: bytes that are not UTF-8 as their numbers."""
    return path.encode("utf-8", "backslashreplace").decode()


class SourceFiles:
    """Reads the articles of the sources, remembering which file gave what; `previous` is the build to take some from."""

    def __init__(self, sources: Sequence[Path], settings: Settings, previous: Build | None) -> None:
        self._sources = sources
        self._limits = Limits.of(settings)
        self._follow_links = settings.read_follow_links
        self._previous = previous if previous is not None and _reads_alike(previous, self._limits) else None
        self._known = _recorded(self._previous) if self._previous else {}
        self._records: list[_Record] = []
        self._bytes = self._bytes_read = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was not understood so far, one note a kind."""
        return counted(note for record in self._records for note in record.found())

    def expected(self, articles: int) -> int | None:
        """How many articles there will be, going by how many of all bytes gave the first `articles`; None: not known."""
        return max(articles, round(articles * self._bytes / self._bytes_read)) if self._bytes_read else None

    def articles(self) -> Iterator[Article | Skipped]:
        """Every article of the sources, in reading order, and what was skipped; `notes` has the rest afterwards."""
        paths: dict[str, str] = {}
        listed = list(source_files(self._sources, follow_links=self._follow_links))
        self._bytes = sum(file.size for file in listed if isinstance(file, SourceFile))
        changed = [file for file in listed if isinstance(file, SourceFile) and self._same(_Record.of(file, 0)) is None]
        reading = read_isolated(changed, self._limits)
        for file in listed:
            if isinstance(file, Skipped):
                yield file
            else:
                yield from self._of_file(file, reading, paths)
        deque(reading, maxlen=0)  # nothing is left in it; its process is free for the next build

    def _of_file(
        self, file: SourceFile, reading: Iterator[Article | Skipped | Note | None], paths: dict[str, str]
    ) -> Iterator[Article | Skipped]:
        """What one file gives, recorded; `paths` are those of the ids so far."""
        record = _Record.of(file, self._records[-1].last if self._records else 0)
        known, before = self._same(record), self._bytes_read
        for item in self._kept(known) if known else _of_one_file(reading):
            given = unless_id_taken(item, paths) if isinstance(item, Article) else item
            if record.add(item, given) and not isinstance(given, Note):
                size = len(given.text) if isinstance(given, Article) else 0
                self._bytes_read = min(before + file.size, self._bytes_read + size)
                yield given
        if record.surplus:
            yield Skipped(shown(file.path), f"has {record.surplus:,} more lines that give no article")
        self._bytes_read = before + file.size
        self._records.append(record)

    def write(self, folder: Path) -> None:
        """Writes what was read into the build, and lets go of the previous one."""
        self._previous = None
        (folder / FILES).write_text(
            json.dumps([asdict(record) for record in self._records], ensure_ascii=False), "utf-8"
        )

    def _same(self, record: _Record) -> _Record | None:
        """The record of the file in the previous build, if it looks the same."""
        known = self._known.get((record.path, record.id))
        return known if known is not None and known.same(record) else None

    def _kept(self, known: _Record) -> Iterator[Article | Skipped | Note]:
        """What the previous build has of a file."""
        assert self._previous is not None  # noqa: S101  nothing is known without it
        for number in range(known.first, known.last):
            yield self._previous.store.article(number)
        for path, reason in known.skipped:
            yield Skipped(path, reason)
        yield from known.found()


def _of_one_file(reading: Iterator[Article | Skipped | Note | None]) -> Iterator[Article | Skipped | Note]:
    """What is read up to the end of a file."""
    for item in reading:
        if item is None:
            return
        yield item


def _reads_alike(build: Build, limits: Limits) -> bool:
    """Whether what the build has of a file is what would be read of it."""
    then = Limits.of(build.settings)
    return (then.language, then.file_size, then.line_size) == (limits.language, limits.file_size, limits.line_size)


def _recorded(build: Build) -> dict[tuple[str, str], _Record]:
    """The files of a build that need not be read again when they look the same; none when that cannot be told."""
    try:
        with damage_of(build.folder / FILES):
            began = datetime.fromisoformat(build.manifest.began).timestamp() * 1e9
            records = [_Record.read(row, len(build.store)) for row in read_json(build.folder / FILES)]
            return {(record.path, record.id): record for record in records if record.whole and record.settled(began)}
    except BuildError:  # as an earlier version of Footnote wrote it, perhaps
        return {}


def files_changed(build: Path, sources: Sequence[Path], *, follow_links: bool) -> bool:
    """Whether a file of the sources was added, removed or changed since the build in this folder was made.

    Raises `DamagedBuildError` when the build does not tell what it was made of.
    """
    with damage_of(build / FILES):
        recorded = {(row["path"], tuple(row["looks"])) for row in read_json(build / FILES)}
    files = (file for file in source_files(sources, follow_links=follow_links) if isinstance(file, SourceFile))
    return recorded != {(record.path, record.looks) for record in (_Record.of(file, 0) for file in files)}
