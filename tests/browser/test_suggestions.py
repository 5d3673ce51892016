"""Suggestions while one types, by keyboard and by pointer; most tests stand in for those of the library."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_browser import MINISTER

SUGGESTED = {
    "suggestions": [
        {"kind": "name", "text": "Ibragim Gasseyev"},
        {"kind": "word", "text": "who is ibragim"},
        {"kind": "title", "text": "Soldiers from Georgia"},
    ]
}


@pytest.fixture
def typing(desk):
    """A page whose field gets these suggestions."""
    desk.route("**/api/suggest?*", lambda route: route.fulfill(json=SUGGESTED))

    def at(address):
        desk.goto(address)
        desk.locator("#q").focus()
        return desk

    return at


@pytest.mark.parametrize("address", ["/", "/search", f"/?q={MINISTER}"])
def test_suggestions_are_chosen_by_keyboard(typing, address, axe):
    """They open with the keys, the field keeps the focus and names the one chosen, and Enter takes it without asking."""
    page = typing(address)
    before = page.url
    page.keyboard.type("who is ibr")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(page.get_by_role("status")).to_have_text("Suggestions: 3")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(page.locator("#q")).to_be_focused()
    expect(page.get_by_role("option", selected=True)).to_contain_text("Ibragim Gasseyev")
    assert axe(page) == []
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("who is Ibragim Gasseyev")
    expect(options).to_have_count(0)
    assert page.url == before


def test_a_list_is_not_made_anew_for_the_same_text(typing):
    """An event that changes no letter, as slow typing gives, neither takes back a choice nor opens a closed list."""
    page = typing("/")
    page.keyboard.type("who is ibr")
    expect(page.get_by_role("option")).to_have_count(3)
    again = "field => field.dispatchEvent(new Event('input', { bubbles: true }))"
    page.keyboard.press("ArrowDown")
    page.locator("#q").evaluate(again)
    page.wait_for_timeout(300)
    expect(page.get_by_role("option", selected=True)).to_contain_text("Ibragim Gasseyev")
    page.keyboard.press("Escape")
    page.locator("#q").evaluate(again)
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("address", ["/", "/search", "/article?id=handbook/asking.md"])
def test_the_library_suggests(desk, address):
    """A few letters give titles and names of the library's own."""
    desk.goto(address)
    desk.locator("#q").focus()
    desk.keyboard.type("soldiers fr")
    desk.get_by_role("option", name="Soldiers from Georgia").click()
    expect(desk.locator("#q")).to_have_value("Soldiers from Georgia’s breakaway region might serve in Russian army")


def test_escape_closes_the_suggestions_first(typing):
    """Escape closes the list and keeps what was typed; once more, it leaves the field."""
    page = typing("/")
    page.keyboard.type("who is ibr")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("who is ibr")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).not_to_be_focused()


def test_a_suggestion_is_clicked(typing):
    """A title takes the place of what was typed."""
    page = typing("/")
    page.keyboard.type("sold")
    page.get_by_role("option", name="Soldiers from Georgia").click()
    expect(page.locator("#q")).to_have_value("Soldiers from Georgia")
    expect(page.locator("#q")).to_be_focused()


def test_earlier_questions_come_first_and_can_be_forgotten(typing):
    """A question that was asked in this browser is offered again, until it is told to forget them."""
    page = typing("/")
    page.keyboard.type(MINISTER)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_be_visible()
    page = typing("/")
    page.keyboard.type("who is the")
    expect(page.get_by_role("option").first).to_contain_text(MINISTER)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("button", name="Forget the questions").click()
    page.get_by_role("button", name="Close").click()
    page.locator("#q").fill("who is th")
    expect(page.get_by_role("option")).to_have_count(3)


def test_a_question_is_kept_before_suggestions_are_loaded(typing):
    """Who asks faster than the script of suggestions comes is offered the question again, too."""
    page = typing("/")
    page.locator("#q").evaluate(
        "(field, question) => { field.value = question; field.form.requestSubmit(); }", MINISTER
    )
    expect(page.locator("#turn-1")).to_be_visible()
    page = typing("/")
    page.keyboard.type("who is the")
    expect(page.get_by_role("option").first).to_contain_text(MINISTER)
