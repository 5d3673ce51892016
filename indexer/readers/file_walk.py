"""The files of the sources, in an order that is the same everywhere."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from indexer.readers.shipped import HANDBOOK, HANDBOOK_IDS
from indexer.types import Skipped

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


def source_files(sources: Sequence[Path], *, follow_links: bool = False) -> Iterator[SourceFile | Skipped]:
    """Every file of the sources: these as given, within a folder sorted by name; hidden ones are left out.

    Links within the sources are followed, those that lead out of them only with `follow_links`. Nothing is read
    twice: neither when links make a loop nor when sources overlap.
    """
    walk = _Walk([Path(source) for source in sources], follow_links)
    for source in walk.sources:
        yield from walk.of(source)


def shown(path: Path) -> str:
    """The path as text that can be stored: bytes that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def unreadable(path: Path, error: OSError) -> Skipped:
    """What is said of a file or folder that the system does not let us read."""
    reason = (error.strerror or str(error)).lower()
    return Skipped(shown(path), f"cannot be read ({reason}); check that it is there and may be read", lasting=False)


class _Walk:
    """A walk through the sources, that remembers which files it has seen."""

    def __init__(self, sources: Sequence[Path], follow_links: bool) -> None:
        self.sources = sources
        self._roots = None if follow_links else [os.path.realpath(source) for source in sources]
        self._seen: dict[tuple[int, int], Path] = {}
        self._replaced: set[str] = set()

    def of(self, source: Path) -> Iterator[SourceFile | Skipped]:
        """The files of one source."""
        # A stack of its own: folders may be nested deeper than Python's.
        waiting = [source]
        while waiting:
            path = waiting.pop()
            try:
                if path != source and self._leaves(path):
                    yield Skipped(shown(path), f"is a link that leaves {shown(source)}; {_INSTEAD}")
                    continue
                status = path.stat()
                before = self._seen.setdefault((status.st_dev, status.st_ino), path)
                if before is not path:
                    yield Skipped(shown(path), f"is the same as {shown(before)}, which is read already; name it once")
                elif stat.S_ISDIR(status.st_mode):
                    waiting += [] if path != source and _is_instance(path) else _visible(path)
                elif stat.S_ISREG(status.st_mode):
                    times = status.st_mtime_ns, status.st_ctime_ns
                    yield SourceFile(path, self._id(source, path), status.st_size, *times, status.st_ino)
                else:
                    yield Skipped(shown(path), "is neither a file nor a folder; remove it from the source")
            except (OSError, ValueError) as error:
                yield unreadable(path, error if isinstance(error, OSError) else OSError(str(error)))

    def _leaves(self, path: Path) -> bool:
        """Whether the path is a link to something outside all sources."""
        if self._roots is None or not path.is_symlink():
            return False
        target = os.path.realpath(path, strict=True)
        return not any(target == root or target.startswith(os.path.join(root, "")) for root in self._roots)  # noqa: PTH118  text

    def _id(self, source: Path, path: Path) -> str:
        """The path within the source. Of two names that look the same with replaced bytes, the second gives its bytes."""
        within = path.relative_to(source) if path != source else Path(path.name or path.resolve().name)
        found = (HANDBOOK_IDS if source == HANDBOOK else "") + shown(Path(within.as_posix()))
        if "\ufffd" not in found:
            return found
        if found in self._replaced:
            found = f"{found} ({quote_from_bytes(os.fsencode(within), safe=b'/')})"
        self._replaced.add(found)
        return found


_INSTEAD = "copy the file in, name the link's target as a source, or set read.follow_links"


def _visible(folder: Path) -> list[Path]:
    """What the folder holds, last name first."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def _is_instance(folder: Path) -> bool:
    """Whether Footnote keeps its builds there, which are no articles: as in `./instance` when `.` is indexed."""
    return (folder / "builder.lock").is_file() and (folder / "builds").is_dir()
