"""Moves a build to another machine: exports it to a file, imports it from one. Nothing in the file is run or trusted."""

from __future__ import annotations

from itertools import islice
from secrets import token_hex
from typing import TYPE_CHECKING

from indexer.builds.build_file import pack, unpack
from indexer.builds.integrity import contradictions
from indexer.builds.manifest import Manifest, differences, remember
from indexer.builds.open import Build, embedder_of, open_current, require_compatible
from indexer.builds.publication import building, current_id, point_to, publish, remove_older
from indexer.damage import damage_of
from indexer.errors import BuildError, DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def export_build(instance: Path, path: Path) -> Manifest:
    """Writes the current build to the file `path`, whole or not at all; returns its manifest.

    Raises OSError, and what `open_current` does, for a build that is not what was published, too.
    """
    with open_current(instance) as build:
        pack(build.folder, build.manifest, path)
        return build.manifest


def import_build(path: Path, instance: Path, *, tell: Callable[[str], None] = lambda _: None) -> Manifest:
    """Publishes the build in the file `path`, after checking all of it as `check` does; returns its manifest.

    `tell` is told each stage. Raises `BuildError` for a file that is no exported build, or whose build is not sound,
    `IncompatibleBuildError`, `EmbedderError` and `BuilderBusyError`; then the build that was served before still is.
    """
    with building(instance) as folder:
        tell("unpacking")
        manifest = unpack(path, folder)
        require_compatible(manifest)
        tell("checking")
        _require_sound(path, folder, manifest, instance / "builds")
        kept, final = {manifest.id, _last(instance)}, instance / "builds" / manifest.id
        if _is_here(final, manifest):
            point_to(instance, manifest.id)
        else:
            remember(folder)
            _make_room(final)
            publish(instance, folder, manifest.id)
        remove_older(instance, keep=kept)
    return manifest


def _require_sound(path: Path, folder: Path, manifest: Manifest, builds: Path) -> None:
    """Raises `BuildError` when something in the build does not fit, or its model is not here."""
    try:
        with damage_of(folder), Build(folder, manifest=manifest) as build:
            problems = list(islice(contradictions(build), 1))
            if not problems:
                embedder_of(build, among=builds)
    except DamagedBuildError as error:
        problems = [f"{error.file.removeprefix(f'{folder}/')} {error.problem}"]
    for problem in problems:
        raise BuildError(f"{path}: {problem}; it is not what Footnote has made, so it is not imported")


def _last(instance: Path) -> str:
    try:
        return current_id(instance)
    except BuildError:
        return ""


def _is_here(folder: Path, manifest: Manifest) -> bool:
    """Whether this build is in the folder already, and sound."""
    try:
        return Manifest.read(folder) == manifest and not differences(folder, manifest)
    except BuildError:
        return False


def _make_room(final: Path) -> None:
    """Puts what has the name of the build aside; the next builder removes it."""
    if final.exists():
        final.rename(final.with_name(f".new-replaced-{token_hex(4)}"))
