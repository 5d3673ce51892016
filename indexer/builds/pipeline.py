"""How a build is asked for: an update that finds nothing changed loads nothing of what it takes to make one."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds.manifest import Manifest
from indexer.builds.publication import building, current_id
from indexer.builds.report import BuildReport
from indexer.builds.unchanged import looks_unchanged
from indexer.engines.choice import engine_kind
from indexer.errors import BuildError, NoBuildError, UsageError
from indexer.readers import Limits, source_files
from indexer.settings import Settings
from indexer.text.embedders import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.builds.made_of import Plan
    from indexer.builds.progress import Progress
    from indexer.builds.shares import Share
    from indexer.text.embedders import Embedder

SEEDS = Path("seeds")


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
    settings = settings or Settings.load(instance)
    engine_kind(settings.engine_name)
    # A model that may not be there is told of before anything is done; the one that ships is loaded when it is needed.
    model = None if settings.semantic_model in {"", BUILTIN} else _model(settings)
    with building(instance) as folder:
        last = _last(instance, needed=not sources)
        sources = _sources(sources, last)
        began = datetime.now(UTC)
        files = tuple(source_files(sources, follow_links=settings.read_follow_links))
        if update and last and looks_unchanged(instance / "builds" / last.id, last, sources, files, settings):
            return BuildReport.unchanged(last, time.monotonic() - start)
        from indexer.readers.isolated import start_ahead  # noqa: PLC0415  an update of nothing reads nothing

        start_ahead(Limits.of(settings))
        from indexer.builds.made_of import Plan  # noqa: PLC0415  heavy
        from indexer.builds.making import make  # noqa: PLC0415  heavy; that process starts meanwhile

        model = model or _model(settings)
        plan = Plan(instance, last, tuple(sources), files, settings, model, began, start)
        return make(folder, plan, update=update, force=force, tell=progress or _untold)


def make_part(
    instance: Path,
    share: Share,
    sources: Sequence[Path] = (),
    settings: Settings | None = None,
    *,
    update: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes one part of a library, of a share of the files in `sources`; nobody searches it before `join_parts`.

    Any number of processes may make parts at a time, each another one, also on several machines that share the instance
    and see the files under the same paths. With `update`, unchanged articles are taken from the build that is served; the
    part is the same. Raises what `rebuild` does, and `BuildError` while another process makes the same part.
    """
    from indexer.builds.making import make_part  # noqa: PLC0415  heavy
    from indexer.builds.parts import making_part  # noqa: PLC0415  heavy

    start, settings = time.monotonic(), settings or Settings.load(instance)
    with making_part(instance, share) as folder:
        last = _last(instance, needed=not sources)
        plan = _plan(instance, last, _sources(sources, last), settings, _model(settings), start, share)
        return make_part(folder, plan, update=update, tell=progress or _untold)


def join_parts(
    instance: Path,
    settings: Settings | None = None,
    *,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes the build of which all parts were made, publishes it, and removes them: to the last byte what `rebuild` gives.

    Files that have changed since their part was made, and new ones, are read here. Raises what `rebuild` does, and
    `BuildError` when a part is missing, is being made, or cannot be taken.
    """
    from indexer.builds.making import make  # noqa: PLC0415  heavy
    from indexer.builds.parts import every_part  # noqa: PLC0415  heavy
    from indexer.builds.versions import versions_of  # noqa: PLC0415  heavy

    start, settings = time.monotonic(), settings or Settings.load(instance)
    model = _model(settings)
    versions = versions_of(settings, model.digest if model else None)
    with building(instance) as folder, every_part(instance, settings, versions) as (sources, parts):
        last = _last(instance, needed=False)
        plan = _plan(instance, last, _sources(sources, last), settings, model, start)
        return make(folder, plan, parts, update=False, force=force, tell=progress or _untold)


def _plan(
    instance: Path,
    last: Manifest | None,
    sources: Sequence[Path],
    settings: Settings,
    model: Embedder | None,
    start: float,
    share: Share | None = None,
) -> Plan:
    """The plan of a build of all files of the sources, or of those of a share."""
    from indexer.builds.made_of import Plan  # noqa: PLC0415  heavy

    began = datetime.now(UTC)
    files = list(source_files(sources, follow_links=settings.read_follow_links))
    return Plan(
        instance, last, tuple(sources), tuple(share.files(files) if share else files), settings, model, began, start
    )


def _untold(_: Progress) -> None:
    """Tells nobody of the progress."""


def _model(settings: Settings) -> Embedder | None:
    from indexer.builds.making import model_of  # noqa: PLC0415  heavy

    return model_of(settings)


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


def _sources(given: Sequence[Path], last: Manifest | None) -> list[Path]:
    sources = [Path(source) for source in given] or [Path(source) for source in (last.sources if last else ())]
    if not sources:
        sources = [SEEDS]
    for source in sources:
        if not source.exists():
            was_there = last is not None and source.absolute().as_posix() in last.sources
            what_to_do = (
                "bring it back, or name what to index instead" if was_there else "name a file or folder of articles"
            )
            raise UsageError(f"{source} does not exist; {what_to_do}")
    return [source.absolute() for source in sources]
