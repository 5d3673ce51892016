"""Has nothing changed since a build was made? Told by what it keeps of its source files, without opening it.

The answer is yes only when every file looks as it did and gave by itself all that it gave. Else the files are looked into
one by one (`file_records.py`), which may still find that nothing has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.builds.manifest import looks_verified
from indexer.builds.records import key_of, recorded
from indexer.builds.versions import versions_of
from indexer.damage import plain_bytes
from indexer.errors import BuildError
from indexer.text.embedders.shipped_table import BUILTIN, MODEL, TABLE, table_digest
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.builds.manifest import Manifest
    from indexer.readers import SourceFile
    from indexer.settings import Settings


def looks_unchanged(
    folder: Path,
    manifest: Manifest,
    sources: Sequence[Path],
    files: Sequence[SourceFile | Skipped],
    settings: Settings,
) -> bool:
    """Whether a new build of the sources would be the one in `folder`, which has this manifest; when in doubt, False.

    `files` are those that the sources have.
    """
    try:
        return (
            manifest.sources == tuple(source.as_posix() for source in sources)
            and manifest.settings == settings.as_dict(build=True)
            and manifest.versions == versions_of(settings, _model_digest(settings.semantic_model))
            and looks_verified(folder)
            and _files_look_unchanged(folder, manifest, files)
        )
    except (BuildError, OSError):
        return False


def _model_digest(name: str) -> str | None:
    """The digest of the embedding model that ships; None for any other, so that a build with one is in doubt."""
    return table_digest(plain_bytes(TABLE / MODEL)) if name == BUILTIN else None


def _files_look_unchanged(folder: Path, manifest: Manifest, files: Sequence[SourceFile | Skipped]) -> bool:
    known = recorded(folder, manifest)
    records = iter(known.records)
    skipped: list[tuple[str, str]] = []
    for file in files:
        if isinstance(file, Skipped):
            skipped.append((file.path, file.reason))
            continue
        record = next(records, None)
        if record is None or (record.path, record.id) != key_of(file) or not known.same(record, file):
            return False
        skipped += record.skipped
    return next(records, None) is None and tuple(skipped) == manifest.skipped
