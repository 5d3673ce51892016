"""What a reader sees and does, in a real browser, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import facets, watched
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
    quote = page.locator("blockquote .words").first.inner_text()
    assert re.search(expected, quote)
    source = page.locator(".quote.lead figcaption")
    assert "Agenda.ge · 25 Oct 2016 · Soldiers from Georgia" in source.inner_text()
    source.get_by_role("link", name="Soldiers from Georgia’s breakaway region").click()
    cited = page.locator("mark#quote")
    assert cited.inner_text() in quote
    assert re.search(expected, cited.inner_text())
    wait_until(lambda: _is_in_view(page, cited))


def test_a_question_that_nothing_answers(page):
    """Not found, with a reason, and no quote."""
    page.goto("/")
    ask(page, "Which zeppelin crossed Patagonia?")
    expect(page.locator(".strength")).to_have_text("No answer found")
    assert page.locator(".reason").inner_text()
    assert page.locator("blockquote").count() == 0
    page.get_by_role("link", name="Search all passages").click()
    expect(page.get_by_role("heading", name="Search the articles")).to_be_visible()


def test_a_conversation_and_the_way_back(page):
    """A follow-up goes on in the same URL; the newest turn is in view; going back shows the turn before."""
    page.goto("/")
    ask(page, MINISTER)
    expect(page.locator("#turn-1 blockquote").first).to_be_visible()
    assert "?q=Who+is+the" in page.url
    ask(page, "When will it be signed?")
    expect(page.locator(".turn")).to_have_count(2)
    assert "q=Who+is" in page.url
    assert "q=When+will+it" in page.url
    assert page.locator("#turn-2 .chip.earlier").count() >= 1
    wait_until(lambda: _is_in_view(page, page.locator("#question-2")))
    page.go_back()
    expect(page.locator(".turn")).to_have_count(1)


def test_the_context_of_a_quote_opens_in_place(page):
    """One sentence on either side, then the whole passage in its place; the number of the quote is a link to it."""
    page.goto("/?q=" + MINISTER)
    lead = page.locator(".quote.lead")
    lead.get_by_text("In context").click()
    excerpt = lead.locator(".context > .passage")
    expect(excerpt).to_be_visible()
    assert _is_marked(excerpt)
    lead.get_by_text("More", exact=True).click()
    whole = lead.locator(".whole .passage")
    expect(whole).to_be_visible()
    expect(excerpt).to_be_hidden()
    assert _is_marked(whole)
    lead.locator(".number").click()
    assert page.url.endswith("#quote-1-1")
    assert lead.evaluate("element => getComputedStyle(element).boxShadow") != "none"


def test_the_best_quote_is_the_largest(page):
    """The first quote is set larger than the question and the other quotes, and is in view at once."""
    page.goto("/?q=" + MINISTER)
    sizes = [
        page.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
        for selector in (".lead blockquote", ".question", ".quote:not(.lead) blockquote")
    ]
    assert sizes[0] > max(sizes[1:])
    assert _is_in_view(page, page.locator(".lead figcaption"))


def test_back_leads_to_where_one_was(page):
    """Typing the next question moves nothing, and going back lands where it was typed, turn by turn."""
    page.goto("/?q=" + MINISTER)
    places = []
    for question in (SIGNED, "What does Tbilisi say about these deals?", MINISTER):
        turns = page.locator(".turn").count()
        box = page.locator("#q").bounding_box()
        page.mouse.click(box["x"] + 20, box["y"] + 10)
        places.append(page.evaluate("scrollY"))
        page.keyboard.type(question)
        assert page.evaluate("scrollY") == places[-1]
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(turns + 1)
        wait_until(lambda turn=turns + 1: _is_in_view(page, page.locator(f"#question-{turn}")))
    assert len(set(places)) == len(places)
    for place in reversed(places):
        page.go_back()
        wait_until(lambda place=place: abs(page.evaluate("scrollY") - place) < 2)


def test_more_articles_are_as_many_as_it_says(page):
    """The number of further articles is the number of those shown."""
    page.goto("/?q=How do I search only some articles by source or date?")
    summary = page.locator(".further > summary")
    summary.click()
    assert int(summary.locator(".count").inner_text()) == page.locator(".further .card").count() > 3


def test_an_example_is_answered(page):
    """Every example question of the way in gets an answer."""
    page.goto("/")
    examples = page.locator(".examples a").all_inner_texts()
    assert 1 <= len(examples) <= 4
    for example in examples:
        page.goto("/")
        page.get_by_role("link", name=example, exact=True).click()
        expect(page.locator("blockquote").first).to_be_visible()


def test_filters_narrow_a_question(page):
    """A source and dates can be asked for, and are said on the page."""
    page.goto("/?q=agreement")
    page.locator(".filters summary").click()
    page.get_by_label("Source", exact=True).fill("Footnote handbook")
    page.get_by_role("search").get_by_label("From").fill("2015-01-01")
    ask(page, "What is an agreement?")
    chip = page.get_by_role("link", name="Take out only from footnote handbook")
    expect(chip).to_be_visible()
    assert "Agenda.ge" not in page.locator("#turn-2").inner_text()
    chip.click()
    expect(chip).to_have_count(0)
    expect(page.locator("#turn-2 .chip", has_text="from 1 Jan 2015")).to_be_visible()


def test_words_that_must_and_must_not_occur(page):
    """The sheet opens above the field; what is typed there becomes part of the question, and is said on the page."""
    page.goto("/?q=" + MINISTER)
    page.locator(".filters summary").click()
    sheet, field = page.locator(".sheet").bounding_box(), page.locator("#q").bounding_box()
    assert sheet["y"] + sheet["height"] <= field["y"]
    page.get_by_label("Must occur").fill('"military base"')
    page.get_by_label("Must not occur").fill("Tbilisi")
    ask(page, "Where could servicemen serve?")
    expect(page.locator("#question-2")).to_have_text('Where could servicemen serve? "military base" -Tbilisi')
    expect(page.locator("#turn-2 .chip", has_text="word for word")).to_be_visible()
    expect(page.locator("#turn-2 .chip", has_text="without Tbilisi")).to_be_visible()
    expect(page.get_by_label("Must occur")).to_have_value("")


def test_searching(page):
    """Ranked passages, by rank and by date."""
    page.goto("/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("textbox", name=re.compile("Words")).fill("agreement with Russia")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hits .card").first).to_contain_text("Agenda.ge")
    page.get_by_role("link", name="newest first").click()
    expect(page.get_by_role("link", name="best first")).to_be_visible()
    assert page.locator(".hits .card").count() >= 1
    page.locator(".why summary").first.click()
    expect(page.locator(".why table").first).to_be_visible()


def test_a_word_can_be_taken_out(page):
    """A chip's link asks without its word, also one of an earlier question."""
    page.goto(f"/?q={MINISTER}&q={SIGNED}")
    page.locator("#turn-2").get_by_role("link", name="Take out minister").click()
    expect(page.locator("#question-1")).to_have_text("Who is the de facto defence of South Ossetia?")
    expect(page.locator("#question-2")).to_have_text(SIGNED)


def test_an_answer_can_be_narrowed(page):
    """A bar of the years, or a source, asks the newest question within it."""
    page.goto(f"/?q={MINISTER}&q=How+is+a+source+named+in+an+agreement%3F")
    limits = page.locator("#turn-2 .chips .chip:not(.earlier)")
    facets(page).locator(".years a").first.click()
    expect(limits).to_have_count(2)
    page.go_back()
    expect(limits).to_have_count(0)
    facets(page).locator(".choices a").first.click()
    expect(limits).to_have_count(1)
    expect(page.locator("#turn-1")).to_be_attached()


def test_browsing_to_an_article_and_asking_about_it(page):
    """From the way in to the list of articles, to an article, to the next one, to a question about it."""
    page.goto("/")
    page.get_by_role("link", name="Browse", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is in this library")
    page.get_by_role("link", name="Agenda.ge", exact=True).click()
    expect(page.locator(".entries a")).to_have_count(1)  # with script the list changes in place
    page.locator(".entries a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Soldiers from Georgia")
    page.get_by_role("textbox", name="Ask about this article").fill("Who told TASS?")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".chip", has_text="only in “Soldiers from Georgia")).to_be_visible()
    page.goto("/article?id=handbook/adding-articles.md")
    page.get_by_role("link", name="Next article").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Adding articles")


def test_the_list_of_articles_is_ordered_by_date(page):
    """The newest or the oldest first, within a source and a year too."""
    page.goto("/browse")
    newest = page.locator(".entries a").first.inner_text()
    page.get_by_role("link", name="oldest first").click()
    expect(page.locator(".entries a").first).to_contain_text("Soldiers from Georgia")
    page.locator(".decades a").first.click()
    expect(page.locator(".entries a")).to_have_count(1)
    page.get_by_role("link", name="newest first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2016")
    page.get_by_role("link", name="All articles").click()
    expect(page.locator(".entries a").first).to_have_text(newest)


def test_a_citation_is_verified_where_it_leads(page):
    """The cited words are highlighted, and said to be there letter for letter; the same can be asked for as JSON."""
    page.goto("/?q=" + MINISTER)
    page.locator("a.citation").first.click()
    page.get_by_text("Verified: letter for letter").click()
    expect(page.locator(".verified .sha")).to_be_visible()
    verification = page.get_by_role("link", name="Verify as JSON").get_attribute("href")
    assert page.request.get(verification).json()["standing"] == "holds"


def test_a_link_tells_what_has_become_of_its_quote(page):
    """Words that moved are highlighted where they are; words that are no longer there are shown as such."""
    page.goto("/article?id=handbook/asking.md&span=0-9&sha256=0&quote=Footnote")
    expect(page.locator("#quote")).to_contain_text("Moved.")
    page.get_by_role("link", name="See the place").click()
    assert page.locator("mark#place").inner_text() == "Footnote"
    page.goto("/article?id=handbook/asking.md&span=0-9&sha256=0&quote=Nobody+said+this")
    expect(page.locator("#quote del")).to_have_text("“Nobody said this”")
    assert page.locator("mark").count() == 0


def test_an_answer_can_be_had_as_a_file(page):
    """The files are one press away, and named."""
    page.goto("/?q=" + MINISTER)
    page.get_by_text("Save this answer").click()
    expect(page.locator(".exports a")).to_have_text(
        [re.compile(name) for name in ("Markdown", "BibTeX", "RIS", "CSL-JSON", "web page")]
    )
    assert "/api/export?format=ris&q=Who+is" in (page.get_by_role("link", name="RIS").get_attribute("href") or "")


def test_the_library_tells_what_it_holds(page):
    """The foot of every page leads to what the library holds."""
    page.goto("/search")
    page.get_by_role("link", name="This library").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This library")
    assert page.get_by_text("Passages").first.is_visible()


def test_the_keyboard_reaches_everything(page):
    """Tab goes first to the skip link; the field of the empty page has the focus and answers to Enter."""
    page.goto("/")
    page.keyboard.type(MINISTER)
    page.keyboard.press("Enter")
    page.locator("blockquote").first.wait_for()
    page.goto("/search?q=agreement")
    page.keyboard.press("Tab")
    assert page.locator("a.skip:focus").is_visible()


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda viewport: str(viewport["width"]))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits(browser, site, viewport, scheme):
    """Nothing has to be scrolled sideways, from 320 px to wide; text is readable in both themes."""
    addresses = ["/", f"/?q={MINISTER}&q={SIGNED}", "/?q=zeppelin", "/search?q=agreement", "/?q=" + "w" * 300,
                 "/browse", "/status", "/article?id=handbook/adding-articles.md"]  # fmt: skip
    with watched(browser, site, viewport=viewport, color_scheme=scheme) as page:
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
        page.goto(f"/?q={MINISTER}")
        for selector in (
            "h1",
            ".from",
            ".passage",
            "blockquote",
            ".strength",
            ".passage mark",
            ".ask > label",
        ):
            assert _contrast(page, selector) >= 4.5, selector


def _is_marked(passage) -> bool:
    """Whether the quote, and nothing else, is marked in the passage."""
    return passage.locator("mark").count() == 1 and "Gasseyev told TASS" in passage.locator("mark").inner_text()


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
