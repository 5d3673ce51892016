"""Reading sources in this process, for tests of readers: as a build reads them, without its worker and its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers import Limits, read_file, source_files
from indexer.readers.reading import id_taken
from indexer.types import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.types import Note


def read(
    sources: Sequence[Path], limits: Limits | None = None, *, follow_links: bool = False
) -> Iterator[Article | Skipped | Note]:
    """Every article of the sources in reading order, everything that was skipped, and what was not understood."""
    paths: dict[str, str] = {}
    for file in source_files(sources, follow_links=follow_links):
        if isinstance(file, Skipped):
            yield file
            continue
        for item in read_file(file, limits or Limits()):
            if isinstance(item, Article):
                path, holder = item.path or item.id, paths.get(item.id)
                paths.setdefault(item.id, path)
                yield item if holder is None else id_taken(path, item.id, holder)
            else:
                yield item
