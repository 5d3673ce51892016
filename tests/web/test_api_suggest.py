"""The JSON addresses of suggestions and of more like this. `conftest.py` holds each response to its described shape."""

from __future__ import annotations

import pytest


def test_suggestions_continue_what_was_typed(client) -> None:
    """Titles with the article that they lead to, names with their counts, at most `k`."""
    suggestions = client.get("/api/suggest?q=light&k=3").json["suggestions"]
    assert len(suggestions) == 3
    title = client.get("/api/suggest?q=How+is+gre").json["suggestions"][-1]
    assert (title["kind"], title["text"], title["article_id"]) == ("title", "How is green tea made?", "kitchen/tea")
    assert client.get("/api/suggest?q=").json["suggestions"] == []


def test_an_unchanged_suggestion_is_not_sent_again(client) -> None:
    """With the ETag sent back it is 304."""
    tag = client.get("/api/suggest?q=tea").headers["ETag"]
    assert client.get("/api/suggest?q=tea", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("query", ["", "q=a&q=b", "q=a&k=0", "q=a&k=21", "q=a&size=3", "q=" + "a" * 5_000])
def test_a_mistake_is_told(client, query) -> None:
    """A missing, repeated, unknown or senseless parameter is 400, and its name is told."""
    response = client.get(f"/api/suggest?{query}")
    assert response.status_code == 400
    assert response.json["errors"][0]["parameter"] in {"q", "k", "size"}


def test_more_like_an_article(client) -> None:
    """`/api/similar` gives other articles, with a tag; an unknown id is 404, a missing one 400."""
    response = client.get("/api/similar?id=light/01&k=4")
    assert len(response.json["hits"]) == 4
    assert all(hit["article"]["id"].startswith("light/") for hit in response.json["hits"])
    tag = response.headers["ETag"]
    assert client.get("/api/similar?id=light/01&k=4", headers={"If-None-Match": tag}).status_code == 304
    passage = client.get("/api/search?q=keeper&k=1").json["hits"][0]["passage"]["id"]
    assert client.get("/api/similar", query_string={"id": passage}).json["hits"]
    assert client.get("/api/similar?id=nowhere").status_code == 404
    assert client.get("/api/similar").status_code == 400


def test_results_by_article_and_as_a_file(client) -> None:
    """`group_by=article` gives groups, each article once; `format=csv` a file that spreadsheets open."""
    results = client.get("/api/search?q=lighthouse+volcano&group_by=article&k=5").json
    assert (len(results["groups"]), results["hits"]) == (5, [])
    assert results["total"] == 26
    table = client.get("/api/search?q=lighthouse&format=csv&k=5")
    assert table.mimetype == "text/csv"
    assert table.headers["Content-Disposition"] == 'attachment; filename="results.csv"'
    assert 'rel="next"' in table.headers["Link"]
    assert table.data.startswith(b"\xef\xbb\xbfrank,score,title,")
    assert table.text.count("\r\n") == 6
    for wrong in ("group_by=source", "format=xlsx"):
        assert client.get(f"/api/search?q=tea&{wrong}").status_code == 400
