"""The links of a page to addresses of the web, and which words of a line they are on."""

from __future__ import annotations

from ctypes import c_int, create_string_buffer
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from indexer.readers.links import count_signs, link
from indexer.readers.pdf.letters import box_of
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from indexer.readers.links import Link
    from indexer.readers.pdf.letters import Characters

_MOST = 2_000  # areas of a page
_LONGEST = 2_001  # bytes of an address, with the zero behind it


class Area(NamedTuple):
    """Where a link is on its page, in the page's own coordinates, and where it leads."""

    left: float
    bottom: float
    right: float
    top: float
    address: str


def areas_on(page: PdfPage) -> list[Area]:
    """The areas of the page's links to addresses; a link over several lines has one for each."""
    position, found = c_int(), raw.FPDF_LINK()
    areas: list[Area] = []
    while len(areas) < _MOST and raw.FPDFLink_Enumerate(page, position, found):
        address = _address(page, found)
        if address:
            areas += (Area(*edges, address) for edges in _edges(found))
    return areas


def words_linked(characters: Characters, text: str, start: int, end: int, areas: Sequence[Area]) -> Iterator[Link]:
    """The links on the characters from `start` to `end` of the page's text, a piece of a line."""
    left, right, bottom, top = _around(box_of(characters, start), box_of(characters, end - 1))
    for area in areas:
        if area.right < left or area.left > right or area.top < bottom or area.bottom > top:
            continue
        inside = [at for at in range(start, end) if not text[at].isspace() and _is_in(box_of(characters, at), area)]
        if inside:
            before, words = text[start : inside[0]], text[inside[0] : inside[-1] + 1]
            yield from link(count_signs(normalise(before)), normalise(words), area.address)


def _address(page: PdfPage, found: raw.FPDF_LINK) -> str:
    action = raw.FPDFLink_GetAction(found)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    written = create_string_buffer(_LONGEST)
    size = raw.FPDFAction_GetURIPath(page.pdf, action, written, _LONGEST)
    return written.value.decode("utf-8", "replace") if size <= _LONGEST else ""


def _edges(found: raw.FPDF_LINK) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each area of a link."""
    count = raw.FPDFLink_CountQuadPoints(found)
    for number in range(min(count, _MOST)):
        corners = raw.FS_QUADPOINTSF()
        raw.FPDFLink_GetQuadPoints(found, number, corners)
        across = corners.x1, corners.x2, corners.x3, corners.x4
        up = corners.y1, corners.y2, corners.y3, corners.y4
        yield min(across), min(up), max(across), max(up)
    if not count:
        whole = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(found, whole)
        yield whole.left, min(whole.bottom, whole.top), whole.right, max(whole.bottom, whole.top)


def _around(*boxes: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, right, bottom, top = zip(*boxes, strict=True)
    return min(left), max(right), min(bottom), max(top)


def _is_in(box: tuple[float, float, float, float], area: Area) -> bool:
    """Whether the middle of a character is in an area."""
    left, right, bottom, top = box
    return area.left <= (left + right) / 2 <= area.right and area.bottom <= (bottom + top) / 2 <= area.top
