"""The randomisation test agrees with its definition and with scipy's; each query's values are in the file."""

from __future__ import annotations

import json
from itertools import product
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from indexer.errors import UsageError
from indexer.evaluation import MEASURES, Run, by_query, compare, evaluate, write_per_query
from indexer.evaluation.comparison import p_value
from indexer.evaluation.per_query import require_suffix
from indexer.evaluation.runs import RankedItem

VALUES = st.sampled_from([-1.0, -0.5, -0.3690702464285426, 0.0, 0.0, 0.1, 0.25, 0.5, 1.0])


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=8))
def test_few_queries_are_swapped_in_every_way(differences) -> None:
    """For few queries p is the share of all swaps whose sum is at least as far from 0 as that observed."""
    observed = abs(fsum(differences))
    ways = [
        abs(fsum(sign * value for sign, value in zip(signs, differences, strict=True)))
        for signs in product([1, -1], repeat=len(differences))
    ]
    assert p_value(differences) == pytest.approx(np.mean([way >= observed - 1e-9 for way in ways]))


@pytest.mark.parametrize("size", [5, 12, 13])
def test_an_exact_p_is_that_of_scipy(size) -> None:
    """Where all swaps are tried, scipy's test for paired samples finds the same p."""
    differences = np.random.default_rng(size).normal(0.1, 0.3, size)
    oracle = permutation_test(
        (differences, np.zeros(size)),
        lambda one, other, axis: np.mean(one - other, axis=axis),
        permutation_type="samples", vectorized=True, n_resamples=np.inf, axis=0,
    )  # fmt: skip
    assert p_value(differences.tolist()) == pytest.approx(oracle.pvalue, abs=1e-12)


@pytest.mark.parametrize(("size", "shift"), [(40, 0.0), (200, 0.02), (200, 0.05), (1800, 0.01)])
def test_a_drawn_p_is_near_that_of_scipy(size, shift) -> None:
    """Where swaps are drawn, p is within the error of 10,000 draws of what scipy finds with 40,000 others."""
    differences = np.random.default_rng(size).normal(shift, 0.3, size)
    oracle = permutation_test(
        (differences, np.zeros(size)),
        lambda one, other, axis: np.mean(one - other, axis=axis),
        permutation_type="samples", vectorized=True, n_resamples=40_000, batch=1000, axis=0,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert p_value(differences.tolist()) == pytest.approx(oracle.pvalue, abs=0.025)


def test_p_is_the_same_every_time_and_either_way_round() -> None:
    """The swaps are fixed, and a two-sided p does not ask which run is first; pinned, since it is printed."""
    differences = [(place * 37 % 11 - 4) / 10 for place in range(50)]
    assert p_value(differences) == p_value(differences) == p_value([-value for value in differences])
    assert p_value(differences) == 518 / 10_001


def test_equal_runs_differ_by_chance_alone_and_opposite_ones_do_not() -> None:
    """Equal values give p = 1; a run that is better on each of a hundred queries the least p that can be drawn."""
    assert p_value([0.0] * 100) == p_value([]) == 1.0
    assert p_value([0.1] * 100) == 1 / 10_001
    assert p_value([0.1, 0.1, 0.1]) == 2 / 8


def _run(**found: str) -> Run:
    return Run({query: tuple(RankedItem(item, 1.0) for item in items) for query, items in found.items()})


QRELS = {"q1": {"a": 1, "b": 2}, "q2": {"c": 1}, "q3": {"d": 0}}
RUN, OTHER = _run(q1="ba", q2="xc", other="a"), _run(q1="ab", q2="c")


def test_a_comparison_names_both_means() -> None:
    """For every measure the comparison has the means that `evaluate` finds, and their difference."""
    own, others = evaluate(RUN, QRELS), evaluate(OTHER, QRELS)
    for row in compare(RUN, OTHER, QRELS):
        assert (row.mean, row.other) == (own[row.measure], others[row.measure])
        assert row.difference == row.mean - row.other
        assert 0 < row.p <= 1


def test_the_values_of_the_queries_make_the_means() -> None:
    """Every judged query has a value by each measure, in the order of the qrels; the mean is theirs."""
    values = by_query(RUN, QRELS)
    assert list(values) == list(QRELS)
    assert evaluate(RUN, QRELS) == {
        measure: fsum(found[measure] for found in values.values()) / 3 for measure in MEASURES
    }


def named():
    """The values of each query, by the name of the measure."""
    found = by_query(RUN, QRELS)
    return {query: {measure.name: value for measure, value in values.items()} for query, values in found.items()}


def test_a_tsv_has_a_line_for_every_query(tmp_path) -> None:
    """The header names the measures; a text keeps to its line and column; a value that there is not is an empty cell."""
    path = tmp_path / "values.tsv"
    values = named()
    values["q1"]["confidence"] = 0.25
    assert write_per_query(path, values, {"q1": "tab\tand\nline"}) == 3
    header, *lines = (line.split("\t") for line in path.read_text().splitlines())
    assert header == ["query-id", *(measure.name for measure in MEASURES), "confidence", "text"]
    assert [line[-2] for line in lines] == ["0.25", "", ""]
    assert [line[0] for line in lines] == list(QRELS)
    assert lines[0][-1] == "tab and line"
    assert lines[1][header.index("MRR@10")] == "0.5"
    assert {len(line) for line in lines} == {len(header)}


def test_jsonl_keeps_texts_and_values_as_they_are(tmp_path) -> None:
    """Each line is an object with id, text (null when the query was not asked) and the values."""
    path = tmp_path / "values.jsonl"
    write_per_query(path, named(), {"q1": "tab\tand\nline"})
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["text"] for line in lines] == ["tab\tand\nline", None, None]
    assert lines[1]["measures"]["nDCG@10"] == pytest.approx(0.6309297535714575)


@pytest.mark.parametrize("name", ["values.csv", "values", "missing/values.tsv"])
def test_a_file_that_cannot_be_written_is_refused_first(tmp_path, name) -> None:
    """An unknown suffix or a missing folder is said before anything is measured."""
    with pytest.raises(UsageError, match="name"):
        require_suffix(tmp_path / name)


def test_a_run_is_cut_at_a_rank() -> None:
    """`first` keeps the best, in order."""
    assert _run(q="abc", p="a").first(2) == _run(q="ab", p="a")
