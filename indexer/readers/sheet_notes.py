"""What a sheet of an Excel file (.xlsx, .xlsm) holds besides its cells: comments on them, text boxes, titles of charts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.cell_formats import column_number
from indexer.readers.charts import chart_titles
from indexer.readers.office_xml import child_text, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from indexer.readers.office_package import OfficePackage

CellComment = tuple[int, str]
"""The column of a cell, from 0 on, and a comment on it."""

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_KINDS = {"comments": "x:comment", "threadedComment": "thread:threadedComment"}
_PARTS = frozenset({"x:t", "thread:text"})
_READINGS = "x:rPh"  # how a word is read aloud


def comments_on(package: OfficePackage, sheet: str) -> dict[int, list[CellComment]]:
    """The comments on the cells of a sheet's part, by row, in the order of the file.

    A thread of comments is also kept as one for old programs, which is left out.
    """
    kinds: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _KINDS}
    for kind, name in package.related(sheet).values():
        part = package.xml(name) if kind in _KINDS else None
        for comment in part.iter(_KINDS[kind]) if part is not None else ():
            kinds[kind].append((comment.get("ref", ""), " ".join("".join(_words(comment)).split())))
    threads = {cell for cell, _ in kinds["threadedComment"]}
    rows: dict[int, list[CellComment]] = {}
    for cell, text in [*(each for each in kinds["comments"] if each[0] not in threads), *kinds["threadedComment"]]:
        match = _CELL.fullmatch(cell)
        if match and text:
            rows.setdefault(int(match[2]), []).append((column_number(match[1].encode()), text))
    return rows


def drawn_on(package: OfficePackage, sheet: str) -> list[tuple[int, str]]:
    """The paragraphs in the text boxes of a sheet's part, and the titles of its charts and their axes.

    Each comes with the row, from 1 on, that its drawing begins in.
    """
    texts: list[tuple[int, str]] = []
    for kind, name in package.related(sheet).values():
        drawing = package.xml(name) if kind == "drawing" else None
        charts = package.related(name) if drawing is not None else {}
        for anchor in drawing if drawing is not None else ():
            row = 1 + whole(child_text(anchor, "xdr:from/xdr:row"), 0)
            texts += ((row, "".join(each.text or "" for each in line.iter("a:t"))) for line in anchor.iter("a:p"))
            for own in anchor.iter("c:chart"):
                chart = package.xml(charts.get(own.get("r:id", ""), ("", ""))[1])
                texts += ((row, title) for title in (chart_titles(chart) if chart is not None else ()))
    return [(row, text) for row, text in texts if text.strip()]


def _words(element: Element) -> Iterator[str]:
    for each in element:
        if each.tag in _PARTS:
            yield each.text or ""
        elif each.tag != _READINGS:
            yield from _words(each)
