"""What a cluster keeps for the builds of an instance: lists it, and removes what no build needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.builds.manifest import Manifest
from indexer.builds.publication import building, builds_of, current_id
from indexer.engines.choice import engine_kind
from indexer.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.settings import Settings
    from indexer.types import RemoteIndex


def remote_indexes(settings: Settings) -> tuple[RemoteIndex, ...]:
    """The indexes that the engine of these settings keeps elsewhere for the library; raises `BuildError`."""
    return engine_kind(settings.engine_name).indexes(settings)


def remove_remote_indexes(instance: Path, settings: Settings, *, every: bool = False) -> tuple[str, ...]:
    """Removes the indexes elsewhere that neither a build of this instance nor a published one needs; returns their names.

    With `every`, all are removed. Raises `UsageError` when the served build of the instance still needs them, and
    `NoBuildError`, `BuilderBusyError` or another `BuildError`.
    """
    kind = engine_kind(settings.engine_name)
    current = current_id(instance)
    if every and Manifest.read(instance / "builds" / current).settings.get("engine.name") == settings.engine_name:
        raise UsageError(
            f"the build {current} that is served here answers from these indexes; "
            "rebuild with another engine.name first, then remove them"
        )
    with building(instance):  # so that no index is removed that is being written
        kept = [] if every else [instance / "builds" / build for build in builds_of(instance)]
        return kind.remove(kept, settings, served=every)
