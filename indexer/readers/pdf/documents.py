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
        yield document
    finally:
        document.close()


def pages_of(document: pypdfium2.PdfDocument, numbers: Iterable[int]) -> Iterator[pypdfium2.PdfPage | None]:
    """The pages with these numbers, counted from 0, None for a damaged one; each is open until the next is asked for."""
    for number in numbers:
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield None
            continue
        try:
            yield page
        finally:
            page.close()


def stated(document: pypdfium2.PdfDocument, name: str) -> str:
    """What the document states of itself under a name (`Title`, `Author`), on one line; empty when it states nothing."""
    return " ".join(document.get_metadata_value(name).replace("\0", " ").split())


def stated_date(document: pypdfium2.PdfDocument) -> str | None:
    """The day that the document says it was made on, `2016-10-25`; None when it does not say."""
    match = _DATE.match(stated(document, "CreationDate"))
    return "-".join(part for part in match.groups() if part) if match else None
