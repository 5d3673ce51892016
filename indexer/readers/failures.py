"""The reason that a user is given when a reader raised an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import unreadable
from indexer.readers.limits import megabytes
from indexer.types import Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.limits import Limits


def skipped_after(error: Exception, file: Path, where: str, limits: Limits) -> Skipped:
    """The skip that a reader's exception leads to; `where` names the file, or the line of it that is lost."""
    match error:
        case ArticleError():
            return Skipped(error.path, error.reason)
        case OSError():
            return unreadable(file, error)
        case RecursionError():
            return Skipped(where, "is nested too deeply; simplify it")
        case MemoryError():
            return Skipped(where, too_much_memory(limits), lasting=False)
        case _:
            return Skipped(where, f"cannot be understood ({_one_line(error)}); simplify it, or leave it out")


def too_much_memory(limits: Limits) -> str:
    """The reason why a file is skipped that needs more memory than it may take."""
    return f"needs more than {megabytes(limits.memory)} to read; split it, or raise read.memory"


def _one_line(error: Exception) -> str:
    """The exception on one line."""
    words = " ".join(str(error).encode("utf-8", "replace").decode().split())[:200]
    return f"its reader failed with {type(error).__name__}{f': {words}' if words else ''}"
