"""What the API does with HTTP: tags, compression, pages, other origins, methods."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from indexer import Reading
from tests.web.conftest import validator
from webapp import create_app
from webapp.api.api_docs import sample

QUESTION = "/api/search?q=lighthouse+keeper&k=5"
TAGGED = [
    QUESTION,
    "/api/ask?q=lighthouse",
    "/api/export?q=lighthouse",
    "/api/sources",
    "/api/browse?sort=added",
    "/api/changes",
    "/api/article?id=volcano",
    "/api/verify?id=volcano&span=0-3&quote=x",
]


# Tags


@pytest.mark.parametrize("path", TAGGED)
def test_what_the_caller_has_is_not_sent_again(client, path):
    """With the tag of the answer in `If-None-Match`, the same request is 304, with the tag and without a body."""
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": f'"another", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_what_the_caller_has_is_not_searched_again(client, monkeypatch):
    """A 304 is given without a search."""
    tag = client.get(QUESTION).headers["ETag"]
    monkeypatch.setattr(Reading, "search", None)
    assert client.get(QUESTION, headers={"If-None-Match": tag}).status_code == 304


def test_a_tag_names_question_and_day(client):
    """Another question, page, filter or day has another tag; the same has the same."""
    questions = [
        "/api/search?q=tea",
        "/api/ask?q=tea",
        "/api/search?q=teas",
        "/api/search?q=tea&q=milk",
        "/api/search?q=milk&q=tea",
        "/api/search?q=tea&offset=10",
        "/api/search?q=tea&source=x",
        "/api/search?q=tea&today=2020-01-01",
        "/api/search?q=tea&today=2020-01-02",
    ]
    tags = [client.get(question).headers["ETag"] for question in questions]
    assert len(set(tags)) == len(questions)
    assert [client.get(question).headers["ETag"] for question in questions] == tags


def test_a_tag_names_the_settings(instance, client, monkeypatch):
    """Settings that change the ranking change the tag."""
    tag = client.get(QUESTION).headers["ETag"]
    monkeypatch.setenv("FOOTNOTE_RANK_NEAR", "2.5")
    other = create_app({"INSTANCE": instance})
    assert other.test_client().get(QUESTION).headers["ETag"] != tag
    other.extensions["library"].close()


def test_errors_and_posts_have_no_tag(client):
    """Only an answer to GET or HEAD is named; a bad question is refused, whatever the caller says it has."""
    assert "ETag" not in client.post("/api/ask", json={"q": "tea"}).headers
    refused = client.get("/api/search?q=tea&k=0", headers={"If-None-Match": "*"})
    assert (refused.status_code, "ETag" in refused.headers) == (400, False)


# Compression


def fetch(client, path, encoding=None, tag=None, method="GET"):
    """The response, whole, for someone who reads that encoding and has what is called `tag`."""
    headers = {"Accept-Encoding": encoding, "If-None-Match": tag}
    given = {name: value for name, value in headers.items() if value}
    with client.open(path, method=method, headers=given) as response:
        assert response.data is not None
        return response


@pytest.mark.parametrize("path", [QUESTION, "/", "/openapi.json", "/docs", "/static/page.css"])
def test_long_texts_are_compressed_for_those_who_ask(client, path):
    """With `Accept-Encoding: gzip` the body is a smaller one of the same text; without, it is plain. Caches are told."""
    plain = fetch(client, path)
    packed = fetch(client, path, "br, gzip;q=0.5")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    if path != QUESTION:  # there `took_ms` differs
        assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    refusing = fetch(client, path, "gzip;q=0")
    assert "Content-Encoding" not in refusing.headers


def test_what_is_short_is_sent_as_it_is(client):
    """A body that fits into one packet gains nothing."""
    assert "Content-Encoding" not in client.get("/api/health", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("path", [QUESTION, "/openapi.json", "/static/page.css"])
def test_a_tag_holds_for_both_encodings(client, path):
    """Whoever has the compressed answer is not sent it again, and neither is who has the plain one."""
    for encoding in ("gzip", "identity"):
        tag = fetch(client, path, encoding).headers["ETag"]
        for other in ("gzip", "identity"):
            again = fetch(client, path, other, tag)
            assert (again.status_code, again.data) == (304, b"")


def untimed(response):
    """The headers but for the second that it was answered in."""
    return {name: value for name, value in response.headers.items() if name != "Date"}


def test_a_head_is_a_get_without_its_body(client):
    """HEAD has the headers of GET, the length too; the time of answering alone may be another."""
    for path in ("/api/sources", "/openapi.json"):
        for encoding in ("gzip", "identity"):
            got, head = fetch(client, path, encoding), fetch(client, path, encoding, method="HEAD")
            assert (head.status_code, head.data) == (200, b"")
            assert untimed(head) == untimed(got)


# Pages


def pages(response):
    """The addresses that the Link header names."""
    return {name: path for path, name in re.findall(r'<([^>]+)>; rel="(\w+)"', response.headers.get("Link", ""))}


@pytest.mark.parametrize("sort", ["rank", "date"])
def test_the_next_page_is_linked_until_the_last(client, sort):
    """Following `next` from the first page gives every hit once, in order; `previous` leads back."""
    path, found, before = f"/api/search?q=lighthouse&k=10&sort={sort}", [], None
    while path:
        response = client.get(path)
        found += [hit["passage"]["id"] for hit in response.json["hits"]]
        links = pages(response)
        assert ("previous" in links) == (before is not None)
        if before:
            assert [hit["rank"] for hit in client.get(links["previous"]).json["hits"]] == before
        path, before = links.get("next"), [hit["rank"] for hit in response.json["hits"]]
    whole = client.get("/api/search", query_string={"q": "lighthouse", "k": "100", "sort": sort}).json
    assert found == [hit["passage"]["id"] for hit in whole["hits"]]
    assert len(found) == whole["total"]


def test_a_link_keeps_everything_asked(client):
    """The next page is of the same question, filters and day."""
    asked = {"q": ["tea & <milk>", "lighthouse φάρος"], "after": "2001", "today": "2020-01-01", "k": "2", "offset": "1"}
    links = pages(client.get("/api/search", query_string=asked))
    assert set(links) == {"next", "previous"}
    following = client.get(links["next"])
    assert following.request.args.to_dict(flat=False) == {
        **{name: value if isinstance(value, list) else [value] for name, value in asked.items()}, "offset": ["3"]
    }  # fmt: skip
    assert client.get(links["previous"]).request.args["offset"] == "0"


# Other origins


@pytest.fixture
def shared(instance, monkeypatch):
    """A client of an application that lets pages of these origins read its API."""
    made = []

    def shared(origins):
        monkeypatch.setenv("FOOTNOTE_WEB_ORIGINS", origins)
        made.append(create_app({"INSTANCE": instance}))
        return made[-1].test_client()

    yield shared
    for app in made:
        app.extensions["library"].close()


def allowed(response):
    """The headers that let another origin do something."""
    return {name: value for name, value in response.headers.items() if name.startswith("Access-Control-")}


PREFLIGHT = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}


def test_no_other_origin_may_read(client):
    """Unless told otherwise, nobody else's page reads anything."""
    for path in (QUESTION, "/openapi.json", "/"):
        assert allowed(client.get(path, headers={"Origin": "https://a.example"})) == {}
    assert allowed(client.options("/api/ask", headers=PREFLIGHT)) == {}


def test_named_origins_may_read_the_api(shared):
    """Those that `web.origins` names may read the API, and nothing else; others may not."""
    client = shared("https://A.example/ http://b.example:8000")
    answer = client.get(QUESTION, headers={"Origin": "https://a.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert {"ETag", "Link"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    refused = client.get(QUESTION, headers={"Origin": "https://c.example"})
    assert (allowed(refused), "Origin" in refused.headers["Vary"]) == ({}, True)
    assert allowed(client.get("/", headers={"Origin": "https://a.example"})) == {}


def test_a_preflight_is_answered(shared):
    """Before it posts, a browser is told that it may, and with which headers."""
    answer = shared("https://a.example").options("/api/ask", headers=PREFLIGHT)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert allowed(shared("https://a.example").options("/api/ask", headers={**PREFLIGHT, "Origin": "null"})) == {}


def test_everyone_may_read_when_everyone_is_named(shared):
    """`*` lets any page read, errors too, and caches need not tell origins apart."""
    client = shared("*")
    for path in (QUESTION, "/api/search", "/openapi.json"):
        answer = client.get(path, headers={"Origin": "https://c.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Origin" not in answer.headers["Vary"]


# Methods, and the description


def test_options_names_the_methods(client):
    """OPTIONS says what an address answers to."""
    assert set(client.options("/api/search").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert set(client.options("/api/ask").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_description_is_of_every_address(app, client):
    """`/openapi.json` describes every address under /api, with every field and every parameter that needs words."""
    described = client.get("/openapi.json").json
    assert described["openapi"].startswith("3.1")
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert set(described["paths"]) == rules
    for operations in described["paths"].values():
        for operation in operations.values():
            assert all(one["description"] for one in operation.get("parameters", ()))
    assert all(schema["description"] for schema in described["components"]["schemas"].values())


def test_an_inherited_field_keeps_its_words(client):
    """Fields that a shape takes from another are described in both."""
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    for shape in ("AnswerDocument", "ResultsDocument"):
        assert "day" in schemas[shape]["properties"]["today"]["description"]


def test_every_sample_is_of_its_shape(client):
    """The answers that `/docs` shows are as the description says."""
    described = client.get("/openapi.json").json
    for name in described["components"]["schemas"]:
        validator(name).validate(sample({"$ref": f"#/components/schemas/{name}"}, described))


def test_the_manual_shows_everything(client):
    """`/docs` names every address, parameter, shape and field, with a command line for each."""
    page, described = client.get("/docs").text, client.get("/openapi.json").json
    for path, operations in described["paths"].items():
        assert f"http://localhost{path}" in page
        for method, operation in operations.items():
            assert f'id="{method.upper()}-{path}"' in page
            assert all(f"<code>{one['name']}</code>" in page for one in operation.get("parameters", ()))
    for name, schema in described["components"]["schemas"].items():
        assert f'id="{name}"' in page
        assert all(f"<code>{field}</code>" in page for field in schema["properties"])
    references = set(re.findall(r'href="#([^"]+)"', page))
    assert references <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize(
    "path", ["/", "/?q=tea", "/search?q=tea", "/article?id=volcano", "/docs", "/nothing", QUESTION, "/openapi.json"]
)
def test_every_response_has_a_strict_policy(client, path):
    """Nothing inline runs or is styled, nothing is fetched from elsewhere; and the pages need none of it."""
    response = client.get(path)
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    if response.mimetype == "text/html":
        assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=\"", response.text) == []


def test_a_post_is_described_as_it_is_answered(client):
    """The example of every address is answered by it."""
    for path, operations in client.get("/openapi.json").json["paths"].items():
        given = {one["name"]: one["example"] for one in operations["get"].get("parameters", ()) if "example" in one}
        assert client.get(path, query_string=given).status_code in (200, 404)
        if "post" in operations:
            assert client.post(path, data=json.dumps(given), content_type="application/json").status_code == 200
