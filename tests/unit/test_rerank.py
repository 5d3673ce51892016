"""Proximity and coverage, against a plain loop over positions."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import rebuild
from indexer.builds import open_current
from indexer.retrieval import QueryWeights, search, understand
from indexer.retrieval.ranking import HOLDING_ALL
from indexer.retrieval.rerank import WINDOW, coverage, nearness
from indexer.settings import Settings
from indexer.text.analyzers import analyzer

WORDS = ["alpha", "beta", "gamma", "delta"]


def plain_closeness(tokens, weights):
    """The formula's `a` for every term, by looking at every pair of positions."""
    close = dict.fromkeys(weights, 0.0)
    places = [(place, token) for place, token in enumerate(tokens) if token in weights]
    for index, (place, token) in enumerate(places):
        for other_place, other in places[index + 1 : index + 5]:
            if other != token and other_place - place <= WINDOW:
                close[token] += weights[other] / (other_place - place)
                close[other] += weights[token] / (other_place - place)
    return close


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*WORDS, "filler"]), max_size=4),
            st.lists(st.sampled_from([*WORDS, "filler", "other"]), min_size=1, max_size=60),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_nearness_is_the_formula(articles):
    """For any passages and titles: the vectorised nearness is that of a loop over positions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (title, words) in enumerate(articles):
            (folder / f"{number}.md").write_text(f"---\ntitle: '{' '.join(title)}'\n---\n{' '.join(words)}\n")
        rebuild(folder / "instance", [folder])
        with open_current(folder / "instance") as build:
            turns = [" ".join(WORDS[:2]), " ".join(WORDS[2:])]
            question = understand(turns, build, Settings(), filters=None, today="2026-01-01")
            query_weights = QueryWeights.of(build, question)
            numbers = {query_weights.numbers[term.term]: term for term in question.terms}
            weights = {number: term.weight for number, term in numbers.items() if number is not None}
            idfs = {number: query_weights.idfs[term.term] for number, term in numbers.items()}
            passages = np.arange(len(build.engine))[::-1]
            every = np.ones(len(passages), np.bool_)
            found = nearness(build, query_weights, passages, every, every)
            pairs = [
                build.engine.holds(list(query_weights.numbers), passages, fields=(field,)).sum(axis=0) > 1
                for field in ("text", "title")
            ]
            assert nearness(build, query_weights, passages, *pairs).tolist() == found.tolist()
            for passage, score in zip(passages.tolist(), found.tolist(), strict=True):
                (terms,) = build.store.fetch_terms(np.array([passage]))
                runs = [[term for sentence in terms.sentences for term in sentence], terms.title]
                text, title = (plain_closeness(run, weights) for run in runs)
                near = {term: max(text[term], title[term]) for term in weights}
                expected = sum(weights[term] * idfs[term] * near[term] / (near[term] + 0.9) for term in weights)
                assert score == pytest.approx(expected if len(weights) > 1 else 0.0, rel=1e-9, abs=1e-12)


def test_coverage_counts_each_term_once(tmp_path):
    """A term that a passage holds in title and text counts once; the text field has the title's words too."""
    for name, title, text in (("1", "alpha", "alpha beta"), ("2", "gamma", "beta"), ("3", "", "delta")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: '{title}'\n---\n{text}\n")
    rebuild(tmp_path / "instance", [tmp_path])
    with open_current(tmp_path / "instance") as build:
        worth = {analyzer("en").terms(word)[0]: 2.0**place for place, word in enumerate((*WORDS, "unheard"))}
        order = np.array([2, 0, 1])
        holding = build.engine.holds(list(worth), order, fields=tuple(HOLDING_ALL))
        assert coverage(holding, list(worth.values())).tolist() == [8.0, 1.0 + 2.0, 2.0 + 4.0]
        assert coverage(holding[:, :0], list(worth.values())).tolist() == []


def test_no_repetition_counts_where_k1_is_0(tmp_path):
    """With k1 = 0 a pair counts the same however close it is, and no pair nothing."""
    for name, text in (("1", "alpha beta"), ("2", "alpha filler filler beta"), ("3", "alpha")):
        (tmp_path / f"{name}.md").write_text(text)
    rebuild(tmp_path / "instance", [tmp_path], Settings().replaced({"bm25.k1": 0.0}))
    with open_current(tmp_path / "instance") as build:
        question = understand(["alpha beta"], build, Settings(), filters=None, today="2026-01-01")
        ranking = search(build, question, build.settings)
        near = dict(ranking.reasons)["terms close together"]
        assert sorted(near.tolist()) == [0.0, max(near), max(near)]
        assert max(near) > 0
