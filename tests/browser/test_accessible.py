"""Every page can be read and used by everyone: axe-core finds nothing, and everything weighs little."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.browser.test_browser import ANSWERS, MINISTER, SIGNED

THREAD = "/?" + "&".join(f"q={question}" for question, _ in ANSWERS)
ADDRESSES = [
    "/", f"/?q={MINISTER}", f"/?q={MINISTER}&q={SIGNED}&source=agenda.ge&after=2015", "/?q=zeppelin+agreement",
    "/?q=How+is+a+source+named+in+an+agreement%3F", "/search", "/search?q=agreement", "/search?q=zeppelin",
    "/similar?id=handbook/asking.md",
    "/article?id=handbook/asking.md&span=40-120", "/article?id=handbook/asking.md&span=40-120&sha256=0",
    "/article?id=handbook/asking.md&span=0-9&quote=Footnote", "/article?id=handbook/asking.md&span=0-9&quote=Nobody+said",
    "/article/compare?id=handbook/asking.md&with=handbook/follow-ups.md",
    "/article?id=handbook/operators.md&find=title&match=2", "/browse", "/browse?source=Agenda.ge&sort=oldest",
    "/browse?sort=added", "/browse?year=2026&title=files", "/help", "/help?q=How+do+I+add+articles%3F", "/status", "/docs",
]  # fmt: skip
GONE = "/article?id=nothing&quote=Nobody+said+this"
HEAVIEST = 60 * 1024


@pytest.mark.parametrize(
    ("device", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"]
)
def test_axe_finds_nothing(browser, site, axe, scheme, device):
    """No page breaks a rule of WCAG 2.2 A or AA that axe-core knows: in light on a desktop, in the dark on a phone."""
    with watched(browser, site, color_scheme=scheme, reduced_motion="reduce", **device) as page:
        for address in ADDRESSES:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            # All of the page in view, so that nothing is half under the field at the bottom.
            page.set_viewport_size({**device["viewport"], "height": page.evaluate("document.body.scrollHeight") + 200})
            assert axe(page) == [], address
            page.set_viewport_size(device["viewport"])
        page.goto("/search?q=agreement")
        page.get_by_role("button", name="Keyboard shortcuts").click()
        assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_nothing_is(browser, site, axe, scheme):
    """The pages of problems keep the same rules; a browser counts their status as an error, so nothing watches it."""
    page = browser.new_page(base_url=site, color_scheme=scheme, reduced_motion="reduce")
    for address in (GONE, "/nothing", "/?q=tea&after=lunch"):
        page.goto(address)
        assert axe(page) == [], address
    page.close()


def test_a_thread_weighs_little(browser, site):
    """Four questions with their answers, and all that the page needs, take no more than 60 KB on their way."""
    with watched(browser, site) as page:
        sizes: dict[str, int] = {}
        page.on("requestfinished", lambda request: sizes.update({request.url: _weight(request)}))
        page.goto(THREAD, wait_until="networkidle")
        assert page.locator(".turn").count() == len(ANSWERS)
        assert len(sizes) >= 3
        assert sum(sizes.values()) <= HEAVIEST, sizes


def _weight(request) -> int:
    """Bytes of an answer, head and body."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_targets_are_large_enough(browser, site):
    """Whatever stands by itself and can be pressed is at least 24 px high and wide on a phone (WCAG 2.5.8)."""
    with watched(browser, site, **PHONE) as page:
        for address in ("/", f"/?q={MINISTER}&q={SIGNED}", "/?q=How+is+a+source+named+in+an+agreement%3F"):
            page.goto(address)
            for target in page.locator("button:visible, .chip .out:visible, .number:visible, .years a:visible").all():
                box = target.bounding_box()
                assert box["height"] >= 24, target.inner_text()
                assert box["width"] >= 23.9, target.inner_text()


def test_the_focus_is_never_hidden(desk):
    """Whatever has the focus is not under the field that stays at the bottom (WCAG 2.4.11)."""
    desk.goto(f"/?q={MINISTER}&q={SIGNED}")
    desk.locator("a.skip").focus()
    for _ in range(40):
        desk.keyboard.press("Tab")
        hidden = desk.evaluate(
            """() => {
                const at = document.activeElement, bar = document.querySelector('.follow');
                if (at === document.body || bar.contains(at)) return '';
                return at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top
                    && at.getBoundingClientRect().top < bar.getBoundingClientRect().bottom ? at.outerHTML : '';
            }"""
        )
        assert hidden == ""


def test_print_shows_the_text_alone(browser, site):
    """On paper there are quotes and sources, and no field or button."""
    with watched(browser, site, **DESKTOP) as page:
        page.goto(f"/?q={MINISTER}")
        page.emulate_media(media="print")
        expect(page.locator("blockquote").first).to_be_visible()
        expect(page.locator(".from").first).to_be_visible()
        for selector in (".ask", ".masthead nav", ".tools", "figcaption button"):
            expect(page.locator(selector).first).to_be_hidden()


def test_nothing_moves_for_those_who_ask_for_it(browser, site):
    """With reduced motion, nothing is animated."""
    with watched(browser, site, reduced_motion="reduce") as page:
        page.goto(f"/?q={MINISTER}#quote-1-1")
        moving = page.evaluate("document.getAnimations().length")
        assert moving == 0
        assert re.fullmatch(
            r"0s(, 0s)*", page.locator("#quote-1-1").evaluate("e => getComputedStyle(e).transitionDuration")
        )
