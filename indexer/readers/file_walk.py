"""Finds the files of the sources, in an order that is the same on every system."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from indexer.readers.shipped import HANDBOOK, HANDBOOK_IDS
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.base import KnownLines


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read; `id` is its path within its source, with slashes.

    `size` is in bytes. `mtime_ns` and `ctime_ns` are in nanoseconds since 1970: the time of the last change of the
    content, which programs can set, and of any change, which they cannot. A file need not be read again while these
    and its `inode` stay the same. `lines` are those that are known from the previous build, for a reader that can tell
    which articles a line gives; None: the reader tells nothing of lines.
    """

    path: Path
    id: str
    size: int
    mtime_ns: int
    ctime_ns: int = 0
    inode: int = 0
    lines: KnownLines | None = None


def source_files(sources: Sequence[Path], *, follow_links: bool = False) -> Iterator[SourceFile | Skipped]:
    """Every file of the sources, in the order given; within a folder sorted by name, without hidden files.

    Links within the sources are followed, links that lead out of them only with `follow_links`. No file is given twice,
    even when links make a loop or sources overlap.
    """
    walk = _Walk([Path(source) for source in sources], follow_links)
    for source in walk.sources:
        yield from walk.of(source)


def source_folders(sources: Sequence[Path], *, follow_links: bool = False) -> list[Path]:
    """Every folder that `source_files` looks into; a new file in the sources is a new file in one of them."""
    walk = _Walk([Path(source) for source in sources], follow_links)
    for source in walk.sources:
        for _ in walk.of(source):
            pass
    return walk.folders


def shown(path: Path | str) -> str:
    """The path as text that can be stored and printed: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def unreadable(path: Path, error: OSError) -> Skipped:
    """The skip of a file or folder that the system does not let us read."""
    reason = (error.strerror or str(error)).lower()
    return Skipped(shown(path), f"cannot be read ({reason}); check that it is there and may be read", lasting=False)


class _Walk:
    """A walk through the sources; it remembers the files that it has visited."""

    def __init__(self, sources: Sequence[Path], follow_links: bool) -> None:
        self.sources = sources
        self._roots = None if follow_links else [os.path.realpath(source) for source in sources]
        self.folders: list[Path] = []
        self._visited: dict[tuple[int, int], Path] = {}
        self._replaced: set[str] = set()

    def of(self, source: Path) -> Iterator[SourceFile | Skipped]:
        """The files of one source."""
        # A stack, not recursion: folders may be nested deeper than Python allows.
        unvisited = [source]
        while unvisited:
            path = unvisited.pop()
            try:
                status = path.lstat()
                if stat.S_ISLNK(status.st_mode):
                    if path != source and self._leaves(path):
                        yield Skipped(shown(path), f"is a link that leaves {shown(source)}; {_INSTEAD}")
                        continue
                    status = path.stat()
                first = self._visited.setdefault((status.st_dev, status.st_ino), path)
                if first is not path:
                    yield Skipped(shown(path), f"is the same as {shown(first)}, which is read already; name it once")
                elif stat.S_ISDIR(status.st_mode):
                    unvisited += self._entries(path, source)
                elif stat.S_ISREG(status.st_mode):
                    times = status.st_mtime_ns, status.st_ctime_ns
                    yield SourceFile(path, self._id(source, path), status.st_size, *times, status.st_ino)
                else:
                    yield Skipped(shown(path), "is neither a file nor a folder; remove it from the source")
            except (OSError, ValueError) as error:
                yield unreadable(path, error if isinstance(error, OSError) else OSError(str(error)))

    def _entries(self, folder: Path, source: Path) -> list[Path]:
        """The entries of a folder that may be articles. An instance has none, but for one that is itself a source."""
        if not _is_instance(folder):
            entries = _visible(folder)
        elif folder == source:
            entries = [path for path in _visible(folder) if path.name not in _OF_INSTANCE]
        else:
            return []
        self.folders.append(folder)
        return entries

    def _leaves(self, path: Path) -> bool:
        """Whether the path, a link, leads out of all sources."""
        if self._roots is None:
            return False
        target = os.path.realpath(path, strict=True)
        return not any(target == root or target.startswith(os.path.join(root, "")) for root in self._roots)  # noqa: PTH118  text

    def _id(self, source: Path, path: Path) -> str:
        """The path within the source. If replaced bytes make two names equal, the bytes of the second are added to it."""
        whole, root = os.fspath(path), os.path.join(source, "")  # noqa: PTH118  text: paths are many
        if path == source:
            within = path.name or path.resolve().name
        else:
            within = whole[len(root) :] if whole.startswith(root) else path.relative_to(source).as_posix()
        file_id = (HANDBOOK_IDS if source == HANDBOOK else "") + shown(within)
        if "\ufffd" not in file_id:
            return file_id
        if file_id in self._replaced:
            file_id = f"{file_id} ({quote_from_bytes(os.fsencode(within), safe=b'/')})"
        self._replaced.add(file_id)
        return file_id


_PAGE_FOLDER = re.compile(
    r"(.+)(?:_files|\.files|[-_](?:Dateien|fichiers|archivos|file|bestanden|filer|pliki|arquivos))", re.DOTALL
)
_OF_INSTANCE = {"builder.lock", "builds", "checked.json", "config.toml", "current.json"}
_INSTEAD = "copy the file in, name the link's target as a source, or set read.follow_links"


def _visible(folder: Path) -> list[Path]:
    """The entries of a folder that are not hidden, nor parts of saved pages, in reverse order of their names."""
    names = [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208  they are many
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm"))}
    saved = {name for name in names if pages and _is_of_page(folder, name, pages)}
    return [folder / name for name in sorted(names, reverse=True) if name not in saved]


def _is_of_page(folder: Path, name: str, pages: set[str]) -> bool:
    """Whether this is the folder that a browser saved beside one of these pages, for its pictures, frames and scripts."""
    match = _PAGE_FOLDER.fullmatch(name)
    return match is not None and match[1] in pages and (folder / name).is_dir()


def _is_instance(folder: Path) -> bool:
    """Whether the folder is an instance of Footnote, which holds builds and no articles: `./instance` when `.` is indexed."""
    return (folder / "builder.lock").is_file() and (folder / "builds").is_dir()
