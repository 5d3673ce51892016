"""The files of the sources, in an order that is the same everywhere."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read; `id` is its path within its source, with slashes.

    `size` is in bytes; `mtime_ns` and `ctime_ns` are in nanoseconds since 1970: when the content changed last, as far as
    is said, and when anything of the file did, which nobody can set. A file of which none of these and no `inode` has
    changed need not be read again.
    """

    path: Path
    id: str
    size: int
    mtime_ns: int
    ctime_ns: int = 0
    inode: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one, that gave no article.

    `path` is the file's, as `file:line` for a line; `reason` says why, and what to do.
    """

    path: str
    reason: str


def files(sources: Sequence[Path]) -> Iterator[SourceFile | Skipped]:
    """Every file of the sources: these as given, within a folder sorted by name; hidden ones are left out.

    Links are followed, but nothing is read twice: neither when links make a loop nor when sources overlap.
    """
    seen: dict[tuple[int, int], Path] = {}
    for source in sources:
        yield from _walk(Path(source), seen)


def shown(path: Path) -> str:
    """The path as text that can be stored: bytes that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def unreadable(path: Path, error: OSError) -> Skipped:
    """What is said of a file or folder that the system does not let us read."""
    reason = (error.strerror or str(error)).lower()
    return Skipped(shown(path), f"cannot be read ({reason}); check that it is there and may be read")


def _walk(source: Path, seen: dict[tuple[int, int], Path]) -> Iterator[SourceFile | Skipped]:
    # A stack of its own: folders may be nested deeper than Python's.
    waiting = [source]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            before = seen.setdefault((status.st_dev, status.st_ino), path)
            if before is not path:
                yield Skipped(shown(path), f"is the same as {shown(before)}, which is read already; name it once")
            elif stat.S_ISDIR(status.st_mode):
                waiting += _visible(path)
            elif stat.S_ISREG(status.st_mode):
                times = status.st_mtime_ns, status.st_ctime_ns
                yield SourceFile(path, _id(source, path), status.st_size, *times, status.st_ino)
            else:
                yield Skipped(shown(path), "is neither a file nor a folder; remove it from the source")
        except OSError as error:
            yield unreadable(path, error)


def _visible(folder: Path) -> list[Path]:
    """What the folder holds, last name first."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def _id(source: Path, path: Path) -> str:
    within = path.relative_to(source) if path != source else Path(path.name or path.resolve().name)
    return shown(Path(within.as_posix()))
