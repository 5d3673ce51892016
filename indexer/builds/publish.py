"""Locks, litter, and the one atomic rename.

    builds/<id>/                a published build
    builds/.new-<process>/      a build being made; after a crash, litter, which the next builder removes
    current.json                which build is served
    builder.lock                held by the builder; the kernel lets go of it when the process ends, however it ends

A reader holds a shared lock on its build's manifest; a build is removed only by who gets that lock alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from indexer.builds.manifest import MANIFEST
from indexer.errors import BuilderBusyError, BuildError, DamagedBuildError, NoBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "current.json"
_NEW = ".new-"


def current_id(instance: Path) -> str:
    """The id of the build that is served; raises `NoBuildError`."""
    try:
        return str(json.loads((instance / CURRENT).read_text())["build"])
    except (FileNotFoundError, NotADirectoryError):
        raise NoBuildError(instance) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedBuildError(instance / CURRENT, f"cannot be read ({error})") from error


def published_at(instance: Path) -> tuple[int, int] | None:
    """What changes whenever another build is published: inode and time of `current.json`; None when there is none."""
    try:
        facts = (instance / CURRENT).stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns


def builds_of(instance: Path) -> list[str]:
    """The ids of all published builds, the oldest first."""
    folder = instance / "builds"
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir())


@contextmanager
def building(instance: Path) -> Iterator[Path]:
    """An empty folder to make a build in, removed at the end unless it was published.

    Raises `BuilderBusyError`, and `BuildError` for what the system refuses inside: a full disk, most often.
    """
    (instance / "builds").mkdir(parents=True, exist_ok=True)
    with (instance / "builder.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuilderBusyError(instance) from None
        for litter in (instance / "builds").glob(f"{_NEW}*"):
            shutil.rmtree(litter)
        folder = instance / "builds" / f"{_NEW}{os.getpid()}"
        folder.mkdir()
        try:
            yield folder
        except OSError as error:
            why = error.strerror or "the disk is full"  # numpy only counts what it could not write
            where = error.filename or instance
            raise BuildError(f"{where}: {why}; mend that, then build again; what was served before still is") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def pin(folder: Path) -> IO[bytes]:
    """A hold on the build until the returned file is closed; raises FileNotFoundError when it is gone."""
    file = (folder / MANIFEST).open("rb")
    fcntl.flock(file, fcntl.LOCK_SH)
    if not (folder / MANIFEST).exists():  # it was removed between the two
        file.close()
        raise FileNotFoundError(folder)
    return file


def publish(instance: Path, folder: Path, build: str) -> None:
    """Makes the verified `folder` the build that is served: everything on disk first, then one rename."""
    _fsync_all(folder)
    final = instance / "builds" / build
    folder.rename(final)
    _fsync(final.parent)
    aside = instance / f"{CURRENT}.new"
    with aside.open("w") as file:
        json.dump({"build": build}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(instance / CURRENT)
    _fsync(instance)


def remove_older(instance: Path, keep: set[str]) -> None:
    """Removes builds that are not to be kept and that nobody reads."""
    for build in builds_of(instance):
        folder = instance / "builds" / build
        if build in keep:
            continue
        try:
            with (folder / MANIFEST).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Under another name at once, so that nobody opens half of it, and the next builder finds the litter.
                folder = folder.rename(folder.with_name(f"{_NEW}removed-{build}"))
                shutil.rmtree(folder)
        except BlockingIOError:
            continue
        except FileNotFoundError:
            shutil.rmtree(folder, ignore_errors=True)


def _fsync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        _fsync(path)
    _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
