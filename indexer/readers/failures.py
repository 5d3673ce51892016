"""Whatever a reader raises, as the reason why its file or line gave no article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import unreadable
from indexer.readers.limits import megabytes
from indexer.types import Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.limits import Limits


def failed(error: Exception, file: Path, where: str, limits: Limits) -> Skipped:
    """What is said of the file, or of `where` in it, after the error."""
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
            return Skipped(where, f"cannot be understood ({_said(error)}); simplify it, or leave it out")


def too_much_memory(limits: Limits) -> str:
    """Why a file is skipped that takes more memory than it may."""
    return f"needs more than {megabytes(limits.memory)} to read; split it, or raise read.memory"


def _said(error: Exception) -> str:
    """One line of what went wrong in a reader."""
    words = " ".join(str(error).encode("utf-8", "replace").decode().split())[:200]
    return f"its reader failed with {type(error).__name__}{f': {words}' if words else ''}"
