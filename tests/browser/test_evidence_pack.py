"""An evidence pack in a real browser, opened from a file: green when it is true, red when anything was changed."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from indexer.exporting.evidence import evidence_pack
from indexer.text.normal import normalise
from indexer.types import (
    Answer,
    Article,
    Citation,
    IndependentText,
    Question,
    Span,
    TimeExpression,
    TimelineEntry,
    sha256,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

TEXT = normalise(
    "\n\n🌋🌋 Signs — 𝔐ýrdal: x\u0323\u0307 na\u0308ive 👨\u200d👩\u200d👧 &amp; &lt; \t two  spaces.\n"
    "It says </script><script>alert(1)</script> and <!-- <b>no</b> --> ]]> here. "
    "The volcano 🌋 erupted in 1918; the last word is 𝔐.\n\f\u2028\u200f end"
)
OTHER = "The second text says: “quite <i>another</i> thing”. It ends."
QUOTES = (
    "It says </script><script>alert(1)</script> and <!-- <b>no</b> --> ]]> here.",
    "🌋 erupted in 1918",
    "erupted in",
)


def article(number: int, text: str) -> Article:
    """An article of that text, with metadata that would be markup if it were not escaped."""
    return Article(
        f"a/{number}?<&>",
        "</title><script>alert(2)</script>",
        text,
        sha256(text),
        source="<img src=https://elsewhere.example/x>",
        author="“A” & B",
        published="2018-05-01",
        url="https://volcano.example/katla?a=1&b=2",
    )


def pack(quotes: tuple[str, ...] = QUOTES, question: str = "When did </h1> it\r\nerupt?") -> str:
    """The pack of an answer with these quotes of the first article, and one of the second."""
    first, second = article(1, TEXT), article(2, OTHER)
    cited = [(first, TEXT.index(quote), quote) for quote in quotes] + [(second, 0, OTHER[:20])]
    citations = tuple(
        Citation.of(each, Span(start, start + len(quote)), number=number)
        for number, (each, start, quote) in enumerate(cited, 1)
    )
    answer = Answer(Question(question, "2026-11-23"), "answered", None, citations, (), "20261123T101500-5f2a9c")
    return evidence_pack(answer, {first.id: first, second.id: second}.__getitem__)


def dated_pack() -> str:
    """The pack of an answer with a timeline and a copy of the quoted text."""
    first, copy, second = article(1, TEXT), article(3, TEXT), article(2, OTHER)
    quote = Citation.of(first, Span(0, 20), number=1)
    dated, copied = Citation.of(second, Span(0, 20), number=2), Citation.of(copy, Span(0, 20), number=3)
    time = TimeExpression(Span(0, 4), OTHER[:4], "1918-01-01", "1918-12-31", False, "1918", "1918")
    answer = Answer(
        Question("When?", "2026-11-23"), "answered", None, (quote,), (), "b",
        timeline=(TimelineEntry(time, dated),), texts=(IndependentText((quote, copied)),), confidence=0.9,
    )  # fmt: skip
    return evidence_pack(answer, {one.id: one for one in (first, copy, second)}.__getitem__)


@contextmanager
def opened(browser: Browser, tmp_path, html: str, **options: object) -> Iterator[Page]:
    """The page of a file; at the end it must have had no error, no dialog, and asked for nothing but itself."""
    file = tmp_path / "pack.html"
    file.write_bytes(html.encode())
    context = browser.new_context(**options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    context.close()
    assert complaints == []


def verdict(page: Page) -> str:
    """What stands at the top, with the colour it has as a word."""
    place = page.locator("#verdict")
    kind = place.get_attribute("class").split()[-1]
    red, green, blue = map(int, re.findall(r"[0-9]+", place.evaluate("e => getComputedStyle(e).color"))[:3])
    assert kind == "result" or (green > max(red, blue) if kind == "holds" else red > max(green, blue))
    return f"{kind}: {place.inner_text()}"


def results(page: Page) -> list[bool]:
    """Of each quote whether it is shown as verified."""
    return [
        "holds" in place.get_attribute("class").split() and place.inner_text().startswith("✓")
        for place in page.locator(".quote .result").all()
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_true_pack_is_green(browser, tmp_path, scheme) -> None:
    """Every quote is confirmed, from a file, without any request, whatever the texts hold, in light and dark."""
    with opened(browser, tmp_path, pack(), color_scheme=scheme) as page:
        assert verdict(page) == "holds: ✓ Verified: 4 quotes from 2 articles, letter for letter."
        assert results(page) == [True] * 4
        assert page.locator(".broken").count() == 0
        assert page.locator('[data-fact="text"]').first.evaluate("e => e.textContent") == TEXT
        assert page.locator("mark").all_text_contents()[:4] == [QUOTES[0], "🌋 ", "erupted in", " 1918"]


def test_a_pack_with_a_timeline_and_a_copy_is_green(browser, tmp_path) -> None:
    """The quotes of the timeline and of a copy are confirmed like all others."""
    with opened(browser, tmp_path, dated_pack()) as page:
        assert verdict(page) == "holds: ✓ Verified: 3 quotes from 3 articles, letter for letter."
        assert results(page) == [True] * 3
        assert page.locator("h2").all_inner_texts()[:3] == ["Quotes", "Timeline", "Further quotes"]


def test_without_script_it_says_so_and_shows_everything(browser, tmp_path) -> None:
    """No verdict is given without script, and all that would be verified can be read."""
    with opened(browser, tmp_path, pack(), java_script_enabled=False) as page:
        assert "Verification needs script" in page.locator("#verdict").inner_text()
        assert page.locator("#verdict").get_attribute("class") == "result"
        shown = page.locator("body").inner_text()
        for part in (QUOTES[0], "https://volcano.example/katla?a=1&b=2", "2026-11-23", sha256(TEXT), sha256(OTHER)):
            assert part in shown
        assert page.locator(".holds, .broken").count() == 0


TAMPERED = {
    "a letter of a text": (
        r"volcano 🌋 erupted in 1918|(?<=volcano )<mark[^>]*>🌋",
        lambda m: m[0].replace("🌋", "🌊"),
        [0, 1, 2],
    ),
    "white space of a text": (r"two  spaces", lambda _: "two spaces", [0, 1, 2]),
    "the last letter of a text": (r" end(?=</div>)", lambda _: " enb", [0, 1, 2]),
    "a letter of a quote": (r'(?<=dir="auto">)erupted in', lambda _: "erupted on", [2]),
    "a start": (
        r'(?<=data-fact="start">)([0-9]+)(?=</span>–<span data-fact="end">\d+</span></dd>\s*<dt>Article</dt><dd>'
        r'<a href="#article-2">'
        r'<code data-fact="article_id">a/2)',
        lambda m: str(int(m[0]) + 1),
        [3],
    ),
    "an end": (r'(?<=data-fact="end">)20(?=<)', lambda _: "21", [3]),
    "an end beyond the text": (r'(?<=data-fact="end">)20(?=<)', lambda _: "9999", [3]),
    "an offset that is no number": (r'(?<=data-fact="end">)20(?=<)', lambda _: "20.0", [3]),
    "a cited hash": (rf'(?<=data-fact="article_sha256">){sha256(OTHER)}', lambda _: "0" * 64, [3]),
    "an article's hash": (rf'(?<=data-fact="sha256">){sha256(OTHER)}', lambda _: "0" * 64, [3]),
    "an article's id": (r'(?<=data-fact="id">)a/2', lambda _: "a/3", [3]),
    "the words that are marked": (r'(<mark data-quotes="4">)(.{5})', lambda m: m[2] + m[1], [3]),
    "which article is meant": (r'data-article="article-2"', lambda _: 'data-article="article-1"', [3]),
    "an article that is missing": (r'data-article="article-2"', lambda _: 'data-article="article-9"', [3]),
    "the title": (r"erupt\?(?=</title>)", lambda _: "erupted?", []),
    "the question": (r"erupt\?(?=</span>)", lambda _: "erupted?", []),
    "the date of an article": (r"2018-05-01", lambda _: "2018-05-02", []),
    "a whole quote removed": (r'<li class="quote" id="quote-4".*?</li>', lambda _: "", []),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_a_changed_pack_is_red(browser, tmp_path, what) -> None:
    """Whatever of a text, offset, quote, hash or record is changed, the verdict is red, and so is each quote concerned."""
    pattern, change, broken = TAMPERED[what]
    html = pack()
    changed = re.sub(pattern, change, html, count=1, flags=re.DOTALL)
    assert changed != html
    with opened(browser, tmp_path, changed) as page:
        assert verdict(page).startswith("broken: ✗ Not verified.")
        shown = results(page)
        assert [place for place, holds in enumerate(shown) if not holds] == broken


def test_a_text_changed_together_with_its_hash_is_red(browser, tmp_path) -> None:
    """A forger who also writes the new hash everywhere is betrayed by the quote, or else by the seal."""
    forged = OTHER.replace("It ends.", "It lies.")
    html = pack().replace("It ends.", "It lies.").replace(sha256(OTHER), sha256(forged))
    with opened(browser, tmp_path, html) as page:
        assert verdict(page) == "broken: ✗ Not verified. The file was changed."
        assert page.locator("#seal .result.broken").count() == 1


def test_another_script_does_not_run(browser, tmp_path) -> None:
    """The policy stops a script that was added, even one in the page itself, and the verdict stays."""
    html = pack().replace(
        "</main>", '<script>document.title = "taken"</script><img src="https://elsewhere.example/"></main>'
    )
    file = tmp_path / "pack.html"
    file.write_bytes(html.encode())
    page = browser.new_page()
    requests: list[str] = []
    page.on("requestfinished", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: requests.append(str(request.failure)))
    page.goto(file.as_uri())
    assert page.title().startswith("Evidence: ")
    assert sorted(requests) == ["csp", file.as_uri()]
    page.close()


def test_not_found_has_a_pack_too(browser, tmp_path) -> None:
    """Nothing is quoted, and the record itself is verified."""
    answer = Answer(Question("Who?", "2026-11-23"), "not_found", "No article mentions “x”.", (), (), "b")
    with opened(browser, tmp_path, evidence_pack(answer, {}.__getitem__)) as page:
        assert verdict(page) == "holds: ✓ Verified: this answer quotes nothing, and the record is as it was written."
        assert page.get_by_text("No article mentions “x”.").is_visible()


def test_the_page_s_own_sha256_is_sha256(browser, tmp_path) -> None:
    """The script's hash equals Python's for texts of every length around its blocks, and outside ASCII."""
    texts = ["é" * 27, "🌋" * 14, "x" * 100_001, *("a" * length for length in range(131))]
    with opened(browser, tmp_path, pack()) as page:
        assert page.evaluate("texts => texts.map(sha256)", texts) == [
            hashlib.sha256(text.encode()).hexdigest() for text in texts
        ]


def test_it_prints_and_fits_a_phone(browser, tmp_path) -> None:
    """On paper the results have words and borders, not only colours; on a phone nothing is wider than the screen."""
    with opened(browser, tmp_path, pack(), viewport={"width": 320, "height": 640}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.emulate_media(media="print")
        assert page.locator(".quote .result").first.evaluate("e => getComputedStyle(e).borderTopWidth") != "0px"
        assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
