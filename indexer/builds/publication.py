"""Publishes a build by one atomic rename, holds the locks of builder and readers, and removes what crashes left.

    builds/<id>/                a published build
    builds/.new-<random>/build/ a build being made; after a crash, litter, which the next builder removes if it can
    current.json                which build is served
    builder.lock                held by the builder; the kernel lets go of it when the process ends, however it ends

A reader holds a shared lock on its build's manifest; a build is removed only by who gets that lock alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds.manifest import MANIFEST, is_id, replace_file
from indexer.damage import damage_of, open_plain, plain_bytes
from indexer.errors import BuilderBusyError, BuildError, NoBuildError, UsageError
from indexer.interrupts import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

CURRENT = "current.json"
NEW = ".new-"
"""How the names of folders begin that are being made, or removed."""
_AT_ONCE = 8  # files that are flushed or removed: 80 take a tenth of the time that they take one by one
_ASIDE = f"{CURRENT}.{'[0-9a-f]' * 8}"  # what `replace_file` calls a file until it is whole


def current_id(instance: Path) -> str:
    """The id of the current build; raises `NoBuildError`, and `DamagedBuildError` when `current.json` cannot be read."""
    path = instance / CURRENT
    with damage_of(path):
        try:
            written = plain_bytes(path)
        except (FileNotFoundError, NotADirectoryError):
            raise NoBuildError(instance) from None
        build = json.loads(written)["build"]
        if not is_id(build):
            raise ValueError("it names no build")
        return str(build)


def published_at(instance: Path) -> tuple[int, int] | None:
    """Inode and time of `current.json`, which change with every publication; None when there is no build."""
    try:
        facts = (instance / CURRENT).stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns


def builds_of(instance: Path) -> list[str]:
    """The ids of all published builds, the oldest first; other things in their folder are left out."""
    try:
        paths = list((instance / "builds").iterdir())
    except OSError:
        return []
    return sorted(path.name for path in paths if is_id(path.name) and path.is_dir() and not path.is_symlink())


@contextmanager
def building(instance: Path) -> Iterator[Path]:
    """An empty folder to make a build in, within one that nobody else may enter; removed at the end unless published.

    Raises `BuilderBusyError`, and `BuildError` for what the system refuses inside: a full disk, most often.
    """
    busy = BuilderBusyError(instance)
    with aside(instance, instance / "builds", instance / "builder.lock", NEW, busy) as folder:
        for litter in instance.glob(_ASIDE):
            _remove(litter)
        yield folder


@contextmanager
def aside(instance: Path, parent: Path, lock: Path, prefix: str, busy: BuildError) -> Iterator[Path]:
    """An empty folder within one of the `parent` that nobody else may enter, removed at the end unless it was renamed.

    Raises `busy` while another process holds the `lock`. What has names that begin with the `prefix` is of processes that
    died, and is removed.
    """
    with _told(instance):
        _make(parent)
        with locked(lock, busy):
            for litter in parent.glob(f"{prefix}*"):
                _remove(litter)
            private = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            try:
                folder = private / "build"
                folder.mkdir()
                yield folder
            finally:
                _remove(private)


@contextmanager
def locked(path: Path, busy: BuildError) -> Iterator[None]:
    """Holds the lock; raises `busy` while another process holds it."""
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        yield


@contextmanager
def _told(instance: Path) -> Iterator[None]:
    """Raises `BuildError` for errors of the system (disk, memory, permissions) while a build is made."""
    try:
        yield
    except OSError as error:
        why = error.strerror or "the disk is full"  # numpy only counts what it could not write
        where = error.filename or instance
        raise BuildError(f"{where}: {why}; mend that, then build again; what was served before still is") from error
    except MemoryError as error:
        raise BuildError(
            "there was not enough memory; lower build.memory or build.workers and build again; the old build stays"
        ) from error


def _make(builds: Path) -> None:
    """Makes the folder of builds where there is none; raises `UsageError` when a file is in its place."""
    try:
        builds.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        taken = next(path for path in (builds, *builds.parents) if path.exists() or path.is_symlink())
        raise UsageError(f"{taken} is not a folder, so nothing can be built there; remove it or name another") from None


def _remove(path: Path) -> None:
    """Removes a file, a link or a folder with all that it holds, as far as the system lets us."""
    with suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
            return
        _at_once(_unlink, list(_files(path)))
        shutil.rmtree(path, ignore_errors=True)


def _files(path: Path) -> Iterator[Path]:
    """All within a folder but folders, which are opened to its owner; links are not followed."""
    with suppress(OSError):
        path.chmod(stat.S_IRWXU)
    with suppress(OSError):
        for entry in path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                yield from _files(entry)
            else:
                yield entry


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _at_once(do: Callable[[Path], None], paths: Sequence[Path]) -> None:
    """Does it to all paths, to several at a time, for which the system waits together; raises what it raises."""
    if not paths:
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  an update of nothing does without

    with uninterrupted(), ThreadPoolExecutor(_AT_ONCE) as threads:
        for _ in threads.map(do, paths):
            pass


def pin(folder: Path) -> BinaryIO:
    """A shared lock that keeps the build from removal until the returned file is closed; raises FileNotFoundError."""
    file = open_plain(folder / MANIFEST)
    fcntl.flock(file, fcntl.LOCK_SH)
    if not (folder / MANIFEST).exists():  # it was removed between the two
        file.close()
        raise FileNotFoundError(folder)
    return file


def publish(instance: Path, folder: Path, build: str) -> None:
    """Makes the verified `folder` the build that is served: everything on disk first, then one rename."""
    final = instance / "builds" / build
    flush(folder)
    folder.rename(final)
    _fsync(final.parent)
    point_to(instance, build)


def point_to(instance: Path, build: str) -> None:
    """Makes a build that is among the others the one that is served."""
    with suppress(OSError):
        (instance / CURRENT).rmdir()  # an empty folder in its place would refuse to be replaced
    replace_file(instance / CURRENT, json.dumps({"build": build}), safe=True)
    _fsync(instance)


def remove_older(instance: Path, keep: set[str]) -> None:
    """Removes all builds but those to `keep` and those that a reader has pinned; what cannot be removed stays."""
    for build in builds_of(instance):
        if build not in keep:
            with suppress(OSError):
                _remove_unread(instance / "builds" / build)


def _remove_unread(folder: Path) -> None:
    try:
        manifest = open_plain(folder / MANIFEST)
    except FileNotFoundError:  # half of it was removed
        _remove(folder)
        return
    with manifest:
        fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises OSError when it is read
        # Under another name at once, so that nobody opens half of it, and the next builder finds the litter.
        _remove(folder.rename(folder.with_name(f"{NEW}removed-{folder.name}")))


def flush(folder: Path) -> None:
    """Flushes a folder and all within; several files at a time, which the system writes together. Raises OSError."""
    _at_once(_fsync, (folder, *folder.rglob("*")))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
