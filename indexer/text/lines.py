"""The blocks of a text: lines that belong together, so that no sentence goes beyond them.

A blank line ends a block, and so does a line feed: a headline, a list item, a row of a table, a line of verse stand alone.
Several items in one line, each with its bullet, are as many blocks. Lines belong together only in a text that was wrapped, by
hand or by a mail program. A wrapped line can be recognised: the first word of the next line did not fit into it, or it ends
in the middle of a sentence and the next line begins with a small letter, or with a number and a small letter. A paragraph
with a line that ends within a word was wrapped, however short its lines are.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.text.characters import HYPHENS, MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    Line = tuple[int, int]  # where a line starts and ends, without its line feed and the white space before that

_LINE = re.compile(r"[^\n]+")
_BULLETS = "•‣◦▪●■▸►➢✓✔⁃∙\uf0b7"
_LIST_ITEM = re.compile(
    rf"\s*(?:[-*+>|#{_BULLETS}]+|\(?\d{{1,3}}[.)]|(?:\d{{1,2}}\.){{1,4}}\d{{1,2}}[.)]?|\(?(?:[A-Za-z]|[ivx]{{2,5}})\)"
    r"|[a-h]\.|[ivx]{2,5}\.)\s"
    rf"|\s*(?:[{_BULLETS}]|[一二三四五六七八九十]{{1,3}}、|（[一二三四五六七八九十\d]{{1,3}}）|[①-⑳])"
)
# These begin an item too, but may stand within a sentence: only after one has ended.
_PERHAPS_ITEM = re.compile(r"\s*(?:[–—]|\[\d{1,3}\]|[A-Z]\.|[IVX]{2,5}\.)\s")
# “a | b | c”, “a<tab>b”
_ROW = re.compile(r"\S[ \t]*\t[ \t]*\S|\S \| \S")
# A bullet within a line, after another item or a sentence or colon.
_INLINE_ITEM = re.compile(rf"(?<=\s)([{_BULLETS}])\s?(?=\S)")
COLONS = (":", "：")
"""At the end of a line that introduces what follows."""
_CLOSING = frozenset('.!?:;…"”»)]|')
_NUMBERED_WORD = re.compile(r"\d{1,4} ([^\W\d_])(?<=[^\W\dA-Z_])")
_FIRST_WORD = re.compile(r"\s*(\S+)")
# A word that goes on in the next line: “infor-”.
_BROKEN_WORD = re.compile(rf"[^\W\d_][{MARKS}]*[{HYPHENS}]\Z")
_LOOK_BACK = 4  # code points at the end of a line that tell whether it ends within a word

# Widths, in code points, that texts are wrapped at.
_NARROWEST, _WIDEST = 40, 120
# The share of lines of a wrapped text that may be longer: addresses, tables.
_LONG_LINES = 0.05


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The blocks of `text`, in order: (start, end) in code points, none of them blank."""
    lines = _joined_lines(text)
    if text.isascii() or _INLINE_ITEM.search(text) is None:
        return lines
    return (item for start, end in lines for item in _items(text, start, end))


def begins_item(text: str, start: int, end: int) -> bool:
    """Whether a bullet or a number of a list stands at `start`, and an item between it and `end`."""
    return _LIST_ITEM.match(text, start, end) is not None


def _joined_lines(text: str) -> Iterator[tuple[int, int]]:
    paragraphs = list(_paragraphs(text))
    width = _width([line for paragraph in paragraphs for line in paragraph])
    for lines in paragraphs:
        start = lines[0][0]
        for line, following, belongs in zip(lines, lines[1:], _belong(text, lines, width), strict=False):
            if not belongs:
                yield start, line[1]
                start = following[0]
        yield start, lines[-1][1]


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The block, or its items, if the first bullet begins the block or follows a colon or a sentence."""
    bullets = list(_INLINE_ITEM.finditer(text, start, end))
    if bullets and _opens_list(text, start, bullets[0]):
        for bullet in bullets:
            if bullet[1] == bullets[0][1] and text[start : bullet.start()].strip():
                yield start, bullet.start() - 1
                start = bullet.start()
    yield start, end


def _opens_list(text: str, start: int, bullet: re.Match[str]) -> bool:
    """Whether the bullet separates items, not the parts of one line: “Home • News • Sport”."""
    before = text[start : bullet.start()].strip()
    return not before or before[0] == bullet[1] or before[-1] in ".:;!?…。："


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    lines: list[Line] = []
    previous = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        stripped = start + len(match[0].rstrip())
        blank_before = previous + 1 < start or stripped == start
        previous = end
        if lines and blank_before:
            yield lines
            lines = []
        if stripped > start:
            lines.append((start, stripped))
    if lines:
        yield lines


def _width(lines: list[Line]) -> int:
    """The width that the text seems to be wrapped at, in code points; 0 when it is not wrapped."""
    lengths = [end - start for start, end in lines]
    fitting = [length for length in lengths if length <= _WIDEST]
    wrapped = len(lengths) - len(fitting) <= _LONG_LINES * len(lengths)
    return max(fitting, default=0) if wrapped else 0


def _belong(text: str, lines: list[Line], width: int) -> list[bool]:
    """For each line but the last: whether the next line belongs to the same block."""
    if len(lines) == 1:
        return []
    pairs = list(pairwise(lines))
    broken = any(_ends_within_word(text, line, following) for line, following in pairs)
    widest = width or max(end - start for start, end in lines)
    if (widest >= _NARROWEST or broken) and widest <= _WIDEST:
        full = [_full(text, line, following, widest) for line, following in pairs]
    else:
        full = [False] * len(pairs)
    # Two lines are too few to show a width: a caption above a dateline looks the same. A small letter decides then.
    certain = bool(width) or (len(full) > 1 and all(full))
    return [
        ((fits_no_more and certain) or _goes_on(text, line, following, fits_no_more or broken))
        and not _stands_alone(text, line, following)
        for fits_no_more, (line, following) in zip(full, pairs, strict=True)
    ]


def _stands_alone(text: str, line: Line, following: Line) -> bool:
    """Whether the next line begins an item of a list, or one of the two is a row of a table."""
    if begins_item(text, *following):
        return True
    if text[line[1] - 1] in _CLOSING and _PERHAPS_ITEM.match(text, *following):
        return True
    return _ROW.search(text, *line) is not None or _ROW.search(text, *following) is not None


def _goes_on(text: str, line: Line, following: Line, fits_no_more: bool) -> bool:
    """Whether the next line begins within a sentence: with a small letter, after a line that is full or unfinished.

    After an unfinished one that is no item it may begin with a number: “z dnia / 27 kwietnia 2016”.
    """
    unfinished = line[1] - line[0] >= _NARROWEST and text[line[1] - 1] not in _CLOSING
    if text[following[0]].islower():
        return fits_no_more or unfinished
    return unfinished and text[line[0]].isupper() and _NUMBERED_WORD.match(text, *following) is not None


def _ends_within_word(text: str, line: Line, following: Line) -> bool:
    """Whether the line ends in a letter and a hyphen, and the next one begins with a small letter."""
    if text[line[1] - 1] not in HYPHENS or not text[following[0]].islower():
        return False
    return _BROKEN_WORD.search(text, line[1] - _LOOK_BACK, line[1]) is not None


def _full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line would not fit into this line."""
    word = _FIRST_WORD.match(text, *following)
    return word is not None and line[1] - line[0] + 1 + len(word[1]) > width
