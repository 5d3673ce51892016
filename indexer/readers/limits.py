"""What a file may cost, and how its articles are read: the settings that readers go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from indexer.settings import Settings

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How files are read: the language of articles that do not say theirs, and what one file may cost.

    `file_size` is for files that are read whole and `line_size` for a line of JSON Lines, in bytes; `memory` is what
    reading may take, in bytes; `seconds` is how long a reader may be silent between two articles.
    """

    language: str = "en"
    file_size: int = 100 * _MB
    line_size: int = 32 * _MB
    seconds: float = 60.0
    memory: int = 1024 * _MB

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings name."""
        return cls(
            settings.language,
            settings.read_file_size * _MB,
            settings.read_line_size * _MB,
            settings.read_seconds,
            settings.read_memory * _MB,
        )


def megabytes(size: int) -> str:
    """A size in bytes, as its setting is written: `1,024 MB`, or `0.5 MB`."""
    return f"{size / _MB:,.0f} MB" if size >= _MB else f"{size / _MB:.2g} MB"
