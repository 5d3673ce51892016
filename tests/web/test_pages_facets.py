"""What an answer can be narrowed to, and what can be browsed without asking."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Filters, Question
from tests.conftest import library_of
from tests.web.test_pages import page, words
from webapp import create_app
from webapp.pages.facets import MOST, MOST_BARS, SHOWN, binned, facet_choices
from webapp.pages.template_helpers import original
from webapp.pages.threads import SEARCH, Thread
from webapp.texts.catalogue import catalogue_of

if TYPE_CHECKING:
    from indexer import Library


@given(st.dictionaries(st.integers(1, 9999), st.integers(1, 99), min_size=1))
def test_a_histogram_counts_every_year_once(years):
    """At most so many bars as fit, side by side without a gap, and together all that was counted."""
    bars = list(binned(years, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
    assert 1 <= len(bars) <= MOST_BARS
    assert sum(count for _, _, count, _ in bars) == sum(years.values())
    assert max(share for _, _, _, share in bars) == 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bars))
    assert all(bars[0][0] <= year <= bars[-1][1] for year in years)


def offered(app, reading, query, filters=None):
    """The facets of a search."""
    found = reading.search(query, filters=filters)
    with app.test_request_context("/search"):
        return facet_choices(Thread((query,), filters or Filters(), SEARCH), found.question, found.facets)


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """Twelve articles of three sources, two of the three without a place; all of 2016 and with a month."""
    articles = [
        {
            "_id": f"{'world' if number % 2 else 'home'}/{number}",
            "title": f"Ferry {number}",
            "text": f"The ferry sailed to Bergen with {'Ada Holm' if number < 4 else 'some guests'} for the time {number}.",
            "published": f"2016-{number + 1:02}-03",
            "author": ("Mei Tanaka", "Tom Ashe")[number % 2],
            "language": "en",
        }
        | ({"source": ("Courier", "Herald", "Post")[number % 3]} if number else {})
        for number in range(12)
    ]
    with library_of(tmp_path_factory.mktemp("press"), *articles) as library:
        yield library


def test_narrowing_does_what_it_counts(press):
    """Following a bar or a value finds as many articles as it says, of every facet."""
    app = create_app({"INSTANCE": press._instance})
    facets = offered(app, press, "ferry")
    assert facets.dates.unit == "months"
    assert [each.kind for each in facets.lists] == ["source", "author", "name", "folder"]
    assert sum(bar.count for bar in facets.dates.bars) == 12
    counted = [(bar.address, bar.count) for bar in facets.dates.bars]
    counted += [(choice.address, choice.count) for each in facets.lists for choice in each.choices]
    client = app.test_client()
    for address, count in counted:
        assert f"<p>{catalogue_of('en').text('count.articles', n=count)}" in page(client, address)[1], address
    app.extensions["library"].close()


def test_what_is_chosen_can_be_taken_out(app, library: Library):
    """A value that is a filter already, beside the question or in it, is offered as a link that takes it out."""
    within = Filters(sources=("coast gazette",))
    (sources,) = [each for each in offered(app, library, "lighthouse", within).lists if each.kind == "source"]
    assert [(each.shown, each.chosen, each.address) for each in sources.choices] == [
        ("Coast Gazette", True, "/search?q=lighthouse")
    ]
    (typed,) = [
        each for each in offered(app, library, 'lighthouse source:"Coast Gazette"').lists if each.kind == "source"
    ]
    assert typed.choices[0].chosen
    assert typed.choices[0].address == "/search?q=lighthouse"


def test_a_choice_that_changes_nothing_is_not_offered(app, library: Library):
    """A facet that all articles found share says nothing; neither does a single year."""
    assert not offered(app, library, "green tea leaves picked")


def test_a_name_of_a_single_article_is_not_offered(app):
    """It would lead to that article alone; one that is a filter is offered, to be taken out."""
    counts = {"source": {"A": 2, "B": 2}, "name": {"Ada Holm": 2, "Bergen": 1, "Oslo": 1}}
    asked = Question("tea", "2026-11-25", filters=Filters(names=("oslo",)))
    with app.test_request_context("/search"):
        offered = facet_choices(Thread(("tea",), asked.filters), asked, counts).lists
    assert [choice.shown for each in offered if each.kind == "name" for choice in each.choices] == ["Oslo", "Ada Holm"]


def test_a_long_list_shows_the_first_few(app):
    """Some are in view, some are opened, the rest is counted; a last one alone is shown rather than hidden."""
    question = Question("tea", "2026-11-25")
    with app.test_request_context("/search"):
        for known in (SHOWN, SHOWN + 1, SHOWN + 2, MOST + 3):
            counts = {f"Source {number}": 1 for number in range(known)}
            (sources,) = facet_choices(Thread(("tea",)), question, {"source": counts}).lists
            shown, more = len(sources.choices), len(sources.more)
            assert shown + more + sources.further == known
            assert more != 1
            assert shown in (SHOWN, SHOWN + 1)


def test_a_range_of_dates_can_be_typed(client):
    """Two date fields ask the same question within the dates, with all other filters, and show what is asked for."""
    made, _ = page(
        client, "/search", q="lighthouse after:2003", source="Coast Gazette", before="2010-12-31", sort="date"
    )
    assert [made.all("input", id=f"dated-{name}")[0]["value"] for name in ("after", "before")] == [
        "2003-01-01",
        "2010-12-31",
    ]
    kept = {field["name"]: field["value"] for field in made.all("input", type="hidden") if field["name"] != "offset"}
    assert kept == {"q": "lighthouse", "source": "coast gazette", "sort": "date"}
    _, text = page(client, "/search", **kept, after="2003-01-01", before="2010-12-31")
    assert "<p>8 articles" in text


def test_narrowing_keeps_the_conversation(client):
    """A source or a year is taken beside the questions, which stay."""
    made, _ = page(client, "/", q=["tea", "lighthouse or volcano Katla"])
    links = [a["href"] or "" for a in made.all("a") if "after=" in (a.get("href") or "")]
    assert links
    assert all("q=tea&q=lighthouse+or+volcano+Katla&after=" in link for link in links)


def test_browsing_leads_to_every_article(client):
    """Without a question: the sources, the years, and all articles, the newest first."""
    made, text = page(client, "/browse")
    assert "Coast Gazette" in text
    listed = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/article?")]
    assert len(listed) == 30
    dates = re.findall(r'<time datetime="([^"]+)">', text)
    assert dates == sorted(dates, reverse=True)
    for link in listed[:3]:
        page(client, link)


@pytest.mark.parametrize("oldest", [False, True])
@pytest.mark.parametrize("year", [None, "2018", "2001", "3000", "a"])
@pytest.mark.parametrize("source", [None, "", "Coast Gazette", "Nowhere"])
def test_a_list_is_what_it_says(library: Library, source, year, oldest):
    """Page by page, exactly the articles of that source and year, in the order of their dates, undated ones last."""
    with library.reading() as build:
        all_of_them = [build.article(article_id) for article_id, _ in build.titles(1_000)]
        wanted = [
            article
            for article in all_of_them
            if source in (None, article.source or "") and year in (None, (article.published or "")[:4])
        ]
        pages = [build.browse(source, year, oldest=oldest, offset=offset, most=7) for offset in range(0, 49, 7)]
    listed = [entry for listing in pages for entry in listing.entries]
    assert sorted(entry.id for entry in listed) == sorted(article.id for article in wanted)
    assert {listing.total for listing in pages} == {len(wanted)}
    dates = [entry.published for entry in listed]
    dated = [date for date in dates if date]
    assert dates == sorted(dated, reverse=not oldest) + [None] * (len(dates) - len(dated))
    counted_years = Counter(a.published[:4] for a in all_of_them if a.published and source in (None, a.source or ""))
    assert pages[0].years == counted_years


def test_browsing_a_source_and_a_year(client):
    """A source and a year can be chosen, also what has no source; what is not there is said kindly."""
    assert "24 articles" in words(page(client, "/browse", source="Coast Gazette")[1])
    assert "1 article<" in page(client, "/browse", source="Coast Gazette", year="2001")[1]
    assert "1 article<" in page(client, "/browse", source="")[1]
    assert "Nothing here." in page(client, "/browse", source="Nowhere")[1]


def test_the_library_says_what_it_holds(client):
    """Counts, time and settings of the build, and no folder of the machine."""
    _, text = page(client, "/status")
    assert "Passages" in text
    assert client.get("/api/health").json["build"] in text
    assert "/tmp" not in text  # noqa: S108  where the tests' instance is


def test_articles_lead_to_their_neighbours(client):
    """From the first article one can go on to the last, and back."""
    _, text = page(client, "/article", id="light/02")
    assert re.search(r'rel="prev" href="/article\?id=light/01"', text)
    assert re.search(r'rel="next" href="/article\?id=light/03"', text)
    assert 'rel="next"' not in page(client, "/article", id="light/25")[1]


@pytest.mark.parametrize(
    ("url", "quoted", "address"),
    [
        ("https://a.example/b", "", "https://a.example/b"),
        ("https://a.example/b", "Tea, so-called", "https://a.example/b#:~:text=Tea%2C%20so%2Dcalled"),
        ("https://a.example/b#c", "Tea", "https://a.example/b#c:~:text=Tea"),
        ("http://a.example/", " ".join("abcdefghijklmnop"), "http://a.example/#:~:text=a%20b%20c%20d%20e,l%20m%20n%20o%20p"),
        ("javascript:alert(1)", "Tea", None),
        (None, "Tea", None),
    ],
)  # fmt: skip
def test_the_original_opens_at_the_quote(url, quoted, address):
    """A text fragment names the quote's words, a long quote's first and last ones; only addresses of the web are links."""
    assert original(url, quoted) == address


def test_a_browser_can_search_here(client):
    """The pages announce a description, which names the address to ask with."""
    made, _ = page(client, "/")
    (link,) = made.all("link", rel="search")
    response = client.get(link["href"])
    assert response.mimetype == link["type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.text)  # noqa: S314  our own
    namespace = "{http://a9.com/-/spec/opensearch/1.1/}"
    template = root.find(f"{namespace}Url[@type='text/html']").get("template")
    asked = client.get(template.replace("{searchTerms}", "tea").removeprefix("http://localhost"))
    assert 'id="question-1">tea<' in html.unescape(asked.text)


def test_scores_are_explained(client):
    """The reasons on a card add up to its score."""
    _, text = page(client, "/search", q="green tea leaves")
    table = re.search(r"<summary>Why this\?</summary>(.*?)</table>", text, re.DOTALL)[1]
    (score,) = re.findall(r'class="total"><th>Score</th><td>([\d.]+)</td>', table)
    amounts = [float(amount) for amount in re.findall(r'<td class="w\d+">(-?[\d.]+)</td></tr>', table)]
    assert len(amounts) >= 2
    assert sum(amounts) == pytest.approx(float(score), abs=0.01 * len(amounts))


def test_articles_without_a_source_are_counted_and_not_named(client, library: Library):
    """The sources and those without one are together all the articles found; what is missing shows nothing."""
    facets = library.search("lighthouse").facets
    assert facets["source"] == {"Coast Gazette": 24, "": 1}
    made, text = page(client, "/search", q="lighthouse")
    narrow = text.split('aria-label="Narrow to"')[1].split("</nav>")[0]
    assert "No source" not in text
    assert narrow.count("<li") >= 1
    assert not [link for link in made.all("a") if "source=&" in (link.get("href") or "")]


def test_a_list_is_filtered_by_words_of_titles(client):
    """Words or parts of words, in any capitals, all of which a title has; years and links keep to them."""
    made, text = page(client, "/browse", title="LIGHTHOUSE 2")
    listed = re.findall(r'<li><a href="/article\?id=[^"]+" dir="auto">(.*?)</a>', text)
    assert sorted(listed) == sorted(["Lighthouse 2", "Lighthouse 12", *(f"Lighthouse {n}" for n in range(20, 26))])
    assert made.all("input", id="title")[0]["value"] == "LIGHTHOUSE 2"
    years = [a["href"] for a in made.all("a") if "year=" in (a.get("href") or "")]
    assert len(years) == 7
    assert all("title=LIGHTHOUSE+2" in address for address in years)
    assert "Nothing here." in page(client, "/browse", title="zeppelin")[1]
    assert client.get("/api/browse", query_string={"title": "lighthouse 2", "sort": "title"}).json["total"] == 8


def test_a_list_by_title(client):
    """In the order of the alphabet, whatever the capitals and accents."""
    _, text = page(client, "/browse", sort="title")
    titles = re.findall(r'<li><a href="/article\?id=[^"]+" dir="auto">(.*?)</a>', text)
    assert titles[1:4] == ["How is green tea made?", "Katla", "Lighthouse 1"]
    assert titles[-2:] == ["Soldiers from Georgia’s breakaway region might serve in Russian army", "Ο φάρος"]


def test_a_month_of_a_list(client, library):
    """A year leads to its months; a month lists its own articles, and those with only a year are of none."""
    with library.reading() as build:
        assert (build.browse(year="2018").total, build.browse(year="2018").months) == (2, {"2018-06": 1})
        assert build.browse(year="2001").months == build.browse(year="2001-06").months == {"2001-06": 1}
        assert [entry.id for entry in build.browse(year="2001-06").entries] == ["light/01"]
        assert build.browse(year="2001-07").total == build.browse(year="2001-13").total == 0
    assert "Jun 2001</h1>" in page(client, "/browse", year="2001-06")[1]
