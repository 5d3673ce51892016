"""Text recognition (OCR) on pages that are pictures of text, by tesseract: a program that the user installs.

PDFium draws the page, tesseract reads it. What it reads is no verbatim text of the page, and is marked wherever it is quoted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from indexer.processes import available_cores, lift_processor_time
from indexer.readers import clock
from indexer.readers.pdf.lines import Line, Printed
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from pypdfium2 import PdfPage

INSTALL = "install tesseract (`apt-get install tesseract-ocr`, `brew install tesseract`), and build again"
_DOTS = 200  # an inch
_MOST_DOTS = 4_000  # of the longer side of a page
_LEAST_CONFIDENCE, _LEAST_USUAL = (
    40,
    60,
)  # percent, of a word and of half of the words; less is a stain, or a photograph
_DRAWN = 100_000  # characters of plain text that take as long to read as a page takes to be drawn
_WORD = "5"  # how tesseract's table marks the row of a word
_DARK = 160  # of 255; a page without anything darker is blank
_LANGUAGES = re.compile(r"[A-Za-z_]+(?:/[A-Za-z_]+)?(?:\+[A-Za-z_]+(?:/[A-Za-z_]+)?)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read: the number of its line, and its box in shares of the page's width and height."""

    text: str
    line: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float


class OcrError(Exception):
    """Tesseract does not read; the message says what to do."""


def installed() -> bool:
    """Whether there is a tesseract."""
    return shutil.which("tesseract") is not None


def words_of(page: PdfPage, languages: str, seconds: float) -> tuple[Word, ...]:
    """The words of one page, in order; raises `OcrError`."""
    return _read(_drawn(page), languages, time.monotonic() + seconds)


def read_pages(pages: Iterable[PdfPage], languages: str, seconds: float) -> Iterator[Printed | None]:
    """What is printed on each page; several are read at a time. None for those that `seconds` do not suffice for.

    Raises `OcrError`.
    """
    cores, deadline = available_cores(), time.monotonic() + seconds
    with ThreadPoolExecutor(cores) as threads:
        under_way: deque[tuple[tuple[float, float], Future[tuple[Word, ...]]]] = deque()
        for page in pages:
            if len(under_way) > cores:
                yield _printed(*under_way.popleft())
            clock.worked(_DRAWN)
            under_way.append((page.get_size(), threads.submit(_read, _drawn(page), languages, deadline)))
        while under_way:
            yield _printed(*under_way.popleft())


def _printed(size: tuple[float, float], reading: Future[tuple[Word, ...]]) -> Printed | None:
    try:
        return Printed(tuple(lines_of(reading.result(), *size)), size[1])
    except TimeoutError:
        return None


def lines_of(words: Sequence[Word], width: float, height: float) -> Iterator[Line]:
    """The lines of the words, on a page of this size in points. All lines of a paragraph have letters of one size."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    heights: dict[tuple[int, int], list[float]] = {}
    for number, line in lines.items():
        heights.setdefault(number[:2], []).append(max(word.bottom for word in line) - min(word.top for word in line))
    for number, line in lines.items():
        size = 0.9 * height * median(heights[number[:2]])
        base = height * max(word.bottom for word in line) - 0.2 * size
        yield Line(
            normalise(" ".join(word.text for word in line)),
            width * line[0].left,
            width * line[-1].right,
            base,
            size,
            size,
        )


def _drawn(page: PdfPage) -> bytes:
    """The page as a picture in shades of grey (PGM); empty for a blank page."""
    longer = max(*page.get_size(), 1.0)
    bitmap = page.render(scale=min(_DOTS / 72, _MOST_DOTS / longer), grayscale=True)
    try:
        pixels = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
        if not (pixels < _DARK).any():
            return b""
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + bytes(pixels.tobytes())
    finally:
        bitmap.close()


def _read(picture: bytes, languages: str, deadline: float) -> tuple[Word, ...]:
    if not picture:
        return ()
    if not _LANGUAGES.fullmatch(languages):
        raise OcrError("read.ocr_languages names no languages; write them as in eng, or deu+eng")
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    program = shutil.which("tesseract")
    if program is None:
        raise OcrError(INSTALL)
    done = _run([program, "-", "-", "-l", languages, "--dpi", str(_DOTS), "tsv"], picture, seconds)
    if done.returncode:
        known = "load" not in done.stderr.decode("utf-8", "replace")
        raise OcrError(
            "tesseract fails on it; see whether it runs"
            if known
            else f"tesseract does not know the languages {languages}; install them, or change read.ocr_languages"
        )
    return tuple(words_in(done.stdout.decode("utf-8", "replace"), *map(int, picture.split(b" ", 3)[1:3])))


def _run(command: list[str], picture: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Runs tesseract on a picture; raises TimeoutError. Pages are read side by side, so that one has one thread."""
    with subprocess.Popen(  # noqa: S603  a fixed program; the languages are letters
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ) as process:
        lift_processor_time(process.pid)
        try:
            table, complaints = process.communicate(picture, seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError from None
    return subprocess.CompletedProcess(command, process.returncode, table, complaints)


def words_in(table: str, width: int, height: int) -> Iterator[Word]:
    """The words in tesseract's table of tab-separated values that it is sure enough of.

    None where it is not sure of most of them: a photograph has no words.
    """
    rows = [cells for row in table.splitlines() if len(cells := row.split("\t")) == 12 and cells[0] == _WORD]
    rows = [cells for cells in rows if cells[11].strip()]
    if not rows or median(float(cells[10]) for cells in rows) < _LEAST_USUAL:
        return
    for cells in rows:
        if float(cells[10]) >= _LEAST_CONFIDENCE:
            block, paragraph, line = map(int, cells[2:5])
            left, top, wide, high = map(int, cells[6:10])
            yield Word(
                cells[11], (block, paragraph, line),
                left / width, top / height, (left + wide) / width, (top + high) / height,
            )  # fmt: skip
