"""The formats that are read, by name and by suffix.

To add one, write a module that makes its `FileFormat`, and add it to `FORMATS`. A change in code that several readers
share raises the versions of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.captions import CAPTIONS
from indexer.readers.csv_tables import TABLE
from indexer.readers.docx import WORD
from indexer.readers.html.format import HTML
from indexer.readers.jsonl import JSON_LINES
from indexer.readers.markdown import MARKDOWN
from indexer.readers.odt import OPEN_DOCUMENT_TEXT
from indexer.readers.plain import PLAIN_TEXT
from indexer.readers.pptx import PRESENTATION
from indexer.readers.rtf import RICH_TEXT
from indexer.readers.spreadsheet import SPREADSHEET

if TYPE_CHECKING:
    from indexer.readers.base import FileFormat

FORMATS: dict[str, FileFormat] = {
    each.name: each
    for each in (
        JSON_LINES,
        MARKDOWN,
        PLAIN_TEXT,
        HTML,
        WORD,
        OPEN_DOCUMENT_TEXT,
        RICH_TEXT,
        PRESENTATION,
        SPREADSHEET,
        CAPTIONS,
        TABLE,
    )
}

SUFFIXES: dict[str, str] = {suffix: each.name for each in FORMATS.values() for suffix in each.suffixes}
"""Suffix, in small letters → name of the format."""
