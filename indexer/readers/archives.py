"""Compressed files: what is in a `.gz`, `.xz`, `.zip` or `.wacz`, unpacked one file at a time into a folder of its own.

Sizes are counted while unpacking, for what a file declares of itself may be wrong. Archives in archives are not read.
"""

from __future__ import annotations

import gzip
import lzma
import os
import posixpath
import shutil
import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import SourceFile, shown
from indexer.readers.kinds import ARCHIVE_SUFFIXES, GZIP, XZ
from indexer.readers.limits import megabytes
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from indexer.readers.limits import Limits

_LEAST_RATIO_CHECKED = 10 * 2**20  # bytes; less harms nobody, however well it is packed
_GREATEST_RATIO = 200  # unpacked bytes a packed byte; text comes to 20, bombs to 1,000
_MOST_MEMBERS = 100_000  # files of a zip
_PREFIX = "footnote-archive-"  # of the folders that archives are unpacked into; the number of the process follows
_BUFFER = 262_144  # bytes
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError, NotImplementedError),
    *(ValueError, LookupError, ArithmeticError, struct.error),
)  # what the libraries raise for damaged files


def unpacked(file: SourceFile, head: bytes, limits: Limits) -> Iterator[SourceFile | Skipped]:
    """The files in a compressed file that begins with `head`. Each is there until the next is asked for.

    Its path is that of its copy; its id is the id of the archive, a slash and its name within, or for `.gz` and `.xz` the
    archive's id without that suffix. Raises `ArticleError` when the archive is damaged, encrypted or packed as bombs are.
    """
    _remove_stale()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder, _translated(file):
        if head.startswith((GZIP, XZ)):
            opener = gzip.open if head.startswith(GZIP) else lzma.open
            named_so = file.path.suffix.lower() in ARCHIVE_SUFFIXES
            id_ = file.id.removesuffix(file.path.suffix) if named_so else file.id
            with opener(file.path, "rb") as packed:
                yield _copy(packed, Path(folder), id_, file.size, file, limits)
            return
        with zipfile.ZipFile(file.path) as archive:
            for member in _members(archive, file):
                yield _unpacked_member(archive, member, Path(folder), file, limits)


def _unpacked_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, file: SourceFile, limits: Limits
) -> SourceFile | Skipped:
    """One file of a zip; one that cannot be unpacked costs only itself."""
    place = f"{shown(file.path)}/{member.filename}"
    if member.flag_bits & 1:
        return Skipped(place, "is encrypted; save it without a password")
    id_ = "/".join([file.id, *(part for part in member.filename.split("/") if part not in {"", ".", ".."})])
    try:
        with _translated(file), archive.open(member) as packed:
            return _copy(packed, folder, id_, member.compress_size, file, limits)
    except ArticleError as error:
        return Skipped(place, error.reason)


def _remove_stale() -> None:
    """Removes what processes left behind that were ended while they read an archive."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _is_running(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        pass
    return True


def _members(archive: zipfile.ZipFile, file: SourceFile) -> Iterator[zipfile.ZipInfo]:
    """The files of a zip that are to be read, by name; hidden ones are left out, and of web archives all but the records."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise ArticleError(shown(file.path), f"holds more than {_MOST_MEMBERS:,} files; unpack it into a folder")
    total = sum(member.file_size for member in members)
    if total > _LEAST_RATIO_CHECKED and total > _GREATEST_RATIO * max(file.size, 1):
        raise ArticleError(shown(file.path), _BOMB)
    for member in sorted(members, key=lambda member: member.filename):
        parts = member.filename.split("/")
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in parts):
            continue
        if file.path.suffix.lower() != ".wacz" or ".warc" in parts[-1]:
            yield member


def _copy(
    packed: IO[bytes] | gzip.GzipFile | lzma.LZMAFile,
    folder: Path,
    id_: str,
    packed_size: int,
    file: SourceFile,
    limits: Limits,
) -> SourceFile:
    """The file that holds what `packed` unpacks to; raises `ArticleError` when that is too much."""
    suffix = posixpath.splitext(id_)[1][:20].replace("\0", "")
    copy = folder / f"unpacked{suffix}"
    size = 0
    with copy.open("wb") as out:
        while buffer := packed.read(_BUFFER):
            size += len(buffer)
            if size > _LEAST_RATIO_CHECKED and size > _GREATEST_RATIO * max(packed_size, 1):
                raise ArticleError(shown(file.path), _BOMB)
            if size > limits.file_size:
                raise ArticleError(
                    shown(file.path),
                    f"unpacks to more than {megabytes(limits.file_size)}; unpack it, or raise read.file_size",
                )
            out.write(buffer)
    return replace(file, path=copy, id=id_, size=size)


_BOMB = "is packed as only zip bombs are; leave it out, or unpack it"


@contextmanager
def _translated(file: SourceFile) -> Iterator[None]:
    """Says in one sentence what a library says of a damaged archive."""
    try:
        yield
    except _BROKEN as error:
        words = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(shown(file.path), f"is damaged ({words}); pack it anew, or unpack it") from None
