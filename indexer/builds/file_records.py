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
from indexer.readers import Limits, SourceFile, counted, read_isolated, reader_of, source_files, unless_id_taken
from indexer.readers.file_walk import shown
from indexer.types import Article, FormatSummary, Note, Skipped

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
        return cls(_text(file.path.as_posix()), file.id, looks, reader_of(file.path), number, number)

    @classmethod
    def read(cls, written: Any, articles: int) -> Self:  # noqa: ANN401  whatever stands in the build
        """A record from `files.json` of a build with so many articles; raises any error when it is not one."""
        record = cls(**{**written, "looks": tuple(written["looks"])})
        record.skipped = [(path, reason) for path, reason in record.skipped]
        record.notes = [astuple(Note(*note)) for note in record.notes]
        if not 0 <= record.first <= record.last <= articles or not all(
            isinstance(text, str) for text in _texts(record)
        ):
            raise ValueError("it names articles that are not there")
        return record

    def add(self, item: Article | Skipped | Note, given: Article | Skipped | Note) -> bool:
        """Records an `item` that the file gave, and what it became (`given`); returns whether to pass it on."""
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
        """The notes, one for each kind."""
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
    """Reads the articles of the sources, or takes them from the build `previous` where a file is unchanged."""

    def __init__(self, sources: Sequence[Path], settings: Settings, previous: Build | None) -> None:
        self._sources = sources
        self._limits = Limits.of(settings)
        self._follow_links = settings.read_follow_links
        self._previous = previous if previous is not None and _reads_alike(previous, self._limits) else None
        self._known = _recorded(self._previous) if self._previous else {}
        self._records: list[_Record] = []
        self._files = self._bytes = self._bytes_read = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes so far on what was read but not understood, one for each kind."""
        return counted(note for record in self._records for note in record.found())

    @property
    def formats(self) -> tuple[FormatSummary, ...]:
        """What the files of each format gave, the format with the most articles first."""
        sums: dict[str, list[int]] = {}
        for record in self._records:
            name = record.reader.rpartition(" ")[0]
            total = sums.setdefault(name, [0, 0, 0])
            for at, count in enumerate((1, record.last - record.first, len(record.skipped) + record.surplus)):
                total[at] += count
        summaries = (FormatSummary(name, *counts) for name, counts in sums.items())
        return tuple(sorted(summaries, key=lambda each: (-each.articles, -each.files, each.format)))

    @property
    def read(self) -> tuple[int, int]:
        """How many files have been read, and how many there are."""
        return len(self._records), self._files

    def expected(self, articles: int) -> int | None:
        """An estimate of how many articles there will be, from the bytes read so far; None: unknown."""
        return max(articles, round(articles * self._bytes / self._bytes_read)) if self._bytes_read else None

    def articles(self) -> Iterator[Article | Skipped]:
        """Every article of the sources, in reading order, and what was skipped; `notes` has the rest afterwards."""
        paths: dict[str, str] = {}
        listed = list(source_files(self._sources, follow_links=self._follow_links))
        self._files = sum(isinstance(file, SourceFile) for file in listed)
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
        """The articles and skips of one file, which are recorded; `paths` is id → path of the articles so far."""
        record = _Record.of(file, self._records[-1].last if self._records else 0)
        unchanged, before = self._same(record), self._bytes_read
        for item in self._kept(unchanged) if unchanged else _of_one_file(reading):
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
        """Writes the records into the build, and forgets the previous one."""
        self._previous = None
        (folder / FILES).write_text(
            json.dumps([asdict(record) for record in self._records], ensure_ascii=False), "utf-8"
        )

    def _same(self, record: _Record) -> _Record | None:
        """The record of the file in the previous build, if it looks the same."""
        record_then = self._known.get((record.path, record.id))
        return record_then if record_then is not None and record_then.same(record) else None

    def _kept(self, record: _Record) -> Iterator[Article | Skipped | Note]:
        """The articles, skips and notes of an unchanged file, from the previous build."""
        assert self._previous is not None  # noqa: S101  there are no records without it
        for number in range(record.first, record.last):
            yield self._previous.store.article(number)
        for path, reason in record.skipped:
            yield Skipped(path, reason)
        yield from record.found()


def _of_one_file(reading: Iterator[Article | Skipped | Note | None]) -> Iterator[Article | Skipped | Note]:
    """The items that are read up to the end of one file."""
    for item in reading:
        if item is None:
            return
        yield item


def _reads_alike(build: Build, limits: Limits) -> bool:
    """Whether the build was read with the same limits and language, so that its articles can be taken."""
    then = Limits.of(build.settings)
    return _shaping(then) == _shaping(limits)


def _shaping(limits: Limits) -> tuple[object, ...]:
    """What of the limits decides what is read."""
    return limits.language, limits.file_size, limits.line_size, limits.mapping, limits.ocr, limits.ocr_languages


def _recorded(build: Build) -> dict[tuple[str, str], _Record]:
    """The records of a build's files that need not be read again while they look the same, by path and id."""
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
