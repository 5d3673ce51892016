"""What the script adds, on a desktop: pages in place, announcements, keys, copying."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, layout_shift, watched
from tests.browser.test_browser import MINISTER, SIGNED, ask
from tests.conftest import wait_until

ASKED = f"/?q={MINISTER}"
MORE = ("/article?id=handbook/asking.md&find=question", "/browse?year=2026", "/help")


def mark(page) -> None:
    """Leaves a mark that a new document would not have."""
    page.evaluate("window.stayed = true")


def stayed(page) -> bool:
    """Whether the document is the one that was marked."""
    return page.evaluate("window.stayed === true")


def test_pages_change_in_place(desk):
    """Asking, following links and going back load no new document; title and address follow."""
    desk.goto("/")
    mark(desk)
    ask(desk, MINISTER)
    expect(desk.locator("blockquote").first).to_be_visible()
    assert desk.url.endswith("/?q=Who+is+the+de+facto+defence+minister+of+South+Ossetia%3F")
    expect(desk).to_have_title(re.compile(r"^Who is the de facto"))
    desk.locator("a.citation").first.click()
    expect(desk.locator("mark#quote")).to_be_visible()
    assert "/article?id=" in desk.url
    assert desk.url.endswith("#quote")
    desk.get_by_role("link", name="Browse", exact=True).click()
    expect(desk.locator(".entries")).to_be_visible()
    desk.go_back()
    expect(desk.locator("mark#quote")).to_be_visible()
    desk.go_back()
    expect(desk.locator("blockquote").first).to_be_visible()
    desk.go_forward()
    expect(desk.locator("mark#quote")).to_be_visible()
    assert stayed(desk)


def test_what_came_is_announced_and_the_next_question_can_be_typed(desk):
    """After an answer the status region tells what was found, the newest turn is in view, the field has the focus."""
    desk.goto("/")
    ask(desk, MINISTER)
    expect(desk.get_by_role("status")).to_have_text(re.compile(r"^\d quotes? from 1 article\.$"))
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.type("Which zeppelin crossed Patagonia?")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_have_text(re.compile("^No answer found"))
    expect(desk.locator("#q")).to_be_focused()
    expect(desk.locator("#q")).to_have_value("")
    expect(desk.locator("#question-2")).to_be_in_viewport()


def test_the_follow_up_field_does_not_pull_the_page_down(desk):
    """An answer that is opened by its address is read from its top, though the field below has the focus."""
    desk.goto(ASKED)
    expect(desk.locator("#q")).to_be_focused()
    expect(desk.locator("#q")).to_be_in_viewport()
    assert desk.evaluate("scrollY") == 0


def test_a_phone_does_not_open_its_keyboard(browser, site):
    """Where there is only touch, the answer gets no field focused."""
    with watched(browser, site, **PHONE) as page:
        page.goto("/")
        ask(page, MINISTER)
        expect(page.locator("blockquote").first).to_be_visible()
        expect(page.locator("#q")).not_to_be_focused()


def test_an_earlier_turn_stays_as_the_reader_left_it(desk):
    """An earlier turn is not put anew when another one comes: what is selected in it stays selected."""
    desk.goto(f"{ASKED}&q={SIGNED}")
    desk.evaluate("document.querySelector('#turn-1').kept = true")
    ask(desk, "What does Tbilisi say about these deals?")
    expect(desk.locator("#turn-3")).to_be_visible()
    assert desk.evaluate("document.querySelector('#turn-1').kept === true")


def test_back_returns_to_where_the_reader_was(desk):
    """Going back restores the place on the page."""
    desk.goto(f"{ASKED}&q={SIGNED}")
    desk.mouse.wheel(0, 600)
    wait_until(lambda: desk.evaluate("history.state?.y ?? 0") >= 300)
    before = desk.evaluate("scrollY")
    desk.get_by_role("link", name="Browse", exact=True).first.evaluate("link => link.click()")
    expect(desk.locator(".entries")).to_be_visible()
    assert desk.evaluate("scrollY") == 0
    desk.go_back()
    expect(desk.locator("blockquote").first).to_be_attached()
    wait_until(lambda: abs(desk.evaluate("scrollY") - before) < 2)


def test_keys(desk):
    """`/`, arrows, Escape and `?` do what the help sheet says."""
    desk.goto(ASKED)
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("#q")).not_to_be_focused()
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("#quote-1-1 .number")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("#quote-1-2 .number")).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#quote-1-1 .context > .passage")).to_be_visible()
    desk.keyboard.press("ArrowUp")
    expect(desk.locator("#quote-1-1 .context > .passage")).to_be_hidden()
    expect(desk.locator("#quote-1-1 .number")).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.locator("#q").focus()
    desk.keyboard.type("a/b?")
    expect(desk.locator("#q")).to_have_value("a/b?")


def test_the_sheet_of_limits_closes(desk):
    """Escape closes the sheet from any of its fields, and so does pressing anything else; what was filled in stays."""
    desk.goto(ASKED)
    sheet, summary = desk.locator(".follow .sheet"), desk.locator(".follow .filters summary")
    summary.click()
    desk.get_by_label("Author").fill("Nino")
    desk.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    desk.locator(".question").click()
    expect(sheet).to_be_hidden()
    summary.click()
    expect(desk.get_by_label("Author")).to_have_value("Nino")


def test_the_field_grows_with_what_is_typed(desk):
    """One line at first; a long question makes it higher, Shift and Enter break a line, Enter sends."""
    desk.goto(ASKED)
    line = desk.locator("#q").bounding_box()["height"]
    assert line < 60
    desk.locator("#q").press_sequentially("What does Tbilisi say")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("about these deals?")
    assert desk.locator("#q").bounding_box()["height"] > 1.4 * line
    expect(desk.locator("#q")).to_be_in_viewport(ratio=1)
    desk.keyboard.press("Enter")
    expect(desk.locator("#turn-2")).to_be_visible()
    expect(desk.locator("#question-2")).to_contain_text("about these deals?")


def test_single_keys_can_be_switched_off(desk):
    """The help sheet switches the keys off, also for the pages to come (WCAG 2.1.4)."""
    desk.goto("/search?q=agreement")
    desk.get_by_role("button", name="Keyboard shortcuts").click()
    desk.get_by_label("Listen to these keys").uncheck()
    desk.get_by_role("button", name="Close").click()
    desk.keyboard.press("/")
    expect(desk.locator("#q")).not_to_be_focused()
    desk.reload()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_a_quote_is_copied_with_its_source(browser, site):
    """The clipboard gets the quote, publisher, date, title, and the link that opens it; a page's address can be copied."""
    with watched(browser, site, permissions=["clipboard-read", "clipboard-write"], **DESKTOP) as page:
        page.goto(ASKED)
        quote = page.locator("#quote-1-1 .words").inner_text()
        page.locator("#quote-1-1").get_by_role("button", name="Copy").click()
        expect(page.get_by_role("status")).to_have_text("Copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"{quote}\nAgenda.ge · 25 Oct 2016 · Soldiers from Georgia")
        link = copied.splitlines()[-1]
        page.goto(link)
        assert page.locator("mark#quote").inner_text() in quote
        page.get_by_role("button", name="Share").click()
        expect(page.get_by_role("status")).to_have_text("Link copied.")
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_newest_answer_wins(desk):
    """Of two questions in quick succession, the page shows the second."""
    desk.goto(ASKED)
    desk.evaluate(
        """() => {
            const links = [...document.querySelectorAll('.masthead nav a')];
            links.find(link => link.textContent === 'Search').click();
            links.find(link => link.textContent === 'Browse').click();
        }"""
    )
    expect(desk.locator(".entries")).to_be_visible()
    assert "/browse" in desk.url


def test_nothing_moves_when_the_script_comes(desk):
    """The layout does not shift."""
    for address in (
        "/",
        f"{ASKED}&q={SIGNED}",
        "/search?q=agreement",
        "/article?id=handbook/asking.md&span=0-90",
        *MORE,
    ):
        desk.goto(address)
        assert layout_shift(desk) < 0.01, address
