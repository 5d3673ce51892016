"""What draws a page, by name: PDFium is loaded in the process that draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.quoted_words import Words


def picture(path: str, sha256: str, page: int, words: Sequence[Words], languages: str) -> bytes | None:
    """The PNG file of a page, as `pictures.picture` draws it."""
    from indexer.readers.pdf import pictures  # noqa: PLC0415  it loads PDFium, which nothing else needs

    return pictures.picture(path, sha256, page, words, languages)
