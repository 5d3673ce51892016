"""Searching and narrowing in a real browser: with script and without, on a phone and on a desktop, by pointer and by keys."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from indexer import rebuild
from tests.browser.conftest import DESKTOP, PHONE, WAYS, facets, layout_shift, watched

SOURCES = ("Courier", "Herald", "Post", "Mirror", "Echo", "Argus", "Star", "Globe")
SEARCH = "/search?q=ferry"


def article(number):
    """An article about a ferry, of one of eight sources, from 2010 to 2025."""
    text = f"The ferry sailed to Bergen with {'Ada Holm' if number % 5 else 'some guests'} on trip {number}. "
    return {
        "_id": f"{'world' if number % 3 else 'home'}/{number}",
        "title": f"Ferry {number}",
        "text": "\n\n".join(text + f"Part {part} of {number} tells of ropes. " * 20 for part in range(1 + number % 5)),
        "source": SOURCES[number % len(SOURCES)],
        "author": "Mei Tanaka" if number % 2 else "Tom Ashe",
        "published": f"{2010 + number % 16}-{1 + number % 12:02}-03",
        "language": "en",
    }


@pytest.fixture(scope="module")
def press(browser, tmp_path_factory, serving):
    """The address of a server on 48 articles about ferries."""
    assert browser.is_connected()
    home = tmp_path_factory.mktemp("press")
    (home / "articles.jsonl").write_text("".join(json.dumps(article(number)) + "\n" for number in range(48)))
    rebuild(home / "instance", [home / "articles.jsonl"])
    with serving(home / "instance") as url:
        yield url


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def page(request, browser, press):
    """A page on ferries, with script and without, on a desktop and on a phone."""
    with watched(browser, press, **request.param) as opened:
        yield opened


@pytest.fixture
def desk(browser, press):
    """A page on ferries with script, on a desktop."""
    with watched(browser, press, **DESKTOP) as opened:
        yield opened


def total(page):
    """How many articles are found, as the page says."""
    return int(re.match(r"\d+", page.locator(".tally > p").first.inner_text())[0])


def test_a_value_narrows_and_is_taken_out_again(page):
    """A source, then a name within it: as many articles as they say; each is a chip then, and goes by its cross."""
    page.goto(SEARCH)
    choice = facets(page).get_by_role("link", name=re.compile("^Herald"))
    count = int(choice.locator(".count").inner_text().split()[0])
    choice.click()
    chip = page.locator(".chips .chip", has_text="only from Herald")
    expect(chip).to_be_visible()
    assert total(page) == count
    facets(page).get_by_role("link", name=re.compile("^Ada Holm")).click()
    expect(page.locator(".chips .chip", has_text="only with the name Ada Holm")).to_be_visible()
    facets(page).get_by_role("link", name="Take out only from Herald").click()
    expect(chip).to_have_count(0)
    page.locator(".chips").get_by_role("link", name="Take out only with the name Ada Holm").click()
    expect(page.locator(".chips")).to_have_count(0)
    assert total(page) == 48


def test_a_long_list_is_opened(page):
    """Five sources are in view, the others open without script."""
    page.goto(SEARCH)
    narrow = facets(page)
    expect(narrow.get_by_role("link", name=re.compile("^Star"))).to_be_hidden()
    narrow.get_by_text("3 more").first.click()
    narrow.get_by_role("link", name=re.compile("^Star")).click()
    expect(page.locator(".chips .chip", has_text="only from Star")).to_be_visible()


def test_a_range_of_dates_is_typed(page):
    """Two date fields and a button; the search keeps its words and order, and the fields what was asked for."""
    page.goto(f"{SEARCH}&sort=oldest")
    narrow = facets(page)
    narrow.get_by_role("textbox", name="From").fill("2012-01-01")
    narrow.get_by_role("textbox", name="Until").fill("2013-12-31")
    narrow.get_by_role("button", name="Show").click()
    expect(page.locator(".chips .chip", has_text="up to 31 Dec 2013")).to_be_visible()
    assert total(page) == 6
    assert "sort=oldest" in page.url
    narrow = facets(page)
    expect(narrow.get_by_role("textbox", name="From")).to_have_value("2012-01-01")
    expect(narrow.get_by_role("heading", name="Years")).to_have_count(0)
    expect(narrow.get_by_role("heading", name="Months")).to_be_visible()


def test_results_are_listed_otherwise(page):
    """By passage and in another order, by links whose address says it; an article's other passages open in place."""
    page.goto(SEARCH)
    assert total(page) == 48
    page.get_by_text(re.compile(r"Also in \d more passage")).first.click()
    expect(page.locator(".also[open] .passage").first).to_be_visible()
    page.get_by_role("link", name="newest first").click()
    expect(page.locator(".hits time").first).to_contain_text("2025")
    page.get_by_role("link", name="by passage").click()
    expect(page.get_by_text("by passage", exact=True)).to_have_attribute("aria-current", "true")
    assert total(page) > 48
    assert "sort=date" in page.url
    assert "group_by=passage" in page.url
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text(re.compile("^Page 2 of"))).to_be_visible()


def test_more_like_a_passage_and_its_article(page):
    """Each result leads to more like it; that page has an address, and leads on to articles."""
    page.goto(SEARCH)
    page.get_by_role("link", name="More like this").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("More like this")
    page.get_by_role("link", name="More like the whole article").click()
    expect(page.get_by_role("link", name="More like the whole article")).to_have_count(0)
    page.locator(".hits a.title").first.click()
    expect(page.locator(".article")).to_be_visible()
    page.get_by_role("link", name="More like this").click()
    expect(page.locator(".hits .card").first).to_be_visible()
    assert "/similar?id=" in page.url


def test_nothing_found_leads_on(page):
    """The reason, and a link that finds as many as it says."""
    page.goto(f"{SEARCH}&source=Gazette&author=ashe")
    expect(page.get_by_text("Everything found is outside the sources or dates asked for")).to_be_visible()
    attempt = page.get_by_role("listitem").filter(has_text="without any limit")
    expect(attempt.locator(".count")).to_have_text(re.compile("^48"))
    attempt.get_by_role("link").click()
    expect(page.locator(".hits .card").first).to_be_visible()
    assert total(page) == 48


def test_a_range_is_dragged_on_the_bars(desk):
    """Dragging over three bars asks for their years; a click on one is a link as ever."""
    desk.goto(SEARCH)
    bars = desk.locator(".years li")
    expect(desk.get_by_role("slider")).to_have_count(2)
    first, last = bars.nth(1).bounding_box(), bars.nth(3).bounding_box()
    desk.mouse.move(first["x"] + 5, first["y"] + 30)
    desk.mouse.down()
    desk.mouse.move(last["x"] + 5, last["y"] + 30, steps=4)
    expect(desk.locator(".years .out-of-range")).to_have_count(bars.count() - 3)
    desk.mouse.up()
    expect(desk.locator(".chips .chip")).to_have_count(2)
    assert "after=2012-01-01&before=2017-12-31" in desk.url
    desk.goto(SEARCH)
    desk.locator(".years a").nth(2).click()
    expect(desk.locator(".chips .chip")).to_have_count(2)


def test_a_range_is_dragged_by_touch(browser, press):
    """A finger that moves across the bars of a phone asks for their years, and the page does not scroll meanwhile."""
    with watched(browser, press, **PHONE) as page:
        page.goto(SEARCH)
        facets(page)
        expect(page.get_by_role("slider")).to_have_count(2)
        bars = page.locator(".years li")
        bars.first.scroll_into_view_if_needed()
        first, last = bars.nth(1).bounding_box(), bars.nth(3).bounding_box()
        scrolled = page.evaluate("scrollY")
        devtools = page.context.new_cdp_session(page)

        def touch(kind: str, *points: float) -> None:
            at = [{"x": x, "y": first["y"] + 20} for x in points]
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

        begin, end = first["x"] + 5, last["x"] + 5
        touch("touchStart", begin)
        for step in range(1, 9):
            touch("touchMove", begin + (end - begin) * step / 8)
        expect(page.locator(".years .out-of-range")).to_have_count(bars.count() - 3)
        assert page.evaluate("scrollY") == scrolled
        touch("touchEnd")
        expect(page.locator(".chips .chip")).to_have_count(2)
        assert "after=2012-01-01&before=2017-12-31" in page.url


def test_a_range_is_set_by_keys_alone(desk):
    """The arrows move the ends, which say their dates and fill the fields; Enter asks, and nothing before."""
    desk.goto(SEARCH)
    low, high = desk.get_by_role("slider", name="From"), desk.get_by_role("slider", name="Until")
    low.focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    expect(low).to_have_attribute("aria-valuetext", "2014 – 2015")
    expect(desk.locator("#dated-after")).to_have_value("2014-01-01")
    desk.keyboard.press("Tab")
    expect(high).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("#dated-before")).to_have_value("2023-12-31")
    assert desk.url.endswith(SEARCH)
    desk.keyboard.press("Enter")
    expect(desk.locator(".chips .chip")).to_have_count(2)
    assert "after=2014-01-01&before=2023-12-31" in desk.url


def test_the_ends_do_not_pass_each_other(desk):
    """The end that is moved stops at the other one."""
    desk.goto(SEARCH)
    low, high = desk.get_by_role("slider", name="From"), desk.get_by_role("slider", name="Until")
    high.focus()
    desk.keyboard.press("Home")
    assert (low.input_value(), high.input_value()) == ("0", "0")
    low.focus()
    desk.keyboard.press("End")
    assert (low.input_value(), high.input_value()) == ("0", "0")


def test_facets_open_by_keys_on_a_small_screen(browser, press):
    """Enter opens them, Tab goes into them, Escape closes them and leads back to the button; nothing is in the way before."""
    with watched(browser, press, **PHONE) as page:
        page.goto(SEARCH)
        page.get_by_role("button", name="Narrow to").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#narrow")).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#narrow') !== null")
        page.keyboard.press("Escape")
        expect(page.locator("#narrow")).to_be_hidden()
        expect(page.get_by_role("button", name="Narrow to")).to_be_focused()


@pytest.mark.parametrize(
    ("device", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_axe_finds_nothing(browser, press, axe, device, scheme):
    """Results, facets that are open, what is like an article, and nothing found keep the rules of WCAG 2.2 A and AA."""
    with watched(browser, press, color_scheme=scheme, reduced_motion="reduce", **device) as page:
        for address in (
            SEARCH,
            f"{SEARCH}&source=Herald&name=Ada+Holm&group_by=passage",
            "/?q=Who+sailed+to+Bergen%3F",
        ):
            page.goto(address)
            facets(page)
            page.evaluate("document.querySelectorAll('#narrow details').forEach(each => each.open = true)")
            assert axe(page) == [], address
        for address in ("/similar?id=home/3", "/similar?id=home/3%230", f"{SEARCH}&source=Gazette&author=ashe"):
            page.goto(address)
            assert axe(page) == [], address


def test_nothing_moves_when_the_sliders_come(browser, press):
    """The place of the sliders is kept, on the search page and beside an answer."""
    with watched(browser, press, **DESKTOP) as page:
        for address in (SEARCH, "/?q=Who+sailed+to+Bergen%3F"):
            page.goto(address)
            expect(page.get_by_role("slider")).to_have_count(2)
            assert layout_shift(page) < 0.01, address


def test_the_search_page_speaks_german(browser, press):
    """Labels, orders, facets and what a screen reader hears, with dates as German writes them."""
    with watched(browser, press, locale="de-DE", **DESKTOP) as page:
        page.goto(f"{SEARCH}&after=2012-01-01")
        expect(page.get_by_role("link", name="älteste zuerst")).to_be_visible()
        expect(page.locator(".chips .chip", has_text="ab 1. Januar 2012")).to_be_visible()
        narrow = page.get_by_role("navigation", name="Eingrenzen")
        for heading in ("Jahre", "Quellen", "Autoren", "Namen", "Ordner"):
            expect(narrow.get_by_role("heading", name=heading)).to_be_visible()
        expect(page.get_by_role("slider", name="Von")).to_be_visible()
        expect(page.get_by_role("link", name="Ähnliche Artikel").first).to_be_visible()
        expect(page.get_by_role("link", name="Als CSV sichern")).to_be_visible()


def test_what_a_screen_reader_says_of_the_facets(desk):
    """A heading before each list; a value is said with its number of articles."""
    desk.goto(f"{SEARCH}&source=Herald")
    expect(desk.locator("#narrow")).to_match_aria_snapshot("""
- navigation "Narrow to":
  - heading "Years" [level=2]
  - list:
    - listitem:
      - 'link "2011: 3 articles"'
    - listitem:
      - 'link "2019: 3 articles"'
  - paragraph:
    - slider "From"
    - slider "Until"
  - paragraph:
    - textbox "From"
    - textbox "Until"
    - button "Show"
  - heading "Sources" [level=2]
  - list:
    - listitem:
      - link "Take out only from Herald"
  - heading "Names" [level=2]
  - list:
    - listitem:
      - link "Ada Holm 5 articles"
""")
