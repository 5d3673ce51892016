"""Batches are cut by what they hold, so that a change stays in a few of them."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.builds.batches import batch_ends, cut_batches
from indexer.store.columns import id_hash
from indexer.types import Article, sha256

LARGEST = 40_000  # characters


def article(name: str, size: int) -> Article:
    """An article of so many characters."""
    text = "a" * size
    return Article(name, "", text, sha256(text))


@pytest.fixture(scope="module")
def articles():
    """Articles of 100 to 2,000 characters, of some 150 batches."""
    sizes = np.random.default_rng(5).integers(100, 2_000, 4_000).tolist()
    return [article(f"news/{number}.txt", size) for number, size in enumerate(sizes)]


def size_of(batch) -> int:
    """How many characters a batch counts for."""
    return sum(len(own.text) + len(own.title) + 64 for own in batch)


def batches(articles):
    """The batches as what tells them apart: the ids and texts of their articles."""
    return [tuple((own.id, own.sha256) for own in batch) for batch in cut_batches(articles, LARGEST)]


@given(st.lists(st.integers(1, 60_000), max_size=40))
def test_every_article_is_in_one_batch(sizes) -> None:
    """All articles, in their order, in batches that are no larger than they may be, unless one article is."""
    given_articles = [article(str(number), size) for number, size in enumerate(sizes)]
    cut = list(cut_batches(given_articles, LARGEST))
    assert [own.id for batch in cut for own in batch] == [own.id for own in given_articles]
    assert all(batch for batch in cut)
    ends = np.cumsum([len(batch) for batch in cut]).tolist()
    assert batch_ends(sizes, [id_hash(own.id) for own in given_articles], LARGEST) == ends, "told without the articles"
    assert all(len(batch) == 1 or size_of(batch) <= LARGEST for batch in cut)


def test_batches_are_well_filled(articles) -> None:
    """A batch is more than half as large as it may be, on average, but for the last."""
    sizes = [size_of(batch) for batch in cut_batches(articles, LARGEST)]
    assert min(sizes[:-1]) >= LARGEST / 2 - 2_064
    assert 0.55 * LARGEST < mean(sizes[:-1]) < 0.8 * LARGEST


def test_the_same_articles_are_the_same_batches(articles) -> None:
    """Cut again, the articles are in the same batches."""
    assert batches(articles) == batches(articles)


@pytest.mark.parametrize("change", ["amended", "grown", "added", "removed"])
def test_a_change_stays_in_a_few_batches(articles, change) -> None:
    """One article that is amended, grown, added or removed changes two batches on average, of 150, and never many."""
    before = set(batches(articles))
    changed = []
    for place in range(7, len(articles), 97):
        own = articles[place]
        text = "b" * (len(own.text) + 500 * (change == "grown"))
        other = {
            "amended": [replace(own, text=text, sha256=sha256(text))],
            "grown": [replace(own, text=text, sha256=sha256(text))],
            "added": [own, article(f"{own.id}.new", 700)],
            "removed": [],
        }
        after = batches([*articles[:place], *other[change], *articles[place + 1 :]])
        changed.append(len(set(after) - before))
    assert mean(changed) <= 2.5
    assert max(changed) <= 12
