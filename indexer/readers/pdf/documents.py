"""PDF files as PDFium reads them, and what is wrong with those that it cannot read."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from indexer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REASONS = {
    raw.FPDF_ERR_PASSWORD: "needs a password; save it without one, and build again",
    raw.FPDF_ERR_SECURITY: "is encrypted in a way that cannot be read; save it without encryption, and build again",
    raw.FPDF_ERR_FORMAT: "is no PDF, or a damaged one; open it in a PDF program and save it anew, or remove it",
}
_DAMAGED = _REASONS[raw.FPDF_ERR_FORMAT]
_WRITTEN_ON = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
"""Kinds of annotations whose words stand on the page: fields of forms, notes typed on it, stamps."""
_MOST_ANNOTATIONS = 10_000  # of a page
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


@contextmanager
def opened(content: bytes, shown: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document of a file's content, open; raises `ArticleError`, which names it as `shown`, when it cannot be read."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ArticleError(shown, _REASONS.get(getattr(error, "err_code", None), _DAMAGED)) from None
    try:
        if not len(document):
            raise ArticleError(shown, _DAMAGED)
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


def pages_of(document: pypdfium2.PdfDocument, numbers: Iterable[int]) -> Iterator[pypdfium2.PdfPage | None]:
    """The pages with these numbers, counted from 0, None for a damaged one; each is open until the next is asked for.

    What is filled into forms or typed on a page is part of it.
    """
    for number in numbers:
        try:
            page = _flattened(document, number)
        except pypdfium2.PdfiumError:
            yield None
            continue
        try:
            yield page
        finally:
            page.close()


def _flattened(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page, with the words of its annotations made part of it."""
    page = document[number]
    if not _is_written_on(page):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()  # PDFium shows what was changed after it is opened again
    return document[number]


def _is_written_on(page: pypdfium2.PdfPage) -> bool:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _WRITTEN_ON:
            return True
    return False


def objects_on(page: pypdfium2.PdfPage | None) -> int:
    """How many texts, lines, areas and pictures a page is made of; none for a damaged one."""
    return 0 if page is None else max(raw.FPDFPage_CountObjects(page), 0)


def stated(document: pypdfium2.PdfDocument, name: str) -> str:
    """What the document states of itself under a name (`Title`, `Author`), on one line; empty when it states nothing."""
    return " ".join(document.get_metadata_value(name).replace("\0", " ").split())


def stated_date(document: pypdfium2.PdfDocument) -> str | None:
    """The day that the document says it was made on, `2016-10-25`; None when it does not say."""
    match = _DATE.match(stated(document, "CreationDate"))
    return "-".join(part for part in match.groups() if part) if match else None
