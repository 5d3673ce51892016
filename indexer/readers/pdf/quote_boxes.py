"""Where the words of a quote stand on a page.

Words are compared by their letters and digits alone: line ends, hyphens and spaces differ between a page and its text.
"""

from __future__ import annotations

import unicodedata
from ctypes import c_double, c_int
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pypdfium2 import raw

from indexer.readers.pdf.glyph_numbers import fonts_of_numbers, sign_of
from indexer.readers.pdf.letters import along
from indexer.readers.pdf.right_to_left import reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage, PdfTextPage

    from indexer.readers.pdf.ocr import Word
    from indexer.readers.pdf.quoted_words import Words

_LEAST_MATCH = 4  # letters of a piece that is found by itself
_LEAST_SHARE = 0.6  # of the letters of words that must be found
_SAME_LINE = 0.5  # of the lower box: how far two boxes of a line overlap, up and down
_GAP = 1.5  # of the height: how far apart boxes of a line may stand
_MOST_LETTERS = 20_000  # of a page that is searched


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, from the left and top edge of the page as it is shown, in shares of its width and height."""


def boxes(page: PdfPage, words: Sequence[Words]) -> list[Box]:
    """The boxes of these words, one for each line; none for words that are not found on the page."""
    characters = page.get_textpage()
    try:
        letters, owners = _letters_of(characters)
        found: list[Box] = []
        for each in words:
            for start, end in places(letters, _letters(each.text), _letters(each.before)):
                found += _rectangles(characters, min(owners[start:end]), max(owners[start:end]) + 1)
    finally:
        characters.close()
    return by_line([_as_shown(page, rectangle) for rectangle in found])


def boxes_of_recognised(recognised: Sequence[Word], words: Sequence[Words]) -> list[Box]:
    """The boxes of these words among those that were read by OCR, one for each line."""
    letters = [(letter, number) for number, word in enumerate(recognised) for letter in _letters(word.text)]
    page = "".join(letter for letter, _ in letters)
    found: list[Box] = []
    for each in words:
        for start, end in places(page, _letters(each.text), _letters(each.before)):
            covered = recognised[letters[start][1] : letters[end - 1][1] + 1]
            found += [(word.left, word.top, word.right, word.bottom) for word in covered]
    return by_line(found)


def places(letters: str, wanted: str, before: str) -> Iterator[tuple[int, int]]:
    """Where the letters `wanted` stand in `letters`: as one piece, else in the pieces that are found."""
    if not wanted:
        return
    starts = list(_occurrences(letters, wanted))
    if starts:
        start = starts[min(len(list(_occurrences(before + wanted[:-1], wanted))), len(starts) - 1)]
        yield start, start + len(wanted)
        return
    matches = SequenceMatcher(None, letters[:_MOST_LETTERS], wanted, autojunk=False).get_matching_blocks()
    pieces = [match for match in matches if match.size >= _LEAST_MATCH]
    if sum(piece.size for piece in pieces) >= _LEAST_SHARE * len(wanted):
        yield from ((piece.a, piece.a + piece.size) for piece in pieces)


def by_line(pieces: Sequence[Box]) -> list[Box]:
    """The boxes with neighbours on one line put together."""
    lines: list[Box] = []
    for piece in pieces:
        line = lines[-1] if lines else None
        if line is not None and _on_one_line(line, piece):
            lines[-1] = (min(line[0], piece[0]), min(line[1], piece[1]), max(line[2], piece[2]), max(line[3], piece[3]))
        else:
            lines.append(piece)
    return lines


def _letters_of(characters: PdfTextPage) -> tuple[str, list[int]]:
    """The letters of a page, and for each the number of its character."""
    letters: list[str] = []
    owners: list[int] = []
    fonts = fonts_of_numbers(characters.raw, characters.get_text_range())
    signs = [sign_of(characters.raw, at, fonts) for at in range(characters.count_chars())]
    for at in reading_order("".join(signs), lambda at: along(characters, at)) or range(len(signs)):
        for letter in _letters(signs[at]):
            letters.append(letter)
            owners.append(at)
    return "".join(letters), owners


def _letters(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _occurrences(letters: str, wanted: str) -> Iterator[int]:
    start = letters.find(wanted)
    while start >= 0:
        yield start
        start = letters.find(wanted, start + 1)


def _rectangles(characters: PdfTextPage, start: int, end: int) -> Iterator[Box]:
    """Left, top, right and bottom of the characters, line by line, in the page's own coordinates."""
    for number in range(raw.FPDFText_CountRects(characters, start, end - start)):
        left, top, right, bottom = (c_double() for _ in range(4))
        raw.FPDFText_GetRect(characters, number, left, top, right, bottom)
        yield left.value, top.value, right.value, bottom.value


def _as_shown(page: PdfPage, box: Box) -> Box:
    """The box on the page as it is shown, perhaps turned."""
    left, top, right, bottom = box
    corners = [_point(page, x, y) for x in (left, right) for y in (top, bottom)]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _point(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    scale = 100_000
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, scale, scale, 0, x, y, across, down)
    return across.value / scale, down.value / scale


def _on_one_line(line: Box, piece: Box) -> bool:
    height = min(line[3] - line[1], piece[3] - piece[1])
    overlap = min(line[3], piece[3]) - max(line[1], piece[1])
    gap = max(line[0], piece[0]) - min(line[2], piece[2])
    return overlap > _SAME_LINE * height and gap < _GAP * max(height, line[3] - line[1])
