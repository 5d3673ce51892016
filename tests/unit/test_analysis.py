"""A batch is a function of its articles."""

from __future__ import annotations

import pytest

from indexer.builds import analysis
from indexer.engines.choice import engine_writer
from indexer.settings import Settings
from indexer.types import Article, sha256


def articles(*texts):
    """An article of each text, every second one in German."""
    return [
        Article(str(number), "Title", text, sha256(text), language=("en", "de")[number % 2])
        for number, text in enumerate(texts)
    ]


def written(folder, given, known):
    """Every file of the batch: name → bytes."""
    (folder / "work").mkdir(parents=True)
    analysis.analyse(0, given, Settings(), folder / "work", engine_writer(folder, Settings()), known)
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("most", [0, 1_000])
def test_what_was_looked_up_before_changes_nothing(tmp_path, monkeypatch, most):
    """A worker that knows words of earlier batches, or forgot them, writes what a new one writes, to the last byte."""
    monkeypatch.setattr(analysis, "_REMEMBERED", most)
    given = articles("Bees dance. Other bees follow.", "Bienen tanzen, andere folgen.", "Bees, again: 3.14!")
    known = analysis.Known()
    written(tmp_path / "before", articles("Ants and bees follow trails.", "Die anderen Ameisen."), known)
    assert written(tmp_path / "after", given, known) == written(tmp_path / "alone", given, analysis.Known())
