"""Asked for long, and step by step with what answers gave, the API keeps its word; `make faults` asks for longest."""

from __future__ import annotations

import pytest

from tests.api_contract import asked, errors, failures, phases, requests
from tests.faults.conftest import TIMES


@pytest.mark.skipif(TIMES == 1, reason="tests/web/test_api_contract.py asks for as long as `make test` can wait")
def test_conversations_with_the_api_end_in_no_defect(instance, drawn) -> None:
    """Thousands of requests, many of them made of the answers before them, are answered as the document describes."""
    found = asked(instance, examples=20 * TIMES, seed=drawn.randrange(2, 10**9))
    print(f"{requests(found):,} requests")
    assert failures(found) == []
    assert errors(found) == []
    assert "stateful" in phases(found)
