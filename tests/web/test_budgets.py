"""What a request may cost: computing time, and the length of its answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.budget import seconds_left
from tests.web.test_problems import assert_problem
from webapp import create_app
from webapp.http.budgets import WAITING

MANY = "&".join("q=where+does+the+lighthouse+keeper+light+a+lamp" for _ in range(50))


@pytest.fixture
def limited(instance, monkeypatch):
    """Makes a client of the application with such a setting."""
    made = []

    def open_with(name, value):
        monkeypatch.setenv(name, value)
        made.append(create_app({"INSTANCE": instance, "TESTING": True}))
        return made[-1].test_client()

    yield open_with
    for app in made:
        app.extensions["library"].close()


def test_a_request_has_a_budget_of_computing_time(limited):
    """503 with `Retry-After` and one sentence, as a document or as a page; what costs less is answered."""
    client = limited("FOOTNOTE_WEB_REQUEST_SECONDS", "0.0000001")
    refused = client.get("/api/ask?q=lighthouse")
    assert_problem(refused, 503)
    assert int(refused.headers["Retry-After"]) > 0
    assert "computing time" in refused.json["detail"]
    page = client.get("/?q=lighthouse")
    assert page.status_code == 503
    assert "computing time" in page.text
    assert client.get("/api/health").status_code == 200


def test_all_turns_of_a_page_share_one_budget(limited, monkeypatch):
    """A page of fifty turns may cost as much as one of one turn: here, three times what one turn costs."""
    client = limited("FOOTNOTE_WEB_REQUEST_SECONDS", "3")
    looks = iter(range(1_000_000))
    monkeypatch.setattr("indexer.budget.time.thread_time", lambda: next(looks) * step)
    step = 0.0
    assert client.get("/?q=lighthouse").status_code == 200
    before = next(looks)
    client.get("/?q=lighthouse")
    step = 1 / (next(looks) - before)
    assert client.get("/?q=lighthouse").status_code == 200
    assert client.get(f"/?{MANY}").status_code == 503


def test_a_request_waits_for_so_long_and_no_longer(instance):
    """Whatever waits for an engine elsewhere is told how many seconds of the request are left."""
    app = create_app({"INSTANCE": instance, "TESTING": True})
    app.add_url_rule("/left", view_func=lambda: str(seconds_left()))
    assert WAITING - 5 < float(app.test_client().get("/left").text) <= WAITING
    assert seconds_left() is None
    app.extensions["library"].close()


def test_a_budget_can_be_switched_off(limited):
    """0 means any."""
    assert limited("FOOTNOTE_WEB_REQUEST_SECONDS", "0").get(f"/?{MANY}").status_code == 200


def test_an_answer_has_a_budget_of_length(limited):
    """413 and one sentence for what would be longer, as a document or as a page; files of the page are sent."""
    client = limited("FOOTNOTE_WEB_ANSWER_MB", "0.004")
    refused = client.get("/api/ask?q=lighthouse+keeper")
    assert_problem(refused, 413)
    assert "web.answer_mb" in refused.json["detail"]
    assert client.get("/?q=lighthouse+keeper").status_code == 413
    assert client.get("/api/health").status_code == 200
    with client.get("/static/page.css") as styles:
        assert styles.status_code == 200


@pytest.mark.parametrize("path", ["/openapi.json", "/docs"])
def test_the_first_requests_for_the_manual_may_come_together(instance, path):
    """Whoever asks first, and however many at once: the manual is made once, and everybody gets all of it."""
    app = create_app({"INSTANCE": instance})
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: app.test_client().get(path), range(16)))
    app.extensions["library"].close()
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
