"""The follow-up conversations are well written, and their measuring command finds right and wrong answers."""

from __future__ import annotations

import json

import pytest

from tests.quality import follow_ups
from tests.quality.follow_ups import ALONE, CONVERSATIONS, KINDS, main, read_conversations
from tests.quality.sets import SETS

TURNS = """
[town]
Who built the lighthouse of Lisse? | first | light | Ann Moore
How high is it? | pronoun | light | 40 metres / 131 feet

Who paints boats? | first | boats | nobody who is quoted
"""
ARTICLES = {
    "light": "The lighthouse of Lisse was built by Ann Moore. It is 40 metres high and white.",
    "boats": "Boats are painted by Peter Brown in spring.",
}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder of sets with one of two articles, about which the conversations are."""
    (tmp_path / "town").mkdir()
    lines = [json.dumps({"_id": id_, "title": "", "text": text}) for id_, text in ARTICLES.items()]
    (tmp_path / "town" / "corpus.jsonl").write_text("\n".join(lines))
    written = tmp_path / "conversations.txt"
    written.write_text(TURNS + "\n[gone]\nWho? | first | nowhere | nobody\n")
    monkeypatch.setattr(follow_ups, "CONVERSATIONS", written)
    return tmp_path


def test_there_are_sixty_conversations_over_known_sets() -> None:
    """Every set is one of the quality run, and every kind of turn occurs."""
    turns = read_conversations(CONVERSATIONS.read_text("utf-8"))
    assert turns.keys() <= {judged.name for judged in SETS}
    every = [turn for own in turns.values() for turn in own]
    assert sum(not turn.history for turn in every) >= 60
    assert {turn.kind for turn in every} == set(KINDS)


def test_a_turn_follows_the_questions_before_it() -> None:
    """An empty line ends a conversation."""
    first, second, other = read_conversations(TURNS)["town"]
    assert second.history == (first.question,)
    assert not other.history
    assert second.holds("Its 131 feet, all white")
    assert not second.holds("It is 140 metres high")


@pytest.mark.parametrize("line", ["Who? | first | a", "Who? | nobody | a | b", "[a]\nWho else? | continuing | a | b"])
def test_a_line_that_is_no_turn_is_named(line) -> None:
    """The error says which line is wrong."""
    with pytest.raises(ValueError, match="line"):
        read_conversations(line)


def test_right_and_wrong_turns_are_counted(data, capsys) -> None:
    """The table has a line for first turns and follow-ups, failures are listed, and sets that are not there are named."""
    assert main(["--data", str(data), "--failures"]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert "| town | first | 2 | 0.50 | 0.50 | 0.50 | 0.50 | 0.00 |" in lines
    assert "| town | follow-ups | 1 | 1.00 | 1.00 | 1.00 | 1.00 | 0.00 |" in lines
    assert any(line.startswith(f"| town | {ALONE} | 1 |") for line in lines)
    assert "Who paints boats?  (first; nobody who is quoted)" in lines
    assert "skipped: gone" in printed.err
