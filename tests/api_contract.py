"""The API as its own OpenAPI document describes it, asked by schemathesis in ways that nobody thinks of.

It asks with examples, at the limits, at random, and step by step, each with what an answer before gave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCENARIOS = (events.ScenarioFinished, events.FuzzScenarioFinished)


def asked(instance: Path, *, examples: int, seed: int = 1) -> list[Any]:
    """All that schemathesis found out about the API, with so many examples for each address."""
    settings = {
        "seed": seed,
        # Its client in this process does not unpack what it is sent.
        "headers": {"Accept-Encoding": "identity"},
        "generation": {"max-examples": examples, "deterministic": seed == 1, "database": "none"},
        # 404: no such article; 422: of the right shape and yet impossible, such as a span that ends before it starts.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}},
    }
    app = create_app({"INSTANCE": instance})
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=SchemathesisConfig.from_dict(settings))
    try:
        return list(from_schema(schema).execute())
    finally:
        app.extensions["library"].close()


def failures(found: Iterable[Any]) -> list[str]:
    """Every promise that was broken: where, which, and the request that shows it."""
    recorders = [event.recorder for event in found if isinstance(event, SCENARIOS)]
    checks = [check for recorder in recorders for some in recorder.checks.values() for check in some]
    broken = [check for check in checks if check.failure_info is not None]
    return [f"{one.name}: {one.failure_info.failure}\n{one.failure_info.code_sample}" for one in broken]


def errors(found: Iterable[Any]) -> list[Any]:
    """What kept schemathesis from asking."""
    return [event for event in found if isinstance(event, (events.NonFatalError, events.FatalError))]


def phases(found: Iterable[Any]) -> set[str]:
    """The ways of asking that were gone through."""
    return {event.phase.name.value.casefold() for event in found if isinstance(event, events.PhaseFinished)}


def requests(found: Iterable[Any]) -> int:
    """How many requests were sent."""
    return sum(len(event.recorder.interactions) for event in found if isinstance(event, SCENARIOS))
