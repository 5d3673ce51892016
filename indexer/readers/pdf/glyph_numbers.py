"""Text of fonts that do not say which characters their glyphs are, so that PDFium gives the numbers of the glyphs instead.

Most TrueType fonts have the glyphs of Western letters in one order, which began on the Macintosh: the blank is number 3, “A”
is 36, “ä” is 108. Such text reads “*HPHLQGH” for “Gemeinde”. A font is read so when control characters, which the numbers of
digits and full stops are, stand in its text, and blanks of that number.
"""

from __future__ import annotations

import re
from collections import Counter
from ctypes import c_int, create_string_buffer
from typing import TYPE_CHECKING

from pypdfium2 import raw

from indexer.readers.pdf.letters import index_of

if TYPE_CHECKING:
    from collections.abc import Set

    from indexer.readers.pdf.letters import Characters

_BLANK, _MAC_ROMAN, _NO_BLANK = 3, 98, 172  # glyphs: the first of ASCII, of the upper half of Mac Roman, of its rest
_CONTROLS = re.compile("[\x03-\x08\x0b\x0c\x0e-\x1f]")
_LEAST, _BLANKS = 4, 10  # control characters and blanks of a font on a page
_MOST = 4_000  # characters of a page that are looked at
_GLYPHS = {
    **{number: chr(number - _BLANK + 0x20) for number in range(_BLANK, _MAC_ROMAN)},
    **{number: bytes([number - _MAC_ROMAN + 0x80]).decode("mac_roman") for number in range(_MAC_ROMAN, _NO_BLANK)},
    # Today's fonts leave out the blank that does not break, which follows here in Mac Roman.
    **{number: bytes([number - _MAC_ROMAN + 0x81]).decode("mac_roman") for number in range(_NO_BLANK, 224)},
}


def fonts_of_numbers(characters: Characters, text: str) -> Set[str]:
    """The fonts of a page whose text are numbers of glyphs, blanks among them; mostly none.

    Fonts of mathematical signs have control characters too, but no blanks.
    """
    if _CONTROLS.search(text) is None:
        return frozenset()
    controls = [index_of(characters, match.start()) for match in _CONTROLS.finditer(text[:_MOST])]
    every = range(min(raw.FPDFText_CountChars(characters), _MOST))
    blanks = [index for index in every if raw.FPDFText_GetUnicode(characters, index) == _BLANK]
    ends, blank = (Counter(_font(characters, index) for index in found) for found in (controls, blanks))
    sure = any(ends[font] >= _LEAST and blank[font] >= _BLANKS for font in ends)
    return set(ends) if sure else frozenset()  # one program made them all


def read_by_glyphs(characters: Characters, text: str, start: int, end: int, fonts: Set[str]) -> str:
    """What these positions of the page's text show where they are glyphs of such fonts; empty where none is.

    PDFium leaves the glyphs of blanks out of the text, and may write blanks of its own.
    """
    shown: list[str] = []
    before, numbers = -1, 0
    for at in range(start, end):
        index = index_of(characters, at)
        if text[at] != " " and _font(characters, index) in fonts:
            left_out = range(before + 1, index) if before >= 0 else ()
            blank = " " if any(raw.FPDFText_GetUnicode(characters, each) == _BLANK for each in left_out) else ""
            shown.append(blank + _GLYPHS.get(ord(text[at]), text[at]))
            numbers += 1
        else:
            shown.append(text[at])
        before = index
    return "".join(shown) if numbers else ""


def sign_of(characters: Characters, index: int, fonts: Set[str]) -> str:
    """What PDFium's character of this number shows."""
    number = raw.FPDFText_GetUnicode(characters, index)
    return _GLYPHS.get(number, chr(number)) if fonts and _font(characters, index) in fonts else chr(number)


def _font(characters: Characters, index: int) -> str:
    """The name of the font of PDFium's character of this number."""
    name = create_string_buffer(128)
    size = raw.FPDFText_GetFontInfo(characters, index, name, len(name), c_int())
    return name.raw[: min(size, len(name))].decode("utf-8", "replace")
