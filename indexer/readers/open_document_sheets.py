"""The sheets of OpenDocument spreadsheets (.ods): their rows, each cell as it is shown, but for hidden sheets, rows, columns.

Programs store what a cell shows beside its value: `15.3%`, `€ 1,250.00`, `4 May 2020`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.office_xml import child, streamed_xml, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from indexer.readers.office_package import OfficePackage

_TEXTS = {"text:s": " ", "text:tab": " ", "text:line-break": " "}
_VALUES = ("office:string-value", "office:date-value", "office:time-value", "office:boolean-value", "office:value")
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_REPEATED = 1_000  # of a row or a cell that holds anything; a few bytes can ask for millions


class SheetRow(NamedTuple):
    """A row's number, its cells, empty ones too, and the comments on them."""

    number: int
    cells: Sequence[str]
    comments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is shown: its number and name, and its rows that hold anything."""

    number: int
    name: str
    rows: Iterable[SheetRow]


@dataclass(slots=True)
class _Table:
    """A sheet that is being read, the number of its next row, and the ranges of its hidden columns, from 0 on."""

    name: str
    is_shown: bool
    rows: list[SheetRow] = field(default_factory=list)
    next_row: int = 1
    columns: int = 0
    hidden: list[range] = field(default_factory=list)

    def add_column(self, column: Element) -> None:
        """Adds a column, as often as it says."""
        first, self.columns = self.columns, self.columns + whole(column.get("table:number-columns-repeated"))
        if column.get("table:visibility") in _HIDDEN:
            self.hidden.append(range(first, self.columns))

    def add(self, row: Element) -> None:
        """Adds a row, as often as it says, if it is shown and holds anything."""
        repeated = whole(row.get("table:number-rows-repeated"))
        is_shown = self.is_shown and row.get("table:visibility") not in _HIDDEN
        read = list(_cells(row, self.hidden)) if is_shown else []
        cells, comments = [text for text, _ in read], [comment for _, comment in read if comment]
        if any(cells) or comments:
            self.rows.append(SheetRow(self.next_row, cells, comments))
            again = range(1, min(repeated, _MOST_REPEATED) if any(cells) else 1)
            self.rows += (SheetRow(self.next_row + each, cells) for each in again)
        self.next_row += repeated


def sheets_of(package: OfficePackage) -> list[Sheet]:
    """The sheets of a spreadsheet that are shown."""
    tables: list[_Table] = []
    hidden: set[str] = set()
    raw = package.bytes("content.xml") or b""
    for each in streamed_xml(
        raw, package.path, {"table:table", "table:table-column"}, {"style:style", "table:table-row"}
    ):
        if each.tag == "style:style":
            hidden |= {each.get("style:name", "")} if _hides(each) else set()
        elif each.tag == "table:table":  # one without a name is a part of a cell, or a copy of another document's
            name, style = each.get("table:name"), each.get("table:style-name")
            tables += [_Table(name, style not in hidden)] if name else []
        elif tables and each.tag == "table:table-column":
            tables[-1].add_column(each)
        elif tables:
            tables[-1].add(each)
    return [Sheet(number, table.name, table.rows) for number, table in enumerate(tables, 1) if table.is_shown]


def _hides(style: Element) -> bool:
    properties = child(style, "style:table-properties")
    return properties is not None and properties.get("table:display") == "false"


def _cells(row: Element, hidden: Sequence[range]) -> Iterator[tuple[str, str]]:
    """What each cell shows, and the comment on it; both are empty in a hidden column."""
    column = 0
    for cell in row:
        if cell.tag not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        repeated = whole(cell.get("table:number-columns-repeated"))
        text = _shown(cell) if cell.tag == "table:table-cell" else ""
        comment = " ".join(_paragraphs(annotation) for annotation in cell if annotation.tag == "office:annotation")
        for each in range(column, column + (min(repeated, _MOST_REPEATED) if text else 1)):
            is_hidden = any(each in columns for columns in hidden)
            yield ("", "") if is_hidden else (text, comment if each == column else "")
        column += repeated


def _paragraphs(element: Element) -> str:
    """The paragraphs of a cell or comment on one line."""
    return " ".join(" ".join(_text(each) for each in element if each.tag == "text:p").split())


def _shown(cell: Element) -> str:
    """What a cell shows on one line; of one whose program did not write that, its value."""
    return _paragraphs(cell) or next((value for name in _VALUES if (value := cell.get(name))), "")


def _text(element: Element) -> str:
    parts = [_TEXTS.get(element.tag, ""), element.text or ""]
    for each in element:
        parts += [_text(each), each.tail or ""]
    return "".join(parts)
