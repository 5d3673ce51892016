"""Single characters of a page, as PDFium gives them: where they stand, how large they are, and which way they are turned.

Positions of characters in the text of a page are not PDFium's numbers of characters: the text leaves some out. `characters`
is the text page of PDFium itself, not the object around it, which would cost as much as a call.
"""

from __future__ import annotations

import math
from ctypes import c_double
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

if TYPE_CHECKING:
    from typing import Any

    Characters = Any  # FPDF_TEXTPAGE

index_of = raw.FPDFText_GetCharIndexFromTextIndex
"""`index_of(characters, at)`: PDFium's number of the character at a position of the text."""

_matrix_of, _origin_of, _box_of = raw.FPDFText_GetMatrix, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetCharBox
_font_size_of, _weight_of = raw.FPDFText_GetFontSize, raw.FPDFText_GetFontWeight
# What PDFium writes its answers into; a process reads one page at a time.
_MATRIX, _X, _Y = raw.FS_MATRIX(), c_double(), c_double()
_LEFT, _RIGHT, _BOTTOM, _TOP = c_double(), c_double(), c_double(), c_double()


class Letter(NamedTuple):
    """A character's origin, in the page's own coordinates, its size, the angle that it is turned by, and its weight.

    A `mirrored` one is drawn as in a mirror: what is above it in the line stands on the other side.
    """

    x: float
    y: float
    size: float
    angle: float
    weight: int
    mirrored: bool

    @property
    def is_leftwards(self) -> bool:
        """Whether its line runs to the left on the page."""
        return math.cos(self.angle) < -0.5


def letter_at(characters: Characters, at: int) -> Letter:
    """The character at a position of the text."""
    index = index_of(characters, at)
    _matrix_of(characters, index, _MATRIX)
    _origin_of(characters, index, _X, _Y)
    a, b, c, d = _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d
    size = _font_size_of(characters, index) * (math.hypot(c, d) if c else abs(d))
    return Letter(_X.value, _Y.value, size or 1.0, math.atan2(b, a), _weight_of(characters, index), a * d < b * c)


def box_of(characters: Characters, at: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of the character at a position of the text."""
    _box_of(characters, index_of(characters, at), _LEFT, _RIGHT, _BOTTOM, _TOP)
    return _LEFT.value, _RIGHT.value, _BOTTOM.value, _TOP.value


def end_of(characters: Characters, at: int, letter: Letter) -> tuple[float, float]:
    """Where a character ends: its origin, moved by its width in the direction that it is written in."""
    left, right, bottom, top = box_of(characters, at)
    if not letter.angle:
        return letter.x + right - left, letter.y
    cos, sin = math.cos(letter.angle), math.sin(letter.angle)
    width = (right - left) * abs(cos) + (top - bottom) * abs(sin)
    return letter.x + width * cos, letter.y + width * sin


def along(characters: Characters, index: int) -> float:
    """How far PDFium's character of this number stands along its line, in points, however the line is turned."""
    _matrix_of(characters, index, _MATRIX)
    _origin_of(characters, index, _X, _Y)
    angle = math.atan2(_MATRIX.b, _MATRIX.a)
    return _X.value * math.cos(angle) + _Y.value * math.sin(angle)
