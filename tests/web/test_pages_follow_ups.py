"""The questions that a page offers after an answer."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest

from tests.web.test_pages import page

SIGNED = "When will the agreement be signed?"
OFFERED = re.compile(r'<nav class="next".*?</nav>', re.DOTALL)


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    monkeypatch.setattr("webapp.pages.follow_ups.SECONDS", 60.0)


def offered(text):
    """The questions offered, each with its address."""
    links = re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a>', "".join(OFFERED.findall(text)))
    return {html.unescape(question): html.unescape(address) for address, question in links}


def test_what_is_offered_has_an_answer(client):
    """Each question offered names something that the answer names, and its best quote says it and is a new one."""
    _, text = page(client, "/", q=SIGNED, source="Agenda.ge")
    first = client.get("/api/ask", query_string={"q": SIGNED, "source": "Agenda.ge"}).json["citations"]
    questions = offered(text)
    assert 1 <= len(questions) <= 3
    for question, address in questions.items():
        name = re.fullmatch(r"What about (.+)\?", question)[1]
        _, asked = page(client, address)
        assert 'id="turn-2"' in asked
        assert "source:agenda.ge" in unquote(address)  # as a word of the question that it was a filter of
        (lead,) = re.findall(r'id="quote-2-1">.*?<span class="words">(.*?)</span>', asked, re.DOTALL)
        assert name in html.unescape(lead)
        assert html.unescape(lead).strip("“”‘’") not in [quote["quote"] for quote in first]


def test_nothing_is_offered_where_nothing_was_found(client):
    """Not found: there is nothing to go on from."""
    assert offered(page(client, "/", q="Which zeppelin crossed Patagonia?")[1]) == {}


def test_time_for_trying_is_limited(client, monkeypatch):
    """Without time left nothing is tried, and the answer is shown as ever."""
    monkeypatch.setattr("webapp.pages.follow_ups.SECONDS", -1.0)
    text = page(client, "/", q=SIGNED)[1]
    assert offered(text) == {}
    assert 'class="quote lead' in text
