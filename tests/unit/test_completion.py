"""Suggestions while a question is typed: titles, names and words that continue it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import DamagedBuildError, UsageError
from indexer.store.word_starts import WordStarts, WordStartsWriter, folded_line
from tests.conftest import library_of

ARTICLES = (
    ("old", "Ferry traffic in the north", "The ferry sailed to Bergen with Ada Holm.", "2001"),
    ("new", "Übersee: the ferry of tomorrow", "Storms hindered ferries near Bergen.", "2020-05"),
    ("tea", "How green tea is made", "Leaves are steamed; steaming stops them from turning brown.", None),
    ("again", "How green tea is made", "Leaves are dried, and the steam is let out.", None),
    ("jp", "緑茶の作り方", "緑茶は蒸して作る。", None),
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A small library."""
    rows = [
        {"_id": number, "title": title, "text": text, **({"published": date} if date else {})}
        for number, title, text, date in ARTICLES
    ]
    with library_of(tmp_path_factory.mktemp("completion"), *rows) as library, library.reading() as opened:
        yield opened


def texts(reading, typed, kind, **options):
    """The suggestions of a kind."""
    return [each.text for each in reading.complete(typed, **options) if each.kind == kind]


def test_a_title_is_found_by_the_beginning_of_any_word(reading) -> None:
    """Case and accents do not count; titles that begin so come first, then the newest; each title comes once."""
    assert texts(reading, "FERR", "title") == ["Ferry traffic in the north", "Übersee: the ferry of tomorrow"]
    assert texts(reading, "ubers", "title") == texts(reading, "the ferry o", "title") == [ARTICLES[1][1]]
    assert texts(reading, "tea gree", "title") == ["How green tea is made"]
    assert texts(reading, "作り", "title") == ["緑茶の作り方"]
    assert texts(reading, "affic", "title") == []
    (title,) = [each for each in reading.complete("how gr") if each.kind == "title"]
    assert (title.article_id, title.articles) == ("tea", None)


def test_names_are_sorted_by_how_many_articles_have_them(reading) -> None:
    """A name is found by the beginning of any of its words, and says how many articles have it."""
    bergen, *_ = reading.complete("berg")
    assert (bergen.kind, bergen.text, bergen.articles) == ("name", "Bergen", 2)
    assert texts(reading, "hol", "name") == ["Ada Holm"]


def test_words_continue_the_last_word(reading) -> None:
    """The most frequent words of the articles, as written there, behind what was typed before."""
    assert texts(reading, "how is stea", "word") == ["how is steamed"]
    assert texts(reading, "STORM", "word") == ["storms"]
    assert texts(reading, "st", "word") == []


def test_one_error_is_allowed_where_nothing_else_is_found(reading) -> None:
    """A letter inserted, deleted, replaced or swapped, in the last word."""
    for typed in ("bregen", "begen", "bergeen", "bargen"):
        assert texts(reading, typed, "name") == ["Bergen"]
    assert texts(reading, "green taffic", "title") == []
    assert texts(reading, "ferry trxf", "title") == ["Ferry traffic in the north"]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "x" * 300, "\x00", "zyzzyva"])
def test_nothing_continues_nothing(reading, typed) -> None:
    """Neither signs, nor a text that is too long, nor one that is not there."""
    assert reading.complete(typed) == ()


def test_there_are_as_many_as_asked_for_at_most(reading) -> None:
    """From 1 to 20."""
    assert [len(reading.complete("f", k=k)) for k in (1, 2)] == [1, 2]
    for k in (0, 21):
        with pytest.raises(UsageError, match="k is 1 to 20"):
            reading.complete("f", k=k)


@given(
    st.lists(st.text(alphabet="ab é-\n日", max_size=14), max_size=8), st.text(alphabet="abé日", min_size=1, max_size=12)
)
def test_beginnings_are_found_as_by_reading_every_text(tmp_path_factory, rows, wanted) -> None:
    """In no other text, and in all of them, whether the beginning is shorter or longer than a key."""
    folder = tmp_path_factory.mktemp("starts")
    writer = WordStartsWriter(folder, "title")
    writer.add(rows[:3])
    writer.add(rows[3:])
    writer.close()
    starts, folded = WordStarts(folder, "title"), folded_line(wanted)
    found, first = starts.beginning(folded)
    expected = [
        (row, place == 0)
        for row, text in enumerate(map(folded_line, rows))
        for place in range(len(text))
        if text.startswith(folded, place) and (place == 0 or not text[place - 1].isalnum() or text[place] == "日")
    ]
    assert sorted(zip(found.tolist(), first.tolist(), strict=True)) == sorted(expected)
    assert not list(starts.problems(len(rows)))
    assert (folded in starts.known([folded])) >= bool(expected)


def test_damage_is_told(tmp_path) -> None:
    """Columns of another type or length are damage, and lines that are missing a problem."""
    writer = WordStartsWriter(tmp_path, "title")
    writer.add(["one two"])
    writer.close()
    assert list(WordStarts(tmp_path, "title").problems(2)) == ["title_words.utf8 does not have a line for each text"]
    np.save(tmp_path / "title_rows.npy", np.zeros(1, np.int32))
    with pytest.raises(DamagedBuildError, match="does not fit its columns"):
        WordStarts(tmp_path, "title")
