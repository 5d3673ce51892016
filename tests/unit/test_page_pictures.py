"""A page of a PDF is shown as a picture with the quoted words boxed, as long as its file is the one that was read."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from indexer import Library, PictureError, Span, rebuild
from indexer.library.page_pictures import PagePictures
from indexer.readers import Limits
from indexer.readers.pdf.pictures import INK
from indexer.readers.pdf.quote_boxes import by_line, places
from indexer.readers.pdf.quoted_words import pages_with, words_on
from indexer.types import Article, Place, sha256
from tests.pdf_files import HEIGHT, WIDTH, Line, column, endless, write_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TWICE = "The bridge is closed on Sundays."
FIRST = [*column(72, 100, f"Nobody may cross.\n{TWICE}\nThe ferry goes instead."), Line(72, 300, TWICE)]
SECOND = column(72, 100, "The second page begins in the middle of the bridge and\nof a sentence that ends here.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a PDF of two pages, and a text."""
    folder = tmp_path_factory.mktemp("pictures") / "articles"
    folder.mkdir()
    write_pdf(folder / "bridge.pdf", FIRST, SECOND)
    (folder / "ferry.txt").write_text("The ferry goes every hour.")
    return folder


@pytest.fixture(scope="module")
def library(folder) -> Iterator[Library]:
    """The library of that folder."""
    rebuild(folder.parent / "instance", [folder])
    with Library.open(folder.parent / "instance") as opened:
        yield opened


def pixels(picture: bytes) -> np.ndarray:
    """The picture as height × width × 3."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def boxed(picture: bytes) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is boxed, in points of the page."""
    down, across = np.nonzero((pixels(picture) == INK).all(2))
    points = np.array([across.min(), down.min(), across.max(), down.max()]) * WIDTH / pixels(picture).shape[1]
    return tuple(points.tolist())


def test_the_box_is_where_the_words_are(library) -> None:
    """The box begins at the left of the words and stands around their letters; of two equal quotes each has its own."""
    article = library.article("bridge.pdf")
    first = article.text.index(TWICE)
    second = article.text.index(TWICE, first + 1)
    for start, base in ((first, 113.2), (second, 300.0)):
        with library.reading() as reading:
            left, top, right, bottom = boxed(reading.page_picture("bridge.pdf", 1, Span(start, start + len(TWICE))))
        assert left == pytest.approx(72, abs=4)
        assert base - 14 < top < base - 5
        assert base - 1 < bottom < base + 6
        assert 200 < right < 250


def test_a_page_without_a_quote_has_no_box(library) -> None:
    """The whole page is shown, in its proportions."""
    with library.reading() as reading:
        shown = pixels(reading.page_picture("bridge.pdf", 2))
    assert shown.shape[1] / shown.shape[0] == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert not (shown == INK).all(2).any()
    assert (shown < 100).any()


def test_a_page_that_is_not_there_is_told(library) -> None:
    """The message names the pages that there are."""
    with library.reading() as reading, pytest.raises(PictureError, match="pages 1 to 2"):
        reading.page_picture("bridge.pdf", 3)


def test_an_article_of_another_format_has_no_pages(library) -> None:
    """A text file has no pages to show."""
    with library.reading() as reading:
        assert reading.original("ferry.txt") is None
        assert reading.original("bridge.pdf").pages == 2
        with pytest.raises(PictureError):
            reading.page_picture("ferry.txt", 1)


def test_a_changed_or_missing_file_is_not_shown(tmp_path) -> None:
    """What is shown is what was read, or nothing; the error says what to do."""
    file = write_pdf(tmp_path / "a.pdf", FIRST)
    given = pdf_article(file)
    pictures = PagePictures(Limits())
    try:
        assert pictures.state(given, [str(tmp_path)]) == "as read"
        assert pictures.picture(given, [str(tmp_path)], 1, None).startswith(b"\x89PNG")
        write_pdf(file, SECOND)
        assert pictures.state(given, [str(tmp_path)]) == "changed"
        with pytest.raises(PictureError, match="footnote update"):
            pictures.picture(given, [str(tmp_path)], 1, None)
        file.unlink()
        assert pictures.state(given, [str(tmp_path)]) == "gone"
    finally:
        pictures.close()


def test_only_files_of_the_sources_are_shown(tmp_path) -> None:
    """A build of somebody else cannot name a file outside of its sources, nor what is no file."""
    file = write_pdf(tmp_path / "a.pdf", FIRST)
    (tmp_path / "inside").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    pictures = PagePictures(Limits())
    given = pdf_article(file)
    assert pictures.state(given, [str(tmp_path / "inside")]) == "gone"
    assert pictures.state(replace(given, path=f"{tmp_path}/inside/../a.pdf"), [str(tmp_path / "inside")]) == "gone"
    assert pictures.state(replace(given, path="a.pdf"), [""]) == "gone"
    assert pictures.state(replace(given, path=str(tmp_path / "pipe.pdf")), [str(tmp_path)]) == "gone"
    assert pictures.state(replace(given, path=f"{file}\0"), [str(tmp_path)]) == "gone"
    assert pictures.state(replace(given, path=f"{file}/b.pdf"), [str(tmp_path)]) == "packed"


def test_a_page_that_never_ends_costs_only_its_picture(tmp_path) -> None:
    """Drawing has a limit of time; afterwards other pages are drawn."""
    (tmp_path / "a.pdf").write_bytes(endless())
    good = write_pdf(tmp_path / "b.pdf", FIRST)
    pictures = PagePictures(Limits(seconds=1.0))
    try:
        with pytest.raises(PictureError, match="within the limits"):
            pictures.picture(pdf_article(tmp_path / "a.pdf"), [str(tmp_path)], 1, None)
        assert pictures.picture(pdf_article(good), [str(tmp_path)], 1, None).startswith(b"\x89PNG")
    finally:
        pictures.close()


def pdf_article(file: Path) -> Article:
    """An article that says it was read from this file."""
    metadata = {"pages": 1, "file_sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    places = (Place(0, "page", "1"),)
    return Article("a", "", "Text.", sha256("Text."), path=str(file), metadata=metadata, places=places)


def test_the_words_of_a_quote_are_divided_by_pages() -> None:
    """Each page has its words, and a page that the text comes back to has those of both its parts."""
    text = "One begins here. A note. It ends there."
    starts = (0, text.index("A note"), text.index("It ends"))
    places = tuple(Place(start, "page", label) for start, label in zip(starts, ("1", "2", "1"), strict=True))
    article = Article("a", "", text, sha256(text), places=places)
    span = Span(text.index("begins"), len(text) - 1)
    assert pages_with(article, span) == (1, 2)
    assert [words.text for words in words_on(article, 1, span)] == ["begins here. ", "It ends there"]
    assert [words.before for words in words_on(article, 1, span)] == ["One ", "One begins here. "]
    assert [words.text for words in words_on(article, 2, span)] == ["A note. "]


@given(st.text("ab", max_size=8), st.text("ab", min_size=1, max_size=4), st.text("ab", max_size=8))
def test_letters_are_found_where_they_stand(before, wanted, after) -> None:
    """The place found holds the letters, and it is the right one of several."""
    assert list(places(before + wanted + after, wanted, before)) == [(len(before), len(before) + len(wanted))]


def test_words_with_others_between_are_found_in_pieces() -> None:
    """A footnote within a sentence divides its boxes; letters that mostly are not there have none."""
    assert list(places("thebridgeisNOTEclosedtoday", "thebridgeisclosedtoday", "")) == [(0, 11), (15, 26)]
    assert list(places("somethingelse", "thebridgeisclosedtoday", "")) == []


def test_boxes_of_a_line_are_one() -> None:
    """Neighbours on one line are put together, lines below each other are not."""
    pieces = [(0.1, 0.1, 0.2, 0.12), (0.205, 0.1, 0.3, 0.12), (0.1, 0.13, 0.3, 0.15)]
    assert by_line(pieces) == [(0.1, 0.1, 0.3, 0.12), (0.1, 0.13, 0.3, 0.15)]
