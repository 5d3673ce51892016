"""The API keeps the word of its own OpenAPI document."""

from __future__ import annotations

import re

import pytest

from tests.api_contract import SCENARIOS, asked, errors, failures, phases


@pytest.fixture(scope="module")
def finished(instance):
    """All that schemathesis found out about the API."""
    return asked(instance, examples=30)


def test_the_api_keeps_its_word(finished):
    """Whatever fits the description is answered, whatever does not is refused, and each as it is described."""
    assert failures(finished) == []
    assert errors(finished) == []


def test_every_address_was_asked(finished):
    """Nothing was left out: each method of each path was asked in every way, also with what an answer before gave."""
    labels = {event.recorder.label for event in finished if isinstance(event, SCENARIOS)}
    reading = ("search", "ask", "export", "article", "sources", "browse", "changes", "verify", "health")
    methods = {"GET": reading, "POST": ("ask", "verify")}
    assert {f"{method} /api/{name}" for method, names in methods.items() for name in names} <= labels
    assert {"examples", "coverage", "fuzzing", "stateful"} <= phases(finished)


def test_what_counts_as_an_empty_question(client):
    """A question of one character that is no word, sign or letter is refused exactly when its description says so."""
    question = client.get("/openapi.json").json["paths"]["/api/ask"]["get"]["parameters"][0]["schema"]["items"]
    for character in map(chr, (*range(0x21), *range(0x7F, 0xB0), 0x2003, 0x2028, 0xFEFF)):
        described = re.search(question["pattern"], character) is not None
        assert (client.get("/api/ask", query_string={"q": character}).status_code == 200) is described
