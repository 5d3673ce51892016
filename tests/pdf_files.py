"""Small PDF files for tests, made with reportlab."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEIGHT = 595, 842  # A4, in points


class Line(NamedTuple):
    """A printed line: its left end and where its letters stand, in points from the left and from the top of the page."""

    left: float
    base: float
    text: str
    size: float = 11
    font: str = "Times-Roman"


def column(left: float, base: float, text: str, size: float = 11, font: str = "Times-Roman") -> list[Line]:
    """The lines of a text, one below the other."""
    return [Line(left, base + 1.2 * size * at, line, size, font) for at, line in enumerate(text.splitlines())]


def write_pdf(
    path: Path, *pages: Sequence[Line], title: str = "", author: str = "", password: str = "", rotation: int = 0
) -> Path:
    """Writes a PDF file with these pages; with a `password` it is encrypted."""
    canvas = Canvas(str(path), (WIDTH, HEIGHT), encrypt=StandardEncryption(password) if password else None, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        canvas.setPageRotation(rotation)
        for line in page:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.left, HEIGHT - line.base, line.text)
        canvas.showPage()
    canvas.save()
    return path


def endless() -> bytes:
    """A PDF file with a form that draws itself twice."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n"
        b"/X Do /X Do\nendstream",
    )


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is its catalogue."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n" % size + table + trailer
