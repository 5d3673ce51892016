"""The benchmark of updates under load runs from beginning to end, and its verdict is that of its figures."""

from __future__ import annotations

import json

import pytest

from tests.bench.updates import _Seen, main, promises

GOOD = {
    "failed": 0, "mixed": 0, "stale": 5.0,
    "early_descriptors": 100, "late_descriptors": 115, "early_memory": 1e8, "late_memory": 1.15e8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "broken"),
    [({}, None), ({"failed": 1}, 0), ({"mixed": 1}, 1), ({"stale": 5.1}, 2), ({"late_descriptors": 116}, 3),
     ({"late_memory": 1.2e8}, 4)],
)  # fmt: skip
def test_a_promise_that_does_not_hold_is_said(figures, broken) -> None:
    """Failed, mixed and stale answers, and whatever grows, are told apart."""
    assert [holds for _, holds in promises({**GOOD, **figures})] == [number != broken for number in range(5)]


def said(build, *numbers) -> bytes:
    """An answer about the pair."""
    return json.dumps({"build": build, "hits": [{"text": f"the semaphore number {n}"} for n in numbers]}).encode()


def test_what_is_wrong_with_answers_is_seen() -> None:
    """Statuses, missing files, two states in one answer or one build, and answers of long ago are counted."""
    seen = _Seen(written=[0.0, 10.0])
    seen.answer(5, 200, said("a", 0, 0), pair=True)
    assert (len(seen.failures), seen.mixed, seen.stale) == (0, 0, 0)
    seen.answer(12, 200, said("a", 0, 0), pair=True)
    assert seen.stale == 2
    seen.answer(13, 200, said("b", 0, 1), pair=True)
    seen.answer(13, 200, said("a", 1, 1), pair=True)
    assert seen.mixed == 2
    seen.answer(13, 503, b"", pair=False)
    seen.answer(13, 200, said("c", 1), pair=True)
    assert [failure.partition(":")[0] for failure in seen.failures] == ["status 503", "a file is missing"]
    assert seen.answers == 6


def test_it_runs(tmp_path, capsys) -> None:
    """An update of a small library beside two clients: nothing fails, and every promise has its line."""
    for name, field in (("articles", "text"), ("queries", "text")):
        rows = [{"_id": str(n), field: f"Lighthouse number {n} stands on a rock by the sea."} for n in range(3)]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    options = ["--articles", str(tmp_path / "articles.jsonl"), "--queries", str(tmp_path / "queries.jsonl")]
    main([*options, "--updates", "1", "--clients", "2", "--workers", "1"])
    printed = capsys.readouterr().out
    assert "- holds: no failed answer: 0" in printed
    assert "- holds: no mixed answer: 0" in printed
    assert printed.count("\n- ") == 5
