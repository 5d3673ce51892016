"""The lines of an input file with their numbers, and the error for a line that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Every line that is not blank, without its line end, counted from 1.

    Only a line feed ends a line (a carriage return before it is dropped). Raises `UsageError` when the file
    cannot be read or is not UTF-8; a byte order mark is no part of the first line.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").removesuffix("\n").removesuffix("\r")
                if text.strip():
                    yield number, text
    except UnicodeDecodeError:
        raise bad_line(path, number, "is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; name a file that can be read") from None


def bad_line(path: Path, number: int, problem: str) -> UsageError:
    """The error that names the file and the line."""
    return UsageError(f"{path}:{number}: {problem}")
