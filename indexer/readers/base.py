"""What a format of files is made of."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped

    Reader = Callable[[SourceFile, Limits], Iterator[Article | Skipped | Note]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files: its name, the suffixes it is recognised by, and the reader that makes articles of its files.

    `read` yields the articles of a file in order, what of it was skipped, and what was not understood; any exception
    that it raises skips the rest of the file. Raise `version` when the same bytes come to give another article: updates
    then read such files again. `whole` says that the reader holds the whole file in memory; `read.file_size` limits it.
    """

    name: str
    version: int
    suffixes: tuple[str, ...]
    read: Reader
    whole: bool = True

    @property
    def reader(self) -> str:
        """Name and version, as a build records them: `markdown 2`."""
        return f"{self.name} {self.version}"


def loaded_later(module: str) -> Reader:
    """The function `read` of a module that is imported when it reads its first file, in the process that reads files."""

    def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
        yield from import_module(module).read(file, limits)

    return read
