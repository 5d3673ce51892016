"""A store gives many passages, articles and terms at a time, and each is what it gives alone."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from indexer import Settings, rebuild
from indexer.arrays import Runs
from indexer.builds import open_current
from indexer.errors import DamagedBuildError
from indexer.text.analyzers import analyzer

TEXT = "Keeper {n} stands on rock {n}. The lamp burns at dusk. Ships of line {n} pass by in the night."


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Forty articles with headings, in passages of a few words."""
    folder = tmp_path_factory.mktemp("store")
    for n in range(40):
        (folder / f"{n:02}.md").write_text(
            f"# Light {n}\n\n{TEXT.format(n=n)}\n\n## Rock {n}\n\n{TEXT.format(n=n + 50)}\n"
        )
    (folder / "bare.jsonl").write_text(json.dumps({"_id": "bare", "title": "", "text": "Gulls cry."}))
    settings = {"passage.min_words": 3, "passage.max_words": 12, "language": "en"}
    rebuild(folder / "instance", [folder], Settings().replaced(settings))
    with open_current(folder / "instance") as opened:
        yield opened


@pytest.fixture
def numbers(build):
    """Passages in no order, some of them more than once."""
    return np.random.default_rng(3).integers(0, len(build.engine), 60)


def test_passages_come_with_their_articles(build, numbers) -> None:
    """Passages come in the order in which they are asked for, each a slice of the article that comes with it."""
    pairs = build.store.fetch_passages(numbers)
    assert [passage.number for passage, _ in pairs] == numbers.tolist()
    for passage, article in pairs:
        assert article.text[passage.span.start : passage.span.end] == passage.text
        assert (passage.article_id, passage) == (article.id, build.store.passage(passage.number))
    assert any(passage.heading for passage, _ in pairs)


def test_texts_are_those_of_the_passages(build, numbers) -> None:
    """Texts that are read without their articles are the passages' own."""
    assert build.store.fetch_texts(numbers) == [passage.text for passage, _ in build.store.fetch_passages(numbers)]


def test_terms_are_those_of_the_text(build, numbers) -> None:
    """The terms of a passage are those that the analyzer finds in its sentences, its title and its heading."""
    words = analyzer("en").terms
    fetched = build.store.fetch_terms(numbers)
    for (passage, article), terms in zip(build.store.fetch_passages(numbers), fetched, strict=True):
        named = [build.vocabulary.term(number) for sentence in terms.sentences for number in sentence]
        assert named == words(passage.text)
        assert [build.vocabulary.term(number) for number in terms.title] == words(article.title)
        assert [build.vocabulary.term(number) for number in terms.heading] == words(passage.heading or "")
        assert terms.every == {*terms.title, *terms.heading, *(n for sentence in terms.sentences for n in sentence)}


def test_nothing_is_fetched_of_nothing(build) -> None:
    """No numbers, no passages, texts, terms or articles."""
    none = np.empty(0, np.int64)
    store = build.store
    assert (store.fetch_passages(none), store.fetch_texts(none), store.fetch_terms(none)) == ([], [], [])
    assert (store.fetch_articles([]), store.fetch_sentence_terms([])) == ({}, [])


def test_an_article_that_is_not_there_is_damage(build) -> None:
    """A number that no article has is damage of the build, whatever else is asked for."""
    with pytest.raises(DamagedBuildError, match="has no article of a number"):
        build.store.fetch_articles([0, 1_000_000])


def test_runs_that_follow_each_other_are_read_at_once(tmp_path, monkeypatch) -> None:
    """Runs give what stands in them, in the order asked; neighbours cost one read, and others one each."""
    np.save(tmp_path / "runs.npy", np.arange(100, dtype=np.int32))
    runs, reads = Runs(tmp_path / "runs.npy"), []
    read = os.pread
    monkeypatch.setattr(os, "pread", lambda *place: reads.append(place) or read(*place))
    assert runs.between([0, 5, 9, 50], [5, 9, 9, 52]).tolist() == [*range(9), 50, 51]
    assert len(reads) == 2
    assert runs.between([7, 3], [9, 7]).tolist() == [7, 8, 3, 4, 5, 6]
    assert runs.between([], []).tolist() == []
    runs.close()
