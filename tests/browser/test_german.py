"""The page in German, as a browser that asks for German gets it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, watched
from tests.browser.test_browser import MINISTER


def test_a_german_browser_gets_german_pages(browser, site, axe):
    """From question to answer to source, also where the script speaks; quotes stay in their language, and are marked so."""
    with watched(browser, site, locale="de-AT", reduced_motion="reduce", **DESKTOP) as page:
        page.goto("/")
        assert page.locator("html").get_attribute("lang") == "de"
        page.get_by_role("textbox", name="Ihre Frage").fill(MINISTER)
        page.get_by_role("button", name="Fragen").click()
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d Zitate?, 1 Artikel\.$"))
        expect(page.locator(".strength")).to_contain_text("Antwort")
        lead = page.locator(".quote.lead")
        expect(lead.locator("blockquote")).to_have_attribute("lang", "en")
        expect(lead.locator("figcaption")).to_contain_text("Agenda.ge · 25. Oktober 2016 · Soldiers from Georgia")
        expect(lead.get_by_role("button", name="Zitat 1 mit Quelle kopieren")).to_have_text("Kopieren")
        lead.get_by_text("Im Zusammenhang").click()
        expect(lead.get_by_text("Warum diese Stelle?")).to_be_visible()
        assert axe(page) == []
        lead.get_by_role("link", name=re.compile("Soldiers")).click()
        expect(page.get_by_text("Geprüft: Buchstabe für Buchstabe")).to_be_visible()
        page.get_by_role("link", name="Stöbern").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Was in diesem Archiv steht")
