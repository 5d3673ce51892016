"""The format codes of the cells of Excel files (.xlsx, .xlsm), which the library that reads their values does not give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from indexer.readers.number_formats import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.readers.office_package import OfficePackage

    Row = tuple[int, Mapping[int, str]]

_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\ss=["'](\d{1,5})["']""")


@dataclass(frozen=True, slots=True)
class CellFormats:
    """The code of each style of cells, empty for those without one, and the name of each sheet's part."""

    codes: Sequence[str] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: OfficePackage) -> CellFormats:
        """Those of a workbook; none of one in another format."""
        name = package.related_part("officeDocument")
        styles = package.related_part("styles", name)
        workbook = package.xml(name) if name.endswith(".xml") and styles.endswith(".xml") else None
        root = package.xml(styles) if workbook is not None else None
        if workbook is None or root is None:
            return cls()
        own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter("x:numFmt")}
        used = next(root.iter("x:cellXfs"), ())
        codes = [
            own.get(number) or COMMON.get(_whole(number), "") for number in (each.get("numFmtId", "") for each in used)
        ]
        parts = {identity: part for identity, (_, part) in package.related(name).items()}
        sheets = {each.get("name", ""): parts.get(each.get("r:id", ""), "") for each in workbook.iter("x:sheet")}
        return cls(codes, sheets)

    def rows(self, raw: bytes) -> Iterator[Row]:
        """The rows of a sheet's part that have cells with codes, by their numbers from 1: column, from 0 on → code."""
        for number, cells in groupby(self._cells(raw) if any(self.codes) else (), itemgetter(0)):
            yield number, {column: code for _, column, code in cells}

    def _cells(self, raw: bytes) -> Iterator[tuple[int, int, str]]:
        for cell in _CELL.finditer(raw):
            style, reference = _STYLE.search(cell[0]), _REFERENCE.search(cell[0])
            if style and reference and int(style[1]) < len(self.codes) and (code := self.codes[int(style[1])]):
                yield int(reference[2]), column_number(reference[1]), code


def column_number(letters: bytes) -> int:
    """The number of a column, from 0 on: of `A` 0, of `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
