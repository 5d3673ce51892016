"""Which reader reads which file.

A reader is a function that takes a file and its limits, and yields articles, what it skipped and what it did not
understand. Whatever it raises skips the rest of the file. To add a format, write its module with `SUFFIXES`, `VERSION`,
`read` and `WHOLE` (whether the whole file is in memory, which `read.file_size` limits), and name the module in `_FORMATS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from indexer.corpus import jsonl, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.corpus.files import SourceFile
    from indexer.corpus.limits import Limits
    from indexer.types import Article, Note, Skipped


class Reader(Protocol):
    """What reads the files of one format."""

    def __call__(self, file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
        """The articles of the file, in order, and what of it was skipped or not understood."""
        ...


_FORMATS = (jsonl, markdown, plain)

READERS: dict[str, Reader] = {suffix: module.read for module in _FORMATS for suffix in module.SUFFIXES}

WHOLE = frozenset(suffix for module in _FORMATS if module.WHOLE for suffix in module.SUFFIXES)

VERSIONS: dict[str, int] = {module.__name__.rpartition(".")[2]: module.VERSION for module in _FORMATS}
"""The version of each reader, by its name; a change in what readers share raises those of all that use it."""

_NAMES = {suffix: module.__name__.rpartition(".")[2] for module in _FORMATS for suffix in module.SUFFIXES}


def reader_of(path: Path) -> str:
    """Name and version of what reads the file, as `markdown 1`; empty when nothing does."""
    name = _NAMES.get(path.suffix.lower())
    return f"{name} {VERSIONS[name]}" if name else ""
