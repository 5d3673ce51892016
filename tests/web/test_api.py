"""The JSON addresses. That each response has exactly the described shape, `conftest.py` checks every time."""

from __future__ import annotations

import json

import pytest

from indexer import rebuild
from indexer.types import sha256
from webapp import create_app

MINISTER = "Who is the de facto defence minister of South Ossetia?"


def get(client, path, **parameters):
    """The JSON at an address; it must be there."""
    response = client.get(path, query_string=parameters)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    return response.json


def test_an_answer_has_citations_and_hits(client):
    """`/api/ask` answers with quotes, the passages around them, and what it understood."""
    answer = get(client, "/api/ask", q=MINISTER)
    assert answer["status"] == "answered"
    assert answer["citations"]
    assert answer["hits"]
    assert answer["understood_as"]


def test_no_answer_has_a_reason(client):
    """What cannot be answered is `not_found` with a reason and without citations."""
    answer = get(client, "/api/ask", q="Which zeppelin crossed Patagonia?")
    assert (answer["status"], answer["citations"]) == ("not_found", [])
    assert answer["reason"]


def test_results_are_a_page_of_hits(client):
    """`/api/search` gives ten hits unless told otherwise, and neither status nor citations."""
    results = get(client, "/api/search", q="lighthouse keeper")
    assert len(results["hits"]) == 10


@pytest.mark.parametrize(
    ("path", "turns"),
    [
        ("/api/ask", [MINISTER]),
        ("/api/ask", [MINISTER, "When will the agreement be signed?"]),
        ("/api/search", ["lighthouse keeper rock"]),
        ("/api/search", ["How is green tea made?"]),
        ("/api/search", ["Ο φάρος"]),
    ],
)
def test_an_explanation_adds_up_to_the_score(client, path, turns):
    """With `explain=1` each hit says what its score is the sum of; every reason is in words."""
    explained = get(client, path, q=turns, explain="1")["hits"]
    assert explained
    for hit in explained:
        assert sum(reason["amount"] for reason in hit["explanation"]) == pytest.approx(hit["score"], rel=1e-9)
        assert all(reason["reason"] for reason in hit["explanation"])
    assert [hit for hit in get(client, path, q=turns, explain="0")["hits"] if "explanation" in hit] == []


@pytest.mark.parametrize("explain", [1, True])
def test_an_explanation_can_be_posted_for(client, explain):
    """A body asks for explanations as the URL does."""
    by_post = client.post("/api/ask", json={"q": MINISTER, "explain": explain}).json
    assert by_post["hits"] == get(client, "/api/ask", q=MINISTER, explain="1")["hits"]
    assert "explanation" not in client.post("/api/ask", json={"q": MINISTER, "explain": False}).json["hits"][0]


def test_the_total_counts_what_was_ranked(client):
    """`total` is of the whole ranking, whichever page of it is given."""
    totals = {get(client, "/api/search", q="lighthouse", k=5, offset=offset)["total"] for offset in (0, 5, 1000)}
    assert totals == {25}
    assert get(client, "/api/search", q="zyzzyva")["total"] == 0


def test_what_was_read_from_the_question_is_given_back(client):
    """Phrases, excluded words and filters, those written into the question too, are in the answer."""
    asked = '"green tea" -Katla source:"Kitchen Herald" after:2018 tea OR "hot water" pot* NEAR/4 cup'
    answer = get(client, "/api/search", q=asked, before="2020")
    assert (answer["phrases"], answer["excluded"]) == (["green tea"], ["Katla"])
    named = {"source": ["kitchen herald"], "author": [], "title": [], "id": [], "folder": [], "name": []}
    assert answer["filters"] == {**named, "after": "2018", "before": "2020"}
    assert answer["required"] == [
        {"parts": ["tea", "hot water"], "within": None},
        {"parts": ["pot*", "cup"], "within": 4},
    ]
    assert get(client, "/api/search", q='tea "no such thing"')["notes"] == [
        "“no such thing” stands in no article word for word; its words were searched instead."
    ]


def test_the_article_names_the_minister(client):
    """The given article answers the first question that anyone asks it."""
    citation = get(client, "/api/ask", q=MINISTER)["citations"][0]
    assert "Ibragim Gasseyev" in citation["quote"]
    assert citation["article"]["source"] == "Agenda.ge"
    assert citation["article"]["published"].startswith("2016-10-25T13:15")


OPENING = (
    "The pier of Sund will be opened this year, said the harbour master. It is built of oak. Tickets cost a crown."
)
DATED = [
    {"_id": "courier", "text": OPENING, "title": "Pier to open", "published": "2016-10-25"},
    {"_id": "herald", "text": OPENING, "title": "A pier for Sund", "published": "2016-10-26"},
    {"_id": "history", "text": "The first pier of Sund was opened in 1887.", "title": "Piers", "published": "1990"},
]


@pytest.fixture
def dated(tmp_path):
    """A client of a library with a relative date, a copied article, and an older date."""
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in DATED))
    rebuild(tmp_path / "instance", [tmp_path / "articles.jsonl"])
    app = create_app({"INSTANCE": tmp_path / "instance"})
    yield app.test_client()
    app.extensions["library"].close()


def test_what_an_answer_knows_beside_its_quotes(dated):
    """Dates of the question and of the quotes, a timeline, and how many texts say it: every quote can be checked."""
    question = "When was the pier of Sund opened, and when will it be opened in 2016?"
    answer = get(dated, "/api/ask", q=question, today="2016-11-01")
    assert [(time["shown"], time["iso"]) for time in answer["times"]] == [("2016", "2016")]
    (time,) = answer["times"]
    assert question[time["start"] : time["end"]] == time["shown"]
    relative = [time for citation in answer["citations"] for time in citation["times"]]
    assert [(time["shown"], time["written"], time["first"]) for time in relative] == [
        ("this year", "2016", "2016-01-01")
    ]
    assert [entry["time"]["iso"] for entry in answer["timeline"]] == ["1887", "2016"]
    texts = [{one["article"]["id"] for one in text["citations"]} for text in answer["texts"]]
    assert sorted(texts, key=len) == [{"history"}, {"courier", "herald"}]
    assert 0 <= answer["confidence"] <= 1
    cited = [citation for text in answer["texts"] for citation in text["citations"]]
    for citation in (*cited, *(entry["citation"] for entry in answer["timeline"])):
        assert dated.post("/api/verify", json=citation).json["standing"] == "holds"


@pytest.mark.parametrize("path", ["/api/search", "/api/ask"])
def test_a_misspelt_word_gets_suggestions(client, path):
    """A word that no article holds comes with what it may have been meant as, ready to be asked."""
    (suggestion,) = get(client, path, q="Where is the lighthuose?")["suggestions"]
    assert (suggestion["word"], suggestion["instead"].casefold()) == ("lighthuose", "lighthouse")
    assert suggestion["question"] == f"Where is the {suggestion['instead']}?"
    assert get(client, path, q=suggestion["question"])["suggestions"] == []


@pytest.mark.parametrize(
    "question", [MINISTER, "When did Katla erupt?", "How is green tea made?", "Do marmots whistle?"]
)
def test_every_quote_passage_and_highlight_is_a_slice_of_its_article(client, question):
    """Offsets are code points: the article's text at start:end is the quote, letter for letter."""
    answer = get(client, "/api/ask", q=question)
    assert answer["citations"]
    for citation in answer["citations"]:
        article = get(client, "/api/article", id=citation["article"]["id"])
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert sha256(article["text"]) == citation["article_sha256"]
    for hit in answer["hits"]:
        text = get(client, "/api/article", id=hit["article"]["id"])["text"]
        passage = hit["passage"]
        assert text[passage["start"] : passage["end"]] == passage["text"]
        assert all(passage["start"] <= start < end <= passage["end"] for start, end in hit["highlights"])


def test_ask_by_post_is_ask_by_get(client):
    """The body has the names of the URL's parameters, and gets the same answer."""
    turns = [MINISTER, "When will the agreement be signed?"]
    by_get = client.get("/api/ask", query_string={"q": turns, "k": "3", "source": "Agenda.ge", "today": "2020-02-29"})
    body = {"q": turns, "k": 3, "source": ["Agenda.ge"], "today": "2020-02-29"}
    by_post = client.post("/api/ask", json=body)
    assert by_post.status_code == 200
    assert by_get.json | {"took_ms": 0} == by_post.json | {"took_ms": 0}
    assert client.post("/api/ask", json={"q": MINISTER}).json["question"] == MINISTER


def test_earlier_questions_weigh_in(client):
    """A follow-up is understood with terms of the turns before it."""
    answer = get(client, "/api/ask", q=[MINISTER, "When will it be signed?"])
    assert answer["question"] == "When will it be signed?"
    assert {term["turn"] for term in answer["understood_as"]} == {1, 2}


def test_today_is_given_back(client):
    """The day of asking can be set, so that an answer can be had again."""
    assert get(client, "/api/ask", q="tea", today="2024-02-29")["today"] == "2024-02-29"
    assert get(client, "/api/search", q="tea", today="2024-02-29")["today"] == "2024-02-29"


def test_the_same_question_gets_the_same_answer(client):
    """Same build, question, filters and day: the same answer to the last digit."""
    one, two = (get(client, "/api/ask", q=MINISTER, today="2024-01-01") for _ in range(2))
    assert one | {"took_ms": 0} == two | {"took_ms": 0}


def test_pages_of_results_join_up(client):
    """`offset` goes on where the page before ended."""
    everything = get(client, "/api/search", q="lighthouse", k=20)["hits"]
    pages = [
        hit for offset in (0, 7, 14) for hit in get(client, "/api/search", q="lighthouse", k=7, offset=offset)["hits"]
    ]
    assert pages[:20] == everything
    assert [hit["rank"] for hit in pages] == list(range(1, len(pages) + 1))


def test_results_by_date_are_newest_first(client):
    """`sort=date` puts the newest first and what has no date last."""
    hits = get(client, "/api/search", q="lighthouse", sort="date", k=100)["hits"]
    dates = [hit["article"]["published"] for hit in hits]
    assert dates[0] == "2024-06-15"
    assert dates[-1] is None
    assert dates[:-1] == sorted(dates[:-1], reverse=True)
    assert get(client, "/api/search", q="lighthouse", sort="date", k=5, offset=3)["hits"] == hits[3:8]


def test_filters_exclude(client):
    """Sources match in any case, dates are inclusive, undated articles never match a date."""
    hits = get(client, "/api/search", q="lighthouse", after="2003-06", before="2005-06-15", k=100)["hits"]
    assert {hit["article"]["published"] for hit in hits} == {"2003-06-15", "2004-06-15", "2005-06-15"}
    assert get(client, "/api/search", q="lighthouse", source="COAST gazette", k=100)["hits"]
    assert get(client, "/api/search", q="lighthouse", source="Kitchen Herald")["hits"] == []
    assert get(client, "/api/search", q="tea", author="mei tanaka")["hits"]


def test_a_question_is_limited_to_articles_by_their_ids(client):
    """`id` is given once or several times, in the URL or a body; where one article is opened, it is given once."""

    def found(answer) -> set[str]:
        return {hit["article"]["id"] for hit in answer["hits"]}

    assert found(get(client, "/api/search", q="lighthouse tea", id="kitchen/tea")) == {"kitchen/tea"}
    both = ["kitchen/tea", "light/24"]
    assert found(get(client, "/api/ask", q="lighthouse tea", id=both)) == set(both)
    assert found(client.post("/api/ask", json={"q": "lighthouse tea", "id": both}).json) == set(both)
    assert get(client, "/api/ask", q="lighthouse tea", id="kitchen")["filters"]["id"] == ["kitchen"]
    assert client.get("/api/article", query_string={"id": both}).status_code == 400
    assert client.post("/api/verify", json={"id": both, "span": "0-9", "quote": "Green tea"}).status_code == 422


def test_an_article_whole(client):
    """`/api/article` gives the article with its marks; span and sha256 are answered when asked."""
    article = get(client, "/api/article", id="kitchen/tea")
    assert article["quote"] is article["start"] is article["unchanged"] is None
    part = get(client, "/api/article", id="kitchen/tea", span="0-9", sha256=article["article_sha256"].upper())
    assert (part["start"], part["end"], part["unchanged"]) == (0, 9, True)
    assert part["quote"] == article["text"][0:9]
    assert get(client, "/api/article", id="kitchen/tea", sha256="0" * 64)["unchanged"] is False


def test_marks_of_the_given_article(client):
    """Headline, caption and dateline are marked in the given article."""
    hit = get(client, "/api/search", q="Tskhinvali")["hits"][0]
    article = get(client, "/api/article", id=hit["article"]["id"])
    assert {"caption", "dateline"} <= {mark["kind"] for mark in article["marks"]}


def test_sources(client):
    """`/api/sources` counts the articles of every source, those without one too."""
    answer = get(client, "/api/sources")
    counts = {row["source"]: row["articles"] for row in answer["sources"]}
    assert (counts["Coast Gazette"], counts["Agenda.ge"], counts[None]) == (24, 1, 1)


def test_verify_tells_holding_moved_changed_and_gone(client):
    """A quote can be checked by anyone who has its citation."""
    citation = get(client, "/api/ask", q=MINISTER)["citations"][0]
    article_id, span = citation["article"]["id"], f"{citation['start']}-{citation['end']}"

    def standing(**given):
        answer = get(client, "/api/verify", **{"id": article_id, "span": span, "quote": citation["quote"], **given})
        assert answer["holds"] == (answer["standing"] == "holds")
        return answer["standing"]

    assert standing() == "holds"
    assert standing(span="0-5") == "moved"
    assert standing(quote="It never said this.") == "changed"
    assert standing(id="no/such") == "gone"


def test_a_citation_can_be_posted_as_it_came(client):
    """What `/api/ask` gives, `/api/verify` takes."""
    citation = get(client, "/api/ask", q=MINISTER)["citations"][0]
    answer = client.post("/api/verify", json=citation)
    assert answer.status_code == 200
    assert answer.json["standing"] == "holds"
    named = {"id": citation["article"]["id"], "span": f"{citation['start']}-{citation['end']}"}
    assert client.post("/api/verify", json={**named, "quote": citation["quote"]}).json == answer.json


def test_health(client, instance):
    """`/api/health` says what is served, and names no folder."""
    response = client.get("/api/health")
    assert response.json["status"] == "ok"
    assert response.json["articles"] == 30
    assert str(instance) not in response.text


def test_text_is_not_escaped(client):
    """Other scripts travel as UTF-8, not as escapes."""
    response = client.get("/api/search", query_string={"q": "φάρος"})
    assert "φάρος" in response.get_data(as_text=True)
    assert response.json["hits"]


@pytest.mark.parametrize(
    "question",
    [
        "\x00\x01 tea \x1b",
        "<script>alert(1)</script> tea",
        "茶はどう作られますか",
        "the of and",
        "C++ -tea",
        "🌋",
        '"',
        "(((",
    ],
)
def test_strange_questions_are_answered(client, question):
    """Control characters, markup, other scripts, stop words, stray operators: an answer, never an error."""
    for path in ("/api/ask", "/api/search"):
        assert get(client, path, q=question)["question"].strip()


def test_a_page_shows_dates_and_copies_beside_the_quotes(dated):
    """The same answer as a page: its timeline in order, what a relative date means, and the independent texts."""
    page = dated.get("/", query_string={"q": "When was the pier of Sund opened?", "today": "2016-11-01"})
    assert page.status_code == 200
    timeline = page.text.partition('class="timeline"')[2].partition("</ol>")[0]
    assert timeline.index("1887") < timeline.index("The pier of Sund will be opened this year")
    assert "“this year” is 2016" in page.text
    assert "From 3 articles, 2 of them independent" in page.text
