"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods): each sheet is an article, each row a line of it; a row is a place.

Cells are given as they are shown, those of Excel files as far as their formats are known (`number_formats.py`); any other
number is given as it is stored, and a date in ISO 8601. Formulas are not computed, so a cell has the value that was last
saved. Comments follow the row that they are on; text boxes and titles of charts (.xlsx) follow the last row. Hidden sheets,
rows and columns (in the old formats of Excel only sheets) and empty rows are left out.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from indexer.errors import ArticleError
from indexer.readers import number_formats
from indexer.readers.blocks import Block
from indexer.readers.cell_formats import CellFormats
from indexer.readers.document_metadata import core_properties, open_document_properties
from indexer.readers.file_walk import shown
from indexer.readers.hidden_cells import hidden_in
from indexer.readers.office_package import OfficePackage, refuse_encrypted
from indexer.readers.open_document_sheets import Sheet, SheetRow, sheets_of
from indexer.readers.sheet_notes import comments_on, drawn_on
from indexer.readers.structured import article_of_blocks
from indexer.readers.table_rows import parts
from indexer.readers.text_files import title_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.sheet_notes import CellComment
    from indexer.types import Article, Note, PlaceKind

_UNNAMED = re.compile(
    r"(?:sheet|tabelle|feuille?|hoja|foglio|planilha|folha|blad|ark|arkusz|list|лист|シート|工作表)\s?\d*", re.I
)
_MIDNIGHT = time()


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The articles of a spreadsheet, one for each sheet that holds anything, titled by the sheet's name."""
    fields, sheets = _opened(file, limits)
    empty = True
    for sheet in sheets:
        own = {**fields, "title": _title(file, fields.get("title"), sheet.name, len(sheets))}
        for ending, part in parts(chain.from_iterable(map(_blocks, sheet.rows))):
            empty = False
            yield from article_of_blocks(file, limits, part, own, id=f"{file.id}:{sheet.number}{ending}")
    if empty:
        raise ArticleError(
            shown(file.path), "has no sheet that is shown and holds anything; fill one, or remove the file"
        )


def _opened(file: SourceFile, limits: Limits) -> tuple[dict[str, object], list[Sheet]]:
    """The fields that a workbook states of itself, and its sheets; the sizes of its parts are checked on the way."""
    if not zipfile.is_zipfile(file.path):
        return {}, _excel_sheets(file, limits, CellFormats())  # the old format, or no spreadsheet
    with OfficePackage(file, limits) as package:
        if "META-INF/manifest.xml" in package:
            refuse_encrypted(package)
            return open_document_properties(package.xml("meta.xml")), sheets_of(package)
        fields, formats = core_properties(package), CellFormats.of(package)
    return fields, _excel_sheets(file, limits, formats)


def _excel_sheets(file: SourceFile, limits: Limits, formats: CellFormats) -> list[Sheet]:
    workbook = _workbook(file)
    return [
        Sheet(number, sheet.name, _excel_rows(file, limits, workbook, sheet.name, formats))
        for number, sheet in enumerate(workbook.sheets_metadata, 1)
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _workbook(file: SourceFile) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(file.path)
    except PasswordError:
        reason = "is encrypted; save it without a password"
    except CalamineError as error:
        reason = f"is no spreadsheet that can be read ({error}); open it in its program and save it as .xlsx"
    raise ArticleError(shown(file.path), reason)


def _sheet(file: SourceFile, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineError as error:
        reason = f"is damaged ({error}); open it in its program and save it anew"
        raise ArticleError(shown(file.path), reason) from None


def _excel_rows(
    file: SourceFile, limits: Limits, workbook: CalamineWorkbook, name: str, formats: CellFormats
) -> Iterator[SheetRow]:
    sheet = _sheet(file, workbook, name)
    raw, comments, below = _parts(file, limits, formats.parts.get(name, ""))
    codes, hidden = formats.rows(raw), hidden_in(raw)
    beside = {
        number: [text for column, text in own if column not in hidden.columns]
        for number, own in sorted(comments.items())
        if number not in hidden.rows
    }
    first = sheet.start[1] if sheet.start else 0
    coded, own = next(codes, (0, {}))
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number in hidden.rows:
            continue
        while 0 < coded < number:
            coded, own = next(codes, (0, {}))
        shown_by = own if coded == number else {}
        cells = [
            _written(cell, shown_by.get(column, "")) if column not in hidden.columns else ""
            for column, cell in enumerate(row, first)
        ]
        own_comments = beside.pop(number, [])
        if any(cells) or own_comments:
            yield SheetRow(number, cells, own_comments)
    yield from (SheetRow(number, (), texts) for number, texts in beside.items())
    yield from (SheetRow(number, (), [text]) for number, text in below)


def _parts(
    file: SourceFile, limits: Limits, name: str
) -> tuple[bytes, dict[int, list[CellComment]], list[tuple[int, str]]]:
    """The XML of a sheet, its comments by row, and the text of its drawings; empty when there is no such sheet."""
    if not name:
        return b"", {}, []
    with OfficePackage(file, limits) as package:
        return package.bytes(name) or b"", comments_on(package, name), drawn_on(package, name)


def _blocks(row: SheetRow) -> Iterator[Block]:
    place: tuple[PlaceKind, str] = ("row", str(row.number))
    if any(row.cells):
        yield Block(" | ".join(cell for cell in row.cells if cell), "row", place=place)
    for text in row.comments:
        yield Block(text, place=place)


def _written(cell: object, code: str = "") -> str:
    """A cell as text on one line: in its format, else of a whole number its digits, of a date without a time the day."""
    printed = number_formats.shown(cell, code) if code else None
    if printed is not None:
        return printed
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
        case datetime() if cell.time() == _MIDNIGHT:
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return " ".join(str(cell).split())


def _title(file: SourceFile, stated: object, name: str, sheets: int) -> str:
    """The sheet's name, behind the workbook's title if it states one; for a sheet without a name of its own, the file's."""
    book = str(stated or title_of_name(file))
    if _UNNAMED.fullmatch(name):
        return book if sheets == 1 else f"{book}: {name}"
    return f"{book}: {name}" if stated else name
