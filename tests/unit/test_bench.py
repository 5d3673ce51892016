"""The benchmark runs from beginning to end, and reports nothing that its gate has not let through."""

from __future__ import annotations

import json
import random
from itertools import islice

import pytest

from indexer.builds import open_current
from tests.bench.__main__ import main
from tests.bench.corpus import Corpus, read_queries, write_articles
from tests.bench.gate import GateError, same_scores
from tests.bench.mixing import mixed
from tests.bench.passages import write_passages
from tests.bench.peers import load, stock_whoosh
from tests.bench.searching import Row, summary

WORDS = [f"{first}{last}" for first in ("kor", "mel", "tav", "lin", "sop", "ruk") for last in ("a", "en", "ith", "umo")]
ARTICLES, QUERIES = 200, 12


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A file of made-up articles and one of queries."""
    folder = tmp_path_factory.mktemp("data")
    chosen = random.Random(7)  # noqa: S311  the same articles every time
    articles = [
        {"_id": f"a{number}", "title": " ".join(chosen.choices(WORDS, k=2)), "text": sentence(chosen, 60)}
        for number in range(ARTICLES)
    ]
    queries = [{"_id": f"q{number}", "text": " ".join(chosen.sample(WORDS, 3))} for number in range(QUERIES)]
    for name, rows in (("articles", articles), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def sentence(chosen, words):
    """So many words, the first ones much more often than the last."""
    weights = [1 / (place + 1) for place in range(len(WORDS))]
    return f"{' '.join(chosen.choices(WORDS, weights, k=words)).capitalize()}."


@pytest.fixture(scope="module")
def run(data, tmp_path_factory):
    """The folder of a whole run, with the peers that are installed."""
    output = tmp_path_factory.mktemp("output")
    files = ["--articles", str(data / "articles.jsonl"), "--queries", str(data / "queries.jsonl")]
    assert main([*files, "--sizes", str(ARTICLES), "--quick", "--rounds", "2", "--output", str(output)]) == 0
    return output


def test_every_installed_peer_is_measured(run) -> None:
    """Each peer that is installed has its builds, its opening and its rows; what is not is named with a reason."""
    found = json.loads((run / "bench.json").read_text())
    measured = found["sizes"][str(ARTICLES)]
    assert measured["articles"] == ARTICLES
    assert {"Footnote, compiled", "Footnote, numpy", "Library.search", "Whoosh, stock", "SQLite FTS5"} <= {
        *measured["searches"]
    }
    assert {"footnote", "whoosh", "fts5"} <= {*measured["builds"]}
    assert all(row["p95_ms"] >= row["p50_ms"] > 0 for row in measured["searches"].values())
    assert all(
        build["seconds"] > 0 and build["passages"] == measured["passages"] for build in measured["builds"].values()
    )
    assert all("not installed" in reason for reason in found["left_out"].values())
    tables = (run / "bench.md").read_text()
    assert all(row in tables for row in [*measured["searches"], *found["left_out"]])
    assert (run / "bench.png").exists() or "picture" in found["left_out"]
    assert not [path for path in run.iterdir() if path.is_dir()], "what was built to be measured is removed"


def test_missing_data_is_a_reason_to_skip(tmp_path, capsys) -> None:
    """Without the corpus nothing is measured, and the message says what to do."""
    assert main(["--articles", str(tmp_path / "none.jsonl"), "--output", str(tmp_path)]) == 0
    assert "name another with --articles" in capsys.readouterr().err


@pytest.fixture(scope="module")
def built(data, tmp_path_factory):
    """A corpus with the two indexes that the gate holds against each other."""
    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    write_articles(data / "articles.jsonl", ARTICLES, corpus)
    load("footnote").build(corpus, corpus.folder / "footnote")
    with open_current(corpus.folder / "footnote") as build:
        write_passages(build, corpus)
    load("whoosh").build(corpus, corpus.folder / "whoosh")
    return corpus


def test_the_gate_lets_equal_scores_through(built, data) -> None:
    """Footnote's scores differ from Whoosh's by rounding at most, with either kernel and in all fields."""
    queries = read_queries(data / "queries.jsonl")
    found = same_scores(built.folder / "footnote", built.folder / "whoosh", queries)
    assert found.largest_difference < 1e-9
    assert found.queries == len(queries)


def test_the_gate_sees_another_score(built, data, monkeypatch) -> None:
    """Scores by another formula than Whoosh's are not let through."""
    monkeypatch.setattr(stock_whoosh, "K1", 1.3)
    with pytest.raises(GateError, match="Whoosh by"):
        same_scores(built.folder / "footnote", built.folder / "whoosh", read_queries(data / "queries.jsonl"))


def test_ratios_are_over_the_queries_that_both_were_asked() -> None:
    """A row that was asked a part of the queries is compared on that part, by its median over the rounds."""
    every = Row(None, slow=False, times={0: [1.0, 9.0, 1.0], 1: [500.0], 2: [3.0]})
    part = Row(None, slow=True, times={0: [4.0, 4.0, 70.0], 2: [12.0]})
    found = summary({"every": every, "part": part}, ["every", "missing"])
    assert found["part"] == {
        "p50_ms": 8.0, "p95_ms": pytest.approx(11.6), "queries": 2, "ratios": {"every": {"p50": 4.0, "p95": 4.0}}
    }  # fmt: skip
    assert found["every"]["p50_ms"] == 3.0


def test_the_passages_hold_what_the_text_field_holds(built) -> None:
    """What the peers index are the postings of Footnote's text field, term by term."""
    terms = list(built.terms())
    engine = load("footnote").open(built.folder / "footnote", "").engine
    held = {term: {number for number, own in enumerate(terms) if term in own} for term in set().union(*terms)}
    assert all(set(engine.holding((term,)).tolist()) == numbers for term, numbers in held.items())
    assert held


def test_mixtures_share_a_third_of_their_words_at_most():
    """A larger collection begins with the articles; a mixture has thirds of three of them, and is the same every time."""
    articles = [{"_id": f"a{n}", "title": f"T{n}", "text": " ".join(f"w{n}x{i}" for i in range(9))} for n in range(20)]
    larger = list(islice(mixed(articles), 60))
    assert larger[:20] == articles
    assert larger == list(islice(mixed(articles), 60))
    assert len({article["_id"] for article in larger}) == 60
    for article in larger[20:]:
        words = article["text"].split()
        assert [word.partition("x")[2] for word in words] == [str(place) for place in range(9)]
        assert len({tuple(words[part : part + 3]) for part in (0, 3, 6)}) == 3
