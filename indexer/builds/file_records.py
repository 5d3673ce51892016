"""What each source file gave when it was read, so that an update reads only changed files again.

A build keeps, in `files.json`, every source file's size, times, inode, digest, reader, articles and skips. A file that
looks the same, or holds the same bytes, and would be read in the same way, gives its articles from the build instead of
from disk. So does a line of JSON Lines that was read before: `lines.npy` keeps the digest of each article's line.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.builds.admission import Admission, Copy
from indexer.builds.earlier import EarlierBuilds
from indexer.builds.records import FILES, FileRecord, Recorded, key_of, looks_of, note_looks, recorded
from indexer.errors import BuildError
from indexer.readers import Limits, SourceFile, counted, read_isolated, reader_of
from indexer.readers.base import LINE_BYTES, FileDigest, Kept, KnownLines, LineArticle
from indexer.readers.file_walk import shown
from indexer.readers.reading import digest_of, read_with_digest
from indexer.types import Article, FormatSummary, Note, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds.earlier import EarlierBuild
    from indexer.readers.base import Item
    from indexer.settings import Settings

LINES = "lines.npy"
_NO_LINE = bytes(LINE_BYTES)


class SourceFiles:
    """Reads the articles of the files, or says that earlier builds have them, where a file or line is unchanged."""

    def __init__(self, files: Sequence[SourceFile | Skipped], settings: Settings, earlier: EarlierBuilds) -> None:
        self._listed = files
        self._limits = Limits.of(settings)
        alike = all(_reads_alike(build, self._limits) for build in earlier.builds)
        self._earlier = earlier if alike else EarlierBuilds(())
        self._known = [
            _Known(build, begin)
            for build, begin in zip(self._earlier.builds, self._earlier.begins.tolist(), strict=False)
        ]
        self._records: list[FileRecord] = []
        self._digests: list[NDArray[np.uint8]] = []  # of the articles' lines
        self._files = self._bytes = self._bytes_read = 0
        self.known_skips: set[tuple[str, str]] = set()
        """Path and reason of what was skipped before, in files that are unchanged."""

    @property
    def is_recorded(self) -> bool:
        """Whether the earlier builds tell what each file gave."""
        return bool(self._known) and all(known.records for known in self._known)

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

    def articles(self) -> Iterator[Article | Kept | Copy | Skipped]:
        """Every article of the sources, in reading order, and what was skipped; `notes` has the rest afterwards."""
        admission = Admission(self._earlier)
        files = [file for file in self._listed if isinstance(file, SourceFile)]
        self._files, self._bytes = len(files), sum(file.size for file in files)
        unchanged = {file.path: same for file in files if (same := self._same(file)) is not None}
        reading = read_isolated(
            [self._with_lines(file) for file in files if file.path not in unchanged], self._limits, read_with_digest
        )
        for file in self._listed:
            if isinstance(file, Skipped):
                if any((file.path, file.reason) in build.manifest.skipped for build in self._earlier.builds):
                    self.known_skips.add((file.path, file.reason))
                yield file
                continue
            same, before = unchanged.get(file.path), self._bytes_read
            record = FileRecord.of(file, self._records[-1].last if self._records else 0, same)
            for item in self._kept(same) if same else _of_one_file(reading):
                for given in self._recorded(record, item, admission):
                    size = len(given.text) if isinstance(given, Article) else 0
                    self._bytes_read = min(before + file.size, self._bytes_read + size)
                    yield given
            if record.surplus:
                yield Skipped(shown(file.path), f"has {record.surplus:,} more lines that give no article")
            self._bytes_read = before + file.size
            self._records.append(record)
        deque(reading, maxlen=0)  # nothing is left in it; its process is free for the next build

    def _recorded(
        self, record: FileRecord, item: Item, admission: Admission
    ) -> Iterator[Article | Kept | Copy | Skipped]:
        """What becomes of an item of a file, which is recorded."""
        match item:
            case Note():
                record.note(item)
            case FileDigest():
                record.digest = item.sha256
            case Skipped():
                if record.skip(item, own=True):
                    yield item
            case Kept():
                for given in admission.keep(item):
                    yield from self._added(record, given)
            case LineArticle():
                yield from self._added(record, admission.admit(item.article), item.digest)
            case _:
                yield from self._added(record, admission.admit(item))

    def _added(
        self, record: FileRecord, given: Article | Kept | Copy | Skipped, digest: bytes = _NO_LINE
    ) -> Iterator[Article | Kept | Copy | Skipped]:
        match given:
            case Skipped():
                if record.skip(given, own=False):
                    yield given
                return
            case Copy():
                record.copies += 1
            case Kept():
                record.last += len(given)
                lines = self._known_lines(given) if digest == _NO_LINE else np.frombuffer(digest, np.uint8)
                self._digests.append(lines.reshape(-1, LINE_BYTES))
            case _:
                record.last += 1
                self._digests.append(np.frombuffer(digest, np.uint8).reshape(1, -1))
        yield given

    def note_looks(self, folder: Path, began: datetime) -> None:
        """Notes beside the build in `folder`, in which nothing has changed, how its files look now."""
        note_looks(folder, began, self._records)

    def write(self, folder: Path) -> None:
        """Writes the records into the build, and forgets the earlier ones."""
        self._earlier = EarlierBuilds(())
        (folder / FILES).write_text(
            json.dumps([record.as_dict() for record in self._records], ensure_ascii=False), "utf-8"
        )
        np.save(folder / LINES, np.concatenate([np.empty((0, LINE_BYTES), np.uint8), *self._digests]))

    def _same(self, file: SourceFile) -> FileRecord | None:
        """The record of the file in an earlier build, if it has not changed."""
        records = (self._if_same(known, then, file) for known, then in self._recorded_before(file))
        return next((then for then in records if then is not None), None)

    def _recorded_before(self, file: SourceFile) -> Iterator[tuple[_Known, FileRecord]]:
        """The earlier builds that read the file, each with its record."""
        key = key_of(file)
        return ((known, known.records[key]) for known in self._known if key in known.records)

    def _if_same(self, known: _Known, then: FileRecord, file: SourceFile) -> FileRecord | None:
        """The record, if the file has not changed since."""
        if not then.whole or then.copies:  # of what may not be there any more
            return None
        if known.recorded.same(then, file):
            return then
        if then.reader != reader_of(file.path):
            return None
        looks_same = then.looks == looks_of(file) and then.settled(known.recorded.began)
        same = looks_same or (file.size == then.looks[0] and then.digest and digest_of(file) == then.digest)
        return then if same else None

    def _with_lines(self, file: SourceFile) -> SourceFile:
        """The file with the lines of it that are known."""
        for known, then in self._recorded_before(file):
            if then.reader == reader_of(file.path):
                own = KnownLines(known.folder / LINES, then.first - known.begin, then.last - known.begin, known.begin)
                return replace(file, lines=own)
        return replace(file, lines=KnownLines())

    def _known_lines(self, kept: Kept) -> NDArray[np.uint8]:
        """The digests of the lines that gave these articles, which are of one build."""
        known = next(each for each in reversed(self._known) if each.begin <= kept.first)
        return known.lines[kept.first - known.begin : kept.last - known.begin]

    def _kept(self, record: FileRecord) -> Iterator[Kept | Skipped | Note]:
        """The articles, skips and notes of an unchanged file, from the build that has them."""
        if record.first < record.last:
            yield Kept(record.first, record.last)
        for path, reason in record.skipped:
            self.known_skips.add((path, reason))
            yield Skipped(path, reason)
        yield from record.found()


class _Known:
    """What an earlier build tells of its files: their records by path and id, and the digests of their lines.

    `begin` is the number of its first article; the records name its articles by the numbers counted from there.
    """

    def __init__(self, build: EarlierBuild, begin: int) -> None:
        self.folder, self.begin = build.folder, begin
        try:
            self.recorded = recorded(build.folder, build.manifest)
        except BuildError:  # as an earlier version of Footnote wrote it, perhaps
            self.recorded = Recorded(0.0, ())
        self.records = {
            (record.path, record.id): _shifted(record, begin) if begin else record for record in self.recorded.records
        }
        self.lines = open_array(build.folder / LINES)


def _shifted(record: FileRecord, begin: int) -> FileRecord:
    return replace(record, first=begin + record.first, last=begin + record.last)


def _of_one_file(reading: Iterator[Item | None]) -> Iterator[Item]:
    """The items that are read up to the end of one file."""
    for item in reading:
        if item is None:
            return
        yield item


def _reads_alike(build: EarlierBuild, limits: Limits) -> bool:
    """Whether the build was read with the same limits and language, so that its articles can be taken."""
    then = Limits.of(build.settings)
    return _shaping(then) == _shaping(limits)


def _shaping(limits: Limits) -> tuple[object, ...]:
    """What of the limits decides what is read."""
    return limits.language, limits.file_size, limits.line_size, limits.mapping, limits.ocr, limits.ocr_languages
