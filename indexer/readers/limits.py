"""The settings of readers: what one file may cost, and the language of its articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.errors import SettingError
from indexer.readers.field_mapping import UNMAPPED, FieldMapping, parse_mapping

if TYPE_CHECKING:
    from indexer.settings import Settings

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The language of articles that do not name theirs, and the limits of one file.

    `file_size` limits files that are read whole, `line_size` a line of JSON Lines, and `memory` the reading process, all
    in bytes; `seconds` limits the time that a reader takes for its next article, and `processor_seconds` how much of it may
    be spent computing, together with what the text is worth that was read meanwhile (`clock.py`). `mapping` says where JSON
    and tables hold the fields of articles. With `ocr`, pages that are pictures of text are read by tesseract, in
    `ocr_languages`.
    """

    language: str = "en"
    file_size: int = 100 * _MB
    line_size: int = 32 * _MB
    seconds: float = 60.0
    memory: int = 1024 * _MB
    processor_seconds: float = 4.0
    mapping: FieldMapping = UNMAPPED
    ocr: bool = True
    ocr_languages: str = "eng"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits as the settings give them; raises `SettingError`."""
        if settings.read_ocr not in {"auto", "never"}:
            raise SettingError("read.ocr", f"write auto or never, not {settings.read_ocr!r}")
        return cls(
            settings.language,
            settings.read_file_size * _MB,
            settings.read_line_size * _MB,
            settings.read_seconds,
            settings.read_memory * _MB,
            settings.read_processor_seconds,
            parse_mapping(settings.read_fields),
            settings.read_ocr == "auto",
            settings.read_ocr_languages,
        )


def megabytes(size: int) -> str:
    """A size in bytes as text, in megabytes: `1,024 MB`, `0.5 MB`."""
    return f"{size / _MB:,.0f} MB" if size >= _MB else f"{size / _MB:.2g} MB"
