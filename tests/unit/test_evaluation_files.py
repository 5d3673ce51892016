"""Queries and qrels are read strictly; TREC files keep every id and the whole order."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import UsageError
from indexer.evaluation import Query, Run, read_qrels, read_queries, read_run, write_run
from indexer.evaluation.runs import RankedItem
from indexer.evaluation.trec import escaped, falling, unescaped

HEADER = "query-id\tarticle-id\tscore\n"


def _written(tmp_path, text: str | bytes) -> Path:
    path = tmp_path / "given"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_queries_are_read_in_order_with_their_history(tmp_path) -> None:
    """A line gives id, text and earlier questions; blank lines, other keys and a BOM do no harm."""
    path = _written(
        tmp_path,
        '\ufeff{"_id": "1", "text": "When?", "history": ["Who?", "Why?"], "metadata": {"a": 1}}\r\n\n'
        '{"_id": "é 2", "text": "line\u2028separator"}',
    )
    assert read_queries(path) == (Query("1", "When?", ("Who?", "Why?")), Query("é 2", "line\u2028separator"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not an object"),
        ('{"_id": 7, "text": "a"}', "needs a text"),
        ('{"_id": "", "text": "a"}', "needs a text"),
        ('{"_id": "2"}', "needs a text"),
        ('{"_id": "2", "text": " "}', "needs a text"),
        ('{"_id": "2", "text": "a", "history": "b"}', "list of earlier questions"),
        ('{"_id": "2", "text": "a", "history": [""]}', "list of earlier questions"),
        ('{"_id": "1", "text": "again"}', "comes twice"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_a_bad_query_is_named_by_file_and_line(tmp_path, line, problem) -> None:
    """Whatever is wrong with a line, the message names the file, the line and what to write."""
    good = b'{"_id": "1", "text": "fine"}\n'
    path = _written(tmp_path, good + (line if isinstance(line, bytes) else line.encode()))
    with pytest.raises(UsageError, match=problem) as caught:
        read_queries(path)
    assert str(caught.value).startswith(f"{path}:2: ")


def test_qrels_are_read_without_their_header(tmp_path) -> None:
    """Each line after the header is a query id, an item id (spaces allowed) and a whole number."""
    path = _written(tmp_path, HEADER + "q1\tan article.txt#12\t2\r\nq1\tb\t0\nq2\tb\t-1\n")
    assert read_qrels(path) == {"q1": {"an article.txt#12": 2, "b": 0}, "q2": {"b": -1}}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (HEADER + "q1\ta\n", 2, "with tabs between"),
        (HEADER + "q1 a 1\n", 2, "with tabs between"),
        (HEADER + "q1\ta\t1\t1\n", 2, "with tabs between"),
        (HEADER + "q1\t\t1\n", 2, "with tabs between"),
        (HEADER + "q1\ta\thigh\n", 2, "whole number"),
        (HEADER + "q1\ta\t0.5\n", 2, "whole number"),
        (HEADER + "q1\ta\t1\n\nq1\ta\t0\n", 4, "judged twice"),
        ("q1\ta\t1\nq1\tb\t1\n", 1, "is the header"),
    ],
)
def test_a_bad_judgement_is_named_by_file_and_line(tmp_path, text, line, problem) -> None:
    """Whatever is wrong with a line, the message names the file, the line and what to write."""
    path = _written(tmp_path, text)
    with pytest.raises(UsageError, match=problem) as caught:
        read_qrels(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(("read", "problem"), [(read_queries, "holds no query"), (read_qrels, "holds no judgement")])
def test_an_empty_file_and_a_missing_one_are_clear(tmp_path, read, problem) -> None:
    """A file with nothing in it, or none at all, is said to be so."""
    with pytest.raises(UsageError, match=problem):
        read(_written(tmp_path, ""))
    with pytest.raises(UsageError, match="No such file"):
        read(tmp_path / "missing")


@given(st.text())
def test_an_escaped_id_is_one_column_and_comes_back(item) -> None:
    """Any id survives the way into a TREC file and out of it."""
    assert escaped(item).split() == ([escaped(item)] if item else [])
    assert unescaped(escaped(item)) == item


@given(st.lists(st.floats(allow_nan=False)))
def test_written_scores_always_fall(scores) -> None:
    """No tie is left for a program to break its own way, even in 32 bits."""
    assert all(upper > lower for upper, lower in pairwise(falling(scores)))


IDS = st.text(min_size=1)


@settings(deadline=None)
@given(st.dictionaries(IDS, st.lists(IDS, unique=True, min_size=1, max_size=5)))
def test_a_run_comes_back_from_its_file(found) -> None:
    """What is written as a TREC file is read back with every id in its place, ties too."""
    run = Run({query: tuple(RankedItem(item, 1.0) for item in items) for query, items in found.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.trec"
        assert write_run(run, path, tag="a tag") == sum(map(len, found.values()))
        again = read_run(path)
    assert {query: list(again.ids(query)) for query in again.rankings} == found


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("q1 Q0 b 2 1.0", "six columns"),
        ("q1 Q0 b 2 high tag", "score is a number"),
        ("q1 Q0 %ff 2 1.0 tag", "score is a number"),
        ("q1 Q0 a 2 1.0 tag", "found twice"),
    ],
)
def test_a_bad_line_of_a_run_is_named(tmp_path, line, problem) -> None:
    """A TREC file of another program is read as strictly as our own input."""
    path = _written(tmp_path, f"q1 Q0 a 1 2.0 tag\n{line}\n")
    with pytest.raises(UsageError, match=problem) as caught:
        read_run(path)
    assert str(caught.value).startswith(f"{path}:2: ")
