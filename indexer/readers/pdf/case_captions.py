"""The caption of a court paper: a column of colons, brackets or section signs between the parties and the number of the case.

    ADA KING,            :
              Petitioner :
         v.              :  No. 07-1315
    BEN LOW.             :

Each side is read by itself: “ADA KING, Petitioner v. BEN LOW.”, “No. 07-1315”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.lines import Line

_LEAST = 3  # lines that end in the rule
_ALIGNED = 3.0  # points, within which they end
_AGAINST = re.compile(r"\W*(?:v|vs|versus|against)\W*", re.IGNORECASE)  # stands by itself between the parties
_SIGNS = (":", ")", "§")
_DIVIDED = re.compile(r"(?:(?P<left>.*\S)\s+|^)(?P<rule>[:)§])(?:\s+(?P<right>\S.*))?")


def with_read_captions(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; the sides of a caption are lines of their own, the left one in one piece."""
    read: list[Line] = []
    for rule, run in groupby(lines, _rule):
        divided = list(run)
        read += _sides(divided) if rule and _is_caption(divided) else divided
    return read


def _rule(line: Line) -> str:
    """The sign that divides a line, or that it ends in; empty when there is none."""
    text = line.text
    if text[:1] not in _SIGNS and not any(f" {sign}" in text for sign in _SIGNS):
        return ""
    match = _DIVIDED.fullmatch(text)
    return match["rule"] if match else ""


def _is_caption(lines: Sequence[Line]) -> bool:
    """Whether parties are against each other, and enough lines end in the rule, at the same place."""
    ends = [line.right for line in lines if not _part(line, "right")]
    aligned = len(ends) >= _LEAST and max(ends) - min(ends) < _ALIGNED
    return aligned and any(_AGAINST.fullmatch(_part(line, "left")) for line in lines)


def _sides(lines: Sequence[Line]) -> Iterator[Line]:
    parties = " ".join(filter(None, (_part(line, "left") for line in lines)))
    if parties:
        yield replace(lines[0], text=parties)
    yield from (replace(line, text=text) for line in lines if (text := _part(line, "right")))


def _part(line: Line, side: str) -> str:
    match = _DIVIDED.fullmatch(line.text)
    return (match[side] or "") if match else ""
