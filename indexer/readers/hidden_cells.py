"""Which rows and columns of Excel files (.xlsx, .xlsm) are hidden, which the library that reads their values does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_IS_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_NUMBERS = re.compile(rb"""\s(r|min|max)=["'](\d{1,7})["']""")
_MOST_COLUMNS = 16_384  # that a sheet has


@dataclass(frozen=True, slots=True)
class Hidden:
    """The numbers of hidden rows, from 1 on, and of hidden columns, from 0 on."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_in(raw: bytes) -> Hidden:
    """What is hidden in a sheet, by the XML of its part."""
    if b"hidden=" not in raw:
        return Hidden()
    rows = {numbers.get(b"r", 0) for numbers in _hidden(_ROW, raw)}
    columns: set[int] = set()
    for numbers in _hidden(_COLUMN, raw):
        first, last = numbers.get(b"min", 1), numbers.get(b"max", 0)
        columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def _hidden(tag: re.Pattern[bytes], raw: bytes) -> list[dict[bytes, int]]:
    """The numbers in the tags of hidden rows or columns."""
    return [
        {name: int(digits) for name, digits in _NUMBERS.findall(found[0])}
        for found in tag.finditer(raw)
        if _IS_HIDDEN.search(found[0])
    ]
