"""How common words are at large: the tables that ship say what the script makes, stay small, and name their source."""

from __future__ import annotations

import gzip
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text import word_frequencies
from indexer.text.analyzers import analyzer
from indexer.text.languages import PROFILES
from indexer.text.word_frequencies import PASSAGE, passage_share
from tests.quality.word_frequencies import BYTES, FOLDER, OTHERS, TERMS, by_term, lists, table

TABLES = sorted(path.name.removesuffix(".txt.gz") for path in FOLDER.glob("*.txt.gz"))


def share(word: str, language: str = "en") -> float:
    """The share of passages with the first term of a word; of a stop word, with the word itself."""
    terms = analyzer(language).terms_of(word) or (f"{language}:{word}",)
    return passage_share(language, terms[0].partition(":")[2]) or 0


def test_common_words_are_in_more_passages_than_rare_ones() -> None:
    """In English and German; "the" is in nearly all, and "many" and "took" in far more than a quay."""
    assert 0.9 < share("the") <= 1
    assert share("the") > share("many") > share("house") > share("bridge") > share("lighthouse") > share("quay") > 0
    assert share("took") > 0.01 > share("quay")
    assert share("haus", "de") > share("brücke", "de") > share("leuchtturm", "de") > 0


def test_what_is_not_in_a_table_has_no_share() -> None:
    """A term too rare, one that is the beginning of others, and a language without a table."""
    assert passage_share("en", "qwxzv") is None
    assert passage_share("en", "") is None
    assert passage_share("en", "th") != passage_share("en", "the")
    assert passage_share("xx", "the") is None
    assert passage_share("en", "the the") is None
    assert passage_share("en", "\ud800") is None


@pytest.mark.parametrize("language", TABLES)
def test_a_table_is_sorted_and_holds_what_it_should(language) -> None:
    """Lines are unique and in order, no more than the script keeps, and every one is found."""
    lines = gzip.decompress((FOLDER / f"{language}.txt.gz").read_bytes()).decode().splitlines()
    terms = [line.partition(" ")[0] for line in lines]
    assert [line for line in lines if not re.fullmatch(r"\S+ [0-9]{1,2}", line)] == []
    assert terms == sorted(set(terms), key=str.encode)
    assert 4_000 < len(terms) <= TERMS.get(language, OTHERS)
    assert language in PROFILES
    assert all(0 < passage_share(language, term) <= 1 for term in (*terms[:50], *terms[-50:]))


def test_tables_are_small_and_name_their_source() -> None:
    """All together at most 2 MB, and beside them the licence and what they are derived from."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < BYTES
    assert {"en", "de", "fr", "es", "ru", "ar"} <= set(TABLES)
    text = (FOLDER / "LICENSE.md").read_text("utf-8")
    sources = ("Attribution-ShareAlike 4.0", "wordfreq", "Robyn Speer", "SUBTLEX", "OpenSubtitles", "Google Books")
    assert [source for source in (*sources, "Changes") if source not in text] == []


def test_the_script_adds_up_the_words_of_a_term() -> None:
    """Words with the same stem are one term; a stop word is one, and numbers, whose digits the lists lack, are left out."""
    shares = by_term({"house": 0.01, "houses": 0.02, "the": 0.05, "1000": 0.1, "quay": 0.001}, "en")
    (house,) = analyzer("en").terms_of("house")
    assert shares[house.removeprefix("en:")] == pytest.approx(0.03)
    assert shares["the"] == 0.05
    assert not {"1000", "0000"} & set(shares)
    assert gzip.decompress(table(shares, 2)) == f"{house.removeprefix('en:')} 15\nthe 13\n".encode()


def test_the_tables_are_what_the_script_makes() -> None:
    """For every language, a sample of terms; where the lists are installed (`make frequencies`)."""
    pytest.importorskip("wordfreq")
    made = {language: by_term(words, language) for language, words in lists().items() if language in {"en", "sv"}}
    for language, shares in made.items():
        common = sorted(shares, key=shares.__getitem__, reverse=True)[: OTHERS - 500 : 97]
        for term in common:
            expected = 1 - (1 - shares[term]) ** PASSAGE
            assert passage_share(language, term) == pytest.approx(expected, rel=0.15), term


@given(st.dictionaries(st.text(st.sampled_from("abcdeé語"), min_size=1, max_size=4), st.floats(1e-7, 1), min_size=1))
def test_a_table_that_is_written_is_read(shares) -> None:
    """Each term has the share that was written, to a tenth of a power of ten."""
    lines = gzip.decompress(table(shares, 1000))
    for term, expected in shares.items():
        decibels = table_of(lines).decibels(term)
        assert decibels == round(-10 * math.log10(expected))
        assert table_of(lines).decibels(term + "x") is None


def table_of(lines: bytes) -> word_frequencies._Table:
    """A table of some lines."""
    return word_frequencies._read(lines)
