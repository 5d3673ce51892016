"""What a library holds, as its build's manifest and its settings tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds.publication import builds_of
from indexer.readers.file_walk import shown
from indexer.types import FormatSummary, LibraryStatus, Note, Skipped

if TYPE_CHECKING:
    from indexer.builds.manifest import Manifest
    from indexer.settings import Settings, Value


def library_status(
    instance: Path, manifest: Manifest, settings: Settings, configured: Settings, locations: int
) -> LibraryStatus:
    """The status of an instance whose build has this manifest, and so many copies of its articles (`locations`).

    `settings` are those in force: those of the build and, for all that does not shape it, the `configured` ones.
    """
    return LibraryStatus(
        build=manifest.id,
        built=manifest.built,
        **manifest.counts,
        sources=tuple(shown(Path(source)) for source in manifest.sources),
        skipped=tuple(Skipped(path, reason) for path, reason in manifest.skipped),
        notes=tuple(Note(*note) for note in manifest.notes),
        formats=tuple(FormatSummary(*each) for each in manifest.formats),
        previous=tuple(build for build in builds_of(instance) if build != manifest.id),
        versions=manifest.versions,
        settings=settings.as_dict(),
        differing=_differing(manifest, configured),
        locations=locations,
    )


def _differing(manifest: Manifest, configured: Settings) -> dict[str, tuple[Value, Value]]:
    """(value in the build, configured value) of each setting that a rebuild would change."""
    now = configured.as_dict(build=True)
    return {name: (built, now[name]) for name, built in manifest.settings.items() if name in now and now[name] != built}
