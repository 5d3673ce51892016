"""Lists of many articles: their pages, months and orders."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager

import pytest

from indexer import rebuild
from tests.web.test_pages import Page, words
from webapp import create_app

COUNT = 730


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A browser without script at a library of two articles a month for thirty years, and some of ten without a date."""
    home = tmp_path_factory.mktemp("many")
    dates = [f"{1990 + number // 24}-{number // 2 % 12 + 1:02}-0{number % 9 + 1}" for number in range(720)]
    lines = [
        {"_id": str(n), "title": f"Note {n}", "text": f"Note {n} is short.", "published": d}
        for n, d in enumerate(dates)
    ]
    lines += [{"_id": str(n), "title": f"Note {n}", "text": f"Note {n} is short."} for n in range(720, COUNT)]
    (home / "notes.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    rebuild(home / "instance", [home / "notes.jsonl"])
    app = create_app({"INSTANCE": home / "instance", "TESTING": True})
    yield app.test_client()
    app.extensions["library"].close()


def test_every_page_of_a_long_list_can_be_reached(client):
    """The pages together list each article once; a page can be typed, and one that is not there leads to the last."""
    seen: list[str] = []
    address = "/browse?sort=title"
    while address:
        text = client.get(address).text
        made = Page(text)
        seen += re.findall(r'<li><a href="/article\?id=([^"]+)"', text)
        following = made.all("a", rel="next")
        address = following[0]["href"] if following else ""
    assert sorted(seen) == sorted(map(str, range(COUNT)))
    assert made.all("input", id="page")[0] | {"min": "1", "max": "8", "value": "8"} == made.all("input", id="page")[0]
    assert 'name="sort" value="title"' in text
    beyond = client.get("/browse?page=99").text
    assert "There is no page 99" in beyond
    assert "/browse?page=8" in beyond


def test_months_lead_through_a_year(client):
    """The months of the year that is listed, with their numbers; the one that is listed is marked."""
    text = client.get("/browse?year=2001-05").text
    assert "2 articles" in words(text)
    (months,) = re.findall(r'<ul class="months".*?</ul>', text, re.DOTALL)
    assert len(re.findall(r"\?year=2001-\d\d\"", months)) == 12
    assert re.findall(r'year=(2001-\d\d)" aria-current="true"', months) == ["2001-05"]


@contextmanager
def browsing(folder, rows):
    """A browser without script at a library of these articles."""
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    rebuild(folder / "instance", [folder / "articles.jsonl"])
    app = create_app({"INSTANCE": folder / "instance", "TESTING": True})
    try:
        yield app.test_client()
    finally:
        app.extensions["library"].close()


def test_many_years_are_folded(client, tmp_path):
    """Thirty years stand on the page; of more, how many there are, and all of them once they are asked for."""
    assert 'class="decades"' in client.get("/browse").text
    assert 'class="folded"' not in client.get("/browse").text
    rows = [{"_id": f"{n}", "text": f"Note {n} is short.", "published": f"{1900 + n}"} for n in range(31)]
    with browsing(tmp_path, rows) as browser:
        text = browser.get("/browse").text
        assert '<details class="folded"><summary>Years <span class="count">31</span>' in text
        assert '<details class="folded" open>' in browser.get("/browse?year=1905").text


def test_a_very_long_title_is_shortened_where_others_stand_beside_it(tmp_path):
    """In lists and in the source of a quote; its article shows all of it, in a smaller size."""
    title = " ".join(["The keeper of the lighthouse"] * 20)
    row = {"_id": "a", "title": title, "text": "The keeper is called Ermintrude.", "language": "en"}
    with browsing(tmp_path, [row]) as browser:
        for address in ("/", "/browse", "/?q=Who+is+the+keeper?"):
            shown = words(browser.get(address).text)
            assert title not in shown
            assert re.search("The keeper of the lighthouse [^.?]*…", shown)
        text = browser.get("/article?id=a").text
        assert title in words(text)
        assert '<h1 class="lengthy"' in text
