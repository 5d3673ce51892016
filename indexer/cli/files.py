"""An answer as a file: finds the export format, and writes the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UsageError
from indexer.exporting.formats import BY_SUFFIX, FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.exporting.formats import Format
    from indexer.types import Answer, Article, Citation


def format_of(name: str | None, path: Path | None) -> Format:
    """The export format of that name, else the one of the path's suffix; raises `UsageError` when there is none."""
    chosen = FORMATS.get(name) if name else BY_SUFFIX.get(path.suffix.casefold()) if path else None
    if chosen is None and name:
        raise UsageError(f"there is no format {name!r}; write {', '.join(FORMATS)}")
    if chosen is None:
        raise UsageError(f"{path} does not say its format; let it end in {', '.join(BY_SUFFIX)}")
    return chosen


def exported(
    answer: Answer, article: Callable[[str], Article], picture: Callable[[Citation], bytes | None], chosen: Format
) -> bytes | None:
    """The content of the file; None for a bibliography of an answer that cites nothing.

    Raises `FootnoteError` when a cited article has changed or is gone.
    """
    return chosen.write(answer, article, picture) if answer.citations or not chosen.bibliography else None


def write(content: bytes, path: Path) -> None:
    """Writes the file; raises OSError."""
    path.expanduser().write_bytes(content)
