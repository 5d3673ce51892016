"""The load test runs from beginning to end, with either client, and its verdict is that of its figures."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.bench import clients, thread
from tests.bench.load import main, promises, questions

GOOD = {"share": 0.6, "spread": 10.0, "errors": 0}


@pytest.fixture
def queries(tmp_path):
    """A file of queries."""
    texts = ["lighthouse keeper lamp", "green tea leaves", "volcano crater ice"]
    path = tmp_path / "queries.jsonl"
    path.write_text("".join(json.dumps({"_id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8")
    return path


@pytest.mark.parametrize("client", ["wrk", "asyncio"])
def test_it_measures_and_says_with_what(instance, queries, client, monkeypatch, capsys) -> None:
    """Every figure is there, the client is named, and nothing was refused."""
    if client == "wrk" and not shutil.which("wrk"):
        pytest.skip("wrk is not installed")
    monkeypatch.setattr(clients, "client", lambda: client)
    monkeypatch.setattr("tests.bench.load.client", lambda: client)
    options = ["--instance", str(instance), "--queries", str(queries), "--seconds", "1", "--connections", "4"]
    main([*options, "--workers", "1"])
    said = capsys.readouterr().out
    assert f"{client}, 4 connections, 1 s, 1 workers" in said
    assert "a second" in said
    assert "- holds: no error: 0" in said
    assert "a thread of 4: p50 " in said
    assert len(said.splitlines()[-1].split(" | ")) == 6


def test_a_page_weighs_what_it_names() -> None:
    """Style sheets, icons, scripts and pictures count, and what style sheets name; links do not."""
    page = (
        '<link rel="stylesheet" href="a.css"><link rel="icon" href="i.svg"><link rel="search" href="o.xml">'
        '<script src="s.js"></script><script>1</script><img src="p.png"><img src="data:x"><a href="b">b</a>'
    )
    assert thread.needed(page, "text/html; charset=utf-8") == ["a.css", "i.svg", "s.js", "p.png"]
    assert thread.needed("a{background:url('x.svg')} b{src:url(data:x)}", "text/css") == ["x.svg"]
    assert thread.needed(page, "text/plain") == []


@pytest.mark.parametrize(
    ("figures", "held"),
    [({}, [True, True]), ({"page_ms": 34.1}, [False, True]), ({"page_kb": 60.1}, [True, False])],
)
def test_the_thread_has_its_promises(figures, held) -> None:
    """Four questions as a page: time and weight are told apart."""
    found = {"page_ms": 34.0, "ask_ms": 6.0, "page_kb": 60.0, **figures}
    assert [holds for _, holds in thread.promises(found)] == held


def test_without_its_data_it_is_skipped(tmp_path, capsys) -> None:
    """Where the articles are missing, that is said, and it is no failure."""
    assert main(["--articles", str(tmp_path / "none"), "--queries", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_questions_are_distinct_and_the_same_every_time(queries) -> None:
    """No question is asked twice, and every run asks the same."""
    asked = questions(queries, 20)
    assert len(asked) == len(set(asked)) == 20
    assert questions(queries, 20) == asked


@pytest.mark.parametrize(
    ("figures", "held"),
    [
        ({}, [True, True, True]),
        ({"share": 0.59}, [False, True, True]),
        ({"spread": 10.1}, [True, False, True]),
        ({"errors": 1}, [True, True, False]),
    ],
)
def test_a_promise_that_does_not_hold_is_said(figures, held) -> None:
    """Too little, too uneven, or with an error: each is told apart."""
    assert [holds for _, holds in promises({**GOOD, **figures})] == held
