"""Phrases and exclusions decide which passages may be found, stop words or not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.retrieval import allowed
from indexer.text.analyzers import analyzer
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


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('"F 16"', "e"),
        ('"jets F-16"', "e"),
        ('"jets F 16 fly"', "e"),
        ('"fly jets"', ""),
        ('"jets fly"', ""),
        ('"well known well known"', "f"),
        ('"known well"', "f"),
        ('"known port well"', ""),
        ('"C++ compiler"', "g"),
        ('jets -"F 16"', "h"),
    ],
)
def test_phrases_are_of_words_side_by_side(tmp_path, question, found) -> None:
    """A phrase's words stand one after the other, also where a token has several terms, and repeat as they repeat."""
    texts = {
        "e": "Old jets F-16 fly over the sea.",
        "f": "It is well known. Well known is the port.",
        "g": "A C++ compiler and a C compiler are there.",
        "h": "Known is the port, as well as C++ is, and a compiler. Jets of steam.",
    }
    articles = ({"_id": name, "title": "", "text": text, "language": "en"} for name, text in texts.items())
    with library_of(tmp_path, *articles) as opened:
        assert {hit.article.id for hit in opened.search(question).hits} == set(found)


WORDS = "ship harbour line of the left F-16 f 16 well-known known well don't U.S. 1,000".split()


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
)
@settings(max_examples=25, deadline=None)
def test_no_phrase_is_missed(texts, phrase) -> None:
    """Looking at the order of terms first loses no passage that holds all words of the phrase and says it."""
    with tempfile.TemporaryDirectory() as folder:
        articles = ({"_id": str(n), "title": "", "text": text, "language": "en"} for n, text in enumerate(texts))
        with library_of(Path(folder), *articles) as opened:
            found = {hit.article.id for hit in opened.search(f'"{phrase}"', k=100).hits}
    terms = analyzer("en").terms(phrase)
    if terms:
        saying = {str(n) for n, text in enumerate(texts) if allowed.says_phrase(phrase)(text)}
        assert found == {n for n in saying if set(terms) <= set(analyzer("en").terms(texts[int(n)]))}
