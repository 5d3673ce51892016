"""The page of one article: how its text is set, what is found in it, and the way back to the answer that led there."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from indexer import rebuild
from tests.web.test_pages import Page, words
from webapp import create_app
from webapp.pages.article_blocks import blocks, is_numbered, parts_of

GUIDE = """---
title: A guide to lighthouses
---
# A guide to lighthouses

See [the register](https://lights.example/r?a=1&b=2), [the office](mailto:office@lights.example),
[the trap](javascript:alert(1)), or https://plain.example/x. A lighthouse burns oil.

## Kinds

- on rocks, with a [long history](http://history.example)
- on land

### Order

1. First, count them.

## Heights

| light | height |
|---|---|
| Eddystone | 49 m |
| Bell Rock | 35 m |

## Code

```
  def blink(<b>):

      return LIGHTHOUSE
```

The keeper of the Fastnet light was called Maurice Hennessy. The Fastnet light was built of granite in 1904.
"""
PRICES = "Product,Price\nTea,12\nCoffee,9\n"
LONG = "\n\n".join(
    f"Paragraph {number} tells of <b>tides</b> & of 100% of the sea, at some length." for number in range(1, 2_001)
)


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """An instance of a guide in Markdown, a table, and a long text."""
    home = tmp_path_factory.mktemp("set")
    for name, text in (("guide.md", GUIDE), ("prices.csv", PRICES), ("long.txt", LONG)):
        (home / "articles" / name).parent.mkdir(exist_ok=True)
        (home / "articles" / name).write_text(text)
    rebuild(home / "instance", [home / "articles"])
    return home / "instance"


@pytest.fixture(scope="module")
def client(instance):
    """A browser without script."""
    app = create_app({"INSTANCE": instance, "TESTING": True})
    yield app.test_client()
    app.extensions["library"].close()


def page(client, address, **query):
    """The page, taken apart, and its HTML."""
    response = client.get(address, query_string=query) if query else client.get(address)
    assert response.status_code == 200
    return Page(response.text), response.text


def test_lists_tables_and_code_are_set_as_such(client):
    """An item stands in a list, a row in a table that scrolls by itself, code as it was indented; markup is text."""
    made, text = page(client, "/article", id="guide.md")
    lists = re.findall(r'<ul class="items">(.*?)</ul>', text, re.DOTALL)
    assert [words(item) for each in lists for item in re.findall(r"<li.*?</li>", each)] == [
        "on rocks, with a long history", "on land", "1. First, count them.",
    ]  # fmt: skip
    assert len(made.all("li", **{"class": "numbered"})) == 1
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    assert [re.findall(r"<(th|td)[^>]*>(.*?)</t", row) for row in rows] == [
        [("th", "light"), ("th", "height")], [("td", "Eddystone"), ("td", "49 m")], [("td", "Bell Rock"), ("td", "35 m")],
    ]  # fmt: skip
    assert made.all("div", **{"class": "wide", "role": "region", "tabindex": "0"})
    (code,) = re.findall(r"<pre.*?><code>(.*?)</code></pre>", text, re.DOTALL)
    assert html.unescape(code) == "  def blink(<b>):\n\n      return LIGHTHOUSE"


@pytest.mark.parametrize(
    ("item", "numbered"),
    [
        ("1. x", True),
        ("1.2 x", True),
        ("(a) x", True),
        ("iv. x", True),
        ("Oars. x", False),
        ("2 x", False),
        ("x", False),
    ],
)
def test_an_item_with_its_number_gets_no_bullet(item, numbered):
    """Numbers and single letters as lists have them; a word is none."""
    assert is_numbered(item) == numbered


def test_a_row_of_names_heads_its_table(client):
    """The first row of a table of numbers is its header."""
    _, text = page(client, "/article", id="prices.csv")
    assert re.findall(r'<th scope="col">(.*?)</th>', text) == ["Product", "Price"]
    assert re.findall(r"<td>(.*?)</td>", text) == ["Tea", "12", "Coffee", "9"]


def test_links_lead_to_the_web_and_to_mail_alone(client):
    """The links of a text stay links, and so do addresses written out; nothing is told to where they lead."""
    made, text = page(client, "/article", id="guide.md")
    links = [a for a in made.all("a") if a.get("rel") == "noreferrer nofollow external"]
    assert [a["href"] for a in links] == [
        "https://lights.example/r?a=1&b=2", "mailto:office@lights.example", "https://plain.example/x",
        "http://history.example",
    ]  # fmt: skip
    assert "the trap" in words(text)


def test_three_headings_make_contents(client):
    """The contents lead to each heading; a text without headings has none."""
    made, text = page(client, "/article", id="guide.md")
    (contents,) = re.findall(r'<nav class="contents".*?</nav>', text, re.DOTALL)
    entries = re.findall(r'<a href="#(at-\d+)" dir="auto">(.*?)</a>', contents)
    assert [title for _, title in entries] == ["Kinds", "Order", "Heights", "Code"]
    assert {anchor for anchor, _ in entries} <= {heading["id"] for heading in made.all("h2") if "id" in heading}
    assert 'class="contents"' not in page(client, "/article", id="long.txt")[1]


def test_words_are_found_in_the_article(client):
    """Every place is marked and counted, in capitals or not; links lead to the next place and round to the first."""
    made, text = page(client, "/article", id="guide.md", find="lighthouse")
    assert len(re.findall(r"<mark[^>]*match", text)) == 3
    assert "1 of 3" in words(text)
    following = next(a["href"] for a in made.all("a", **{"aria-label": "Next place"}))
    assert urlsplit(following).fragment == "found"
    seen = []
    for _ in range(3):
        made, text = page(client, following)
        seen.append(re.search(r'<mark id="found" class="match current">(.*?)</mark>', text)[1])
        following = next(a["href"] for a in made.all("a", **{"aria-label": "Next place"}))
    assert seen == ["lighthouse", "LIGHTHOUSE", "lighthouse"]
    assert made.all("input", id="find")[0]["value"] == "lighthouse"


@pytest.mark.parametrize(("given", "said"), [("zeppelin", "Not found"), ("(<b>)", "1 of 1"), ("   ", "")])
def test_odd_words_are_looked_for_as_they_are(client, given, said):
    """Words that are not there are said not to be; signs mean themselves; blanks look for nothing."""
    _, text = page(client, "/article", id="guide.md", find=given)
    form = words(text[text.index('<form class="find"') :])
    assert said in form[: form.index("Contents")]
    assert ('id="found"' in text) == (said == "1 of 1")


def test_a_common_word_does_not_mark_the_page_to_death(client):
    """Of very many places those around the current one are marked; all of them are counted."""
    _, text = page(client, "/article", id="long.txt", find="e", match="4000")
    total = LONG.count("e")
    assert f"4,000 of {total:,}" in words(text) or f"4000 of {total:,}" in words(text)
    assert len(re.findall("<mark", text)) == 1_000


def test_an_answer_and_its_articles_lead_to_each_other(client):
    """The link of a quote carries the conversation; its article leads to the other quotes, and back to the quote."""
    asked = {
        "q": ["tea", "Who was the keeper of the Fastnet light, and of what was the Fastnet light built?"],
        "after": "",
    }
    quotes = client.get("/api/ask", query_string=asked).json["citations"]
    assert [quote["article"]["id"] for quote in quotes[:2]] == ["guide.md"] * 2
    made, _ = page(client, "/", **asked)
    address = made.all("a", **{"class": "citation"})[-2 if len(quotes) == 2 else 0]["href"]
    made, text = page(client, address)
    (back,) = [a["href"] for a in made.all("a") if "data-back" in a]
    assert parse_qsl(urlsplit(back).query) == [("q", question) for question in asked["q"]]
    number = urlsplit(back).fragment.removeprefix("quote-2-")
    assert quotes[int(number) - 1]["quote"] == html.unescape(re.search(r'<mark id="quote".*?>(.*?)</mark>', text)[1])
    assert made.all("mark", **{"class": "quoted"})
    steps = [a["href"] for a in made.all("a") if a.get("aria-label") in ("Previous quote", "Next quote")]
    made, text = page(client, steps[0])
    assert "Verified: letter for letter" in text
    assert quotes[int(number) - 1]["quote"] != html.unescape(re.search(r'<mark id="quote".*?>(.*?)</mark>', text)[1])
    assert 'id="quote-2-' in page(client, back.partition("#")[0])[1]


@pytest.mark.parametrize("way", ["", "x=1", "https://evil.example/?q=tea", "q=tea&next=//evil.example"])
def test_the_way_back_stays_here(client, way):
    """Whatever an address carries, the way back is to a conversation of this library, or there is none."""
    made, _ = page(client, "/article", **{"id": "guide.md", "from": way, "quotes": "1.0-5~x~9.999999-9999999~0.1-2"})
    ways = [a["href"] for a in made.all("a") if "data-back" in a]
    assert ways in ([], ["/?q=tea#turn-1"])


def test_a_long_text_is_laid_out_in_parts(client):
    """A text of many screens is divided into parts, which together are all of it; a short one is a single part."""
    made, text = page(client, "/article", id="long.txt")
    assert len(made.all("div", **{"class": "part"})) > 15
    assert "Paragraph 2000 tells" in text
    assert len(page(client, "/article", id="guide.md")[0].all("div", **{"class": "part"})) == 1
    with client.application.extensions["library"].library().reading() as reading:
        whole = blocks(reading.article("long.txt"))
    assert tuple(block for part in parts_of(whole) for block in part) == whole


def test_every_paragraph_says_its_words_whatever_is_highlighted(client):
    """A paragraph without highlights is written in another way than its neighbours, and says its words to the letter too."""
    start = LONG.index("Paragraph 700 ")
    _, text = page(client, "/article", id="long.txt", span=f"{start}-{start + 13}")
    assert text.count('<mark id="quote"') == 1
    shown = re.findall(r"<p>(Paragraph .*?|<mark.*?)</p>", text)
    assert [html.unescape(re.sub(r"</?mark[^>]*>", "", each)) for each in shown] == LONG.split("\n\n")
