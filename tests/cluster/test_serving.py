"""A web server needs nothing but the address of the cluster: no articles, no build, and no restart."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
import urllib.request

import pytest

from indexer import rebuild
from tests.cluster.corpus import settings_of
from tests.conftest import wait_until
from tests.web.test_command import ran, served

QUESTION = "How is the gate painted?"


@pytest.fixture
def builder(cluster, tmp_path):
    """Publishes a library whose gate has a colour; returns what a web server has to know of it."""
    settings = settings_of(cluster, "served", opensearch_shards=2)
    articles = tmp_path / "articles.jsonl"

    def publish(colour):
        articles.write_text(json.dumps({"_id": "gate", "text": f"The gate is painted {colour}. It is old."}))
        rebuild(tmp_path / "builder", [articles], settings)

    publish.environment = {
        "FOOTNOTE_ENGINE_NAME": "opensearch",
        "FOOTNOTE_OPENSEARCH_URL": settings.opensearch_url,
        "FOOTNOTE_OPENSEARCH_NAME": "served",
    }
    return publish


def answer(url):
    """The status of the response, and its quotes or the problem."""
    try:
        asked = f"{url}/api/ask?q={urllib.parse.quote(QUESTION)}"
        with urllib.request.urlopen(asked, timeout=30) as response:  # noqa: S310  never a file's
            return response.status, [citation["quote"] for citation in json.load(response)["citations"]]
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)["detail"]


def test_a_fresh_machine_serves_what_is_published_and_moves_on(builder, cluster, tmp_path):
    """A server with an empty disk answers from the published build, then from the next; it can start without the cluster."""
    builder("red")
    server = tmp_path / "server"
    server.mkdir()
    with served(server, "--port", "0", "--workers", "1", **builder.environment) as (url, said):
        assert "1 article, is served from now on" in said
        assert answer(url) == (200, ["The gate is painted red."])
        builder("green")
        wait_until(lambda: answer(url) == (200, ["The gate is painted green."]), 60)
    away = builder.environment | {"FOOTNOTE_OPENSEARCH_URL": "http://127.0.0.1:9"}
    with served(server, "--port", "0", "--workers", "1", **away) as (url, _):
        assert answer(url) == (503, "The library is not reachable at the moment; ask again soon.")
    assert set(cluster.client.indices.get_alias(name="served")) <= set(cluster.client.indices.get(index="served.*"))


def test_a_fresh_machine_publishes_nothing_of_its_own(builder, cluster, tmp_path, monkeypatch):
    """While nothing is published, a server without articles says so, and does not publish Footnote's own as the library."""
    for name, value in builder.environment.items():
        monkeypatch.setitem(os.environ, name, value)
    monkeypatch.setitem(os.environ, "FOOTNOTE_OPENSEARCH_NAME", "served-by-nobody")
    done = ran("serve", "--port", "0", cwd=tmp_path)
    assert done.returncode == 2
    assert "has no build yet; run `footnote rebuild`" in done.stderr
    assert list(cluster.client.indices.get(index="served-by-nobody*")) == []
