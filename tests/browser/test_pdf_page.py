"""In a real browser the page of a PDF stands beside its text, and the box is where the words are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from indexer import rebuild
from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.pdf_files import HEIGHT, WIDTH, Line, column, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

QUESTION = "When is the drawbridge of Tilbury closed?"
QUOTE = "The drawbridge of Tilbury is closed on Sundays."
BASE, LEFT, SIZE = 400, 200, 14
YELLOW = (255, 237, 153)


@pytest.fixture(scope="module")
def pdf_site(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the production server on a PDF of two pages."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("pdf")
    write_pdf(
        folder / "bridge.pdf",
        column(72, 100, "The first page tells of the ferry over the river."),
        [*column(72, 100, "The second page tells of bridges."), Line(LEFT, BASE, QUOTE, SIZE)],
    )
    rebuild(folder / "instance", [folder / "bridge.pdf"])
    with serving(folder / "instance") as url:
        yield url


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_box_is_where_the_words_are(browser, pdf_site, device) -> None:
    """From the question to the page: a click on the source opens the article, whose picture has its box at the words."""
    with watched(browser, pdf_site, **device) as page:
        page.goto(f"/?q={QUESTION}")
        page.locator('a[href*="/article?"]').first.click()
        shown = page.locator(".printed img")
        shown.scroll_into_view_if_needed()
        shown.evaluate("picture => picture.decode()")
        assert shown.get_attribute("alt") == "Page 2 of the PDF file, with the quoted words boxed"
        left, top, right, bottom = tinted(page)
        assert left == pytest.approx(LEFT, abs=8)
        assert BASE - 1.3 * SIZE < top < BASE - 0.4 * SIZE
        assert BASE - 2 < bottom < BASE + 10
        assert right - left > 200
        text, picture = page.locator("article > .text").bounding_box(), shown.bounding_box()
        beside = picture["x"] >= text["x"] + text["width"]
        assert beside == (device is DESKTOP)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def tinted(page: Page) -> tuple[float, ...]:
    """Left, top, right and bottom of the yellow in the picture as the browser shows it, in points of the PDF page."""
    shot = Image.open(io.BytesIO(page.locator(".printed img").screenshot())).convert("RGB")
    pixels = np.asarray(shot).astype(int)
    down, across = np.nonzero((abs(pixels - YELLOW) < 8).all(2))
    height, width, _ = pixels.shape
    return (
        across.min() * WIDTH / width, down.min() * HEIGHT / height,
        across.max() * WIDTH / width, down.max() * HEIGHT / height,
    )  # fmt: skip


def test_the_pack_with_the_page_verifies_itself(browser, pdf_site, tmp_path) -> None:
    """The evidence pack shows the page and is green; with another picture it is red."""
    with watched(browser, pdf_site, **DESKTOP) as page:
        pack = page.request.get(f"/api/export?q={QUESTION}&format=evidence").body().decode()
    changed = pack.replace("base64,iVBORw0KGgo", "base64,iVBORw0KGgp", 1)
    assert changed != pack
    for name, content, verdict in (("a", pack, "✓ Verified"), ("b", changed, "✗ Not verified")):
        (tmp_path / f"{name}.html").write_text(content, "utf-8")
        opened = browser.new_page()
        opened.goto((tmp_path / f"{name}.html").as_uri())
        assert opened.locator("#verdict").inner_text().startswith(verdict)
        opened.close()
