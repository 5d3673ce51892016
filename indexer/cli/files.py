"""Answers as files: which format is meant, and the file written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UsageError
from indexer.exporting.formats import BY_SUFFIX, FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.exporting.formats import Format
    from indexer.types import Answer, Article


def format_of(name: str | None, path: Path | None) -> Format:
    """The format of that name, or else the one that files with the path's suffix are of; raises `UsageError`."""
    found = FORMATS.get(name) if name else BY_SUFFIX.get(path.suffix.casefold()) if path else None
    if found is None and name:
        raise UsageError(f"there is no format {name!r}; write {', '.join(FORMATS)}")
    if found is None:
        raise UsageError(f"{path} does not say its format; let it end in {', '.join(BY_SUFFIX)}")
    return found


def exported(answer: Answer, article: Callable[[str], Article], chosen: Format) -> bytes | None:
    """The content of the answer's file; None when it is a bibliography and nothing is cited.

    Raises `FootnoteError` when a cited article has changed, or is not there any more.
    """
    return chosen.write(answer, article) if answer.citations or not chosen.bibliography else None


def write(content: bytes, path: Path) -> None:
    """Writes the file; raises OSError."""
    path.expanduser().write_bytes(content)
