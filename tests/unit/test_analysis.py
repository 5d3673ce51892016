"""A batch is a function of its articles."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from indexer.builds import term_numbers
from indexer.builds.term_numbers import TermNumbers
from indexer.builds.workers import write_batch
from indexer.engines.base import FIELDS
from indexer.engines.choice import engine_writer
from indexer.settings import Settings
from indexer.types import Article, sha256


def articles(*texts):
    """An article of each text, every second one in German."""
    return [
        Article(str(number), "Title", text, sha256(text), language=("en", "de")[number % 2])
        for number, text in enumerate(texts)
    ]


def written(folder, given, cache):
    """Every file of the batch: name → bytes."""
    (folder / "work").mkdir(parents=True)
    write_batch(0, given, Settings(), folder / "work", engine_writer(folder, Settings()), cache)
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("most", [0, 1_000])
def test_what_was_looked_up_before_changes_nothing(tmp_path, monkeypatch, most):
    """A worker whose cache has words of earlier batches, or forgot them, writes what a new one writes, to the last byte."""
    monkeypatch.setattr(term_numbers, "_MOST_CACHED", most)
    given = articles("Bees dance. Other bees follow.", "Bienen tanzen, andere folgen.", "Bees, again: 3.14!")
    cache = TermNumbers()
    written(tmp_path / "before", articles("Ants and bees follow trails.", "Die anderen Ameisen."), cache)
    assert written(tmp_path / "after", given, cache) == written(tmp_path / "alone", given, TermNumbers())


def test_an_analysis_knows_nothing_of_other_batches(tmp_path) -> None:
    """The analysis of the same articles is the same, whatever the number of their batch: it can be taken over."""
    given = articles("Bees dance. Other bees follow.", "Bienen tanzen, andere folgen.")
    first = write_batch(0, given, Settings(), tmp_path, engine_writer(tmp_path, Settings()), TermNumbers())
    other = write_batch(7, given, Settings(), tmp_path, engine_writer(tmp_path, Settings()), TermNumbers())
    assert list(first.terms()) == list(other.terms())
    assert first.names()[0] == other.names()[0]
    for name in (
        *("forward", "titles", "title_ends", "sentences", "passages", "passage_counts"),
        *("signatures", "article_names", "name_ends"),
    ):
        assert first.array(name).tolist() == other.array(name).tolist()
    for field in FIELDS:
        for one, two in zip(astuple(first.postings(field)), astuple(other.postings(field)), strict=True):
            assert one.tolist() == two.tolist()
