"""Which files and folders the next build is made of, and whether one is needed.

The handbook that comes with Footnote is a source of its own beside the reader's articles. `footnote serve` adds it;
after that it stays when folders are indexed, unless the setting `library.handbook` is false. Single files are indexed
alone when nothing else is named: they are test collections most often, whose figures must not depend on the handbook.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds import current_id
from indexer.builds.manifest import Manifest
from indexer.builds.pipeline import SEEDS
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


def reason_to_build(named: Sequence[Path], last: Manifest | None, settings: Settings) -> str:
    """Why a build is needed before the articles in `named` can be served; empty when the last one will do."""
    if last is None:
        return "there is no build yet"
    if not named:
        return ""
    last_sources = {Path(source) for source in last.sources if not _is_handbook(Path(source))}
    if {source.absolute() for source in named} - {HANDBOOK} != last_sources:
        return "the last build is of other articles"
    now = settings.as_dict(build=True)
    if any(now.get(name, value) != value for name, value in last.settings.items()):
        return "a setting that shapes a build has changed"
    if _changed_since(last_sources, datetime.fromisoformat(last.began).timestamp()):
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


def _changed_since(sources: set[Path], moment: float) -> bool:
    """Whether a file or folder of the sources was changed, added or removed since then (seconds since 1970)."""
    return any(_changed(path) >= moment for source in sources for path in _within(source))


def _within(source: Path) -> Iterator[Path]:
    yield source
    for folder, subfolders, names in os.walk(source):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        yield from (Path(folder, name) for name in (*subfolders, *names))


def _changed(path: Path) -> float:
    """When the content or anything else of the path changed last; infinity when the system does not tell."""
    try:
        facts = path.stat()
    except OSError:
        return float("inf")
    return max(facts.st_mtime, facts.st_ctime)
