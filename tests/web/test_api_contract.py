"""The API as its own OpenAPI document describes it, asked by schemathesis in ways that nobody thinks of."""

from __future__ import annotations

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from webapp import create_app

SCENARIOS = (events.ScenarioFinished, events.FuzzScenarioFinished)
SETTINGS = {
    "seed": 1,
    # Its client in this process does not unpack what it is sent.
    "headers": {"Accept-Encoding": "identity"},
    "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    # 404: no such article; 422: of the right shape and yet impossible, such as a span that ends before it starts.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}},
}


@pytest.fixture(scope="module")
def finished(instance):
    """All that schemathesis found out about the API."""
    app = create_app({"INSTANCE": instance})
    config = SchemathesisConfig.from_dict(SETTINGS)
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
    yield list(from_schema(schema).execute())
    app.extensions["shelf"].close()


def failures(found):
    """Every promise that was broken: where, which, and the request that shows it."""
    recorders = [event.recorder for event in found if isinstance(event, SCENARIOS)]
    checks = [check for recorder in recorders for some in recorder.checks.values() for check in some]
    broken = [check for check in checks if check.failure_info is not None]
    return [f"{one.name}: {one.failure_info.failure}\n{one.failure_info.code_sample}" for one in broken]


def test_the_api_keeps_its_word(finished):
    """Whatever fits the description is answered, whatever does not is refused, and each as it is described."""
    assert failures(finished) == []
    assert [event for event in finished if isinstance(event, (events.NonFatalError, events.FatalError))] == []


def test_every_address_was_asked(finished):
    """Nothing was left out: each method of each path was asked with examples, at its limits, and at random."""
    asked = {event.recorder.label for event in finished if isinstance(event, SCENARIOS)}
    methods = {"GET": ("search", "ask", "export", "article", "sources", "verify", "health"), "POST": ("ask", "verify")}
    assert {f"{method} /api/{name}" for method, names in methods.items() for name in names} <= asked
    phases = {event.phase.name.value for event in finished if isinstance(event, events.PhaseFinished)}
    assert {"examples", "coverage", "fuzzing"} <= {phase.casefold() for phase in phases}
