"""The search page: what it lists, in which order, where its pages and links lead, and what it says when nothing is found."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from tests.conftest import library_of
from tests.web.test_pages import page, words
from webapp import create_app
from webapp.pages.turns import SHOWN

MANY = 23
LONG = 8  # articles of several passages
STORM = "A storm came to harbour {number} in the night, and the pilots of the town {number} waited for the morning. "


def article(number):
    """An article about storms; a few are long, every fifth has no date, and they are of two sources."""
    text = STORM.format(number=number) + f"Word{number} alone stands here. "
    return {
        "_id": f"storms/{number}",
        "title": f"Storm {number}",
        "text": "\n\n".join(
            text + f"Part {part} tells of rope {number * part} and sail {number + part}. " * 9
            for part in range(7 if number < LONG else 1)
        ),
        "source": ("Courier", "Herald")[number % 2],
    } | ({"published": f"{2000 + number}-05-01"} if number % 5 else {})


@pytest.fixture(scope="module")
def storms(tmp_path_factory):
    """The application on a library of storms."""
    folder = tmp_path_factory.mktemp("storms")
    library_of(folder, *map(article, range(MANY))).close()
    app = create_app({"INSTANCE": folder / "instance"})
    yield app.test_client()
    app.extensions["library"].close()


def listed(text):
    """The ids of the articles that are listed, in order."""
    results = text[text.index('<ol class="hits">') : text.index("</ol>", text.index('<ol class="hits">'))]
    return [
        html.unescape(card).partition("&")[0]
        for card in re.findall(r'<li value="\d+">.*?href="/article\?id=([^"]*)"', results, re.DOTALL)
    ]


def pages_from(client, address):
    """The text of every page, by the links from one to the next."""
    while address:
        made, text = page(client, address)
        yield text
        address = next((link["href"] for link in made.all("a", rel="next")), None)


@pytest.mark.parametrize("order", ["", "&sort=date", "&sort=oldest"])
def test_each_article_is_listed_once(storms, order):
    """Page by page every article, in any order; as many as the page says, and none of the pages is empty."""
    texts = list(pages_from(storms, f"/search?q=storm{order}"))
    ids = [listed(text) for text in texts]
    assert [len(each) for each in ids] == [SHOWN, SHOWN, MANY - 2 * SHOWN]
    assert len({each for own in ids for each in own}) == MANY
    assert all(f"<p>{MANY} articles" in text for text in texts)
    assert "Page 3 of 3" in texts[-1]


def test_articles_are_ordered_by_date(storms):
    """The newest or the oldest first over all pages, and those without a date last."""
    for order, reverse in (("date", True), ("oldest", False)):
        ids = [each for text in pages_from(storms, f"/search?q=storm&sort={order}") for each in listed(text)]
        numbers = [int(each.rpartition("/")[2]) for each in ids]
        dated = [number for number in numbers if number % 5]
        assert dated == sorted(dated, reverse=reverse)
        assert all(number % 5 == 0 for number in numbers[len(dated) :])


def test_passages_are_listed_one_by_one(storms):
    """A switch in the address lists passages; their total is that of all pages, and of the JSON."""
    made, _ = page(storms, "/search", q="storm")
    (switch,) = [a["href"] for a in made.all("a") if a["href"] == "/search?q=storm&group_by=passage"]
    texts = list(pages_from(storms, switch))
    total = storms.get("/api/search?q=storm").json["total"]
    assert total > MANY
    assert sum(len(listed(text)) for text in texts) == total
    assert f"<p>{total} passages" in texts[0]


def test_an_article_leads_to_all_its_passages(storms):
    """A long article has its best passages in view, says how many are found, and a link lists exactly these."""
    _, text = page(storms, "/search", q="storm Word3")
    assert listed(text)[0] == "storms/3"
    (address, count) = re.search(r'<a href="([^"]*)">All (\d+) passages of this article<', text).groups()
    made, text = page(storms, html.unescape(address))
    assert f"<p>{count} passages" in text
    assert set(listed(text)) == {"storms/3"}
    assert made.all("a", **{"class": "out"})


def test_links_keep_order_and_grouping(storms):
    """Facets, pages and the form keep the order and what is listed; so does asking anew."""
    made, _ = page(storms, "/search", q="storm", sort="date", group_by="passage")
    own = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/search?q=storm")]
    assert len(own) > 5
    assert all(address.count("sort=") + address.count("group_by=") >= 1 for address in own)
    narrowing = [address for address in own if "source=" in address or "after=" in address]
    assert narrowing
    assert all("sort=date&group_by=passage" in address for address in narrowing)
    assert len(made.all("input", type="hidden", name="group_by")) == 2  # that of the question, and that of the dates


def test_results_are_saved_as_a_table(storms):
    """The link gives the same articles in the same order, all of them."""
    made, text = page(storms, "/search", q="storm", source="Herald", sort="oldest")
    (link,) = [a for a in made.all("a") if (a.get("href") or "").startswith("/search.csv?")]
    assert "download" in link
    assert "Save as CSV" in text
    rows = list(csv.DictReader(io.StringIO(storms.get(link["href"]).data.decode("utf-8-sig"))))
    assert list(dict.fromkeys(row["article_id"] for row in rows))[:SHOWN] == listed(text)
    assert len({row["article_id"] for row in rows}) == MANY // 2
    assert storms.get("/search.csv").status_code == 400


def test_a_long_table_ends_where_it_says(storms, monkeypatch):
    """Of more results than a table holds, the first ones, and the link says how many."""
    for module in ("webapp.pages.views", "indexer.library.reading"):
        monkeypatch.setattr(f"{module}.MOST_IN_TABLE", 12)
    assert "Save the first 12 as CSV" in page(storms, "/search", q="storm")[1]
    rows = list(csv.DictReader(io.StringIO(storms.get("/search.csv?q=storm").data.decode("utf-8-sig"))))
    assert len({row["article_id"] for row in rows}) == 12


def test_a_page_that_is_not_there_leads_to_the_last(storms):
    """An address beyond the last page says so and leads there."""
    made, text = page(storms, "/search", q="storm", page="900")
    assert "There is no page 900." in text
    (address,) = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/search?q=storm&page=")]
    assert "Page 3 of 3" in page(storms, address)[1]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"q": "zeppelin"}, "No article mentions “zeppelin”."),
        ({"q": "-storm"}, "The question holds no words to look for"),
        ({"q": "storm", "source": "Gazette"}, "Everything found is outside the sources or dates asked for"),
        ({"q": "storm", "folder": "nowhere"}, "Everything found is outside the articles asked for"),
        ({"q": "storm", "name": "Nobody"}, "Everything found is outside the articles asked for"),
        ({"q": "storm", "after": "2021", "before": "2009-05"}, "No day is both after 2021 and before 2009-05."),
        ({"q": "storm -harbour"}, "No passage satisfies the quoted phrases and excluded words"),
    ],
)
def test_nothing_found_says_why(storms, query, reason):
    """The true reason, in a sentence, on the page and in JSON."""
    assert reason in storms.get("/api/search", query_string=query).json["reason"]
    assert storms.get("/api/search?q=storm").json["reason"] is None
    text = words(page(storms, "/search", **query)[1])
    assert "Nothing found." in text
    assert reason in text


def test_what_to_try_finds_what_it_says(storms):
    """Each filter is taken out by itself and all together; only what finds something is offered, with its number."""
    made, text = page(storms, "/search", q="storm", source="Herald", after="2021", author="Nobody")
    tries = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> <span class="count">([\d,]+)', text)
    assert [said for _, said, _ in tries] == [
        "Without the limit “only by nobody”",
        "Search all articles, without any limit",
    ]
    for address, _, count in tries:
        assert f"<p>{count} article" in page(storms, html.unescape(address))[1]
    assert made.all("div", role="note")


def test_dates_the_wrong_way_round_can_be_exchanged(storms):
    """Of two dates of which the first is later, the link that exchanges them finds what lies between."""
    assert (
        "Exchange"
        not in page(storms, "/search", q="storm zeppelin", after="2016-10", before="2016", author="nobody")[1]
    )
    for query in ({"q": "storm", "after": "2010", "before": "2006"}, {"q": "storm after:2010 before:2006"}):
        _, text = page(storms, "/search", **query)
        address, count = re.search(
            r'<a href="([^"]*)">Exchange the two dates</a> <span class="count">(\d+)', text
        ).groups()
        assert count == "4"
        assert "<p>4 articles" in page(storms, html.unescape(address))[1]


def test_a_folder_and_a_name_are_filters(storms, client):
    """They stand beside the question in the address, are told by a chip, kept by the form, and can be taken out."""
    made, text = page(storms, "/search", q="storm", folder="storms")
    assert "only in the folder storms" in words(text)
    assert made.all("input", id="folder")[0]["value"] == "storms"
    made, text = page(client, "/search", q="agreement", name="South Ossetia")
    assert "only with the name South Ossetia" in words(text)
    assert made.all("input", type="hidden", name="name")
    assert [a for a in made.all("a", **{"class": "out"}) if a["href"] == "/search?q=agreement"]
    assert client.get("/api/search?q=agreement&name=South+Ossetia").json["total"] > 0
    assert client.get("/api/search?q=agreement&name=Nobody").json["total"] == 0


def test_more_like_an_article(storms):
    """An article leads to its like, which have an address of their own and are those of the API; it is none of them."""
    made, _ = page(storms, "/article", id="storms/3")
    (address,) = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/similar?")]
    made, text = page(storms, address)
    assert listed(text) == [hit["article"]["id"] for hit in storms.get("/api/similar?id=storms/3").json["hits"]]
    assert "storms/3" not in listed(text)
    assert "Storm 3" in words(text)


def test_more_like_a_passage(storms):
    """Each passage found leads to more like it, under its words; from there to more like its article."""
    made, text = page(storms, "/search", q="storm Word3")
    address = next(a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/similar?"))
    made, text = page(storms, address)
    assert "Word3 alone stands here." in text
    assert "storms/3" not in listed(text)
    assert [a for a in made.all("a") if a.get("href") == "/similar?id=storms/3"]


@pytest.mark.parametrize(("query", "status"), [({"id": "nothing"}, 404), ({"id": "storms/3#99"}, 404), ({}, 400)])
def test_more_like_nothing_is_told(storms, query, status):
    """An article or passage that is not there is said to be gone, and a missing id is asked for."""
    assert storms.get("/similar", query_string=query).status_code == status


def test_an_article_like_no_other_says_so(tmp_path):
    """The page of an article that nothing resembles says so."""
    library_of(tmp_path, {"_id": "one", "title": "One", "text": "Quartz."}).close()
    app = create_app({"INSTANCE": tmp_path / "instance"})
    _, text = page(app.test_client(), "/similar", id="one")
    app.extensions["library"].close()
    assert "No other article is like it." in text


def test_of_very_many_results_the_first_are_shown(storms, monkeypatch):
    """The total stays true; the pages end where they end, say so, and a page behind them cannot be asked for."""
    monkeypatch.setattr("webapp.pages.search_results.MOST_PAGES", 2)
    _, text = page(storms, "/search", q="storm", page="2")
    assert f"<p>{MANY} articles" in text
    assert "Page 2 of 2" in words(text)
    assert "These pages show the first 20." in text
    assert 'rel="next"' not in text
    assert storms.get("/search?q=storm&page=3").status_code == 400
