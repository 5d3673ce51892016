"""In a real browser one gets from a hit to its near-duplicates, and to what differs; every step can be used by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.conftest import library_of
from tests.near_texts import sentences, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser

FACT = "The drawbridge of Tilbury is closed on Sundays."
BODY = [FACT, *sentences("body", 8)]


@pytest.fixture(scope="module")
def near_site(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the production server on two versions of one article."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("near")
    first = {"_id": "first", "title": "Bridge", "text": story(BODY), "source": "Courier", "published": "2024-03-12"}
    second = {**first, "_id": "second", "source": "Herald", "text": "\n\n".join([*BODY[:8], "It opens on Mondays."])}
    library_of(folder, first, second).close()
    with serving(folder / "instance") as url:
        yield url


@pytest.mark.parametrize(
    ("device", "scheme", "script"),
    [(DESKTOP, "light", True), (PHONE, "dark", True), (PHONE, "light", False)],
    ids=["desktop-light", "phone-dark", "phone without script"],
)
def test_from_a_hit_to_what_differs(browser, near_site, axe, device, scheme, script) -> None:
    """The list opens, leads to the comparison, and axe-core finds nothing on the way; words removed and added are said."""
    with watched(browser, near_site, color_scheme=scheme, java_script_enabled=script, **device) as page:
        page.goto("/search?q=drawbridge")
        expect(page.locator(".hits > li")).to_have_count(1)
        page.get_by_text("Also in 1 article of nearly the same text").click()
        assert not script or axe(page) == []
        page.get_by_role("link", name="What differs").click()
        expect(page.get_by_role("heading", name="What differs")).to_be_visible()
        if page.locator("del", has_text="It opens on Mondays.").count():
            page.get_by_role("link", name="The other way round").click()
        expect(page.locator("ins")).to_contain_text("It opens on Mondays.")
        assert page.locator("ins").evaluate("each => each.textContent") == "[added: It opens on Mondays.]"
        page.get_by_text("without a difference").first.click()
        expect(page.get_by_text(FACT)).to_be_visible()
        assert not script or axe(page) == []
