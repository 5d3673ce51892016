"""Phrases and exclusions decide which passages may be found, stop words or not."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.retrieval import allowed
from indexer.text.folding import folded_text
from indexer.types import Filters
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
        ('"the of" ship', "abc"),  # nowhere: its words are searched
        ('"the of"', ""),
        ('"of the"', "a"),
        ("ship -harbour", "c"),
    ],
)
def test_phrases_and_exclusions(library, question, found) -> None:
    """A phrase must occur, an excluded word or phrase must not, though each of its words is a stop word."""
    assert {hit.article.id for hit in library.search(question).hits} == set(found)


def test_texts_are_read_within_bounds(library, monkeypatch) -> None:
    """Phrases of stop words are looked for in the first passages that hold them; what was not looked into is not found."""
    assert [hit.article.id for hit in library.search('"of a"').hits] == ["c"]
    monkeypatch.setattr(allowed, "_READ", 1)
    assert not library.search('"of a"').hits


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


@given(
    st.sampled_from([Filters(), Filters(sources=("coast",)), Filters(after="2001"), Filters(before="2003-05")]),
    st.none() | st.sets(st.integers(0, 29)),
    st.none() | st.sets(st.integers(0, 29)),
    st.lists(st.integers(0, 29), max_size=40),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_few_passages_are_tested_as_all_are(dated, filters, only, without, passages) -> None:
    """Whether a passage may be found is the same, whether it is asked of some passages or of a run of them."""
    numbers = [None if chosen is None else np.array(sorted(chosen), np.int64) for chosen in (only, without)]
    with dated.reading() as reading:
        where = allowed.Allowed(reading._build.store, filters, *numbers)
        every = where.admitted(0, 30)
        assert where.admits(np.array(passages, np.int64)).tolist() == every[passages].tolist()
        assert where.admitted(3, 17).tolist() == every[3:17].tolist()
    chosen = (set(range(30)) if only is None else only) - (without or set())
    fits = {number for number in chosen if _fits(number, filters)}
    assert set(np.flatnonzero(every).tolist()) == fits


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """Thirty articles of one passage each: every third of another source, one for each year from 1990."""
    articles = (
        {"_id": f"{n:02}", "text": f"Keeper {n}.", "source": ("Coast", "Port")[n % 3 == 0], "published": str(1990 + n)}
        for n in range(30)
    )
    with library_of(tmp_path_factory.mktemp("dated"), *articles) as opened:
        yield opened


def _fits(number: int, filters: Filters) -> bool:
    """Whether the article of that number satisfies the filters that the test above draws from."""
    of_source = not filters.sources or number % 3 != 0
    return of_source and (not filters.after or number >= 11) and (not filters.before or number <= 13)


WORDS = "ship harbour line of the left F-16 f 16 well-known known well don't U.S. 1,000".split()


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
)
@settings(max_examples=25, deadline=None)
def test_no_phrase_is_missed(texts, phrase) -> None:
    """Looking for terms and their order first loses no passage that says the phrase."""
    with tempfile.TemporaryDirectory() as folder:
        articles = ({"_id": str(n), "title": "", "text": text, "language": "en"} for n, text in enumerate(texts))
        with library_of(Path(folder), *articles) as opened, opened.reading() as reading:
            # `ranked` has every copy of a text, of which `search` shows one.
            found = {article for _, article, _ in reading.ranked(f'"{phrase}"', k=100)}
    assert found == {str(n) for n, text in enumerate(texts) if allowed.says_phrase(phrase)(text)}


@given(st.text("ab_ß1 .-", max_size=30), st.text("abß_1 -", max_size=6))
def test_a_phrase_is_said_by_its_words(text, phrase) -> None:
    """A text says a phrase when its words, and what is between them, hold the phrase's words next to each other."""
    words, wanted = (re.findall(r"\w+", folded_text(said)) for said in (text, phrase))
    expected = any(words[start : start + len(wanted)] == wanted for start in range(len(words) + 1))
    assert allowed.says_phrase(phrase)(text) == expected
