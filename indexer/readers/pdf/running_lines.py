"""Finds what stands at the top or foot of page after page and is no text: running heads, page numbers, line numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from indexer.readers.pdf.lines import Line

    Lines = Sequence[Line]

_EDGE = 2  # lines at the top, and at the foot, that may be running lines
_LEAST_PAGES, _LEAST_SHARE = 3, 0.4  # on so many pages, and on such a share of them
_MOST_OF_A_PAGE = 0.5  # share of a page's lines that repeat: then it is a form, and nothing of it is a running line
_LONGEST = 150  # code points
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[\W_]*(?:page|seite|p\.|pag\.|página|pagina)?\s*(\d{1,4})(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?[\W_]*"
)
_HEAD = re.compile(r"(\d{1,4})\s+(?=\D*[^\W\d_]{2})|.*[^\W\d_]{2}\D*\s(\d{1,4})$")
_SMALLER, _GAP = 0.95, 1.6  # than the text; of the size of the text, down to the next line
_NUMBERED = 8  # lines in a row that are their own numbers: the numbers of the lines beside them


def without_running_lines(pages: Sequence[Lines]) -> list[list[Line]]:
    """The lines of each page without running heads, running feet, page numbers and line numbers, in the same order."""
    pages = [_without_line_numbers(lines) for lines in pages]
    edges = [_edge(lines) for lines in pages]
    counts = Counter(mask for lines in edges for mask in {_masked(line) for line in lines})
    least = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    running = {mask for mask, count in counts.items() if count >= least}
    forms = _repeated_pages(pages, least) if running else frozenset()
    size = _usual_size(pages)
    shifts = Counter(
        number - at for at, lines in enumerate(edges) for line in lines if (number := _number(line)) is not None
    )
    kept = []
    for at, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        left_out = {
            id(line)
            for line in edge
            if (_masked(line) in running and at not in forms) or _is_page_number(line, at, shifts)
        }
        left_out |= {id(line) for line in _numbered_head(edge, at, size)}
        kept.append([line for line in lines if id(line) not in left_out])
    return kept if any(kept) else [list(lines) for lines in pages]


def _edge(lines: Lines) -> list[Line]:
    """The lines at the top and at the foot of a page."""
    upright = sorted((line for line in lines if not line.turned), key=lambda line: line.base)
    return upright if len(upright) <= 2 * _EDGE else [*upright[:_EDGE], *upright[-_EDGE:]]


def _masked(line: Line) -> str:
    """The line with its numbers masked; lines of much text, or of numbers alone, are as they are."""
    text = line.text.casefold()
    return _DIGITS.sub("#", text) if len(text) <= _LONGEST and any(map(str.isalpha, text)) else text


def _repeated_pages(pages: Sequence[Lines], least: float) -> Set[int]:
    """The numbers of pages of which most lines stand on other pages too."""
    masks = [[_masked(line) for line in lines] for lines in pages]
    counts = Counter(mask for own in masks for mask in set(own))
    return {
        at for at, own in enumerate(masks) if sum(counts[mask] >= least for mask in own) > _MOST_OF_A_PAGE * len(own)
    }


def _number(line: Line) -> int | None:
    """The number of a page, if the line is nothing else."""
    match = _NUMBER.fullmatch(line.text.casefold())
    return int(match[1]) if match else None


def _is_page_number(line: Line, at: int, shifts: Counter[int]) -> bool:
    """Whether the line is the number of its page, counted from 1, or as other pages are numbered."""
    number = _number(line)
    return number is not None and (number == at + 1 or shifts[number - at] > 1)


def _numbered_head(edge: Lines, at: int, size: float) -> Lines:
    """The first line of a page, if it is a head that names the page, in small print above the text: “2 Z. Shen et al.”.

    It need not stand on other pages: a file may have two. Headings with a number are not smaller than the text.
    """
    if len(edge) < 2:
        return ()
    head, below = edge[:2]
    match = _HEAD.match(head.text) if len(head.text) <= _LONGEST and head.size < _SMALLER * size else None
    if match is None or int(match[1] or match[2]) != at + 1 or below.base - head.base < _GAP * size:
        return ()
    return (head,)


def _usual_size(pages: Sequence[Lines]) -> float:
    """The size of most letters."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _without_line_numbers(lines: Lines) -> list[Line]:
    """The lines without the numbers 1, 2, 3 … that stand beside them in the margin, as in transcripts."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _follows(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [line for run in runs if len(run) < _NUMBERED for line in run]


def _follows(line: Line, following: Line) -> bool:
    """Whether two lines are numbers, and the second is the next after the first."""
    return all(each.text.isdecimal() and len(each.text) < 4 for each in (line, following)) and (
        int(following.text) == int(line.text) + 1
    )
