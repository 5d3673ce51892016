"""Takes the footnotes of a page, and what is printed sideways in its margin, out of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.pdf.paragraphs import ENDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.lines import Line

_SMALLER = 0.93  # of the size of the text
_MARKER = re.compile(r"(?:\d{1,3}|[*†‡§¶∗]|[a-z](?=[A-Z]))[\s.)]*\S")
_LOWER_PART = 0.4  # of the height that the page's lines take: footnotes begin below it


def split(lines: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """The text of a page, and its footnotes, in order. `size` is that of the letters of the text.

    A footnote is small print at the foot of a column that begins with a number or a sign, or interrupts a sentence. A stamp
    in the margin, across the direction of the lines (“arXiv:2103.15348v2 [cs.CV] 21 Jun 2021”), comes behind them too.
    """
    body: list[Line] = []
    notes: list[Line] = []
    lines, stamps = _without_stamps(lines)
    columns = _columns(lines)
    height = _height(lines) if lines else 0.0
    for column in columns:
        first = _first_note(column, size, height)
        body += column[:first]
        notes += column[first:]
    notes += stamps
    return (body, notes) if body else (notes, [])


def _without_stamps(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Line]]:
    """The lines, and those that are turned and stand beside all others."""
    turned = [line for line in lines if line.turned]
    upright = [line for line in lines if not line.turned] if turned else ()
    if not upright:
        return lines, []
    left, right = min(line.left for line in upright), max(line.right for line in upright)
    stamps = [line for line in turned if line.right < left or line.left > right]
    return [line for line in lines if line not in stamps], stamps


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in runs from top to bottom."""
    columns: list[list[Line]] = []
    for line in lines:
        if not columns or line.base < columns[-1][-1].base - line.size:
            columns.append([])
        columns[-1].append(line)
    return columns


def _height(lines: Sequence[Line]) -> float:
    """The position below which footnotes may begin."""
    top, bottom = min(line.base for line in lines), max(line.base for line in lines)
    return top + _LOWER_PART * (bottom - top)


def _first_note(column: Sequence[Line], size: float, height: float) -> int:
    """Where the footnotes begin that end the column; the column's length when it has none."""
    small = len(column)
    while small and _is_small(column[small - 1], size) and column[small - 1].base > height:
        small -= 1
    if 0 < small < len(column) and not ENDED.search(column[small - 1].text):
        return small
    return next((at for at in range(small, len(column)) if _MARKER.match(column[at].text)), len(column))


def _is_small(line: Line, size: float) -> bool:
    return not line.turned and line.size < _SMALLER * size
