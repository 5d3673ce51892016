"""Which pages are pictures of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdfium2 import raw

from indexer.readers.pdf.documents import pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from indexer.readers.pdf.lines import Printed

_LEAST_LETTERS = 12  # a page with fewer has no text to speak of: a stamp, or a number
LEAST_AREA = 0.4  # of the page, that its pictures cover
_DEEPEST = 3  # levels of forms in which pictures are looked for


def scanned_pages(document: PdfDocument, printed: Sequence[Printed]) -> list[int]:
    """The numbers, from 0, of the pages with hardly a letter and a large picture; in a file without text, of all drawings."""
    bare = [number for number, page in enumerate(printed) if _is_bare(page)]
    textless = not any(page.lines for page in printed)
    pages = zip(bare, pages_of(document, bare), strict=True)
    return [
        number for number, page in pages if page and (_is_drawn_on(page) if textless else covered(page) >= LEAST_AREA)
    ]


def _is_bare(page: Printed) -> bool:
    """Whether a page has hardly a letter."""
    letters = 0
    for line in page.lines:
        letters += sum(map(str.isalpha, line.text))
        if letters >= _LEAST_LETTERS:
            return False
    return True


def _is_drawn_on(page: PdfPage) -> bool:
    return bool(raw.FPDFPage_CountObjects(page))


def covered(page: PdfPage) -> float:
    """The share of the page that its pictures cover."""
    width, height = page.get_size()
    area = 0.0
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST):
        left, bottom, right, top = picture.get_bounds()
        area += (right - left) * (top - bottom)
    return float(area / max(1.0, width * height))
