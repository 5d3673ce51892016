"""Which sources and authors a filter names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.store.names import Names
from indexer.text.folding import folded_name, name_words

AUTHORS = [
    "João Carvalho", "Carvalho, João", "A. Author and B. Author", "Ada Holm, Bo Berg", "Ørsted, Hans C.; Łukasz Żak",
    "Nguyễn Văn A", "O’Brien", "★", "Carvalhosa", "van der Berg, Jan & Ada Lind", "Renée Müller und Zoë Straße", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("carvalho", {0, 1}),
        ("joao carvalho", {0, 1}),
        ("joão carvalho", {0, 1}),
        ("carvalho joão", {1}),  # as it is written there
        ("b. author", {2}),
        ("a. author and b. author", {2}),
        ("ada berg", set()),
        ("bo berg", {3}),
        ("ada holm", {3}),
        ("orsted", {4}),
        ("hans ørsted", {4}),
        ("lukasz zak", {4}),
        ("hans zak", set()),
        ("nguyen", {5}),
        ("obrien", {6}),
        ("o'brien", {6}),
        ("★", {7}),
        ("jan berg", {9}),
        ("van der berg", {9}),
        ("lind", {9}),
        ("muller", {10}),
        ("strasse", {10}),
        ("renee straße", set()),
        ("?!", set()),
        ("carvalh", set()),
    ],
)
def test_an_author_is_named_by_some_words(wanted, found) -> None:
    """Words of one author in their order, whatever accents and case; never words of two authors, or parts of words."""
    assert set(Names(AUTHORS).numbers((wanted,), whole=False)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("the daily", {0}),
        ("daily", set()),
        ("tagesschau österreich", {2}),
        ("tagesschau osterreich", {2}),
        ("c", {3}),
        ("c++", {4}),
        ("c#", {3, 4}),  # no source is called that: those that differ by signs alone
    ],
)
def test_a_source_is_named_whole(wanted, found) -> None:
    """All words of its name; a name that differs by accents, case or signs counts where none is the same."""
    sources = ["The Daily", "The Daily News", "Tagesschau Österreich", "C", "C++"]
    assert set(Names(sources).numbers((wanted,), whole=True)) == found


@given(st.lists(st.text("aÄé '’-ßø,;&\n1★", max_size=8), max_size=6), st.data())
def test_every_name_names_itself(names, data) -> None:
    """A name as it is, in any case, finds itself; and so does each of its words, as an author."""
    for number, name in enumerate(names):
        if not name or name.casefold() in [each.casefold() for each in names[number + 1 :]]:
            continue
        assert number in Names(names).numbers((name.casefold(),), whole=True)
        words = name_words(name)
        if words:
            assert number in Names(names).numbers((data.draw(st.sampled_from(words)),), whole=False)


@given(st.text())
def test_folding_twice_changes_nothing(text) -> None:
    """A folded text is folded."""
    assert folded_name(folded_name(text)) == folded_name(text)
