"""Nothing that a program sends to the API is passed over in silence."""

from __future__ import annotations

import pytest

PATHS = ("/api/ask", "/api/search", "/api/export", "/api/article", "/api/sources", "/api/verify", "/api/health")
TEA = "kitchen/tea"


def detail(response, name, status=400):
    """What a problem document says of that parameter; its detail says it too."""
    assert response.status_code == status, response.text
    (words,) = [error["detail"] for error in response.json["errors"] if error["parameter"] == name]
    assert f"{name}: {words}" in response.json["detail"]
    return words


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_that_is_none_is_refused(client, path):
    """Every address names a parameter that it does not have, whatever else is wrong, and those that it has."""
    words = detail(client.get(path, query_string={"colour": "blue"}), "colour")
    assert "q, " in words or "id, " in words or "no parameters" in words


@pytest.mark.parametrize(
    ("path", "name", "meant"),
    [
        ("/api/search", "limit", "k"),
        ("/api/ask", "size", "k"),
        ("/api/ask", "query", "q"),
        ("/api/ask", "Q", "q"),
        ("/api/search", "ofset", "offset"),
        ("/api/search", "skip", "offset"),
        ("/api/search", "order-by", "sort"),
        ("/api/ask", "since", "after"),
        ("/api/ask", "befor", "before"),
        ("/api/article", "article_id", "id"),
        ("/api/verify", "text", "quote"),
        ("/api/export", "fmt", "format"),
    ],
)
def test_what_it_may_have_meant_is_named(client, path, name, meant):
    """Other programs' names and slips of the pen lead to the parameter that there is."""
    assert f"did you mean {meant}?" in detail(client.get(path, query_string={"q": "tea", name: "3"}), name)


def test_all_unknown_names_are_told_with_all_else_that_is_wrong(client):
    """One answer is enough to correct a request."""
    response = client.get("/api/search", query_string={"limit": "3", "colour": "", "after": "lunch"})
    assert {error["parameter"] for error in response.json["errors"]} == {"q", "limit", "colour", "after"}


def test_an_answer_is_short_whatever_was_sent(client):
    """Thousands of names, and one without end, are not sent back."""
    many = client.post(
        "/api/ask", json={"q": "tea", "x" * 100_000: 1, **{f"name{number}": 1 for number in range(9_999)}}
    )
    assert many.status_code == 400
    assert len(many.data) < 10_000


@pytest.mark.parametrize(("path", "body"), [("/api/ask", {"q": "tea", "limit": 3}), ("/api/verify", {"ids": TEA})])
def test_a_body_is_held_to_the_same(client, path, body):
    """An unknown name in a body is refused as in a URL, whatever its value is."""
    name = list(body)[-1]
    assert "did you mean" in detail(client.post(path, json=body), name)
    assert "did you mean" in detail(client.post(path, json={**body, name: {"is": ["anything"]}}), name)


def test_one_value_is_one_value(client):
    """What can be given once is refused twice; names and questions may be repeated, and empty fields of a form are none."""
    assert "2 times" in detail(client.get("/api/ask?q=tea&k=3&k=5"), "k")
    assert "2 times" in detail(client.get("/api/article?id=a&id=b"), "id")
    assert "twice" in detail(client.get("/api/article", query_string={"id": TEA, "span": "0-3", "start": "1"}), "span")
    assert client.get("/api/ask?q=tea&q=milk&source=a&source=b&k=&k=3&after=").status_code == 200
    doubled = client.post("/api/ask", data='{"q": "tea", "k": 3, "k": 5}', content_type="application/json")
    assert "more than once" in detail(doubled, "k")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b'{"q": "tea",\n "k": }', "line 2, column 7, before '}'"),
        (b'{"q": "tea"', "line 1, column 12, where it ends"),
        (b"q=tea", "line 1, column 1, before 'q=tea'"),
        (b"{'q': 'tea'}", "line 1, column 2"),
        (b'{"q": "tea", "k": NaN}', "holds NaN"),
        (b'{"q": "tea", "k": -Infinity}', "holds -Infinity"),
        (b'{"q": "t\xe9"}', "is not UTF-8 (byte 9)"),
        ('{"q": "tea"}'.encode("utf-16"), "is not UTF-8 (byte 1)"),
        (b'{"q": "tea", "k": ' + b"9" * 5_000 + b"}", "too many digits"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_body_that_is_no_json_says_where(client, body, words):
    """The sentence tells where the body breaks and what to write."""
    assert words in detail(client.post("/api/ask", data=body, content_type="application/json"), "body")


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        ([], "body", "not a list"),
        ({"q": 5}, "q", "write text, or a list of texts, not a number"),
        ({"q": "tea", "k": "5"}, "k", "write a whole number, not text"),
        ({"q": "tea", "k": True}, "k", "not true"),
        ({"q": "tea", "after": 2016}, "after", "write text, not a number"),
        ({"q": "tea", "today": None}, "today", "not null"),
        ({"q": "tea", "explain": "yes"}, "explain", "write true or false, not text"),
    ],
)
def test_a_wrong_type_is_named(client, body, name, words):
    """The sentence says what to write and what was there."""
    assert words in detail(client.post("/api/ask", json=body), name, 422)


def test_a_byte_order_mark_is_no_fault(client):
    """A body that a Windows editor saved is read."""
    saved = '{"q": "tea"}'.encode("utf-8-sig")
    assert client.post("/api/ask", data=saved, content_type="application/json").status_code == 200


def test_parameters_stand_in_one_place(client):
    """A POST is read from its body and a GET from its URL; what stands elsewhere is refused, not dropped."""
    assert "body" in detail(client.post("/api/ask?k=3", json={"q": "tea"}), "k")
    assert "URL" in detail(client.get("/api/ask?q=tea", json={"k": 3}), "body")
    assert client.post("/api/ask?q=tea").status_code == 415
    form = client.post("/api/ask", data={"q": "tea"})
    assert form.status_code == 415
    assert "application/json" in form.json["detail"]


def test_a_citation_is_posted_as_it_is(client):
    """What else stands in a citation belongs to it, and is no unknown parameter."""
    citation = client.get("/api/ask?q=How+is+green+tea+made").json["citations"][0]
    assert client.post("/api/verify", json=citation).json["standing"] == "holds"
    assert client.post("/api/verify", json={**citation, "mine": 1}).json["standing"] == "holds"


def test_pages_pass_over_what_others_hang_on_an_address(client):
    """A link with somebody's tracking parameter still opens its page."""
    assert client.get("/?q=tea&utm_source=letter&limit=3").status_code == 200
    assert client.get("/search?q=tea&utm_source=letter").status_code == 200
