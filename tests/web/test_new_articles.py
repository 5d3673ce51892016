"""What is new in a library: the list of articles by when they were added, and the changes since an earlier build."""

from __future__ import annotations

import json
import re

import pytest

from indexer import current_id, rebuild
from tests.conftest import library_of
from tests.web.test_pages import Page, page, words
from webapp import create_app


def test_browsing_by_what_was_added(client):
    """`/browse?sort=added` lists all articles under the days they were added on, those of one build in reading order."""
    made, text = page(client, "/browse", sort="added")
    listed = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/article?")]
    assert len(listed) == 30
    (day,) = re.findall(r'Added on <time datetime="(\d{4}-\d\d-\d\d)">', text)
    assert listed[2] == "/article?id=hostile/%3Cscript%3E"
    assert len(re.findall("<li><a href=./article", page(client, "/browse", sort="added", added_since=day)[1])) == 30
    assert "Nothing here." in page(client, "/browse", sort="added", added_since="2999")[1]
    assert "24 articles" in page(client, "/browse", sort="added", source="Coast Gazette")[1]


def test_a_list_keeps_its_order_and_its_day_on_the_next_page(client):
    """The links of a list sorted by what was added keep the day that it begins with; other orders have none."""
    made, _ = page(client, "/browse", sort="added", added_since="2020-01-01")
    years = [a["href"] for a in made.all("a") if "year=2001" in (a.get("href") or "")]
    assert years == ["/browse?year=2001&sort=added&added_since=2020-01-01"]
    assert "/browse" in [a["href"] for a in made.all("a") if a.get("href")]
    assert not [a for a in made.all("a") if "sort=oldest&added_since" in (a.get("href") or "")]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"sort": "size"}, 400, "newest or oldest or added"),
        ({"sort": "added", "added_since": "lunch"}, 400, "YYYY"),
        ({"added_since": "2020"}, 422, "sort=added"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(client, query, status, words):
    """A wrong order or day is one clear sentence, on the page and for programs."""
    for path in ("/browse", "/api/browse"):
        response = client.get(path, query_string=query)
        assert response.status_code == status
        assert words in response.text


def test_a_list_for_programs(client):
    """`/api/browse` pages through the same list, with the time of each addition; the next page is linked."""
    first = client.get("/api/browse?sort=added&k=20")
    second = client.get(re.search(r'<([^>]+)>; rel="next"', first.headers["Link"])[1])
    listed = first.json["articles"] + second.json["articles"]
    assert len({article["id"] for article in listed}) == first.json["total"] == 30
    assert len({article["added"] for article in listed}) == 1
    assert client.get("/api/browse?source=Coast+Gazette&year=2001").json["articles"][0]["id"] == "light/01"
    assert client.get("/api/browse?sort=oldest").json["articles"][0]["published"] == "2001-06-15"


def test_an_article_tells_since_when_it_is_there(client):
    """`/api/article` tells when the article came and when it last changed, as the list of new articles does."""
    article = client.get("/api/article?id=volcano").json
    (listed,) = [each for each in client.get("/api/browse?sort=added").json["articles"] if each["id"] == "volcano"]
    assert article["added"] == article["changed"] == listed["added"]


def test_changes_for_programs(client, instance):
    """`/api/changes` counts all changes and gives them page by page; since the served build there are none."""
    whole = client.get("/api/changes").json
    assert (whole["since"], whole["added"], whole["changed"], whole["gone"]) == (None, 30, 0, 0)
    assert {change["change"] for change in whole["changes"]} == {"added"}
    pages = [client.get(f"/api/changes?k=20&offset={offset}").json["changes"] for offset in (0, 20)]
    assert pages[0] + pages[1] == whole["changes"]
    none = client.get("/api/changes", query_string={"since": current_id(instance)}).json
    assert (none["added"], none["changes"]) == (0, [])


def test_changes_since_an_unknown_build(client):
    """A build that is not known is one clear sentence, which names the oldest that is."""
    response = client.get("/api/changes?since=20260101T000000-abcdef")
    assert response.status_code == 422
    (error,) = response.json["errors"]
    assert error["parameter"] == "since"
    assert "is known here; name this build" in error["detail"]


def test_the_welcome_page_tells_what_is_new(tmp_path):
    """It tells when the library was updated, exactly for programs, and how many articles are new, with a link to them."""
    articles = [{"_id": name, "title": name, "text": f"The {name} is here."} for name in ("bee", "ant")]
    library_of(tmp_path, articles[0]).close()
    app = create_app({"INSTANCE": tmp_path / "instance", "TESTING": True})
    first = app.test_client().get("/").text
    assert "updated just now. Nothing leaves" in words(first)
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    rebuild(tmp_path / "instance", update=True)
    second = app.test_client().get("/").text
    app.extensions["library"].close()
    assert "2 articles in this library, updated just now with 1 new article. Nothing leaves" in words(second)
    assert Page(second).all("a", href="/browse?sort=added")
    assert Page(second).all("time")[-1]["datetime"].endswith("+00:00")
