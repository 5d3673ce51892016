"""The first page and help in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, watched
from tests.browser.test_browser import MINISTER


def test_earlier_questions_are_offered_and_can_be_forgotten(browser, site):
    """What was asked in this browser stands on the first page, asks again when it is pressed, and goes when it is told to."""
    with watched(browser, site, **DESKTOP) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Asked before in this browser")).to_be_hidden()
        page.locator("#q").press_sequentially(MINISTER)
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("blockquote").first).to_be_visible()
        page.locator(".brand").click()
        earlier = page.get_by_role("link", name=MINISTER)
        earlier.click()
        expect(page.locator("#question-1")).to_have_text(MINISTER)
        page.goto("/")
        expect(earlier).to_be_visible()
        styles = page.locator(".welcome h2:not(.label)").evaluate_all(
            "all => all.map(each => { const set = getComputedStyle(each); return [set.fontSize, set.marginTop].join(); })"
        )
        assert len(styles) > 1
        assert len(set(styles)) == 1, "headings look alike"
        page.get_by_role("button", name="Forget these questions").click()
        expect(earlier).to_be_hidden()
        page.goto("/")
        expect(page.get_by_role("heading", name="Begin with one of these")).to_be_visible()
        expect(earlier).to_have_count(0)


def test_help_answers_and_leads_back(page):
    """From any page to help, to an answer of the handbook, to its article, back to the answer, and home."""
    page.goto("/search?q=agreement")
    page.get_by_role("link", name="Help", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to use Footnote")
    page.get_by_role("textbox", name="Ask the handbook").fill("How do I check a citation?")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".strength").first).to_contain_text("Answer")
    page.locator(".citation").first.click()
    expect(page.locator("mark#quote")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator("#question-1")).to_have_text("How do I check a citation?")
    page.get_by_role("link", name=re.compile("Your library")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask your articles a question")


def test_browsing_by_title_and_month(page):
    """Words filter the titles, and the other order keeps them; a year leads to its months."""
    page.goto("/browse")
    page.get_by_role("searchbox", name="Titles with").fill("files")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".entries a").first).to_contain_text("files")
    page.get_by_role("link", name="by title").click()
    expect(page.locator(".entries a").first).to_have_text("Compressed files and wrong endings")
    page.get_by_role("link", name="All articles").click()
    page.get_by_role("link", name=re.compile("^2016")).click()
    expect(page.locator(".entries a")).to_have_count(1)
