"""Reads files that may be damaged, or made by somebody else: whatever is wrong with one is a `DamagedBuildError`.

Whatever a library or the system raises while a file of a build is read is translated where it happens, by `damage_of`.
Files are opened by `open_plain`, which never waits for a pipe and refuses whatever is no regular file.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from indexer.errors import BuildError, DamagedBuildError, FootnoteError, LawError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCARCE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}  # the system lacks something; the file may be sound
_LONGEST = 200  # characters of another library's message


@contextmanager
def damage_of(file: Path | str, problem: str = "cannot be read") -> Iterator[None]:
    """Raises `DamagedBuildError` for whatever goes wrong inside while `file` is read; `BuildError` for want of means."""
    try:
        yield
    except Exception as error:
        raise translated(error, file, problem) from error


def translated(error: Exception, file: Path | str, problem: str = "cannot be read") -> FootnoteError:
    """The error as one of Footnote's own: `error` itself when it is one already, unless it is a `LawError`."""
    if isinstance(error, FootnoteError) and not isinstance(error, LawError):
        return error
    if isinstance(error, OSError) and error.errno in _SCARCE:
        return BuildError(f"{file}: {error.strerror}; close other programs or raise the limit, then try again")
    return DamagedBuildError(file, f"{problem} ({_refusal(error, file)})")


def _refusal(error: Exception, file: Path | str) -> str:
    """Why the file cannot be read; of another file, with its name."""
    if not isinstance(error, OSError) or not error.strerror:
        return reason(error)
    other = f"{error.filename}: " if error.filename and str(error.filename) != str(file) else ""
    return f"{other}{error.strerror.lower()}"


def reason(error: Exception) -> str:
    """The message of an error of another library, short and on one line."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, MemoryError):
        return "it is too large for the memory"
    return " ".join(str(error).split())[:_LONGEST] or type(error).__name__


def open_plain(path: Path) -> BinaryIO:
    """The regular file, open for reading; raises OSError, for a pipe, a device or a folder too, and never waits for one."""
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def plain_bytes(path: Path) -> bytes:
    """The bytes of a regular file; raises as `open_plain` does."""
    with open_plain(path) as file:
        return file.read()


def read_json(path: Path) -> Any:  # noqa: ANN401  whatever is written there
    """The value in a JSON file of a build; raises `DamagedBuildError`. Its shape is for the caller to check."""
    with damage_of(path):
        return json.loads(plain_bytes(path).decode())
