"""A page of a PDF file as a picture, with the words of a quote boxed. A process that may die runs this."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.pdf import ocr
from indexer.readers.pdf.documents import opened, pages_of
from indexer.readers.pdf.png import png_file
from indexer.readers.pdf.quote_boxes import boxes, boxes_of_recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    from indexer.readers.pdf.quote_boxes import Box
    from indexer.readers.pdf.quoted_words import Words

WIDTH, HEIGHT = 1000, 2000
"""The greatest width and height of a picture, in pixels."""
INK = (138, 43, 26)
"""Red, green and blue of the line around the words."""
_TINT = (1.0, 0.93, 0.6)  # what the paper behind the words is multiplied by
_OCR_SECONDS = 8.0
_AROUND, _LINE = 3, 2  # pixels: how far the box stands off its words, and how wide its line is


def picture(path: str, sha256: str, page: int, words: Sequence[Words], languages: str) -> bytes | None:
    """The PNG file of a page, counted from 0; None when the file is not the one with this SHA-256, or has no such page.

    Words that were read by OCR are found by reading the page again, in these `languages`.

    Raises OSError, and `ArticleError` for a file that PDFium cannot open.
    """
    content = Path(path).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        return None
    with opened(content, path) as document:
        if not 0 <= page < len(document):
            return None
        for shown in pages_of(document, [page]):
            if shown is not None:
                pixels = _drawn(shown)
                for box in _boxes(shown, words, languages):
                    _draw_box(pixels, box)
                return png_file(pixels)
    raise ArticleError(path, "has a damaged page")


def _boxes(page: PdfPage, words: Sequence[Words], languages: str) -> list[Box]:
    if not words or not languages:
        return boxes(page, words)
    try:
        return boxes_of_recognised(ocr.words_of(page, languages, _OCR_SECONDS), words)
    except (ocr.OcrError, TimeoutError):
        return []


def _drawn(page: PdfPage) -> NDArray[np.uint8]:
    """The page on white paper, as height × width × 3."""
    width, height = page.get_size()
    bitmap = page.render(scale=min(WIDTH / max(width, 1), HEIGHT / max(height, 1)), rev_byteorder=True)
    try:
        pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
        return pixels
    finally:
        bitmap.close()


def _draw_box(pixels: NDArray[np.uint8], box: Box) -> None:
    height, width, _ = pixels.shape
    left, right = (round(share * width) for share in (box[0], box[2]))
    top, bottom = (round(share * height) for share in (box[1], box[3]))
    left, top = max(0, left - _AROUND), max(0, top - _AROUND)
    right, bottom = min(width, right + _AROUND), min(height, bottom + _AROUND)
    if right <= left or bottom <= top:
        return
    inside = pixels[top:bottom, left:right]
    inside[:] = (inside * _TINT).astype("uint8")
    for edge in (inside[:_LINE], inside[-_LINE:], inside[:, :_LINE], inside[:, -_LINE:]):
        edge[:] = INK
