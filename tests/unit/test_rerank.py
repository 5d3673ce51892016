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
from indexer.retrieval.rerank import WINDOW, coverage, nearness
from indexer.text.analyzer import analyzer

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
            terms = {word: analyzer("en").terms(word)[0] for word in WORDS}
            numbers = {term: build.vocabulary.number(term) for term in terms.values()}
            weights = {number: 0.5 + place for place, number in enumerate(numbers.values()) if number is not None}
            idfs = dict.fromkeys(weights, 2.0)
            passages = np.arange(len(build.engine))
            found = nearness(build.store, passages, weights, idfs, 0.9)
            for passage, score in zip(passages.tolist(), found.tolist(), strict=True):
                article = int(build.store.passages["article"][passage])
                first, last = (int(build.store.passages[end][passage]) for end in ("first", "last"))
                runs = [
                    [int(term) for sentence in range(first, last) for term in build.store.sentence_terms(sentence)],
                    build.store.title_terms(article).tolist(),
                ]
                text, title = (plain_closeness(run, weights) for run in runs)
                near = {term: max(text[term], title[term]) for term in weights}
                expected = sum(weights[term] * 2.0 * near[term] / (near[term] + 0.9) for term in weights)
                assert score == pytest.approx(expected if len(weights) > 1 else 0.0, rel=1e-9, abs=1e-12)


def test_coverage_counts_each_term_once():
    """A term that a passage holds in title and text counts once."""
    held = [("a", np.array([1.0, 0.0])), ("a", np.array([2.0, 0.0])), ("b", np.array([0.0, 3.0]))]
    assert coverage(held, {"a": 5.0, "b": 7.0}, 2).tolist() == [5.0, 7.0]
