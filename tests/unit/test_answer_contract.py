"""Whatever is asked, every answer keeps its contract, and is the same when it is asked again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import Filters, Library, QuestionError, rebuild
from indexer.errors import LawError
from indexer.types import Answer, Citation, Question, Span
from tests.answer_contract import breaches, without_time
from tests.conftest import ROOT, SEEDS
from tests.quality import cross
from tests.quality.cross import Asked, compared
from tests.strategies import AWKWARD, texts

TODAY = "2026-11-23"
OPERATORS = ('"', '"exit status"', "-word", "-", '-"Russian army"', "source:agenda.ge", "source:", "author:x",
             "after:2016", "after:nonsense", "before:2020-02-30", "alone:", "*", "a*", "NOT (", "[1 TO 2]")  # fmt: skip
WORDS = sorted({word for path in SEEDS.rglob("*.md") for word in re.findall(r"\w+", path.read_text("utf-8"))})
HEADINGS = st.sampled_from(
    [
        line[3:]
        for path in sorted(SEEDS.rglob("*.md"))
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("## ")
    ]
)
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(AWKWARD), st.sampled_from(OPERATORS), st.text(max_size=5),
    st.sampled_from(["When was", "who", "Why", "how many", "yesterday", "in 2016", "a" * 3000, "ä" * 300]),
)  # fmt: skip
MIXED = st.lists(PIECES, max_size=60).map(" ".join)
QUESTIONS = st.one_of(HEADINGS, st.tuples(HEADINGS, MIXED).map(" ".join), MIXED, texts())
FILTERS = st.sampled_from(
    [None, Filters(), Filters(sources=("agenda.ge",)), Filters(after="2016-10"), Filters(before="1999")]
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """The library of the seeds."""
    instance = tmp_path_factory.mktemp("seeds")
    rebuild(instance, [SEEDS])
    with Library.open(instance) as library:
        yield library


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(QUESTIONS, min_size=1, max_size=3), FILTERS)
def test_whatever_is_asked_is_answered_as_promised(seeds, turns, filters) -> None:
    """Words, operators, huge questions and any Unicode: an answer that keeps every promise, twice the same, or a refusal.

    What cannot be asked at all is said by a `QuestionError`, and nothing else is raised.
    """
    try:
        answer = seeds.ask(turns, filters=filters, today=TODAY)
    except QuestionError:
        return
    assert list(breaches(answer, seeds.article)) == []
    assert without_time(seeds.ask(turns, filters=filters, today=TODAY)) == without_time(answer)


def test_another_process_gives_the_same_answers(seeds, tmp_path) -> None:
    """Another hash seed and two threads change no digit of any document."""
    instance = seeds._instance
    asked = [{"turns": [" ".join(WORDS[at : at + 7])], "filters": {}} for at in range(0, len(WORDS) - 7, 25)]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in asked))
    command = [sys.executable, "-m", "tests.quality.cross", "--ask", instance, "--questions", path, "--threads", "2"]
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    with seeds.reading() as reading:
        here = [cross.ask(reading, one) for one in asked]
    assert [Asked(**json.loads(line)) for line in done.stdout.splitlines()] == here
    assert {"answered", "not_found"} >= {one.status for one in here}
    assert any(one.status == "answered" for one in here)


def test_every_breach_is_named(seeds) -> None:
    """A quote that is not the slice, one of another text, and one of too many words are told."""
    article = seeds.article("handbook/asking.md")
    whole = Citation.of(article, Span(0, len(article.text)))
    moved = Citation(1, article.id, "", None, None, None, None, Span(9, 10), "\0", "0" * 64)
    outside = Citation(2, article.id, "", None, None, None, None, Span(10**6, 10**6 + 1), "x", article.sha256)

    def said(*citations):
        answer = Answer(Question("?", TODAY), "answered", None, citations, (), "build")
        return " ".join(breaches(answer, seeds.article))

    assert "has another hash" in said(moved)
    assert "is not the slice" in said(moved)
    assert "leaves its article" in said(moved, outside)
    assert f"has {len(article.text.split())} words" in said(whole)
    with pytest.raises(LawError):
        Answer(Question("?", TODAY), "answered", None, (), (), "build")


def test_runs_that_differ_are_told_with_the_question() -> None:
    """What one run broke, and where the second differs, is named once for each question."""
    asked = [{"turns": ["a"], "filters": {}}, {"turns": ["b"], "filters": {"after": "2000"}}]
    first = [Asked("1", "answered", []), Asked("2", "answered", ["it broke"])]
    second = [Asked("3", "answered", []), Asked("2", "answered", ["it broke"])]
    assert list(compared(asked, first, second)) == [
        "['a'] : the second run differs",
        "['b'] {'after': '2000'}: it broke",
    ]


def test_every_question_is_asked_of_every_set(tmp_path, monkeypatch, capsys) -> None:
    """The long run builds each set, asks it the questions of all, and says how many answers had a problem."""
    for name, text in (("tea", "Green tea is steamed in Japan."), ("rock", "A lamp stands on the rock.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "corpus.jsonl").write_text(json.dumps({"_id": name, "text": text}))
        (tmp_path / name / "queries.jsonl").write_text(json.dumps({"_id": "1", "text": text, "history": ["tea"]}))
        (tmp_path / name / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n1\t{name}\t1\n")
    monkeypatch.setattr(cross, "SETS", (cross.SETS[0].__class__("tea"), cross.SETS[0].__class__("rock")))
    assert cross.main(["--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in said[:2]] == ["tea: 4 questions twice", "rock: 4 questions twice"]
    assert said[-1] == "0 problems in 16 answers"
