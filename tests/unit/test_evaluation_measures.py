"""Measures agree with ir_measures, on runs in memory and on the TREC files of the same runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import AP, RR, R, nDCG

from indexer.errors import UsageError
from indexer.evaluation import MEASURES, Run, evaluate, read_run, write_run
from indexer.evaluation.runs import RankedItem
from indexer.evaluation.trec import escaped

ORACLES = {
    "nDCG@5": nDCG @ 5,
    "nDCG@10": nDCG @ 10,
    "Recall@10": R @ 10,
    "Recall@100": R @ 100,
    "MRR@10": RR @ 10,
    "AP": AP,
}

# Few distinct ids and scores, so that ties, and found items that are judged, are common.
ITEMS = [f"a{number}" for number in range(8)] + [
    "white space",
    "per%cent",
    "tab\tbed",
    "b\xa0c",
    "é",
    "日本#12",
]
QUERIES = ["q1", "q2", "q 3", "q%4"]
SCORES = st.sampled_from([-1.5, 0.0, 0.1, 0.30000000000000004, 0.3, 2.0, 1e-50, 1e40]) | st.floats(-10, 10)


@st.composite
def _rankings(draw):
    items = draw(st.lists(st.sampled_from(ITEMS), unique=True, max_size=len(ITEMS)))
    scores = draw(st.lists(SCORES, min_size=len(items), max_size=len(items)))
    return tuple(RankedItem(*pair) for pair in zip(items, sorted(scores, reverse=True), strict=True))


RUNS = st.dictionaries(st.sampled_from(QUERIES), _rankings()).map(Run)
QRELS = st.dictionaries(
    st.sampled_from(QUERIES),
    st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 3), min_size=1),
    min_size=1,
)


def _as_ir_measures_sees(qrels):
    return {escaped(query): {escaped(item): grade for item, grade in judged.items()} for query, judged in qrels.items()}


def _oracle(qrels, run) -> dict[str, float]:
    found = ir_measures.calc_aggregate(ORACLES.values(), qrels, run)
    return {name: found[measure] for name, measure in ORACLES.items()}


def _ours(run, qrels) -> dict[str, float]:
    return {measure.name: value for measure, value in evaluate(run, qrels).items()}


@settings(deadline=None, max_examples=200)
@given(RUNS, QRELS)
def test_measures_equal_ir_measures_on_the_trec_file(run, qrels) -> None:
    """Whatever the ids and ties, our means are those that ir_measures finds in the file that we write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.trec"
        write_run(run, path, tag="test")
        expected = _oracle(_as_ir_measures_sees(qrels), list(ir_measures.read_trec_run(str(path))))
    assert _ours(run, qrels) == pytest.approx(expected, abs=1e-9, rel=0)


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(st.sampled_from(QUERIES), st.dictionaries(st.sampled_from(ITEMS[:8]), st.sampled_from([1, 2, 3]))),
    QRELS,
)
def test_a_foreign_run_is_read_with_the_ties_of_trec_eval(scored, qrels) -> None:
    """A TREC file of equal scores is measured as pytrec_eval does: ties by falling id, ranks ignored."""
    trec_eval = {name: measure for name, measure in ORACLES.items() if name != "MRR@10"}
    lines = [
        f"{escaped(query)} Q0 {item} 1 {score} other"
        for query, found in scored.items()
        for item, score in found.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.trec"
        path.write_text("\n".join(lines))
        run = read_run(path)
        found = ir_measures.pytrec_eval.calc_aggregate(
            trec_eval.values(), _as_ir_measures_sees(qrels), list(ir_measures.read_trec_run(str(path)))
        )
    expected = {name: found[measure] for name, measure in trec_eval.items()}
    assert {name: _ours(run, qrels)[name] for name in trec_eval} == pytest.approx(expected, abs=1e-9, rel=0)


def test_every_measure_has_its_oracle_and_prints_its_name() -> None:
    """The measures are those of the command's table, in its order, each under its name."""
    assert [str(measure) for measure in MEASURES] == list(ORACLES)


def test_a_judged_query_that_found_nothing_counts_zero() -> None:
    """The mean is over the judged queries, so that leaving a hard query out of a run gains nothing."""
    run = Run({"q1": (RankedItem("a", 1.0),), "not judged": (RankedItem("a", 1.0),)})
    qrels = {"q1": {"a": 1}, "q2": {"a": 1}, "nothing relevant": {"a": 0}, "more": {"b": 2}}
    assert set(_ours(run, qrels).values()) == {0.25}


def test_without_judgements_there_is_nothing_to_measure() -> None:
    """No qrels is an error that says so, not a mean of nothing."""
    with pytest.raises(UsageError, match="nothing is judged"):
        evaluate(Run({}), {})
