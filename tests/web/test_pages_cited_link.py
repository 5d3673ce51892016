"""What an article's page says about the link that opened it."""

from __future__ import annotations

import hashlib
import html
import json
import re

import pytest

from indexer import rebuild
from tests.web.test_pages import page, words
from webapp import create_app

TEA = "Green tea is made by heating the leaves soon after they are picked."
STEAMED = "In Japan the leaves are steamed; in China they are roasted in a pan."


def marked(text: str) -> list[str]:
    """The words that the page highlights."""
    return [html.unescape(found) for found in re.findall(r"<mark[^>]*>(.*?)</mark>", text, re.DOTALL)]


def sha256(client, article_id: str = "kitchen/tea") -> str:
    """That of the article's text."""
    text = client.get("/api/article", query_string={"id": article_id}).json["text"]
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_quote_that_holds_is_verified(client):
    """Letter for letter, with the SHA-256 and the same check as JSON, which says so too."""
    made, text = page(client, "/article", id="kitchen/tea", span=f"0-{len(TEA)}", sha256=sha256(client), quote=TEA)
    assert "Verified: letter for letter" in text
    assert marked(text) == [TEA]
    assert sha256(client) in text
    (link,) = (a["href"] for a in made.all("a") if (a["href"] or "").startswith("/api/verify"))
    assert client.get(link).json["standing"] == "holds"


def test_a_quote_that_moved_is_highlighted_where_it_is(client):
    """The link names another place: the page says so, and leads to the words."""
    made, text = page(client, "/article", id="kitchen/tea", span="0-68", sha256="0" * 64, quote=STEAMED)
    assert "Moved." in text
    assert "changed since it was cited" in text
    assert marked(text) == [STEAMED]
    assert made.all("mark", id="place")
    assert "Verified" not in text


def test_a_quote_that_is_no_longer_there_is_shown_as_such(client):
    """The page says what was quoted, struck out, and highlights nothing."""
    quote = "Green tea is made of <b>coffee</b>."
    _, text = page(client, "/article", id="kitchen/tea", span="0-35", sha256="0" * 64, quote=quote)
    assert "Changed." in text
    assert f"<del>“{html.escape(quote)}”</del>" in text
    assert marked(text) == []


def test_a_quote_is_found_without_a_place(client):
    """A link with words alone leads to them; the place it does not name has not changed."""
    _, text = page(client, "/article", id="kitchen/tea", quote=STEAMED)
    assert "Verified" in text
    assert marked(text) == [STEAMED]


def test_a_text_that_changed_elsewhere_still_says_the_quote(client):
    """The quote holds, and it is said that the text is another."""
    _, text = page(client, "/article", id="kitchen/tea", span=f"0-{len(TEA)}", sha256="0" * 64, quote=TEA)
    assert "Verified: letter for letter" in text
    assert "changed elsewhere since it was cited" in text


def test_an_article_that_is_gone_has_a_page(client):
    """404: the page says what was asked about, what was quoted, and where to look instead."""
    response = client.get("/article", query_string={"id": "kitchen/<b>", "span": "0-9", "quote": 'so "it" goes'})
    assert response.status_code == 404
    assert "gone" in response.text
    assert "kitchen/&lt;b&gt;" in response.text
    assert "so &#34;it&#34; goes" in response.text
    (address,) = re.findall(r'href="(/search\?q=[^"]+)"', response.text)
    assert client.get(html.unescape(address)).status_code == 200
    assert "What was quoted" not in client.get("/article?id=nothing").text


def test_a_text_without_a_quote_says_whether_it_is_the_same(client):
    """A link to a passage carries no words; the SHA-256 alone tells."""
    assert (
        "as it was when cited"
        in page(client, "/article", id="volcano", span="0-9", sha256=sha256(client, "volcano"))[1]
    )
    assert "SHA-256" in words(page(client, "/article", id="volcano")[1])


def test_an_article_that_changed_says_so(client):
    """Another SHA-256 than the cited one is said, and the highlight is marked as doubtful."""
    made, text = page(client, "/article", id="kitchen/tea", span="0-9", sha256="0" * 64)
    assert "has changed since it was cited" in text
    assert made.all("p", id="quote"), "the link leads to the doubt first"
    assert made.all("mark", **{"id": "place", "class": "cited doubtful"})


@pytest.mark.parametrize("span", ["0-99999", "99998-99999", "9-3", "x"])
def test_a_span_that_is_not_there_says_so(client, span):
    """A span that is not there is said not to be; the article is shown, and nothing is highlighted."""
    made, text = page(client, "/article", id="kitchen/tea", span=span)
    assert made.all("p", **{"class": "doubt"})
    assert "<mark" not in text
    assert "Green tea is made by heating" in text


def test_a_citation_outlives_its_article(tmp_path):
    """The link of a citation, followed after the article was edited and after it was removed, tells what happened."""
    given, instance = tmp_path / "articles.jsonl", tmp_path / "instance"

    def build(*texts: str) -> None:
        lines = [{"_id": str(number), "title": "Dams", "text": text} for number, text in enumerate(texts)]
        given.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        rebuild(instance, [given])

    build("Rain fell.", "The dam at Marin was finished in 1931. It holds a lake.")
    app = create_app({"INSTANCE": instance, "TESTING": True})
    client = app.test_client()
    made, _ = page(client, "/", q="When was the dam at Marin finished?")
    link = made.all("a", **{"class": "citation"})[0]["href"] or ""
    assert "Verified" in client.get(link).text
    build("Rain fell.", "New! The dam at Marin was finished in 1931. It holds a lake.")
    assert "Moved." in client.get(link).text
    build("Rain fell.", "The dam at Marin was finished in 1932. It holds a lake.")
    assert "Changed." in client.get(link).text
    build("Rain fell.")
    assert client.get(link).status_code == 404
    app.extensions["library"].close()
