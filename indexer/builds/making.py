"""Makes a build aside, from reading its articles to its publication."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING

from indexer.builds.change_tracking import track_changes
from indexer.builds.earlier import EarlierBuilds
from indexer.builds.made_of import Making
from indexer.builds.manifest import remember, share_files
from indexer.builds.open import Build, open_current
from indexer.builds.progress import Progress
from indexer.builds.publication import publish, remove_older
from indexer.builds.self_test import self_tested
from indexer.builds.updating import Changes, analysed_alike, combine, files_read, is_intact, read_changes
from indexer.builds.writing import write_article_counts
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import BuildError, NothingToIndexError
from indexer.readers.base import Kept
from indexer.store.locations import write_locations
from indexer.text.embedders import embedder
from indexer.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.builds.earlier import EarlierBuild
    from indexer.builds.made_of import Plan
    from indexer.builds.manifest import Manifest
    from indexer.builds.report import BuildReport
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Article


def make(
    folder: Path,
    plan: Plan,
    parts: Sequence[EarlierBuild] = (),
    *,
    update: bool,
    force: bool,
    tell: Callable[[Progress], None],
) -> BuildReport:
    """Makes a build in `folder` and publishes it; see `indexer.builds.pipeline.rebuild`.

    Unchanged articles are taken from the `parts`, if there are any; with `update`, from the build that is served.
    """
    instance, last = plan.instance, plan.last
    making = Making(plan, tell)
    with ExitStack() as stack:
        previous = _reusable(instance, stack) if update else None
        changes = _read(folder, making, [previous] if previous else parts)
        if previous and changes and changes.none and making.same_as(previous):
            making.files.note_looks(previous.folder, making.began)
            return making.report(previous.manifest)
        kept = _write_changes(folder, making, changes, checked=not update) if changes else None
        making.files.write(folder)
        write_locations(folder / "store" / "articles.sqlite", making.locations)
        write_article_counts(folder, making.settings)
        counts = track_changes(folder, instance, last, making.began, kept if update else None)
        engine_writer(folder, making.settings).commit(Vocabulary(folder / "vocabulary"))
        manifest = making.manifest(folder, previous)
        if previous and kept is not None:
            share_files(folder, manifest.files, previous.folder, files_read(previous))
        making.tell(Progress("verifying", manifest.counts["articles"], manifest.counts["articles"]))
        manifest.write(folder)
        _verify(folder, manifest)
        manifest = self_tested(folder, manifest, last, making.model, update=update, force=force)
        remember(folder)
        older = [last.id] if last else []
        older_folders = [instance / "builds" / build for build in older]
        engine_kind(making.settings.engine_name).publish(folder, manifest.id, older_folders, making.settings)
        publish(instance, folder, manifest.id)
        report = making.report(manifest, counts)
        remove_older(instance, keep={manifest.id, *older})
        # Files that it shared with a removed build look otherwise now.
        remember(instance / "builds" / manifest.id, safe=True)
    return report


def make_part(folder: Path, plan: Plan, *, update: bool, tell: Callable[[Progress], None]) -> BuildReport:
    """Makes a part in `folder`: what a build holds of the files of a share, which nobody searches before it is joined.

    With `update`, unchanged articles are taken from the build that is served. A share without articles is an empty part.
    """
    making = Making(plan, tell)
    with ExitStack() as stack:
        previous = _reusable(plan.instance, stack) if update else None
        try:
            if changes := _read(folder, making, [previous] if previous else ()):
                _write_changes(folder, making, changes)
        except NothingToIndexError:
            for entry in folder.iterdir():
                shutil.rmtree(entry)
        making.files.write(folder)
        manifest = making.manifest(folder, previous)
        manifest.write(folder)
    return making.report(manifest, {})


def model_of(settings: Settings) -> Embedder | None:
    """The embedding model that the settings name, if they name one; raises `EmbedderError`."""
    return embedder(settings.semantic_model)


def _read(folder: Path, making: Making, earlier: Sequence[EarlierBuild]) -> Changes | None:
    """Reads the sources and analyses what no earlier build has, into a folder of its own.

    None: the earlier builds were analysed in another way, so all that the build holds was written anew.
    """
    builds = EarlierBuilds(earlier)
    if not builds or not all(analysed_alike(each.manifest, making.settings, making.versions) for each in builds.builds):
        _write_anew(folder, making, builds)
        return None
    with closing(making.items(builds)) as items:
        return read_changes(builds, items, partial(making.write, folder / "added", arrays_only=True))


def _write_anew(folder: Path, making: Making, earlier: EarlierBuilds) -> None:
    """Writes what the build holds, every article analysed; texts of unchanged files come from the earlier builds."""
    with closing(making.items(earlier)) as items:  # ends its worker when we fail
        making.write(folder, _articles(items, earlier, making))


def _write_changes(
    folder: Path, making: Making, changes: Changes, *, checked: bool = False
) -> NDArray[np.int64] | None:
    """Writes what the build holds; returns the numbers that articles had among the earlier ones.

    None: an earlier build is damaged, and nothing was taken from it; those that were `checked` are not.
    """
    making.require_articles(changes.count)
    if not checked and not all(map(is_intact, changes.earlier.builds)):  # what is damaged does not spread
        shutil.rmtree(folder / "added", ignore_errors=True)
        _write_anew(folder, making, EarlierBuilds(()))
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


def _articles(items: Iterator[Article | Kept], earlier: EarlierBuilds, making: Making) -> Iterator[Article]:
    """The articles, those that are kept as earlier builds have them; raises `NothingToIndexError` without any."""
    count = 0
    for item in items:
        kept = map(earlier.article, range(item.first, item.last)) if isinstance(item, Kept) else (item,)
        for article in kept:
            count += 1
            yield article
    making.require_articles(count)


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
