"""Phrases and exclusions decide which passages may be found, stop words or not."""

from __future__ import annotations

import pytest

from indexer.retrieval import allowed
from tests.conftest import library_of

TEXTS = {
    "a": "A ship of the line left harbour.",
    "b": "The ship left harbour on Monday.",
    "c": "Of a ship, the captain said, nothing is left.",
    "d": "Harbour masters are never on board.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Four short articles, in one language."""
    folder = tmp_path_factory.mktemp("allowed")
    articles = ({"_id": name, "title": "", "text": text, "language": "en"} for name, text in TEXTS.items())
    with library_of(folder, *articles) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ship harbour", "abcd"),
        ('"of the" ship', "a"),
        ('ship harbour -"of the"', "bcd"),
        ('ship harbour -"of the" "on"', "bd"),
        ("ship harbour -on", "ac"),
        ('"left harbour" ship', "ab"),
        ('"left harbour" ship -"of the"', "b"),
        ('"the of" ship', ""),
        ('"of the"', ""),
        ("ship -harbour", "c"),
    ],
)
def test_phrases_and_exclusions(library, question, found) -> None:
    """A phrase must occur, an excluded word or phrase must not, though each of its words is a stop word."""
    assert {hit.article.id for hit in library.search(question).hits} == set(found)


def test_texts_are_read_within_bounds(library, monkeypatch) -> None:
    """Phrases of stop words are looked for in the best passages only; what was not looked into is not found."""
    monkeypatch.setattr(allowed, "_READ", 1)
    assert [hit.article.id for hit in library.search('ship left captain -"of the"').hits] == ["c"]
