"""The answers read by hand are well written down, and can be asked again."""

from __future__ import annotations

import json

import pytest

from tests.quality import by_hand
from tests.quality.by_hand import QUESTIONS, VERDICTS, main, read_questions, table

FIRST = "| set | n | first | in three | near | wrong | refused rightly | refused wrongly |"


def test_a_hundred_answers_were_read() -> None:
    """Every answer has a verdict, every failure a cause, and every verdict occurs."""
    questions = read_questions(QUESTIONS.read_text("utf-8"))
    assert len(questions) >= 100
    assert {each.verdict for each in questions} == set(VERDICTS)
    assert all(bool(each.cause) == (each.verdict not in {"first", "refused rightly"}) for each in questions)
    assert next(table(questions)) == FIRST


def test_a_line_that_is_none_is_named() -> None:
    """The error says which line it is."""
    with pytest.raises(ValueError, match="line 2"):
        read_questions("[town]\nWho built it? | good |")


def test_questions_are_asked_again(tmp_path, capsys, monkeypatch) -> None:
    """Each is printed with its verdict and what is quoted now; a set that is not there is named."""
    (tmp_path / "town").mkdir()
    article = {"_id": "light", "title": "", "text": "The lighthouse of Lisse was built by Ann Moore."}
    (tmp_path / "town" / "corpus.jsonl").write_text(json.dumps(article))
    written = tmp_path / "questions.txt"
    written.write_text("[town]\nWho built the lighthouse? | first\n[gone]\nWho? | near | words\n")
    monkeypatch.setattr(by_hand, "QUESTIONS", written)
    assert main(["--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "| town | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in printed.out
    assert "town: Who built the lighthouse?  (first)\n" in printed.out
    assert "“The lighthouse of Lisse was built by Ann Moore.”" in printed.out
    assert "skipped: gone" in printed.err
