"""Text that a page holds and does not show: white on white, or drawn in no colour with nothing below it.

Where text is drawn so, the page is looked at: what leaves no mark on its picture is not seen. White words on a dark ground
leave one, and so does a scan below the words that a program recognised on it; a page that a picture covers is not looked at.
"""

from __future__ import annotations

import re
from ctypes import c_int, c_uint
from typing import TYPE_CHECKING

from pypdfium2 import raw

from indexer.readers.pdf.letters import box_of, index_of
from indexer.readers.pdf.scans import LEAST_AREA, covered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from indexer.readers.pdf.letters import Characters

_LINE = re.compile(r"[^\s\ufffe](?:[^\r\n\ufffe]*[^\s\ufffe])?")
_WHITE, _TRANSPARENT = 235, 12  # of 255: the least of each colour in white, the most of what covers nothing
_UNDRAWN = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_CONTRAST = 24  # of 255 shades of grey, between the darkest and the lightest dot of a character that is seen

_colour_of, _object_of, _mode_of = (
    raw.FPDFText_GetFillColor,
    raw.FPDFText_GetTextObject,
    raw.FPDFTextObj_GetTextRenderMode,
)
_RED, _GREEN, _BLUE, _ALPHA = c_uint(), c_uint(), c_uint(), c_uint()  # what PDFium writes its answers into
_ACROSS, _DOWN = c_int(), c_int()


def without_hidden(page: PdfPage, characters: Characters, text: str) -> str:
    """The text of a page, with a line feed in place of each character that is not seen."""
    doubtful = list(_doubtful(characters, text))
    if not doubtful or covered(page) >= LEAST_AREA:
        return text
    seen = list(text)
    for at in _unseen(page, characters, doubtful):
        seen[at] = "\n"
    return "".join(seen)


def _doubtful(characters: Characters, text: str) -> Iterator[int]:
    """The positions of characters that may be unseen, on lines that begin or end with one."""
    for line in _LINE.finditer(text):
        first, last = line.start(), line.end() - 1
        if _is_pale(characters, first) or _is_undrawn(characters, first) or _is_pale(characters, last):
            yield from (
                at
                for at in range(first, last + 1)
                if not text[at].isspace() and (_is_pale(characters, at) or _is_undrawn(characters, at))
            )


def _is_pale(characters: Characters, at: int) -> bool:
    """Whether a character is filled with white, or with nothing."""
    if not _colour_of(characters, index_of(characters, at), _RED, _GREEN, _BLUE, _ALPHA):
        return False
    return _ALPHA.value <= _TRANSPARENT or (_RED.value >= _WHITE and _GREEN.value >= _WHITE and _BLUE.value >= _WHITE)


def _is_undrawn(characters: Characters, at: int) -> bool:
    return _mode_of(_object_of(characters, index_of(characters, at))) in _UNDRAWN


def _unseen(page: PdfPage, characters: Characters, doubtful: Sequence[int]) -> Iterator[int]:
    """Those of these positions where the picture of the page has one colour."""
    bitmap = page.render(scale=1, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        dots = memoryview(bitmap.buffer)
        for at in doubtful:
            left, right, bottom, top = box_of(characters, at)
            corners = [_on_picture(page, width, height, x, y) for x in (left, right) for y in (bottom, top)]
            columns, lines = ((min(each), max(each)) for each in zip(*corners, strict=True))
            first, after = max(0, columns[0]), min(width, columns[1] + 1)
            rows = [
                bytes(dots[line * stride + first : line * stride + after])
                for line in range(max(0, lines[0]), min(height, lines[1] + 1))
            ]
            shades = b"".join(rows)
            if shades and max(shades) - min(shades) < _CONTRAST:
                yield at
        dots.release()
    finally:
        bitmap.close()


def _on_picture(page: PdfPage, width: int, height: int, x: float, y: float) -> tuple[int, int]:
    """Where a point of the page is on its picture."""
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, _ACROSS, _DOWN)
    return _ACROSS.value, _DOWN.value
