"""What goes wrong, and how it is said."""

from __future__ import annotations

import pytest

from indexer import LONGEST_QUESTION, MOST_TURNS, EngineUnavailableError, Settings
from indexer.engines.whoosh import WhooshEngine
from tests.conftest import wait_until
from webapp import LONGEST_BODY, create_app
from webapp.parameters import GREATEST_OFFSET

LONG = "word " * 20_001


def assert_problem(response, status):
    """The response is a problem document of that status, and says what to do."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert set(response.json) - {"errors"} == {"type", "title", "status", "detail"}
    assert response.json["type"] == "about:blank"
    assert response.json["status"] == status
    assert response.json["title"]
    assert response.json["detail"]
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "  "},
        {"q": ["tea", ""]},
        {"q": LONG},
        {"q": ["tea"] * (MOST_TURNS + 1)},
        {"q": "tea", "k": "0"},
        {"q": "tea", "k": "101"},
        {"q": "tea", "k": "-1"},
        {"q": "tea", "k": "ten"},
        {"q": "tea", "k": "١"},
        {"q": "tea", "k": "9" * 400},
        {"q": "tea", "after": "2016-13"},
        {"q": "tea", "after": "2016-02-30"},
        {"q": "tea", "before": "yesterday"},
        {"q": "tea", "before": "0000"},
        {"q": "tea", "after": "<script>"},
        {"q": "tea", "today": "2016"},
        {"q": "tea", "today": "2016-W01-1"},
        {"q": "tea", "today": "2015-02-29"},
        {"q": "tea", "explain": "yes"},
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
def test_a_bad_question_is_the_callers_mistake(client, path, query):
    """Whatever is wrong with a question's parameters is a problem document with status 400."""
    assert_problem(client.get(path, query_string=query), 400)


@pytest.mark.parametrize("query", [{"offset": "-1"}, {"offset": str(GREATEST_OFFSET + 1)}, {"sort": "title"}])
def test_a_bad_page_is_the_callers_mistake(client, query):
    """Paging and order are checked too."""
    assert_problem(client.get("/api/search", query_string={"q": "tea", **query}), 400)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"id": ""}, 400),
        ({"id": "no/such"}, 404),
        ({"id": "../../etc/passwd"}, 404),
        ({"id": "\x00"}, 404),
        ({"id": "kitchen/tea", "span": "9"}, 400),
        ({"id": "kitchen/tea", "span": "9-9"}, 422),
        ({"id": "kitchen/tea", "span": "9-3"}, 422),
        ({"id": "kitchen/tea", "span": "-3-9"}, 400),
        ({"id": "kitchen/tea", "span": "0-100000"}, 422),
        ({"id": "kitchen/tea", "span": "0-" + "9" * 30}, 400),
    ],
)
def test_a_bad_article_is_named(client, query, status):
    """A missing article, or a span that it does not have."""
    assert_problem(client.get("/api/article", query_string=query), status)


@pytest.mark.parametrize(
    "query",
    [{}, {"id": "kitchen/tea"}, {"id": "kitchen/tea", "span": "0-3"}, {"id": "kitchen/tea", "quote": "x"}],
)
def test_verify_needs_everything(client, query):
    """A quote cannot be checked without article, span and words."""
    assert_problem(client.get("/api/verify", query_string=query), 400)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"q": ""}, 400),
        ({"q": []}, 400),
        ({"q": LONG}, 400),
        ({"q": "tea", "k": 0}, 400),
        ({"q": "tea", "k": -5}, 400),
        ({"q": 5}, 422),
        ({"q": ["tea", None]}, 422),
        ({"q": {"text": "tea"}}, 422),
        ({"q": "tea", "k": "5"}, 422),
        ({"q": "tea", "k": True}, 422),
        ({"q": "tea", "k": 1.5}, 422),
        ({"q": "tea", "after": ["2016"]}, 422),
        ({"q": "tea", "after": 2016}, 422),
        ({"q": "tea", "explain": 2}, 422),
        ({"q": "tea", "explain": "1"}, 422),
        ({"q": "tea", "explain": [1]}, 422),
        ([], 422),
        ("tea", 422),
    ],
)
def test_a_body_of_another_shape(client, body, status):
    """A JSON body is checked for its shape and its values."""
    assert_problem(client.post("/api/ask", json=body), status)


def test_a_body_that_is_not_json(client):
    """Broken JSON, another type, and too much of it."""
    assert_problem(client.post("/api/ask", data="{", content_type="application/json"), 400)
    assert_problem(client.post("/api/ask", data=b"\xff\xfe", content_type="application/json"), 400)
    assert_problem(client.post("/api/ask", data={"q": "tea"}), 415)
    assert_problem(client.post("/api/ask", data="", content_type="application/json"), 400)
    assert_problem(client.post("/api/ask", data='{"q": "half \\ud800"}', content_type="application/json"), 422)
    assert_problem(client.post("/api/ask", data="null", content_type="application/json"), 422)
    assert_problem(client.post("/api/ask", data=b" " * (LONGEST_BODY + 1), content_type="application/json"), 413)
    assert_problem(client.post("/api/ask", data="[" * 100_000, content_type="application/json"), 400)


def test_unknown_addresses_and_methods(client):
    """Under `/api` everything is a problem document, also what is not there."""
    assert_problem(client.get("/api/nothing"), 404)
    assert_problem(client.get("/api/"), 404)
    refused = client.delete("/api/ask")
    assert_problem(refused, 405)
    assert "POST" in refused.headers["Allow"]
    assert_problem(client.post("/api/search"), 405)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404),
        ("/article", 400),
        ("/article?id=no/such", 404),
        ("/?q=tea&after=lunch", 400),
        ("/?q=%EF%BB%BF", 400),
        ("/?q=" + "word+" * 20_001, 400),
        ("/?" + "q=tea&" * (MOST_TURNS + 1), 400),
        ("/search?q=tea&page=0", 400),
        ("/search?q=tea&page=99999999", 400),
        ("/search?q=tea&sort=title", 400),
        ("/search?q=" + "word+" * 20_001, 400),
    ],
)
def test_pages_say_what_is_wrong(client, address, status):
    """A reader gets a page that says what to do, with the way back."""
    response = client.get(address)
    assert response.status_code == status
    assert response.content_type.startswith("text/html")
    assert 'href="/"' in response.text
    assert "Traceback" not in response.text


def test_posting_to_a_page(client):
    """A page answers GET alone."""
    assert client.post("/").status_code == 405


@pytest.fixture
def empty(tmp_path):
    """An application whose instance has no build."""
    app = create_app({"INSTANCE": tmp_path / "empty"})
    yield app
    app.extensions["library"].close()


@pytest.mark.parametrize(
    "path", ["/api/ask?q=tea", "/api/search?q=tea", "/api/health", "/api/sources", "/api/article?id=a"]
)
def test_without_a_build_the_api_is_unavailable(empty, path):
    """503, and the command that helps."""
    response = empty.test_client().get(path)
    assert_problem(response, 503)
    assert "footnote rebuild" in response.json["detail"]


@pytest.mark.parametrize("path", ["/", "/?q=tea", "/search", "/search?q=tea", "/article?id=a"])
def test_without_a_build_the_pages_are_unavailable(empty, path, tmp_path):
    """A page that says which command helps, and does not tell everyone where the folder is."""
    response = empty.test_client().get(path)
    assert response.status_code == 503
    assert "footnote rebuild" in response.text
    assert str(tmp_path) not in response.text


def test_a_build_that_comes_later_is_found(empty, instance, tmp_path):
    """The application need not be started again when the first build is there."""
    client = empty.test_client()
    assert client.get("/api/health").status_code == 503
    (tmp_path / "empty").symlink_to(instance)
    assert client.get("/api/health").status_code == 200


@pytest.mark.parametrize("path", ["/?q=tea", "/search?q=tea", "/api/ask?q=tea", "/api/search?q=tea"])
def test_an_engine_that_does_not_answer_costs_only_the_time_it_is_away(client, path, monkeypatch):
    """503 and one sentence while the engine of the build is not reachable, and answers as soon as it is."""

    def away(*_, **__):
        raise EngineUnavailableError("opensearch", "cannot be reached (http://user@search)")

    # The first answers load much, which a busy machine may refuse: that is another 503.
    wait_until(lambda: client.get(path).status_code == 200)
    with monkeypatch.context() as patched:
        patched.setattr(WhooshEngine, "top", away)
        response = client.get(path)
        assert response.status_code == 503
        assert "not reachable at the moment" in response.text
        assert "search)" not in response.text
        assert response.headers["Retry-After"]
    wait_until(
        lambda: client.get(path).status_code == 200
    )  # the first answers load much, which a busy machine may refuse


def test_a_bad_setting_is_not_the_readers_mistake(instance, monkeypatch):
    """A configuration that cannot be read is 503, with the command that names it."""
    monkeypatch.setenv(Settings.table()[1].variable, "many")
    response = create_app({"INSTANCE": instance}).test_client().get("/api/health")
    assert_problem(response, 503)
    assert "footnote status" in response.json["detail"]


def test_a_defect_is_logged_and_not_shown(app, client, monkeypatch, caplog):
    """500 tells nothing of the inside; the log tells all of it."""
    monkeypatch.setattr(app.extensions["library"], "library", lambda: 1 / 0)
    response = client.get("/api/health")
    assert_problem(response, 500)
    assert "division" not in response.text
    assert client.get("/").status_code == 500
    assert "ZeroDivisionError" in caplog.text


def wrong(response):
    """The parameters that a problem document names, each with what to write instead."""
    return {error["parameter"]: error["detail"] for error in response.json.get("errors", ())}


def test_everything_wrong_is_named_at_once(client):
    """A problem document has an entry for every bad parameter, so that all can be corrected together."""
    query = {
        "k": "0",
        "after": "lunch",
        "before": "2016-13",
        "today": "now",
        "offset": "-1",
        "sort": "up",
        "explain": "x",
    }
    response = client.get("/api/search", query_string=query)
    assert_problem(response, 400)
    assert set(wrong(response)) == {"q", *query}
    assert "1 to 100" in wrong(response)["k"]
    assert all(f"{name}: {detail}" in response.json["detail"] for name, detail in wrong(response).items())


@pytest.mark.parametrize(
    ("method", "path", "given", "names"),
    [
        ("POST", "/api/ask", {"q": "tea", "k": "5", "after": 2016, "source": [1]}, {"k", "after", "source"}),
        ("POST", "/api/ask", [], {"body"}),
        ("POST", "/api/ask", {"q": "tea", "today": ""}, {"today"}),
        ("POST", "/api/ask", {"q": "tea", "today": None}, {"today"}),
        ("POST", "/api/verify", {}, {"id", "span", "quote"}),
        ("GET", "/api/verify", {}, {"id", "span", "quote"}),
        ("GET", "/api/article", {"span": "x"}, {"id", "span"}),
        ("GET", "/api/ask", {"q": LONG}, {"q"}),
    ],
)
def test_the_names_are_those_of_the_parameters(client, method, path, given, names):
    """A program can tell from the names which of its fields to correct."""
    body = {"json": given} if method == "POST" else {"query_string": given}
    assert set(wrong(client.open(path, method=method, **body))) == names


def test_other_problems_name_no_parameter(client):
    """What is not about a parameter has no list of them."""
    assert "errors" not in client.get("/api/article?id=no/such").json
    assert "errors" not in client.get("/api/nothing").json


def test_the_longest_question_is_the_librarys(client):
    """The limit that the API describes is the one that the library keeps."""
    assert f'"maxLength":{LONGEST_QUESTION}' in client.get("/openapi.json").text.replace(" ", "")
    longest = "tea " * (LONGEST_QUESTION // 4)
    assert client.get("/api/search", query_string={"q": longest}).status_code == 200
    assert client.get("/api/search", query_string={"q": f"{longest}s"}).status_code >= 400
