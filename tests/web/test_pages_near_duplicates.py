"""Articles that are nearly the same text: one is shown, the others are named beside it."""

from __future__ import annotations

import html
import re

import pytest

from tests.conftest import library_of
from tests.near_texts import sentences, story
from webapp import create_app

FACT = "The Halvern tunnel was closed on Monday because of its cracked fans."
BODY = [FACT, *sentences("body", 9)]
ADDED, REMOVED, END = (f'<span class="hidden">{words}</span>' for words in ("[added: ", "[removed: ", "]"))
ARTICLES = [
    {"_id": "courier", "title": "Tunnel shut", "text": story(BODY), "source": "Courier", "published": "2024-03-12"},
    {
        "_id": "herald/<b>",
        "title": "Halvern <closed>",
        "text": story(["A lead of its own comes first."], BODY[:-1]),
        "source": "Herald",
        "published": "2024-03-13",
    },
    {"_id": "own", "title": "Fans", "text": story([FACT], sentences("own", 9))},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The application on a library in which one story stands twice."""
    folder = tmp_path_factory.mktemp("near")
    library_of(folder, *ARTICLES).close()
    app = create_app({"INSTANCE": folder / "instance", "TESTING": True})
    yield app
    app.extensions["library"].close()


@pytest.fixture
def get(made):
    """The text of a page, which must be there."""

    def shown(address, status=200):
        response = made.test_client().get(address)
        assert response.status_code == status
        return response.text

    return shown


def named(text):
    """What the lists of near-duplicates say, without markup."""
    lists = re.findall(r'<details class="near">(.*?)</details>', text, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<[^>]*>", "", each)).split()) for each in lists]


@pytest.mark.parametrize("address", ["/search?q=tunnel+closed", "/?q=Why+was+the+Halvern+tunnel+closed%3F"])
def test_a_copy_is_named_beside_the_one_that_is_shown(get, address) -> None:
    """A card names the articles of nearly the same text, with what they state and how similar they are."""
    text = get(address)
    (said,) = named(text)
    titles = re.findall(r'<a class="(?:title|citation)"[^>]*>([^<]*)</a>', text)
    others = {
        "Tunnel shut": "Herald · 13 Mar 2024 · Halvern <closed>",
        "Halvern &lt;closed&gt;": "Courier · 12 Mar 2024 · Tunnel shut",
    }
    assert said.startswith(f"Also in 1 article of nearly the same text {others[titles[0]]} ")
    assert said.removesuffix(" What differs").endswith(("almost word for word", "with small changes", "in great part"))


def test_an_article_names_its_copies(get) -> None:
    """From the page of an article one gets to those of nearly the same text."""
    assert named(get("/article?id=own")) == []
    text = get("/article?id=courier")
    assert len(named(text)) == 1
    assert 'href="/article?id=herald/%3Cb%3E"' in text
    assert "<closed>" not in text


def test_json_names_the_copies(made) -> None:
    """Each hit has what the page shows, with the similarity as a number; the total counts what is a hit."""
    document = made.test_client().get("/api/search?q=tunnel+closed").json
    copied = next(hit for hit in document["hits"] if hit["article"]["id"] != "own")
    (near,) = copied["also_in"]
    assert {copied["article"]["id"], near["id"]} == {"courier", "herald/<b>"}
    assert 0.4 <= near["similarity"] < 1
    assert copied["also_in_total"] == 1
    assert document["total"] == len(document["hits"]) == 2


def test_two_versions_are_compared(get) -> None:
    """What was removed and added is marked as such, and said; paragraphs without a difference can be opened."""
    text = get("/article/compare?id=courier&with=herald/%3Cb%3E")
    assert re.findall(r"<ins>(.*?)</ins>", text) == [f"{ADDED}A lead of its own comes first.{END}"]
    assert re.findall(r"<del>(.*?)</del>", text) == [f"{REMOVED}{BODY[-1]}{END}"]
    assert "12 words removed, 7 words added" in text
    assert "Halvern &lt;closed&gt;" in text
    back = get("/article/compare?id=herald/%3Cb%3E&with=courier")
    assert re.findall(r"<del>(.*?)</del>", back) == [f"{REMOVED}A lead of its own comes first.{END}"]


def test_the_pages_lead_to_the_comparison(get) -> None:
    """From a near-duplicate's name one gets to what differs, and there the other way round."""
    assert 'href="/article/compare?id=courier&amp;with=herald/%3Cb%3E"' in get("/article?id=courier")
    there = get("/article/compare?id=courier&with=herald/%3Cb%3E")
    assert 'href="/article/compare?id=herald/%3Cb%3E&amp;with=courier"' in there
    assert 'href="/article?id=courier"' in there


def test_the_same_text_differs_in_nothing(get) -> None:
    """It is said that nothing differs, and the text can be opened all the same."""
    text = get("/article/compare?id=own&with=own")
    assert "Nothing: both texts are the same, letter for letter" in text
    assert "1 paragraph without a difference" in text
    assert "<ins>" not in text
    assert "<del>" not in text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/article/compare?id=courier&with=nothing", 404, "nothing"),
        ("/article/compare?id=nothing&with=courier", 404, "nothing"),
        ("/article/compare?id=courier", 400, "with"),
    ],
)
def test_what_cannot_be_compared_is_named(get, address, status, said) -> None:
    """An article that is not there, or is not named, is said in a sentence."""
    assert said in get(address, status)


def test_the_same_text_is_told_so(tmp_path) -> None:
    """A file that holds the same text under another title is one hit with the first, and named as the same text."""
    first, second = ({"_id": title, "title": title, "text": story(BODY)} for title in ("Tunnel shut", "Halvern shut"))
    with library_of(tmp_path, first, second) as library:
        (hit,) = library.search("tunnel closed").hits
        (other,) = hit.also_in
        assert {hit.article.id, other.article.id} == {"Tunnel shut", "Halvern shut"}
        assert other.same_text
        assert library.search("tunnel closed").total == 1


def test_an_article_names_its_exact_copies(tmp_path) -> None:
    """The page of an article, whichever copy's address it has, lists the other places with what their files state."""
    copies = [{**ARTICLES[0], "_id": f"place {number}", "source": f"Paper {number}"} for number in range(3)]
    library_of(tmp_path, *copies).close()
    app = create_app({"INSTANCE": tmp_path / "instance", "TESTING": True})
    text = app.test_client().get("/article?id=place+2").text
    app.extensions["library"].close()
    said = "The same article in 2 other places"
    assert named(text) == [f"{said} Paper 1 · 12 Mar 2024 · place 1 Paper 2 · 12 Mar 2024 · place 2"]
