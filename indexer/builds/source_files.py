"""What was read, file by file, so that an update reads again only what changed.

A build keeps, in `files.json`, every source file's size, time, articles and skips. A file that looks the same, and had
not just been changed when it was read, gives its articles from the build instead of from disk.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from indexer.corpus import Skipped, SourceFile, articles, files, once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
    size: int
    mtime_ns: int
    first: int
    last: int
    skipped: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True  # whether what it gave depends on this file alone: no other has one of its ids


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
            record = _Record(file.path.as_posix(), file.id, file.size, file.mtime_ns, number, number)
            before = self._bytes_read
            for found in self._items(file):
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
        """Writes what was read into the build."""
        (folder / FILES).write_text(json.dumps([asdict(record) for record in self._records], ensure_ascii=False))

    def _items(self, file: SourceFile) -> Iterable[Article | Skipped]:
        record = self._known.get((file.path.as_posix(), file.id))
        if self._previous is None or record is None or (record.size, record.mtime_ns) != (file.size, file.mtime_ns):
            return articles(file, language=self._language)
        store = self._previous.store
        kept = (store.article(number) for number in range(record.first, record.last))
        return (*kept, *(Skipped(path, reason) for path, reason in record.skipped))


def _recorded(build: Build) -> dict[tuple[str, str], _Record]:
    """The files of a build that need not be read again when they look the same."""
    began = datetime.fromisoformat(build.manifest.began).timestamp() * 1e9
    rows: list[dict[str, Any]] = json.loads((build.folder / FILES).read_text())
    records = (_Record(**row) for row in rows)
    return {(record.path, record.id): record for record in records if record.whole and record.mtime_ns + _RACE < began}
