"""What a reader sees and does, in a real browser, with script and without."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import watched
from tests.conftest import wait_until

MINISTER = "Who is the de facto defence minister of South Ossetia?"
SIGNED = "When will the agreement be signed?"
ANSWERS = [
    (MINISTER, "Ibragim Gasseyev"),
    (SIGNED, r"by the end of 2016|After that we will sign the agreement|this year"),
    ("Where could South Ossetian servicemen serve?", r"4th military base|Russian A"),
    (
        "What does Tbilisi say about these deals?",
        r"further attempt by Russia to annex|do not recognise the deals",
    ),
]
VIEWPORTS = [{"width": 320, "height": 700}, {"width": 390, "height": 844}, {"width": 1600, "height": 1000}]


def ask(page, question):
    """Types a question and sends it."""
    page.get_by_role("textbox", name=re.compile("question|follow-up")).fill(question)
    page.get_by_role("button", name="Ask").click()


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
def test_the_given_article_answers(page, question, expected):
    """The sentence, cited Agenda.ge, 25 Oct 2016, and highlighted where the citation leads."""
    page.goto("/")
    ask(page, question)
    quote = page.locator("blockquote").first.inner_text()
    assert re.search(expected, quote)
    note = page.locator(".note").first
    assert "Agenda.ge, 25 Oct 2016" in note.inner_text()
    note.get_by_role("link", name="Soldiers from Georgia’s breakaway region").click()
    cited = page.locator("mark#quote")
    assert cited.inner_text() in quote
    assert re.search(expected, cited.inner_text())
    wait_until(lambda: _is_in_view(page, cited))


def test_a_question_that_nothing_answers(page):
    """Not found, with a reason, and no quote."""
    page.goto("/")
    ask(page, "Which zeppelin crossed Patagonia?")
    assert page.get_by_text("No answer found.").is_visible()
    assert page.locator(".reason").inner_text()
    assert page.locator("blockquote").count() == 0


def test_a_conversation_and_the_way_back(page):
    """A follow-up goes on in the same URL; the newest turn is in view; going back shows the turn before."""
    page.goto("/")
    ask(page, MINISTER)
    assert page.url.endswith("South+Ossetia%3F&source=&after=&before=")
    ask(page, "When will it be signed?")
    assert page.locator(".turn").count() == 2
    assert "q=Who+is" in page.url
    assert "q=When+will+it" in page.url
    assert page.locator("#turn-2 .chip.earlier").count() >= 1
    wait_until(lambda: _is_in_view(page, page.locator("#question-2")))
    page.go_back()
    assert page.locator(".turn").count() == 1


def test_a_marker_leads_to_its_note_and_back(page):
    """Marker and number of a note lead to each other."""
    page.goto("/?q=" + MINISTER)
    page.locator(".marker").first.click()
    assert page.url.endswith("#note-1-1")
    page.locator(".note .number").first.click()
    assert page.url.endswith("#quote-1-1")


def test_an_example_is_answered(page):
    """Every example question of the way in gets an answer."""
    page.goto("/")
    examples = page.locator(".examples a").all_inner_texts()
    assert 1 <= len(examples) <= 4
    for example in examples:
        page.goto("/")
        page.get_by_role("link", name=example, exact=True).click()
        assert page.locator("blockquote").count() >= 1


def test_filters_narrow_a_question(page):
    """A source and dates can be asked for, and are said on the page."""
    page.goto("/?q=agreement")
    page.get_by_text("Only some articles").click()
    page.get_by_label("Source").fill("Footnote handbook")
    page.get_by_label("From").fill("2015")
    ask(page, "What is an agreement?")
    assert page.get_by_text("source: footnote handbook").is_visible()
    assert "Agenda.ge" not in page.locator("#turn-2").inner_text()


def test_searching(page):
    """Ranked passages, by rank and by date."""
    page.goto("/")
    page.get_by_role("link", name="Search").click()
    page.get_by_role("textbox", name=re.compile("Words")).fill("agreement with Russia")
    page.get_by_role("button", name="Search").click()
    assert page.locator(".hits .card").first.get_by_text("Agenda.ge").is_visible()
    page.get_by_role("link", name="by date").click()
    assert page.locator(".hits .card").count() >= 1


def test_the_keyboard_reaches_everything(page):
    """Tab goes first to the skip link; the field of the empty page has the focus and answers to Enter."""
    page.goto("/")
    page.keyboard.type(MINISTER)
    page.keyboard.press("Enter")
    page.locator("blockquote").first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator("a.skip:focus").is_visible()


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda viewport: str(viewport["width"]))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits(browser, site, viewport, scheme):
    """Nothing has to be scrolled sideways, from 320 px to wide; text is readable in both themes."""
    addresses = ["/", f"/?q={MINISTER}&q={SIGNED}", "/?q=zeppelin", "/search?q=agreement", "/?q=" + "w" * 300]
    with watched(browser, site, viewport=viewport, color_scheme=scheme) as page:
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        page.goto(f"/?q={MINISTER}")
        for selector in (
            "h1",
            ".byline",
            ".passage",
            "blockquote",
            ".chip",
            ".passage .quoted",
            ".ask > label",
        ):
            assert _contrast(page, selector) >= 4.5, selector


def _is_in_view(page, found) -> bool:
    box, size = found.bounding_box(), page.viewport_size
    return box is not None and box["y"] < size["height"] and box["y"] + box["height"] > 0


def _contrast(page, selector) -> float:
    """WCAG's contrast ratio of an element's text and what lies behind it."""
    colours = page.locator(selector).first.evaluate(
        """element => {
            const behind = at => {
                const colour = getComputedStyle(at).backgroundColor;
                return colour !== 'rgba(0, 0, 0, 0)' || !at.parentElement ? colour : behind(at.parentElement);
            };
            return [getComputedStyle(element).color, behind(element)];
        }"""
    )
    lights = sorted(_luminance(colour) for colour in colours)
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
