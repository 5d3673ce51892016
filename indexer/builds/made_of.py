"""What a build that is being made is made of: its articles, and what its manifest and its report say of them."""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from indexer.builds.admission import Copy
from indexer.builds.earlier import EarlierBuilds
from indexer.builds.embedding import PassageEmbedder, known_vectors
from indexer.builds.file_records import SourceFiles
from indexer.builds.manifest import COUNTS, Manifest, digests, digests_by_inode
from indexer.builds.progress import Progress
from indexer.builds.report import BuildReport
from indexer.builds.versions import versions_of
from indexer.builds.writing import write_articles
from indexer.errors import NothingToIndexError
from indexer.readers.base import Kept
from indexer.store import Store
from indexer.text.vocabulary import Vocabulary
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    from indexer.builds.open import Build
    from indexer.readers import SourceFile
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Article, ChangeKind, Location

_TELL_EVERY = 0.1  # seconds
_SECOND = "%Y%m%dT%H%M%S"  # how an id begins


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is made of: `last` is the manifest of the build that is served, `files` are those of the sources.

    A part has those of its share alone. `model` is the one that the settings name, if they name one. `start` is when the
    build was asked for (monotonic seconds), `began` when its files were looked for (UTC).
    """

    instance: Path
    last: Manifest | None
    sources: tuple[Path, ...]
    files: tuple[SourceFile | Skipped, ...]
    settings: Settings
    model: Embedder | None
    began: datetime
    start: float


class Making:
    """A build that is being made: what it is made of, and what is told of it."""

    def __init__(self, plan: Plan, tell: Callable[[Progress], None]) -> None:
        self._plan, self.tell = plan, tell
        self.began, self.settings, self.model = plan.began, plan.settings, plan.model
        self.files = SourceFiles(plan.files, plan.settings, EarlierBuilds(()))
        self._skipped: list[Skipped] = []
        self.locations: list[tuple[int, Location]] = []
        self.versions = versions_of(plan.settings, plan.model.digest if plan.model else None)

    def items(self, earlier: EarlierBuilds) -> Generator[Article | Kept, None, None]:
        """The articles, read or kept; reports progress now and then, and notes what was skipped."""
        self.files = SourceFiles(self._plan.files, self.settings, earlier)
        self._skipped, self.locations = [], []
        done, pages, told = 0, 0, -_TELL_EVERY
        for item in self.files.articles():
            if isinstance(item, Skipped):
                self._skipped.append(item)
            elif isinstance(item, Copy):
                self.locations.append((item.number, item.location))
            else:
                done, pages = done + (len(item) if isinstance(item, Kept) else 1), pages + _pages(item)
            if time.monotonic() - told >= _TELL_EVERY:
                told = time.monotonic()
                self.tell(Progress("reading", done, self.files.expected(done), self.files.read, pages))
            if not isinstance(item, (Skipped, Copy)):
                yield item

    def write(self, folder: Path, articles: Iterator[Article], *, arrays_only: bool = False) -> None:
        """Writes what a build of these articles holds of them; vectors that the last build has are taken from it.

        With `arrays_only`, it can be combined with other builds, and not be searched.
        """
        embedding = None
        if self.model is not None:
            known = known_vectors(self._plan.instance / "builds", self._plan.last, self.model)
            embedding = PassageEmbedder(self.settings.semantic_model, self.model, known)
        folder.mkdir(exist_ok=True)
        write_articles(folder, articles, self.settings, self.tell, embedding, arrays_only=arrays_only)

    def require_articles(self, count: int) -> None:
        """Raises `NothingToIndexError` when there is no article."""
        if not count:
            reasons = "; ".join(f"{item.path}: {item.reason}" for item in self._skipped[:3])
            raise NothingToIndexError(
                f"no article could be read{f' ({reasons})' if reasons else ''}; "
                "name a folder of .txt, .md, .pdf or .html files"
            )

    def manifest(self, folder: Path, previous: Build | None) -> Manifest:
        """The manifest of the build, whose files are written; it may share some with the previous one."""
        now = datetime.now(UTC)
        files = digests(folder, digests_by_inode(previous.folder, previous.manifest) if previous else None)
        mark = hashlib.sha256(json.dumps([now.isoformat(), files]).encode()).hexdigest()[:6]
        return Manifest(
            id=f"{_later(f'{now:{_SECOND}}', self._plan.last)}-{mark}",
            began=self.began.isoformat(),
            built=now.isoformat(timespec="seconds"),
            counts=_counts(folder),
            files=files,
            **self._facts(),
        )

    def same_as(self, previous: Build) -> bool:
        """Whether all that the previous build says besides its articles would be the same now."""
        same = all(getattr(previous.manifest, name) == value for name, value in self._facts().items())
        return same and self.locations == previous.store.catalogue.locations.every() and self.files.is_recorded

    def _facts(self) -> dict[str, Any]:
        """What the manifest says beside counts, files and times."""
        return {
            "versions": self.versions,
            "settings": self.settings.as_dict(build=True),
            "sources": tuple(source.as_posix() for source in self._plan.sources),
            "skipped": tuple((item.path, item.reason) for item in self._skipped),
            "notes": tuple((note.kind, note.path, note.printed, note.count) for note in self.files.notes),
            "formats": tuple(astuple(each) for each in self.files.formats),
        }

    def report(self, manifest: Manifest, changes: Mapping[ChangeKind, int] | None = None) -> BuildReport:
        """The report of the build, by how many articles changed; without these numbers it is the last one, unchanged."""
        known = self.files.known_skips
        return BuildReport(
            manifest.id,
            manifest.counts["articles"],
            manifest.counts["passages"],
            tuple(self._skipped),
            time.monotonic() - self._plan.start,
            self.files.notes,
            self.files.formats,
            tuple(item for item in self._skipped if (item.path, item.reason) not in known),
            changed=changes is not None,
            changes=changes or {},
        )


def _later(second: str, last: Manifest | None) -> str:
    """The second, or the one after that of the last build's id, so that ids rise from build to build."""
    before = last.id.partition("-")[0] if last else ""
    with suppress(ValueError):  # an id that somebody else made
        if second <= before:
            return f"{datetime.strptime(before, _SECOND).replace(tzinfo=UTC) + timedelta(seconds=1):{_SECOND}}"
    return second


def _counts(folder: Path) -> dict[str, int]:
    """What a build holds, by its files; a part of a library may hold nothing."""
    if not (folder / "store").exists():
        return dict.fromkeys(COUNTS, 0)
    with closing(Store(folder / "store")) as store:
        return {
            "articles": len(store),
            "passages": len(store.passages["first"]),
            "sentences": len(store.sentences["start"]),
            "terms": len(Vocabulary(folder / "vocabulary")),
        }


def _pages(item: Article | Kept) -> int:
    """How many pages an article has that was read now, if its file has pages."""
    pages = 0 if isinstance(item, Kept) else item.metadata.get("pages")
    return pages if isinstance(pages, int) else 0
