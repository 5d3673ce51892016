"""Whatever is asked, the application answers, or says in a sentence why not, and no request costs more than it may."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from indexer import Library
from tests.faults.conftest import TIMES
from tests.faults.fuzzer import Fuzzer, Request
from webapp import create_app

REQUESTS = 1_200 if TIMES > 1 else 400  # times TIMES
MOST = 1.2  # seconds of computing time: the budget of 1 s, and the longest step that is not interrupted


@pytest.fixture(scope="module")
def fuzzed(instance):
    """The instance that is asked: `FAULTS_INSTANCE`, if it is set, else a small one."""
    return Path(os.environ.get("FAULTS_INSTANCE") or instance)


@pytest.fixture
def fuzzer(fuzzed, drawn):
    """Knows the words, ids and sources of the instance."""
    with Library.open(fuzzed) as library, library.reading() as reading:
        ids = [article_id for article_id, _ in reading.titles(30)]
        words = [word for each in ids for word in reading.article(each).text.split()[:200]]
        sources = [summary.source or "" for summary in reading.sources()[:20]]
    return Fuzzer(drawn, words, ids, sources)


def test_every_request_is_answered(fuzzed, fuzzer) -> None:
    """No request of thousands ends in a defect, and each costs at most what a request may."""
    app = create_app({"INSTANCE": fuzzed})
    client = app.test_client()
    app.extensions["library"].warm_up()  # as the server does before its workers answer: what is loaded once
    client.get("/openapi.json")
    slowest = (0.0, Request("GET", "/"))
    for _ in range(REQUESTS * TIMES):
        request = fuzzer.request()
        began = time.thread_time()
        with client.open(
            f"{request.path}?{request.query}", method=request.method, data=request.body, headers=list(request.headers)
        ) as response:
            body = response.get_data()
        cost = time.thread_time() - began
        fuzzer.told(request, cost)
        slowest = max(slowest, (cost, request), key=lambda pair: pair[0])
        assert response.status_code < 500 or budgeted(response), (request, response.status_code, body[:500])
    app.extensions["library"].close()
    print(f"{REQUESTS * TIMES:,} requests; the slowest took {slowest[0] * 1000:.0f} ms: {slowest[1]!r}"[:2_000])
    assert slowest[0] < MOST, slowest


def budgeted(response) -> bool:
    """Whether the response says that the request would have cost too much, and when to try again."""
    return (
        response.status_code == 503 and "Retry-After" in response.headers and b"computing time" in response.get_data()
    )
