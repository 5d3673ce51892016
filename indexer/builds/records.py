"""What a build keeps of each source file: how it looked when it was read, and what it gave; in `files.json`.

When an update finds nothing changed in files that look otherwise, or that changed too shortly before they were read, it
notes beside the build how they look now (`looks.json`), so that the next one need not read them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from indexer.builds.manifest import LOOKS, replace_file
from indexer.damage import damage_of, read_json
from indexer.errors import BuildError
from indexer.readers import FORMATS, SourceFile, reader_of, source_files
from indexer.readers.notes import counted
from indexer.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.builds.manifest import Manifest
    from indexer.types import Skipped

FILES = "files.json"
_MOST_SKIPPED = 1_000  # of one file that are named; a file may have millions of lines
_RACE = 2_000_000_000  # nanoseconds: a file changed as late as this before it was read may have changed again unseen


@dataclass(slots=True)
class FileRecord:
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
    copies: int = 0  # of articles that come before, whose places they are
    digest: str = ""  # SHA-256 of the file, if it did not change while it was read

    @classmethod
    def of(cls, file: SourceFile, number: int, same: FileRecord | None = None) -> Self:
        """The record of a file whose articles will be numbered from `number` on; `same` is the one of an unchanged file."""
        path, looks = key_of(file)[0], looks_of(file)
        if same:
            return cls(path, file.id, looks, same.reader, number, number, digest=same.digest)
        return cls(path, file.id, looks, reader_of(file.path), number, number)

    @classmethod
    def read(cls, written: Any, articles: int) -> Self:  # noqa: ANN401  whatever stands in the build
        """A record from `files.json` of a build with so many articles; raises any error when it is not one."""
        record = cls(**written)
        record.looks = tuple(record.looks)
        record.skipped = [(path, reason) for path, reason in record.skipped]
        record.notes = [astuple(Note(*note)) for note in record.notes]
        texts = record.path, record.id, record.reader, record.digest, *chain.from_iterable(record.skipped)
        if not 0 <= record.first <= record.last <= articles or set(map(type, texts)) != {str}:
            raise ValueError("it names articles that are not there")
        return record

    def as_dict(self) -> dict[str, Any]:
        """The record as it is written; `dataclasses.asdict` takes ten times as long."""
        return {each: getattr(self, each) for each in self.__slots__}

    def skip(self, skipped: Skipped, *, own: bool) -> bool:
        """Records a skip; `own` says that the file gave it, whatever other files are. Returns whether it is named."""
        self.whole &= own and skipped.lasting
        if len(self.skipped) < _MOST_SKIPPED:
            self.skipped.append((skipped.path, skipped.reason))
            return True
        self.surplus += 1
        self.whole = False
        return False

    def note(self, note: Note) -> None:
        """Records what was not understood."""
        self.notes = [astuple(each) for each in counted((*self.found(), note))]

    def found(self) -> Iterator[Note]:
        """The notes, one for each kind."""
        return (Note(*note) for note in self.notes)

    def settled(self, began: float) -> bool:
        """Whether a change since it was read, at `began` (nanoseconds) at the earliest, would show."""
        _, mtime, ctime, _ = self.looks
        return max(mtime, ctime) + _RACE < began


def _text(path: str) -> str:
    """The path as text that can be written: bytes that are not UTF-8 as their numbers."""
    return path.encode("utf-8", "backslashreplace").decode()


def key_of(file: SourceFile) -> tuple[str, str]:
    """What a record is found by: path and id of its file."""
    return _text(file.path.as_posix()), file.id


def looks_of(file: SourceFile) -> tuple[int, ...]:
    """What tells that a file has not changed: size, both times, inode."""
    return file.size, file.mtime_ns, file.ctime_ns, file.inode


def is_current(reader: str) -> bool:
    """Whether the reader of a record, by name and version, is one of today: then a file that looks the same is its own."""
    file_format = FORMATS.get(reader.rpartition(" ")[0])
    return file_format is not None and file_format.reader == reader


@dataclass(frozen=True, slots=True)
class Recorded:
    """The records of a build's files, in reading order, and when they began to be read (nanoseconds since 1970)."""

    began: float
    records: tuple[FileRecord, ...]

    def same(self, record: FileRecord, file: SourceFile) -> bool:
        """Whether the file looks as it did when it gave all that is recorded, and would be read in the same way."""
        looks_same = record.looks == looks_of(file) and record.settled(self.began)
        return looks_same and record.whole and is_current(record.reader)


def recorded(folder: Path, manifest: Manifest) -> Recorded:
    """What the build tells of its files, or the note beside it, which is newer; raises `DamagedBuildError`."""
    articles = manifest.counts["articles"]
    with suppress(BuildError, OSError), damage_of(folder / LOOKS):
        if (folder / LOOKS).exists():
            return _read(read_json(folder / LOOKS), articles)
    with damage_of(folder / FILES):
        began = datetime.fromisoformat(manifest.began).timestamp() * 1e9
        return _read({"began": began, "files": read_json(folder / FILES)}, articles)


def _read(written: Any, articles: int) -> Recorded:  # noqa: ANN401  whatever stands in the file
    records = tuple(FileRecord.read(row, articles) for row in written["files"])
    return Recorded(float(written["began"]), records)


def note_looks(folder: Path, began: datetime, records: Sequence[FileRecord]) -> None:
    """Notes that the build's files were found unchanged, looking as the records say, by who began to look then."""
    facts = {"began": began.timestamp() * 1e9, "files": [record.as_dict() for record in records]}
    with suppress(OSError):
        replace_file(folder / LOOKS, json.dumps(facts, ensure_ascii=False))


def files_changed(build: Path, sources: Sequence[Path], *, follow_links: bool) -> bool:
    """Whether a file of the sources was added, removed or changed since the build in this folder was made.

    Raises `DamagedBuildError` when the build does not tell what it was made of.
    """
    with damage_of(build / FILES):
        known = {(row["path"], tuple(row["looks"])) for row in read_json(build / FILES)}
    files = (file for file in source_files(sources, follow_links=follow_links) if isinstance(file, SourceFile))
    return known != {(key_of(file)[0], looks_of(file)) for file in files}
