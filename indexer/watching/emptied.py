"""Has a source lost all of its files at once? Then a drive is not mounted, most likely, and nobody has removed them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds import open_current
from indexer.errors import BuildError
from indexer.readers import SourceFile, source_files

if TYPE_CHECKING:
    from collections.abc import Sequence


def require_not_emptied(instance: Path, sources: Sequence[Path]) -> None:
    """Raises `BuildError` when a source has no file, and articles of the current build were read from files in it.

    A source that is an empty file has none: a program is about to write it, most likely.
    """
    for source in sources:
        files = (file for file in source_files([source]) if isinstance(file, SourceFile))
        if not any(file.size or file.path != source for file in files) and _had_articles(instance, source):
            if not source.exists():
                raise BuildError(
                    f"{source} is not there: mount its drive or bring it back, or run `footnote update` with the names of "
                    "what is to be indexed instead"
                )
            raise BuildError(
                f"{source} is empty: mount its drive, or run `footnote update` if its articles are to be taken out"
            )


def _had_articles(instance: Path, source: Path) -> bool:
    with suppress(BuildError), open_current(instance) as build:
        paths = build.store.catalogue.paths(len(build.store))
        return any(path is not None and Path(path).is_relative_to(source.absolute()) for _, _, path in paths)
    return False
