"""Fetches the build that an engine elsewhere has published, so that a machine without articles can answer from it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.builds.manifest import Manifest, digests, remember
from indexer.builds.open import Build, embedder_of, require_compatible
from indexer.builds.publication import building, builds_of, current_id, point_to, publish, remove_older
from indexer.engines.choice import engine_kind
from indexer.errors import BuildError, DamagedBuildError, NoBuildError

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engines.base import EngineKind
    from indexer.settings import Settings


def fetch_build(instance: Path, settings: Settings) -> Manifest | None:
    """Serves the published build from now on; None when it is served already. The build before is kept.

    Its files are checked against their SHA-256 before anybody reads them; those that are here already are not fetched.
    Raises `BuildError`, `UsageError` when the engine of the settings keeps builds on this machine alone, and
    `NoBuildError` when nothing is published.
    """
    kind = engine_kind(settings.engine_name)
    if _published(kind, instance, settings) == _current(instance):
        return None
    with building(instance) as folder:
        # Asked again: meanwhile a builder of this machine may have published another one.
        name, before = _published(kind, instance, settings), _current(instance)
        if name == before:
            return None
        if name in builds_of(instance):
            point_to(instance, name)
            return Manifest.read(instance / "builds" / name)
        kind.fetch(name, folder, _known(instance), settings)
        manifest = _verified(folder, name, kind.builder_only)
        require_compatible(manifest)
        with Build(folder, manifest=manifest) as build:
            embedder_of(build, among=instance / "builds")
        remember(folder)
        publish(instance, folder, name)
        remove_older(instance, keep={name, before})
        remember(instance / "builds" / name, safe=True)
    return manifest


def is_fetched(settings: Settings) -> bool:
    """Whether the engine of the settings keeps builds elsewhere, so that a machine without articles answers from them."""
    return engine_kind(settings.engine_name).is_elsewhere


def _published(kind: EngineKind, instance: Path, settings: Settings) -> str:
    name = kind.published(settings)
    if name is None:
        raise NoBuildError(instance)
    return name


def _current(instance: Path) -> str:
    with suppress(BuildError):
        return current_id(instance)
    return ""


def _known(instance: Path) -> dict[str, Path]:
    """The files of the builds that are here, by SHA-256."""
    known = {}
    for build in builds_of(instance):
        folder = instance / "builds" / build
        with suppress(BuildError):
            known.update({digest: folder / file for file, digest in Manifest.read(folder).files.items()})
    return known


def _verified(folder: Path, name: str, builder_only: tuple[str, ...]) -> Manifest:
    """The manifest of what was fetched, which lists that alone; raises `DamagedBuildError` unless it is right."""
    manifest = Manifest.read(folder)
    fetched = digests(folder)
    listed = {
        file: digest
        for file, digest in manifest.files.items()
        if file in fetched or file.partition("/")[0] not in builder_only
    }
    if manifest.id != name or fetched != listed:
        raise DamagedBuildError(folder.name, f"is not the build {name} that was published")
    own = replace(manifest, files=listed)
    own.write(folder)
    return own
