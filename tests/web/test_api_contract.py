"""The API keeps the word of its own OpenAPI document."""

from __future__ import annotations

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
