"""The benchmark of updates measures what it says, on few articles."""

from __future__ import annotations

import json

from tests.bench import incremental


def test_what_updates_cost_is_measured(tmp_path, monkeypatch) -> None:
    """Each row has its figures; an update of a changed file is counted with its processes, and nothing changed is less."""
    articles = tmp_path / "articles.jsonl"
    rows = ({"_id": str(number), "title": f"Bee {number}", "text": f"Bees dance {number}."} for number in range(40))
    articles.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    monkeypatch.setattr(incremental, "ROUNDS", 1)
    monkeypatch.setattr(incremental, "FILES", 5)
    table = incremental.measure([40], tmp_path, lambda _: None, articles)
    assert "| Footnote, 40 in one file |" in table
    assert "| stock Whoosh, 40 |" in table
    assert "| Footnote, 5 files |" in table
    assert "| one article changed, watched, s |" in table.splitlines()[0]


def test_one_in_a_hundred_is_changed() -> None:
    """Half of the changed articles are amended, half replaced; the others stay as they are."""
    lines = [json.dumps({"title": f"T{number}", "text": f"Text {number}."}) for number in range(500)]
    before = list(lines)
    chosen = incremental.change(lines, 1)
    assert len(chosen) == 5
    assert {number for number in range(500) if lines[number] != before[number]} == set(chosen)
