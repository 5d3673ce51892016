"""Which lines of a text belong together: the blocks that no sentence leaves.

A blank line ends a block, and so does an ordinary line feed: a headline, a list item, a line of verse stand
alone. Only where a text was wrapped by hand or by a mail program do lines belong together. A wrapped line
shows it: it ends because the next line's first word did not fit into it, or without an end, and the next begins small.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Line = tuple[int, int]  # where a line starts and ends, without its line feed and the white space before that

_LINE = re.compile(r"[^\n]+")
_LIST_ITEM = re.compile(r"\s*(?:[-*+>|#•‣◦▪]+|\(?\d{1,3}[.)]|\(?[A-Za-z]\))\s")
_CLOSING = frozenset('.!?:;…"”»)]|')
_FIRST_WORD = re.compile(r"\s*(\S+)")

# Nobody wraps text wider or narrower than this, in code points.
_NARROWEST, _WIDEST = 40, 120
# So many lines of a wrapped text may be longer all the same: addresses, tables.
_LONG_LINES = 0.05


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The blocks of `text`, in order: (start, end) in code points, none of them blank."""
    paragraphs = list(_paragraphs(text))
    width = _width([line for paragraph in paragraphs for line in paragraph])
    for lines in paragraphs:
        start = lines[0][0]
        for line, following, belongs in zip(lines, lines[1:], _belong(text, lines, width), strict=False):
            if not belongs:
                yield start, line[1]
                start = following[0]
        yield start, lines[-1][1]


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
    """The width that the whole text is wrapped at, as far as its lines show; 0 when it is not wrapped."""
    lengths = [end - start for start, end in lines]
    fitting = [length for length in lengths if length <= _WIDEST]
    wrapped = len(lengths) - len(fitting) <= _LONG_LINES * len(lengths)
    return max(fitting, default=0) if wrapped else 0


def _belong(text: str, lines: list[Line], width: int) -> list[bool]:
    """For each line but the last: whether the next one continues it."""
    if len(lines) == 1:
        return []
    pairs = list(pairwise(lines))
    widest = width or max(end - start for start, end in lines)
    if _NARROWEST <= widest <= _WIDEST:
        full = [_full(text, line, following, widest) for line, following in pairs]
    else:
        full = [False] * len(pairs)
    # Two lines alone prove no width, and a caption above a dateline looks the same; a small letter tells them
    # apart.
    certain = bool(width) or (len(full) > 1 and all(full))
    return [
        ((fits_no_more and certain) or _goes_on(text, line, following, fits_no_more))
        and not _LIST_ITEM.match(text, *following)
        for fits_no_more, (line, following) in zip(full, pairs, strict=True)
    ]


def _goes_on(text: str, line: Line, following: Line, fits_no_more: bool) -> bool:
    """Whether the following line begins in the middle of a sentence: small, after a line that is full or ends open."""
    if not text[following[0]].islower():
        return False
    return fits_no_more or (line[1] - line[0] >= _NARROWEST and text[line[1] - 1] not in _CLOSING)


def _full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line had no room in this one."""
    word = _FIRST_WORD.match(text, *following)
    return word is not None and line[1] - line[0] + 1 + len(word[1]) > width
