"""Words of scripts that run from right to left: PDFium gives some of them mirrored, which is seen by where letters stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile("[\u0591-\u05f4\u0610-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}")


def reading_order(text: str, along: Callable[[int], float]) -> list[int] | None:
    """The positions of the characters in the order in which they are read; None when it is the one that they have.

    `along` tells how far a character stands along its line, from left to right. A word whose last letter stands to the right
    of its first is mirrored.
    """
    mirrored = [word.span() for word in _WORD.finditer(text) if along(word.start()) < along(word.end() - 1)]
    if not mirrored:
        return None
    order = list(range(len(text)))
    for start, end in mirrored:
        order[start:end] = reversed(order[start:end])
    return order
