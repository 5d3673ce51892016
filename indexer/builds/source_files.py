"""What was read, file by file, so that an update reads again only what changed.

A build keeps, in `files.json`, every source file's size, times, inode, reader, articles and skips. A file that looks the
same, would be read in the same way, and had not just been changed when it was read, gives its articles from the build
instead of from disk.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from indexer.corpus import Skipped, SourceFile, articles, files, once, reader_of
from indexer.damage import damage_of, read_json
from indexer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.builds.open import Build
    from indexer.settings import Settings
    from indexer.types import Article

FILES = "files.json"
_RACE = 2_000_000_000  # nanoseconds: a file changed as late as this before it was read may have changed again unseen


@dataclass(slots=True)
class _Record:
    """A file as it was read: its articles have the numbers `first` to `last` (not included)."""

    path: str
    id: str
    looks: tuple[int, ...]  # size, both times, inode
    reader: str  # its name and version
    first: int
    last: int
    skipped: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True  # whether what it gave depends on this file alone: no other has one of its ids

    @classmethod
    def of(cls, file: SourceFile, number: int) -> Self:
        """The record of a file whose articles will be numbered from `number` on."""
        looks = (file.size, file.mtime_ns, file.ctime_ns, file.inode)
        return cls(_text(file.path.as_posix()), file.id, looks, reader_of(file.path), number, number)

    @classmethod
    def read(cls, written: Any, articles: int) -> Self:  # noqa: ANN401  whatever stands in the build
        """The record as it was written, in a build of so many articles; raises anything when it is none."""
        record = cls(**{**written, "looks": tuple(written["looks"])})
        record.skipped = [(path, reason) for path, reason in record.skipped]
        if not 0 <= record.first <= record.last <= articles or not all(
            isinstance(text, str) for text in _texts(record)
        ):
            raise ValueError("it names articles that are not there")
        return record

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
        self._language = settings.language
        self._previous = previous if previous is not None and previous.settings.language == settings.language else None
        self._known = _recorded(self._previous) if self._previous else {}
        self._records: list[_Record] = []
        self._bytes = self._bytes_read = 0

    def expected(self, articles: int) -> int | None:
        """How many articles there will be, going by how many of all bytes gave the first `articles`; None: not known."""
        return max(articles, round(articles * self._bytes / self._bytes_read)) if self._bytes_read else None

    def articles(self) -> Iterator[Article | Skipped]:
        """What `corpus.read` gives."""
        paths: dict[str, str] = {}
        number = 0
        listed = list(files(self._sources))
        self._bytes = sum(file.size for file in listed if isinstance(file, SourceFile))
        for file in listed:
            if isinstance(file, Skipped):
                yield file
                continue
            record = _Record.of(file, number)
            before = self._bytes_read
            for found in self._items(file, record):
                item = found if isinstance(found, Skipped) else once(found, paths)
                if isinstance(item, Skipped):
                    record.skipped.append((item.path, item.reason))
                    record.whole &= item is found
                else:
                    record.last = number = number + 1
                    self._bytes_read = min(before + file.size, self._bytes_read + len(item.text))
                yield item
            self._bytes_read = before + file.size
            self._records.append(record)

    def write(self, folder: Path) -> None:
        """Writes what was read into the build, and lets go of the previous one."""
        self._previous = None
        (folder / FILES).write_text(
            json.dumps([asdict(record) for record in self._records], ensure_ascii=False), "utf-8"
        )

    def _items(self, file: SourceFile, record: _Record) -> Iterator[Article | Skipped]:
        """What the file gives, one after the other: from the previous build when it looks the same, else read anew."""
        known = self._known.get((record.path, record.id))
        if self._previous is None or known is None or not known.same(record):
            yield from articles(file, language=self._language)
            return
        for number in range(known.first, known.last):
            yield self._previous.store.article(number)
        for path, reason in known.skipped:
            yield Skipped(path, reason)


def _recorded(build: Build) -> dict[tuple[str, str], _Record]:
    """The files of a build that need not be read again when they look the same; none when that cannot be told."""
    try:
        with damage_of(build.folder / FILES):
            began = datetime.fromisoformat(build.manifest.began).timestamp() * 1e9
            records = [_Record.read(row, len(build.store)) for row in read_json(build.folder / FILES)]
            return {(record.path, record.id): record for record in records if record.whole and record.settled(began)}
    except BuildError:  # as an earlier version of Footnote wrote it, perhaps
        return {}
