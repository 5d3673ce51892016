"""Makes a build, from a folder of articles to `current.json`."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from contextlib import ExitStack, closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.builds.change_tracking import track_changes
from indexer.builds.embedding import PassageEmbedder, known_vectors
from indexer.builds.file_records import SourceFiles
from indexer.builds.manifest import LAYOUT, Manifest, digests, remember
from indexer.builds.open import Build, open_current
from indexer.builds.progress import Progress
from indexer.builds.publication import building, current_id, publish, remove_older
from indexer.builds.self_test import self_tested
from indexer.builds.updating import analysed_alike, combine, is_intact, read_changes
from indexer.builds.writing import write_articles
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import BuildError, NoBuildError, NothingToIndexError, UsageError
from indexer.readers import FORMATS
from indexer.readers.base import Kept
from indexer.settings import Settings
from indexer.store import Store
from indexer.text import analyzers
from indexer.text.embedders import embedder
from indexer.text.vocabulary import Vocabulary
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from indexer.text.embedders import Embedder
    from indexer.types import Article, FormatSummary, Note

SEEDS = Path("seeds")
_TELL_EVERY = 100  # articles


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build: its id and its counts.

    `skipped` names every file or line that was not read, with its reason; `new_skips` those of them in files that were
    read now. `notes` count what cost no article. `changed` says whether there is a new build: without it nothing had
    changed since that build was made.
    """

    build: str
    articles: int
    passages: int
    skipped: tuple[Skipped, ...]
    seconds: float
    notes: tuple[Note, ...] = ()
    formats: tuple[FormatSummary, ...] = ()
    new_skips: tuple[Skipped, ...] = ()
    changed: bool = True


def rebuild(
    instance: Path,
    sources: Sequence[Path] = (),
    settings: Settings | None = None,
    *,
    update: bool = False,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes a build of the articles in `sources` and publishes it; until then the current one is served.

    `sources` are files and folders: by default the last build's, else `./seeds`. With `update`, only what has changed
    since the last build is read and analysed; the result is the same. When nothing has changed, there is no new build,
    and the report says so. With `force`, it is published even if it is clearly worse than the last one. Raises
    `NothingToIndexError` when no article could be read, `RegressionError`, `BuilderBusyError`, `SettingError`,
    `EmbedderError`, and `UsageError` for a source that does not exist.
    """
    start = time.monotonic()
    tell = progress or (lambda _: None)
    settings = settings or Settings.load(instance)
    engine_kind(settings.engine_name)
    model = embedder(settings.semantic_model)  # before anything is read, so that one which is not there is told at once
    with building(instance) as folder, ExitStack() as stack:
        last = _last(instance, needed=not sources)
        sources = _sources(sources, last)
        previous = _reusable(instance, stack) if update else None
        making = _Making(instance, last, settings, sources, model, tell)
        if previous is None or not analysed_alike(previous.manifest, settings, making.versions):
            files = _write_anew(folder, making, previous)
        else:
            changed = _write_changes(folder, making, previous)
            if changed is None:
                return making.report(previous.manifest, time.monotonic() - start, changed=False)
            files = changed
        files.write(folder)
        track_changes(folder, instance, last, making.began)
        engine_writer(folder, settings).commit(Vocabulary(folder / "vocabulary"))
        manifest = making.manifest(folder)
        tell(Progress("verifying", manifest.counts["articles"], manifest.counts["articles"]))
        manifest.write(folder)
        _verify(folder, manifest)
        manifest = self_tested(folder, manifest, last, model, update=update, force=force)
        remember(folder)
        kept = [last.id] if last else []
        kept_folders = [instance / "builds" / build for build in kept]
        engine_kind(settings.engine_name).publish(folder, manifest.id, kept_folders, settings)
        publish(instance, folder, manifest.id)
        remove_older(instance, keep={manifest.id, *kept})
        # Files that it shared with a removed build look otherwise now.
        remember(instance / "builds" / manifest.id, safe=True)
    return making.report(manifest, time.monotonic() - start, changed=True)


def _write_anew(folder: Path, making: _Making, previous: Build | None) -> SourceFiles:
    """Writes what the build holds, every article analysed; texts of unchanged files come from the previous build."""
    with closing(making.items(previous)) as items:  # ends its worker when we fail
        making.write(folder, _articles(items, previous, making))
    return making.files


def _write_changes(folder: Path, making: _Making, previous: Build) -> SourceFiles | None:
    """Writes what the build holds, only what has changed analysed; None, and nothing, when nothing has changed."""
    added = folder / "added"
    with closing(making.items(previous)) as items:
        changes = read_changes(previous, items, partial(making.write, added))
    if changes.none and making.same_as(previous.manifest):
        return None
    making.require_articles(changes.count)
    if not is_intact(previous):  # what is damaged does not spread
        shutil.rmtree(added, ignore_errors=True)
        return _write_anew(folder, making, None)
    making.tell(Progress("merging", changes.count, changes.count))
    combine(folder, added, changes, making.settings, making.model)
    return making.files


def _last(instance: Path, *, needed: bool) -> Manifest | None:
    """The manifest of the build that is served; None when there is none, or none that can be read and is `needed`."""
    try:
        return Manifest.read(instance / "builds" / current_id(instance))
    except NoBuildError:
        return None
    except BuildError as error:
        if needed:
            raise UsageError(
                f"what the last build was made of cannot be read ({error}); name its files and folders"
            ) from None
        return None


def _reusable(instance: Path, stack: ExitStack) -> Build | None:
    """The build that is served, to take unchanged articles from; None when it cannot be opened."""
    try:
        return stack.enter_context(open_current(instance))
    except BuildError:
        return None


def _sources(given: Sequence[Path], last: Manifest | None) -> list[Path]:
    sources = [Path(source) for source in given] or [Path(source) for source in (last.sources if last else ())]
    if not sources:
        sources = [SEEDS]
    for source in sources:
        if not source.exists():
            raise UsageError(f"{source} does not exist; name a file or folder of articles")
    return [source.absolute() for source in sources]


class _Making:
    """A build that is being made: what it is made of, and what is told of it."""

    def __init__(
        self,
        instance: Path,
        last: Manifest | None,
        settings: Settings,
        sources: Sequence[Path],
        model: Embedder | None,
        tell: Callable[[Progress], None],
    ) -> None:
        self.began = datetime.now(UTC)
        self._instance, self._last = instance, last
        self.settings, self._sources, self.model, self.tell = settings, sources, model, tell
        self.files = SourceFiles(sources, settings, None)
        self._skipped: list[Skipped] = []
        self.versions = {**versions(settings), **({"embedder": model.digest} if model else {})}

    def items(self, previous: Build | None) -> Generator[Article | Kept, None, None]:
        """The articles, read or kept; reports progress now and then, and notes what was skipped."""
        self.files, self._skipped = SourceFiles(self._sources, self.settings, previous), []
        done = 0
        for item in self.files.articles():
            if isinstance(item, Skipped):
                self._skipped.append(item)
                continue
            before, done = done, done + (len(item) if isinstance(item, Kept) else 1)
            if not before or before // _TELL_EVERY < done // _TELL_EVERY:
                self.tell(Progress("reading", done, self.files.expected(done), self.files.read))
            yield item

    def write(self, folder: Path, articles: Iterator[Article]) -> None:
        """Writes what a build of these articles holds of them; vectors that the last build has are taken from it."""
        embedding = None
        if self.model is not None:
            known = known_vectors(self._instance / "builds", self._last, self.model)
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

    def manifest(self, folder: Path) -> Manifest:
        """The manifest of the build, whose files are written."""
        now = datetime.now(UTC)
        files = digests(folder)
        mark = hashlib.sha256(json.dumps([now.isoformat(), files]).encode()).hexdigest()[:6]
        return Manifest(
            id=f"{now:%Y%m%dT%H%M%S}-{mark}",
            began=self.began.isoformat(),
            built=now.isoformat(timespec="seconds"),
            counts=_counts(folder),
            files=files,
            **self._facts(),
        )

    def same_as(self, previous: Manifest) -> bool:
        """Whether the previous build's manifest says what one of the same articles would say now."""
        same = all(getattr(previous, name) == value for name, value in self._facts().items())
        return same and self.files.is_recorded

    def _facts(self) -> dict[str, Any]:
        """What the manifest says beside counts, files and times."""
        return {
            "versions": self.versions,
            "settings": self.settings.as_dict(build=True),
            "sources": tuple(source.as_posix() for source in self._sources),
            "skipped": tuple((item.path, item.reason) for item in self._skipped),
            "notes": tuple((note.kind, note.path, note.printed, note.count) for note in self.files.notes),
            "formats": tuple(astuple(each) for each in self.files.formats),
        }

    def report(self, manifest: Manifest, seconds: float, *, changed: bool) -> BuildReport:
        """The report of the build."""
        known = self.files.known_skips
        return BuildReport(
            manifest.id,
            manifest.counts["articles"],
            manifest.counts["passages"],
            tuple(self._skipped),
            seconds,
            self.files.notes,
            self.files.formats,
            tuple(item for item in self._skipped if (item.path, item.reason) not in known),
            changed,
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


def versions(settings: Settings) -> dict[str, str]:
    """The versions that a build depends on: analyzer, layout of its files, readers, engine and libraries."""
    libraries = ("footnote-search", *engine_kind(settings.engine_name).libraries, "numpy", "pystemmer", "sentencex")
    readers = {f"reader {name}": str(each.version) for name, each in FORMATS.items()}
    own = {"analyzer": analyzers.VERSION, "layout": LAYOUT, **readers}
    return own | {name: version(name) for name in libraries}


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
