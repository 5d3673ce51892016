"""Makes a build aside, from reading its articles to its publication."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from contextlib import ExitStack, closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from indexer.builds.admission import Copy
from indexer.builds.change_tracking import track_changes
from indexer.builds.embedding import PassageEmbedder, known_vectors
from indexer.builds.file_records import SourceFiles
from indexer.builds.manifest import Manifest, digests, digests_by_inode, remember
from indexer.builds.open import Build, open_current
from indexer.builds.progress import Progress
from indexer.builds.publication import publish, remove_older
from indexer.builds.report import BuildReport
from indexer.builds.self_test import self_tested
from indexer.builds.updating import Changes, analysed_alike, combine, is_intact, read_changes
from indexer.builds.versions import versions_of
from indexer.builds.writing import write_articles
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import BuildError, NothingToIndexError
from indexer.readers.base import Kept
from indexer.store import Store
from indexer.store.locations import write_locations
from indexer.text.embedders import embedder
from indexer.text.vocabulary import Vocabulary
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.readers import SourceFile
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Article, ChangeKind, Location

_TELL_EVERY = 100  # articles


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is made of: `last` is the manifest of the build that is served, `files` are those of the sources.

    `model` is the one that the settings name, if they name one. `start` is when the build was asked for (monotonic
    seconds), `began` when its files were looked for (UTC).
    """

    instance: Path
    last: Manifest | None
    sources: tuple[Path, ...]
    files: tuple[SourceFile | Skipped, ...]
    settings: Settings
    model: Embedder | None
    began: datetime
    start: float


def make(folder: Path, plan: Plan, *, update: bool, force: bool, tell: Callable[[Progress], None]) -> BuildReport:
    """Makes a build in `folder` and publishes it; see `indexer.builds.pipeline.rebuild`."""
    instance, last, settings, model = plan.instance, plan.last, plan.settings, plan.model
    making = _Making(plan, tell)
    with ExitStack() as stack:
        previous = _reusable(instance, stack) if update else None
        kept = None
        if previous is None or not analysed_alike(previous.manifest, settings, making.versions):
            _write_anew(folder, making, previous)
        else:
            with closing(making.items(previous)) as items:
                changes = read_changes(previous, items, partial(making.write, folder / "added"))
            if changes.none and making.same_as(previous):
                making.files.note_looks(previous.folder, making.began)
                return making.report(previous.manifest)
            kept = _write_changes(folder, making, changes)
        making.files.write(folder)
        write_locations(folder / "store" / "articles.sqlite", making.locations)
        counts = track_changes(folder, instance, last, making.began, kept)
        engine_writer(folder, settings).commit(Vocabulary(folder / "vocabulary"))
        manifest = making.manifest(folder, previous)
        tell(Progress("verifying", manifest.counts["articles"], manifest.counts["articles"]))
        manifest.write(folder)
        _verify(folder, manifest)
        manifest = self_tested(folder, manifest, last, model, update=update, force=force)
        remember(folder)
        older = [last.id] if last else []
        older_folders = [instance / "builds" / build for build in older]
        engine_kind(settings.engine_name).publish(folder, manifest.id, older_folders, settings)
        publish(instance, folder, manifest.id)
        report = making.report(manifest, counts)
        remove_older(instance, keep={manifest.id, *older})
        # Files that it shared with a removed build look otherwise now.
        remember(instance / "builds" / manifest.id, safe=True)
    return report


def model_of(settings: Settings) -> Embedder | None:
    """The embedding model that the settings name, if they name one; raises `EmbedderError`."""
    return embedder(settings.semantic_model)


def _write_anew(folder: Path, making: _Making, previous: Build | None) -> None:
    """Writes what the build holds, every article analysed; texts of unchanged files come from the previous build."""
    with closing(making.items(previous)) as items:  # ends its worker when we fail
        making.write(folder, _articles(items, previous, making))


def _write_changes(folder: Path, making: _Making, changes: Changes) -> NDArray[np.int64] | None:
    """Writes what the build holds, only what was read analysed; returns the numbers that articles had in the previous build.

    None: that build is damaged, and nothing was taken from it.
    """
    making.require_articles(changes.count)
    if not is_intact(changes.previous):  # what is damaged does not spread
        shutil.rmtree(folder / "added", ignore_errors=True)
        _write_anew(folder, making, None)
        return None
    making.tell(Progress("merging", changes.count, changes.count))
    combine(folder, folder / "added", changes, making.settings, making.model)
    return changes.kept()


def _reusable(instance: Path, stack: ExitStack) -> Build | None:
    """The build that is served, to take unchanged articles from; None when it cannot be opened."""
    try:
        return stack.enter_context(open_current(instance))
    except BuildError:
        return None


class _Making:
    """A build that is being made: what it is made of, and what is told of it."""

    def __init__(self, plan: Plan, tell: Callable[[Progress], None]) -> None:
        self._plan, self.tell = plan, tell
        self.began, self.settings, self.model = plan.began, plan.settings, plan.model
        self.files = SourceFiles(plan.files, plan.settings, None)
        self._skipped: list[Skipped] = []
        self.locations: list[tuple[int, Location]] = []
        self.versions = versions_of(plan.settings, plan.model.digest if plan.model else None)

    def items(self, previous: Build | None) -> Generator[Article | Kept, None, None]:
        """The articles, read or kept; reports progress now and then, and notes what was skipped."""
        self.files = SourceFiles(self._plan.files, self.settings, previous)
        self._skipped, self.locations = [], []
        done = 0
        for item in self.files.articles():
            if isinstance(item, Skipped):
                self._skipped.append(item)
                continue
            if isinstance(item, Copy):
                self.locations.append((item.number, item.location))
                continue
            before, done = done, done + (len(item) if isinstance(item, Kept) else 1)
            if not before or before // _TELL_EVERY < done // _TELL_EVERY:
                self.tell(Progress("reading", done, self.files.expected(done), self.files.read))
            yield item

    def write(self, folder: Path, articles: Iterator[Article]) -> None:
        """Writes what a build of these articles holds of them; vectors that the last build has are taken from it."""
        embedding = None
        if self.model is not None:
            known = known_vectors(self._plan.instance / "builds", self._plan.last, self.model)
            embedding = PassageEmbedder(self.settings.semantic_model, self.model, known)
        folder.mkdir(exist_ok=True)
        write_articles(folder, articles, self.settings, self.tell, embedding)

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
            id=f"{now:%Y%m%dT%H%M%S}-{mark}",
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


def _articles(items: Iterator[Article | Kept], previous: Build | None, making: _Making) -> Iterator[Article]:
    """The articles, those that are kept as the previous build has them; raises `NothingToIndexError` without any."""
    count = 0
    for item in items:
        for article in _of_store(item, previous) if isinstance(item, Kept) else (item,):
            count += 1
            yield article
    making.require_articles(count)


def _of_store(kept: Kept, previous: Build | None) -> Iterator[Article]:
    assert previous is not None  # noqa: S101  nothing is kept of nothing
    return (previous.store.article(number) for number in range(kept.first, kept.last))


def _counts(folder: Path) -> dict[str, int]:
    """What a build holds, by its files."""
    with closing(Store(folder / "store")) as store:
        return {
            "articles": len(store),
            "passages": len(store.passages["first"]),
            "sentences": len(store.sentences["start"]),
            "terms": len(Vocabulary(folder / "vocabulary")),
        }


def _verify(folder: Path, manifest: Manifest) -> None:
    """Opens the new build as a reader will and compares its counts; raises `DamagedBuildError` or `BuildError`."""
    with Build(folder, manifest=manifest) as build:
        counts = {
            "articles": len(build.store),
            "passages": len(build.engine),
            "sentences": len(build.store.sentences["start"]),
            "terms": len(build.vocabulary),
        }
        if counts != dict(manifest.counts):
            raise BuildError(f"the new build holds {counts}, not {dict(manifest.counts)}; the old one stays")
        ends = build.store.sentences["terms_end"]
        if len(build.store.forward) != int(ends[-1]) or bool((ends[1:] < ends[:-1]).any()):
            raise BuildError("the new build's forward array does not fit its sentences; the old one stays")
        if build.vectors is not None and len(build.vectors) != len(build.engine):
            raise BuildError("the new build's vectors do not fit its passages; the old one stays")
        build.store.article(len(build.store) - 1)
