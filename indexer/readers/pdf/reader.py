"""PDF: one article a file, its paragraphs in reading order, with a place for every page."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers import clock, fields, first_lines
from indexer.readers.file_walk import shown
from indexer.readers.notes import note
from indexer.readers.pdf import footnotes, front_page, ocr
from indexer.readers.pdf.browser_lines import without_browser_lines
from indexer.readers.pdf.case_captions import with_read_captions
from indexer.readers.pdf.documents import objects_on, opened, pages_of, stated, stated_date
from indexer.readers.pdf.hyphens import Hyphens
from indexer.readers.pdf.layout import Layout, Type
from indexer.readers.pdf.ligatures import with_ligatures
from indexer.readers.pdf.lines import Printed, printed_on
from indexer.readers.pdf.paragraphs import Paragraph, goes_on, paragraphs_of, together
from indexer.readers.pdf.running_lines import without_running_lines
from indexer.readers.pdf.scans import scanned_pages
from indexer.readers.text_files import title_of_name
from indexer.types import Skipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pypdfium2 import PdfDocument

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.pdf.lines import Line
    from indexer.types import Article, Note

_OCR_SHARE = 0.8  # of the time that a file may take
_PER_LETTER, _PER_OBJECT = 4, 25  # characters of plain text that take as long to read


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The article of a PDF file; what of it could not be read is skipped or noted.

    Raises `ArticleError` for a file that is encrypted, damaged, or without any text.
    """
    path = shown(file.path)
    content = file.path.read_bytes()
    with opened(content, path) as document:
        printed = with_ligatures(list(_printed(document)))
        scans = scanned_pages(document, printed)
        recognised, problem = _recognise(document, scans, limits) if scans else ({}, "")
        printed = [recognised.get(number, page) for number, page in enumerate(printed)]
        printed, address = without_browser_lines(printed)
        unread = [number for number in scans if number not in recognised]
        front = next((page for page in printed if page.lines), None)
        if front is None:
            reason = problem or "has no text that could be read; leave it out"
            yield Skipped(path, f"has pictures of text only; {problem}" if problem else reason, lasting=not problem)
            return
        given, title = _fields(document, file, front, hashlib.sha256(content).hexdigest())
        # A web page was printed on the day on which somebody read it.
        made = stated_date(document) if address is None else None
    layout = _laid_out([page.lines for page in printed], title, recognised.keys())
    yield from fields.article_and_notes(
        given,
        layout.text,
        id=file.id,
        path=path,
        language=limits.language,
        otherwise={
            "title": title_of_name(file),
            "published": first_lines.stated(layout.text, layout.marks).get("published") or made,
            "url": address,
        },
        marks=layout.marks,
        places=tuple(layout.places),
        structure=layout.links,
    )
    if problem and unread:
        yield replace(note("scan", path, f"p. {unread[0] + 1}: {problem}"), count=len(unread))


def _printed(document: PdfDocument) -> Iterator[Printed]:
    """What is printed on each page."""
    for page in pages_of(document, range(len(document))):
        printed = printed_on(page) if page is not None else Printed(())
        clock.worked(_PER_LETTER * sum(len(line.text) for line in printed.lines) + _PER_OBJECT * objects_on(page))
        yield printed


def _recognise(document: PdfDocument, scans: Sequence[int], limits: Limits) -> tuple[dict[int, Printed], str]:
    """What tesseract reads on the scanned pages, by their numbers, and what kept it from reading others, or nothing."""
    if not limits.ocr:
        return {}, "set read.ocr to auto, or leave it out"
    if not ocr.installed():
        return {}, ocr.INSTALL
    recognised, late = {}, False
    try:
        readings = ocr.read_pages(
            filter(None, pages_of(document, scans)), limits.ocr_languages, _OCR_SHARE * limits.seconds
        )
        for number, reading in zip(scans, readings, strict=True):
            late |= reading is None
            if reading is not None and reading.lines:
                recognised[number] = reading
    except ocr.OcrError as error:
        return recognised, str(error)
    return recognised, "raise read.seconds, so that tesseract has the time for it" if late else ""


def _fields(
    document: PdfDocument, file: SourceFile, front: Printed, file_sha256: str
) -> tuple[fields.GivenFields, Collection[Line]]:
    """The fields of the article, by its first page with text, and the lines that its title stands in."""
    lines, height = front.lines, front.height
    title, title_lines = front_page.title_of(stated(document, "Title"), title_of_name(file), lines, height)
    given = {
        "title": title,
        "author": front_page.authors_of(stated(document, "Author"), lines, title_lines),
        "published": front_page.date_of(lines, height) or first_lines.date_of_name(file.id),
        "pages": len(document),
        "file_sha256": file_sha256,
    }
    return fields.GivenFields(given, shown(file.path)), title_lines


def _laid_out(printed: Sequence[Sequence[Line]], title: Collection[Line], scans: Collection[int]) -> Layout:
    """The text of the document."""
    pages = [with_read_captions(lines) for lines in without_running_lines(printed)]
    lines = [line for page in pages for line in page]
    usual = Type.of(lines)
    layout = Layout(Hyphens([line.text for line in lines]), scans)
    title_lines = {id(line) for line in title}
    for paragraph in _with_whole_title(_in_order(pages, usual.size), title_lines):
        headline = _is_title(paragraph, title_lines)
        layout.add(paragraph, heading=headline or usual.is_heading(paragraph), headline=headline)
    return layout


def _in_order(pages: Sequence[Sequence[Line]], size: float) -> Iterator[Paragraph]:
    """The paragraphs; footnotes follow the paragraph that their page ends with."""
    unfinished: Paragraph | None = None
    notes: list[Paragraph] = []
    for number, page in enumerate(pages):
        body, small = footnotes.split(page, size)
        for paragraph in paragraphs_of(number, body):
            if unfinished is None:
                unfinished = paragraph
            elif goes_on(unfinished, paragraph):
                unfinished = together(unfinished, paragraph)
            else:
                yield unfinished
                yield from notes
                unfinished, notes = paragraph, []
        notes += paragraphs_of(number, small)
    if unfinished is not None:
        yield unfinished
    yield from notes


def _with_whole_title(every: Iterable[Paragraph], title: Collection[int]) -> Iterator[Paragraph]:
    """The paragraphs, the title as one of them, in however many kinds of letters it is printed."""
    before: Paragraph | None = None
    for paragraph in every:
        if before is not None and _is_title(before, title) and _is_title(paragraph, title):
            before = together(before, paragraph)
            continue
        if before is not None:
            yield before
        before = paragraph
    if before is not None:
        yield before


def _is_title(paragraph: Paragraph, title: Collection[int]) -> bool:
    return any(id(part.line) in title for part in paragraph.parts)
