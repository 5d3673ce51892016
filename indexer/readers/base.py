"""What a format of files is made of, and what its reader gives."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING

from indexer.array_headers import rows_of_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped


@dataclass(frozen=True, slots=True)
class Kept:
    """Articles of earlier builds, numbered `first` to `last` (not included), of which nothing has changed.

    The numbers are counted through all builds that articles are taken from; there is one such build, most often.
    """

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class LineArticle:
    """An article that a line of its file gave, all that it gave, whatever the other lines are; `digest` is the line's."""

    article: Article
    digest: bytes

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The SHA-256 of a file that did not change while it was read; empty when it did."""

    sha256: str


@dataclass(frozen=True, slots=True)
class KnownLines:
    """The lines of a file that gave the articles `first` to `last` (not included) of an earlier build.

    `digests` is an array on disk with `LINE_BYTES` bytes for each article of that build; None: there was no such build.
    `begin` is the number of that build's first article.
    """

    digests: Path | None = None
    first: int = 0
    last: int = 0
    begin: int = 0

    def numbers(self) -> dict[bytes, int]:
        """The digest of each line → the number of its article."""
        if self.digests is None:
            return {}
        rows = rows_of_bytes(self.digests, self.first, self.last)
        starts = range(0, len(rows), LINE_BYTES)
        return {rows[at : at + LINE_BYTES]: number for number, at in enumerate(starts, self.begin + self.first)}


LINE_BYTES = 16


def line_digest(line: bytes) -> bytes:
    """What two lines have in common only if they are the same; never all zeros, which stand for no line."""
    return blake2b(line, digest_size=LINE_BYTES).digest()


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


if TYPE_CHECKING:
    Item = Article | LineArticle | Kept | FileDigest | Skipped | Note
    Reader = Callable[[SourceFile, Limits], Iterator[Item]]


def loaded_later(module: str) -> Reader:
    """The function `read` of a module that is imported when it reads its first file, in the process that reads files."""

    def read(file: SourceFile, limits: Limits) -> Iterator[Item]:
        yield from import_module(module).read(file, limits)

    return read
