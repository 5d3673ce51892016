"""An article in a real browser: back to the answer, contents, words found, and texts of a hundred thousand words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from indexer import rebuild
from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.browser.test_browser import MINISTER
from tests.conftest import wait_until

QUOTE = "The keeper of the northern light is called Ermintrude"
WORDS = (
    "Waves of the sea beat on the rocks below the tower, and the lamp goes round and round until the sun is up again."
)
HOSTS = 100_000 // len(WORDS.split())
RULES = "Rules of operators"


@pytest.fixture(scope="module")
def long_site(browser, serving, tmp_path_factory):
    """A library of one text of 100,000 words, with a heading every forty paragraphs, and its quote near the end."""
    assert browser.is_connected()
    home = tmp_path_factory.mktemp("long")
    paragraphs = [f"## Part {n // 40}\n\n{n}. {WORDS}" if n % 40 == 0 else f"{n}: {WORDS}" for n in range(HOSTS)]
    paragraphs.insert(-200, f"{QUOTE}.")
    (home / "long.md").write_text("# A long text\n\n" + "\n\n".join(paragraphs))
    rebuild(home / "instance", [home / "long.md"])
    with serving(home / "instance") as url:
        yield url


def test_back_to_the_answer(page):
    """The way leads from a quote to its article, on to the answer's next quote there, and back to that quote."""
    page.goto(f"/?q={MINISTER}")
    page.locator("#quote-1-1 .citation").click()
    expect(page.locator("mark#quote")).to_be_in_viewport()
    first = page.locator("mark#quote").inner_text()
    expect(page.locator(".trail")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name=re.compile("Next quote|Previous quote")).first.click()
    expect(page.locator("mark#quote")).not_to_have_text(first)
    expect(page.locator("mark.quoted")).to_have_text(first)
    expect(page.locator("mark#quote")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator(".quote:target")).to_be_in_viewport()


def test_the_way_back_returns_to_where_one_was(desk):
    """With script, "Back to the answer" is the browser's Back: to the same place, with what was open still there."""
    desk.set_viewport_size({"width": 900, "height": 500})
    desk.goto(f"/?q={MINISTER}")
    desk.locator("#quote-1-2").scroll_into_view_if_needed()
    desk.mouse.wheel(0, 150)
    wait_until(lambda: desk.evaluate("history.state?.y ?? 0") > 0)
    place = desk.evaluate("scrollY")
    desk.locator("#quote-1-2 .citation").evaluate("link => link.click()")
    expect(desk.locator("mark#quote")).to_be_in_viewport()
    desk.get_by_role("link", name="Back to the answer").click()
    expect(desk.locator("#quote-1-2")).to_be_in_viewport()
    wait_until(lambda: abs(desk.evaluate("scrollY") - place) < 2)
    desk.go_forward()
    expect(desk.locator("mark#quote")).to_be_visible()


MARKED = "['match', 'current'].map(name => CSS.highlights.get(name)?.size ?? 0)"
PLACE_IN_VIEW = """name => {
    const [place] = CSS.highlights.get(name);
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    const at = range.getBoundingClientRect();
    const above = document.querySelector(".trail").getBoundingClientRect().bottom;
    const below = document.querySelector(".ask.follow").getBoundingClientRect().top;
    return above <= at.top && at.bottom <= below && at.height > 0;
}"""


def test_words_are_found_in_an_article(page):
    """Enter goes to the first place, also when it comes right after the words; the arrows go on, by the keyboard too."""
    page.goto("/article?id=handbook/operators.md")
    page.get_by_role("searchbox", name="Find in this article").fill("title")
    page.keyboard.press("Enter")
    expect(page.locator(".find .steps")).to_contain_text("1 of ")
    _at_a_place(page)
    page.get_by_label("Next place").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".find .steps")).to_contain_text("2 of ")
    _at_a_place(page)
    expect(page.locator("#find")).to_have_value("title")


def _at_a_place(page):
    """Waits until the current place is in view: the browser's highlight where there is script, else the server's mark."""
    if page.evaluate("CSS.highlights.size"):
        wait_until(lambda: page.evaluate(PLACE_IN_VIEW, "current"))
    else:
        expect(page.locator("mark#found")).to_be_in_viewport()


@pytest.mark.parametrize("delay", [0, 400], ids=["at once", "late"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_enter_goes_to_the_first_place_however_late_the_script_comes(browser, site, device, delay):
    """The script may be there before the first letter or after the last key: as many presses of Enter, as many places."""
    with watched(browser, site, **device) as page:
        page.route("**/find.js*", lambda route: (page.wait_for_timeout(delay), route.continue_()))
        page.goto("/article?id=handbook/operators.md")
        field, count = page.locator("#find"), page.locator(".find .steps > span")
        field.press_sequentially("titles")
        field.press("Backspace")
        field.press("Enter")
        expect(count).to_have_text(re.compile(r"^1 of \d+$"))
        wait_until(lambda: page.evaluate(PLACE_IN_VIEW, "current"))
        field.press("Enter")
        field.press("Enter")
        expect(count).to_have_text(re.compile(r"^3 of \d+$"))
        wait_until(lambda: page.evaluate(PLACE_IN_VIEW, "current"))
        field.fill("author")
        field.press("Shift+Enter")
        expect(count).to_have_text(re.compile(r"^(\d+) of \1$"))
        assert "find=" not in page.url


def test_words_are_found_while_they_are_typed(desk):
    """Places are counted and marked without Enter; Enter goes on, with Shift back, and Escape takes all of it away."""
    desk.goto("/article?id=handbook/operators.md")
    field, count = desk.locator("#find"), desk.locator(".find .steps > span")
    field.press_sequentially("TITLE")
    expect(count).to_have_text(re.compile("^[1-9]+ found$"))
    total = int(count.inner_text().split()[0])
    assert total > 1
    assert desk.evaluate(MARKED) == [total, 0]
    wait_until(lambda: desk.evaluate(PLACE_IN_VIEW, "match"))
    field.press("Enter")
    expect(count).to_have_text(f"1 of {total}")
    assert desk.evaluate(MARKED) == [total - 1, 1]
    field.press("Enter")
    expect(count).to_have_text(f"2 of {total}")
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    expect(count).to_have_text(f"{total} of {total}")
    desk.get_by_role("button", name="Next place").click()
    expect(count).to_have_text(f"1 of {total}")
    expect(desk.get_by_role("button", name="Next place")).to_be_focused()
    assert "find=" not in desk.url
    field.press_sequentially("xyz")
    expect(count).to_have_text("Not found")
    field.press("Escape")
    expect(count).to_have_count(0)
    assert desk.evaluate(MARKED) == [0, 0]
    expect(field).to_have_value("")


def test_deleting_letters_counts_again(desk):
    """Fewer letters stand in more places, and none in none."""
    desk.goto("/article?id=handbook/operators.md")
    field, count = desk.locator("#find"), desk.locator(".find .steps > span")
    field.press_sequentially("titles are")
    expect(count).to_have_text("Not found")
    for _ in range(len("s are")):
        field.press("Backspace")
    expect(count).to_have_text(re.compile("^[1-9]+ found$"))
    for _ in range(len("title")):
        field.press("Backspace")
    expect(count).to_have_count(0)
    assert desk.evaluate(MARKED) == [0, 0]


def test_typing_replaces_what_the_server_marked(desk):
    """Where the address says what to find, Enter goes on from there; the first letter that is typed removes those marks."""
    desk.goto("/article?id=handbook/operators.md&find=title&match=2")
    expect(desk.locator("mark.match").first).to_be_attached()
    desk.locator("#find").press("Enter")
    expect(desk.locator(".find .steps > span")).to_have_text(re.compile("^3 of "))
    expect(desk.locator("mark.match, mark.current")).to_have_count(0)
    desk.goto("/article?id=handbook/operators.md&find=title")
    desk.locator("#find").fill("author")
    expect(desk.locator(".find .steps")).to_have_count(1)
    expect(desk.locator("mark.match, mark.current")).to_have_count(0)


def test_typing_finds_in_a_long_text(browser, long_site):
    """In 100,000 words, most of which are not laid out, the place shows, also on a phone."""
    for device in (DESKTOP, PHONE):
        with watched(browser, long_site, **device) as page:
            page.goto("/article?id=long.md")
            page.locator("#find").press_sequentially("northern light")
            expect(page.locator(".find .steps > span")).to_have_text("1 found")
            wait_until(lambda page=page: page.evaluate(PLACE_IN_VIEW, "match"))


def test_contents_stay_in_view_on_a_desktop_and_open_on_a_phone(browser, site):
    """Beside the text where there is room, where they stay; else they open when they are pressed. Both lead to a heading."""
    for device, by_the_side in ((DESKTOP, True), (PHONE, False)):
        for script in (True, False):
            with watched(browser, site, java_script_enabled=script, **device) as page:
                page.goto("/article?id=handbook/asking.md")
                entry = page.locator(".contents a").last
                if not by_the_side:
                    expect(entry).to_be_hidden()
                    page.locator(".contents summary").click()
                title = entry.inner_text()
                entry.click()
                expect(page.get_by_role("heading", name=title, level=2)).to_be_in_viewport()
                if by_the_side:
                    expect(entry).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_long_text_opens_at_its_quote(browser, long_site, script):
    """100,000 words: the quote is in view, what is far from it is not laid out yet, and the contents lead through it."""
    with watched(browser, long_site, java_script_enabled=script, **DESKTOP) as page:
        page.goto("/?q=" + QUOTE.replace("The", "Who is the").partition(" is called")[0])
        page.locator(".citation").first.click()
        expect(page.locator("mark#quote")).to_have_text(re.compile(QUOTE))
        expect(page.locator("mark#quote")).to_be_in_viewport()
        page.get_by_role("link", name="Part 7", exact=True).click()
        expect(page.get_by_role("heading", name="Part 7", exact=True)).to_be_in_viewport()


def test_a_long_text_scrolls_smoothly(browser, long_site):
    """Going down through the text by the wheel leaves out no more than a frame now and then."""
    with watched(browser, long_site, **DESKTOP) as page:
        page.goto("/article?id=long.md")
        page.evaluate(
            """() => {
                window.frames_ = [];
                let last = performance.now();
                const next = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
                requestAnimationFrame(next);
            }"""
        )
        for _ in range(30):
            page.mouse.wheel(0, 900)
        wait_until(lambda: page.evaluate("scrollY") > 20_000)
        frames = sorted(page.evaluate("window.frames_"))
        assert frames[len(frames) * 9 // 10] < 100
