"""What a browser prints around a web page: date and title above, the address and the number of the page below."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.lines import Line, Printed

_HEIGHT = 3.0  # points, within which pieces stand on one line
_ADDRESS = re.compile(r"(?:https?|file|about|blob|data):\S*")
_WEB = re.compile(r"https?://\S+")
_CUT = ("…", "...")  # how a long address ends, which leads nowhere then
_MADE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}[:.]\d{2}")


def without_browser_lines(pages: Sequence[Printed]) -> tuple[list[Printed], str | None]:
    """The pages without what a browser printed around them, and the page's address, empty if it is none of the web.

    The pages as they are, and None, if they were not printed by a browser: every page must have its address and number.
    """
    feet = [_line_at(page, lowest=True) for page in pages]
    if not pages or not all(_is_foot(foot, number, len(pages)) for number, foot in enumerate(feet, 1)):
        return list(pages), None
    left_out = {id(line) for foot in feet for line in foot}
    for page in pages:
        head = _line_at(page, lowest=False)
        left_out |= {id(line) for line in head if _MADE.match(_text(head))}
    kept = [replace(page, lines=tuple(line for line in page.lines if id(line) not in left_out)) for page in pages]
    address = _WEB.match(_text(feet[0]))
    return kept, address[0] if address and not address[0].endswith(_CUT) else ""


def _line_at(page: Printed, *, lowest: bool) -> list[Line]:
    """The pieces of the first or last line of a page, from left to right."""
    upright = [line for line in page.lines if not line.turned]
    edge = (max if lowest else min)((line.base for line in upright), default=0.0)
    return sorted((line for line in upright if abs(line.base - edge) < _HEIGHT), key=lambda line: line.left)


def _text(pieces: Sequence[Line]) -> str:
    return " ".join(line.text for line in pieces)


def _is_foot(pieces: Sequence[Line], number: int, pages: int) -> bool:
    text = _text(pieces)
    return text.endswith(f" {number}/{pages}") and _ADDRESS.match(text) is not None
