"""Which files and folders the next build is made of, and whether one is needed.

The handbook that comes with Footnote is a source of its own beside the reader's articles. `footnote serve` adds it;
after that it stays when folders are indexed, unless the setting `library.handbook` is false. Single files are indexed
alone when nothing else is named: they are test collections most often, whose figures must not depend on the handbook.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds import current_id
from indexer.builds.manifest import Manifest
from indexer.builds.pipeline import SEEDS
from indexer.builds.records import files_changed
from indexer.errors import NoBuildError
from indexer.readers.shipped import HANDBOOK, SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.settings import Settings


def next_sources(
    named: Sequence[Path], last: Manifest | None, settings: Settings, *, add_handbook: bool = False
) -> list[Path]:
    """The sources of the next build: those `named`, else the last build's, else `./seeds`, else what comes with Footnote.

    The handbook is added to them with `add_handbook`, and when the last build has it.
    """
    last_sources = [Path(source) for source in last.sources] if last else []
    chosen = list(named) or [HANDBOOK if _is_handbook(source) else source for source in last_sources]
    chosen = chosen or [SEEDS if SEEDS.exists() else SHIPPED]
    if not settings.library_handbook:
        return chosen if named else [part for source in chosen for part in _without_handbook(source)]
    stays = any(map(_holds_handbook, last_sources)) and not (named and all(source.is_file() for source in named))
    if (add_handbook or stays) and not any(map(_holds_handbook, chosen)):
        chosen.append(HANDBOOK)
    return chosen


def last_manifest(instance: Path) -> Manifest | None:
    """The manifest of the last build, None when there is none; raises `BuildError` when it cannot be read."""
    try:
        return Manifest.read(instance / "builds" / current_id(instance))
    except NoBuildError:
        return None


def reason_to_build(instance: Path, named: Sequence[Path], last: Manifest | None, settings: Settings) -> str:
    """Why a build is needed before the articles in `named` can be served; empty when the last one will do.

    Raises `DamagedBuildError` when the last build does not tell what it was made of.
    """
    if last is None:
        return "there is no build yet"
    if not named:
        return ""
    last_sources = [Path(source) for source in last.sources]
    own = {source for source in last_sources if not _is_handbook(source)}
    if {source.absolute() for source in named} - {HANDBOOK} != own:
        return "the last build is of other articles"
    now = settings.as_dict(build=True)
    if any(now.get(name, value) != value for name, value in last.settings.items()):
        return "a setting that shapes a build has changed"
    if files_changed(instance / "builds" / last.id, last_sources, follow_links=settings.read_follow_links):
        return "articles have changed since the last build"
    return ""


def _is_handbook(source: Path) -> bool:
    """Whether the source is the handbook, of this installation or of another one that the build was made with."""
    return source == HANDBOOK or source.parts[-3:] == ("indexer", "seeds", "handbook")


def _holds_handbook(source: Path) -> bool:
    """Whether the handbook is the source or lies in it, in no hidden folder."""
    if _is_handbook(source):
        return True
    folder = source.resolve()
    return HANDBOOK.is_relative_to(folder) and not any(
        part.startswith(".") for part in HANDBOOK.relative_to(folder).parts
    )


def _without_handbook(source: Path) -> Iterator[Path]:
    """The source, or if the handbook lies directly in it, what else does."""
    if _is_handbook(source):
        return
    if source.resolve() == HANDBOOK.parent:
        yield from (path for path in sorted(source.iterdir()) if path.name != HANDBOOK.name)
    else:
        yield source
