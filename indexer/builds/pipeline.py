"""Makes a build, from a folder of articles to `current.json`."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from contextlib import ExitStack, closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds.embedding import PassageEmbedder, known_vectors
from indexer.builds.file_records import SourceFiles
from indexer.builds.manifest import LAYOUT, Manifest, digests, remember
from indexer.builds.merging import merge
from indexer.builds.open import VECTORS, Build, open_current
from indexer.builds.publication import building, current_id, publish, remove_older
from indexer.builds.workers import analysed
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import BuildError, NoBuildError, NothingToIndexError, UsageError
from indexer.readers import FORMATS
from indexer.settings import Settings
from indexer.store import StoreWriter
from indexer.store.vector_writer import write_vectors
from indexer.text import analyzers
from indexer.text.embedders import embedder
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from indexer.text.embedders import Embedder
    from indexer.types import Article, FormatSummary, Note

SEEDS = Path("seeds")
_TELL_EVERY = 100  # articles


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a build: its stage, how many articles are done, and of how many (None: not known).

    While files are read, `files` are how many of them have been read, and how many there are.
    """

    stage: str
    done: int
    total: int | None = None
    files: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build: its id and its counts.

    `skipped` names every file or line that was not read, with its reason; `notes` count what cost no article.
    """

    build: str
    articles: int
    passages: int
    skipped: tuple[Skipped, ...]
    seconds: float
    notes: tuple[Note, ...] = ()
    formats: tuple[FormatSummary, ...] = ()


def rebuild(
    instance: Path,
    sources: Sequence[Path] = (),
    settings: Settings | None = None,
    *,
    update: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes a build of the articles in `sources` and publishes it; until then the current one is served.

    `sources` are files and folders: by default the last build's, else `./seeds`. With `update`, files that look as they
    did in the last build are not read again; the result is the same. Raises `NothingToIndexError` when no article could
    be read, `BuilderBusyError`, `SettingError`, `EmbedderError`, and `UsageError` for a source that does not exist.
    """
    began, start = datetime.now(UTC), time.monotonic()
    tell = progress or (lambda _: None)
    settings = settings or Settings.load(instance)
    engine_kind(settings.engine_name)
    model = embedder(settings.semantic_model)  # before anything is read, so that one which is not there is told at once
    with building(instance) as folder:
        last = _last(instance, needed=not sources)
        sources = _sources(sources, last)
        skipped: list[Skipped] = []
        with ExitStack() as stack:
            files = SourceFiles(sources, settings, _reusable(instance, stack) if update else None)
            embedding = _embedding(instance, settings, model, last)
            articles = stack.enter_context(closing(_articles(files, skipped, tell)))  # ends its worker when we fail
            counts = _write(folder, articles, settings, tell, skipped, embedding)
            files.write(folder)
        tell(Progress("verifying", counts["articles"], counts["articles"]))
        manifest = _manifest(folder, began, counts, settings, sources, skipped, files, model)
        manifest.write(folder)
        _verify(folder, manifest)
        remember(folder)
        publish(instance, folder, manifest.id)
        remove_older(instance, keep={manifest.id, *([last.id] if last else [])})
    seconds = time.monotonic() - start
    return BuildReport(
        manifest.id, counts["articles"], counts["passages"], tuple(skipped), seconds, files.notes, files.formats
    )


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


def _articles(
    files: SourceFiles, skipped: list[Skipped], tell: Callable[[Progress], None]
) -> Generator[Article, None, None]:
    """The articles; reports progress now and then, and collects in `skipped` what was not read."""
    done = 0
    for item in files.articles():
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        done += 1
        if done % _TELL_EVERY == 1:
            tell(Progress("reading", done, files.expected(done), files.read))
        yield item


def _write(
    folder: Path,
    articles: Iterator[Article],
    settings: Settings,
    tell: Callable[[Progress], None],
    skipped: list[Skipped],
    embedding: PassageEmbedder | None,
) -> dict[str, int]:
    """Writes everything but the manifest; returns the counts."""
    first = next(articles, None)
    if first is None:
        reasons = "; ".join(f"{item.path}: {item.reason}" for item in skipped[:3])
        raise NothingToIndexError(
            f"no article could be read{f' ({reasons})' if reasons else ''}; name a folder of .txt, .md, .pdf or .html files"
        )
    work = folder / "work"
    work.mkdir()
    engine = engine_writer(folder, settings)
    store = StoreWriter(folder / "store")
    batches = []
    under_way = analysed(chain([first], articles), settings, work, engine, embedding)
    with closing(under_way):  # ends its workers when we fail
        for batch, files in under_way:
            more = (files.array(name) for name in ("passage_counts", "title_ends", "signatures"))
            store.add(batch, files.sentences(), files.passages(), *more)
            batches.append(files)
    tell(Progress("merging", store.articles, store.articles))
    terms = merge(folder, batches, store, engine)
    if embedding is not None:
        write_vectors(folder / VECTORS, embedding.model, (files.vectors() for files in batches))
    counts = {
        "articles": store.articles,
        "passages": store.passages,
        "sentences": store.sentences,
        "terms": terms,
    }
    store.close()
    shutil.rmtree(work)
    return counts


def _embedding(
    instance: Path, settings: Settings, model: Embedder | None, last: Manifest | None
) -> PassageEmbedder | None:
    """What makes the passages' vectors; None without a model."""
    if model is None:
        return None
    return PassageEmbedder(settings.semantic_model, model, known_vectors(instance / "builds", last, model))


def _manifest(
    folder: Path,
    began: datetime,
    counts: dict[str, int],
    settings: Settings,
    sources: Sequence[Path],
    skipped: Sequence[Skipped],
    read: SourceFiles,
    model: Embedder | None,
) -> Manifest:
    now = datetime.now(UTC)
    files = digests(folder)
    mark = hashlib.sha256(json.dumps([now.isoformat(), files]).encode()).hexdigest()[:6]
    return Manifest(
        id=f"{now:%Y%m%dT%H%M%S}-{mark}",
        began=began.isoformat(),
        built=now.isoformat(timespec="seconds"),
        versions={**versions(settings), **({"embedder": model.digest} if model else {})},
        settings=settings.as_dict(build=True),
        counts=counts,
        sources=tuple(source.as_posix() for source in sources),
        skipped=tuple((item.path, item.reason) for item in skipped),
        notes=tuple((note.kind, note.path, note.printed, note.count) for note in read.notes),
        formats=tuple(astuple(each) for each in read.formats),
        files=files,
    )


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
