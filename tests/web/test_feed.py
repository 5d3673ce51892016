"""The Atom feed of a question tells of a new passage once, and of nothing else."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest

from indexer import rebuild
from indexer.builds import made_of, pipeline
from tests.conftest import NOON
from tests.web.test_pages import page
from webapp import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
BEES = {
    "_id": "bees", "title": "Honey & bees", "source": "Garden <News>", "published": "2016-10-25", "language": "en",
    "text": "Honey bees dance in the hive. Their dance tells others where food is. A hive has one queen.",
}  # fmt: skip
ANTS = {"_id": "ants", "title": "Ants", "text": "Ants follow trails of scent to their food and never dance."}
DANCE = "/feed?q=Where+do+honey+bees+dance%3F"


def publish(folder, day, *articles):
    """Publishes a build of these articles, so many days after the first."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return (NOON + timedelta(days=day)).astimezone(tz)

    (folder / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    with pytest.MonkeyPatch.context() as patch:
        for module in (made_of, pipeline):
            patch.setattr(module, "datetime", Clock)
        rebuild(folder / "instance", [folder / "articles.jsonl"])


@pytest.fixture(scope="module")
def responses(tmp_path_factory):
    """The feed of one question after three builds: the second is a rebuild, the third has a new article and a copy."""
    folder = tmp_path_factory.mktemp("feed")
    more = {"_id": "more", "title": "", "text": "On Sunday the bees dance again, and the honey is good."}
    shifted = {**ANTS, "text": "A line before. " + ANTS["text"]}
    copy = {**BEES, "_id": "copy"}
    publish(folder, 0, BEES, ANTS)
    app = create_app({"INSTANCE": folder / "instance"})
    client = app.test_client()
    found = [client.get(DANCE)]
    for day, articles in enumerate([(BEES, ANTS), (copy, shifted, more, BEES)], 1):
        publish(folder, day, *articles)
        found.append(client.get(DANCE))
    tag = found[-1].headers["ETag"]
    found.append(client.get(DANCE, headers={"If-None-Match": tag}))
    yield found
    app.extensions["library"].close()


def test_a_feed_is_valid_atom(responses):
    """Feed and entries have what RFC 4287 asks for, once each; times are RFC 3339, addresses absolute, ids are their own."""
    assert responses[2].mimetype == "application/atom+xml"
    parsed = feedparser.parse(responses[2].data)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    root = ET.fromstring(responses[2].data)  # noqa: S314  our own
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1
        assert datetime.fromisoformat(part.find(f"{ATOM}updated").text).tzinfo
        assert part.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert all(urlsplit(link.get("href")).netloc for link in part.findall(f"{ATOM}link"))
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Footnote"
    assert len({entry.id for entry in parsed.entries}) == 2


def test_the_quote_and_its_place(responses):
    """An entry's content is the passage letter for letter; its link opens it there."""
    (entry,) = feedparser.parse(responses[0].data).entries
    assert entry.content[0].value == BEES["text"]
    assert entry.title == BEES["title"]
    assert entry.summary == "Garden <News>, 25 Oct 2016"
    query = parse_qs(urlsplit(entry.link).query)
    assert query["id"] == ["bees"]
    assert set(query) == {"id", "span", "sha256"}


def test_a_rebuild_is_no_news(responses):
    """After a rebuild the same feed has the same tag: nothing in it is new, or of another time."""
    assert responses[0].data == responses[1].data
    assert responses[0].headers["ETag"] == responses[1].headers["ETag"]
    assert (responses[3].status_code, responses[3].data) == (304, b"")


def test_a_new_passage_comes_first(responses):
    """A new article's passage stands first, with the time of its build; copies are none, and the others stay as they are."""
    before, after = (feedparser.parse(response.data) for response in (responses[1], responses[2]))
    assert [entry.id for entry in after.entries[1:]] == [entry.id for entry in before.entries]
    assert [entry.updated for entry in after.entries[1:]] == [entry.updated for entry in before.entries]
    assert after.entries[0].title == "more"
    assert after.entries[0].updated == after.feed.updated == (NOON + timedelta(days=2)).isoformat(timespec="seconds")


def test_a_feed_tells_only_of_what_matches(client):
    """A passage matches with two thirds of the question's words; filters, phrases and exclusions hold as on the page."""

    def titles(**query):
        response = client.get("/feed", query_string=query)
        return [entry.title for entry in feedparser.parse(response.data).entries]

    assert titles(q="How is green tea made in Japan?") == ["How is green tea made?"]
    assert titles(q="green volcano") == []
    assert titles(q="lighthouse keeper", source="Coast Gazette", after="2024") == ["Lighthouse 24"]
    assert titles(q='"its keeper lights" -rock') == []
    assert titles(q="zeppelin") == []
    assert len(titles(q="lighthouse")) == 25


def test_an_answer_leads_to_its_feed(client):
    """The page of a question announces its feed, with the filters, and has a link to it."""
    made, _ = page(client, "/", q="lighthouse keeper", after="2024")
    (announced,) = made.all("link", rel="alternate")
    assert (announced["type"], announced["href"]) == ("application/atom+xml", "/feed?q=lighthouse+keeper&after=2024")
    assert announced["href"] in [link.get("href") for link in made.all("a")]
    assert len(feedparser.parse(client.get(announced["href"]).data).entries) == 1


@pytest.mark.parametrize("query", ["", "?q=", "?q=tea&after=lunch"])
def test_a_feed_without_a_question_is_refused(client, query):
    """A feed needs a question that can be read."""
    assert client.get(f"/feed{query}").status_code == 400


def test_no_text_breaks_a_feed(client):
    """Whatever a question or an article holds, a feed is XML."""
    hostile = "marmots <whistle> & \x01\x0b ]]> \ufffe"
    parsed = feedparser.parse(client.get("/feed", query_string={"q": hostile}).data)
    assert not parsed.bozo
    assert parsed.feed.title.startswith("marmots <whistle> &")
    assert [entry.title for entry in parsed.entries] == ['<script>alert("title")</script> & "quotes"']
