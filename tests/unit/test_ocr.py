"""A page that is a picture of text is read by tesseract, if it is there; what it reads is marked wherever it is quoted."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer import FORMATS, Library, Settings, Span, rebuild
from indexer.cli.layout import answer_lines
from indexer.errors import SettingError
from indexer.exporting.documents import answer_document, article_document
from indexer.readers import Limits
from indexer.readers.pdf import ocr
from indexer.readers.pdf.quote_boxes import boxes_of_recognised
from indexer.readers.pdf.quoted_words import Words
from indexer.types import Article, Citation, Note, Place, Skipped, sha256
from tests.pdf_files import HEIGHT, WIDTH
from tests.reading import read
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

SCANNED = "The drawbridge of Tilbury is closed on Sundays."
PRINTED = "The ferry goes every hour from the old harbour of the town."
MARK = "read by OCR"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="there is no tesseract; `apt-get install tesseract-ocr` brings it"
)


def write_scan(path: Path, *, printed: str = "") -> Path:
    """Writes a PDF whose first page is a picture of the scanned words; with `printed` there is a second page, of text."""
    picture = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(picture).text((200, 400), SCANNED, 0, ImageFont.load_default(44))
    canvas = Canvas(str(path), (WIDTH, HEIGHT), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    if printed:
        canvas.drawString(72, 700, printed)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Path:
    """An instance with a scan of one page and a page of text."""
    folder = tmp_path_factory.mktemp("ocr")
    write_scan(folder / "bridge.pdf", printed=PRINTED)
    rebuild(folder / "instance", [folder / "bridge.pdf"])
    return folder / "instance"


@needs_tesseract
def test_a_scan_is_read_and_marked_wherever_it_is_quoted(instance) -> None:
    """The place of a quote says that it was read by OCR: in JSON, at the terminal, in every export and on the pages."""
    with Library.open(instance) as library:
        article = library.article("bridge.pdf")
        assert SCANNED in article.text
        assert [(place.label, place.ocr) for place in article.places] == [("1", True), ("2", False)]
        assert [place["ocr"] for place in article_document(article, "b")["places"]] == [True, False]
        answer = library.ask(["When is the drawbridge of Tilbury closed?"])
        document = answer_document(answer, 0.0)
        assert (document["citations"][0]["place"], document["citations"][0]["ocr"]) == ("p. 1, read by OCR", True)
        assert MARK in "\n".join(map(str, answer_lines(answer)))
        for name in FORMATS:
            assert MARK.encode() in FORMATS[name].write(answer, library.article)
        printed = library.ask(["How often does the ferry go?"])
        assert MARK not in json.dumps(answer_document(printed, 0.0))
    app = create_app({"INSTANCE": str(instance)})
    try:
        client = app.test_client()
        assert MARK in client.get("/", query_string={"q": "When is the drawbridge of Tilbury closed?"}).text
        assert f"The text of page 1 was {MARK}" in client.get("/article?id=bridge.pdf").text
    finally:
        app.extensions["library"].close()


@needs_tesseract
def test_words_that_were_read_by_ocr_are_boxed(instance) -> None:
    """The page is read again to find the words: its picture has a box."""
    with Library.open(instance) as library:
        start = library.article("bridge.pdf").text.index(SCANNED)
        with library.reading() as reading:
            plain = reading.page_picture("bridge.pdf", 1)
            boxed = reading.page_picture("bridge.pdf", 1, Span(start, start + len(SCANNED)))
    difference = [
        (at % 1000, at // 1000)
        for at, (one, other) in enumerate(zip(_colours(plain), _colours(boxed), strict=True))
        if one != other
    ]
    left, top = min(x for x, _ in difference), min(y for _, y in difference)
    assert left == pytest.approx(200 * 1000 / 1654, abs=8)
    assert top == pytest.approx(412 * 1000 / 1654, abs=12)


def _colours(picture: bytes) -> list[tuple[int, ...]]:
    raw = Image.open(io.BytesIO(picture)).convert("RGB").tobytes()
    return list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))


def test_without_tesseract_the_file_is_named_with_what_to_install(tmp_path, monkeypatch) -> None:
    """A scan is skipped, for now; of a file that has text besides, the pages are counted in a note."""
    monkeypatch.setattr(ocr, "installed", lambda: False)
    write_scan(tmp_path / "a.pdf")
    write_scan(tmp_path / "b.pdf", printed=PRINTED)
    skipped, article, note = read([tmp_path])
    assert isinstance(skipped, Skipped)
    assert "install tesseract" in skipped.reason
    assert not skipped.lasting
    assert isinstance(article, Article)
    assert article.text == PRINTED
    assert isinstance(note, Note)
    assert note.tally == "1 page is a picture and was not read"
    assert "p. 1: install tesseract" in note.printed


def test_never_means_never(tmp_path, monkeypatch) -> None:
    """With `read.ocr` never, tesseract is not run; another value is refused."""
    monkeypatch.setattr(ocr, "read_pages", None)
    write_scan(tmp_path / "a.pdf")
    (skipped,) = read([tmp_path], Limits(ocr=False))
    assert "read.ocr" in skipped.reason
    assert not Limits.of(Settings(read_ocr="never")).ocr
    with pytest.raises(SettingError, match=r"read\.ocr: write auto or never"):
        Limits.of(Settings(read_ocr="perhaps"))


@needs_tesseract
@pytest.mark.parametrize("languages", ["xyz", "", "eng; rm"])
def test_languages_that_are_not_there_are_told(tmp_path, languages) -> None:
    """The reason names the setting."""
    write_scan(tmp_path / "a.pdf")
    (skipped,) = read([tmp_path], Limits(ocr_languages=languages))
    assert "read.ocr_languages" in skipped.reason


@needs_tesseract
def test_reading_ends_in_time(tmp_path) -> None:
    """Pages for which there is no time are not read, and the reason says what to raise."""
    write_scan(tmp_path / "a.pdf")
    (skipped,) = read([tmp_path], Limits(seconds=0.001))
    assert "raise read.seconds" in skipped.reason


def test_a_quote_that_reaches_into_a_scan_is_marked() -> None:
    """Where a quote begins in print and ends on a scanned page, its place says so, too."""
    text = "Printed words. Scanned words."
    article = Article("a", "", text, sha256(text), places=(Place(0, "page", "1"), Place(15, "page", "2", ocr=True)))
    assert str(Citation.of(article, Span(0, 14)).place) == "p. 1"
    assert str(Citation.of(article, Span(0, 20)).place) == "p. 1, read by OCR"
    assert str(Citation.of(article, Span(15, 20)).place) == "p. 2, read by OCR"


def test_lines_of_words_have_one_size_in_a_paragraph() -> None:
    """A line without descenders is as large as its neighbours, so that they stay one paragraph."""
    words = [ocr.Word("type", (1, 1, 1), 0.1, 0.1, 0.2, 0.13), ocr.Word("one", (1, 1, 2), 0.1, 0.14, 0.2, 0.16)]
    sizes = {line.size for line in ocr.lines_of(words, 600, 800)}
    assert len(sizes) == 1
    assert boxes_of_recognised(words, [Words("one")]) == [(0.1, 0.14, 0.2, 0.16)]
    assert boxes_of_recognised(words, [Words("other")]) == []


def test_words_that_tesseract_is_not_sure_of_are_left_out() -> None:
    """A stain is no word; a page of which it is sure of hardly anything is a photograph."""

    def row(word: str, confidence: float) -> str:
        return "\t".join(["5", "1", "1", "1", "1", "1", "10", "20", "30", "40", str(confidence), word])

    header = "level\tpage_num"
    sure = "\n".join([header, row("bridge", 96), row("~|", 12), row("closed", 91), row(" ", 95)])
    assert [word.text for word in ocr.words_in(sure, 100, 200)] == ["bridge", "closed"]
    assert next(ocr.words_in(sure, 100, 200)).bottom == 0.3
    photograph = "\n".join([header, row("iy", 41), row("a", 55), row("ee", 70), row("|", 20)])
    assert list(ocr.words_in(photograph, 100, 200)) == []
