"""A build as one file: a tar archive of its manifest and its files, compressed with gzip.

`<id>/manifest.json` comes first, then each file that it lists, in its order. `tar` can list and unpack it; here it is read
without `tarfile`'s extensions (links, devices, sparse files, long names), so that a file made by anybody can do no more
than what `unpack` does: write the files of the manifest, each checked against its SHA-256.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import secrets
import shutil
import tarfile
import zlib
from typing import TYPE_CHECKING, cast

from indexer.builds.manifest import MANIFEST, NOTES, Manifest
from indexer.damage import open_plain, reason
from indexer.errors import BuildError, DamagedBuildError, FootnoteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_LEVEL = 1
"""gzip's: 82 MB became 31 MB in 1 s; with level 6, 28 MB in 3.5 s; xz -0 gave 25 MB in 3 s, xz -6 20 MB in 42 s."""
_BLOCK = tarfile.BLOCKSIZE  # bytes; headers are one block, contents are filled up to whole ones
_AT_ONCE = 1 << 20  # bytes
_LARGEST_MANIFEST = 1 << 26  # bytes
_MOST_FILES = 100_000
_SPARE = 1 << 26  # bytes that are left free on the disk
_GZIP = b"\x1f\x8b"
_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)  # no hidden file, no step upwards, no root


def pack(folder: Path, manifest: Manifest, path: Path) -> None:
    """Writes the build in `folder` to the file `path`, whole or not at all; raises `DamagedBuildError` and OSError."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with (
            aside.open("xb") as file,
            gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
            tarfile.open(fileobj=cast("BinaryIO", packed), mode="w|", format=tarfile.GNU_FORMAT) as archive,
        ):
            _add(archive, folder, manifest.id, MANIFEST, None)
            for name, digest in manifest.files.items():
                _add(archive, folder, manifest.id, name, digest)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _add(archive: tarfile.TarFile, folder: Path, build: str, name: str, digest: str | None) -> None:
    with open_plain(folder / name) as file:
        header = tarfile.TarInfo(f"{build}/{name}")
        header.size = os.fstat(file.fileno()).st_size
        header.mode = 0o644
        hashed = _Hashed(file)
        archive.addfile(header, cast("BinaryIO", hashed))
    if digest is not None and hashed.digest() != digest:
        raise DamagedBuildError(folder / name, "is not what was published (its SHA-256 differs)")


class _Hashed(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self._file.read(size)
        self._hash.update(content)
        return content

    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._hash.hexdigest()


def unpack(path: Path, folder: Path) -> Manifest:
    """Writes the files of the build in the file `path` into the empty `folder`; returns its manifest.

    Raises `BuildError` for a file that is not, letter for letter, an exported build, and when the disk is too small.
    """
    try:
        with open_plain(path) as file, _unzipped(file) as stream:
            return _unpacked(stream, folder)
    except FootnoteError as error:
        raise BuildError(f"{path}: {_without_advice(error)}; {_AGAIN}") from None
    except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.HeaderError, ValueError) as error:
        raise BuildError(f"{path}: is no exported build, or not all of it ({reason(error)}); {_AGAIN}") from None


_AGAIN = "export the build again with `footnote export-build`, and copy the file whole"


def _without_advice(error: FootnoteError) -> str:
    return error.problem if isinstance(error, DamagedBuildError) else str(error)


def _unzipped(file: BinaryIO) -> BinaryIO:
    """The archive; compressed or, as somebody may have unzipped it, not."""
    is_gzip = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb")) if is_gzip else file


def _unpacked(stream: BinaryIO, folder: Path) -> Manifest:
    first = _header(stream)
    if first is None or first.size > _LARGEST_MANIFEST or not first.name.endswith(f"/{MANIFEST}"):
        raise ValueError("it does not begin with a manifest")
    _write(stream, first, folder / MANIFEST)
    manifest = Manifest.read(folder)
    if first.name != f"{manifest.id}/{MANIFEST}":
        raise ValueError("its manifest is that of another build")
    if len(manifest.files) > _MOST_FILES:
        raise ValueError("it lists too many files")
    for name, digest in manifest.files.items():
        if not _NAME.fullmatch(name) or name in {MANIFEST, *NOTES}:
            raise ValueError(f"{name} is no name of a file of a build")
        header = _header(stream)
        if header is None or header.name != f"{manifest.id}/{name}":
            raise ValueError(f"{name} is missing" if header is None else f"{header.name} is where {name} should be")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _write(stream, header, target) != digest:
            raise ValueError(f"the SHA-256 of {name} differs")
    if _header(stream) is not None:
        raise ValueError("it holds more than its manifest lists")
    if stream.read(tarfile.RECORDSIZE).strip(b"\0") or stream.read(
        1
    ):  # what fills the last record; gzip's checksum follows
        raise ValueError("something follows its end")
    return manifest


def _header(stream: BinaryIO) -> tarfile.TarInfo | None:
    """The header of the next file; None at the end. Raises ValueError, or one of `tarfile`'s errors, for anything else."""
    block = _exactly(stream, _BLOCK)
    if block == bytes(_BLOCK):
        if _exactly(stream, _BLOCK) != block:
            raise ValueError("its end is none")
        return None
    header = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    if header.type != tarfile.REGTYPE or header.size < 0:
        raise ValueError(f"{header.name} is not a plain file")
    return header


def _write(stream: BinaryIO, header: tarfile.TarInfo, target: Path) -> str:
    """Writes the content of a file, and returns its SHA-256."""
    if header.size > shutil.disk_usage(target.parent).free - _SPARE:
        raise BuildError(f"there is no room for the {header.size:,} bytes of {header.name}")
    hashed = hashlib.sha256()
    with target.open("xb") as file:
        for content in _parts(stream, header.size):
            hashed.update(content)
            file.write(content)
    if _exactly(stream, -header.size % _BLOCK).strip(b"\0"):
        raise ValueError(f"something follows {header.name}")
    return hashed.hexdigest()


def _parts(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        content = _exactly(stream, min(size, _AT_ONCE))
        size -= len(content)
        yield content


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """The next `size` bytes; raises EOFError when there are fewer."""
    content = stream.read(size)
    while len(content) < size:
        more = stream.read(size - len(content))
        if not more:
            raise EOFError("it ends too early")
        content += more
    return content
