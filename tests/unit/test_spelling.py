"""Suggestions for a word that no article holds: near, written by some article, few, and soon found."""

from __future__ import annotations

import json
from contextlib import closing
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Library, rebuild
from indexer.builds import open_current
from indexer.retrieval import spelling
from indexer.retrieval.spelling import suggestions
from indexer.text.vocabulary import Vocabulary, write_vocabulary

TEXTS = {
    "en": [
        "The government of Georgia moved to Tbilisi. A university receives letters.",
        "Governments and universities; the library's installation of communication cables.",
        "Tbilisi, once more: Tbilisi. Many libraries. A quite different word, Tibet.",
        "The marble marbles.",
        "Marvel at the café by the market, the market, the market.",
    ],
    "de": ["Die Regierung verteidigt die Verteidigung der Mauer.", "Das Gouvernement liegt am Meer."],
    "ru": ["Правительство Грузии переехало в столицу."],
}


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """A build of a few short texts in three languages."""
    folder = tmp_path_factory.mktemp("spelling")
    lines = [
        json.dumps({"_id": f"{language}{number}", "title": f"About {language}", "text": text, "language": language})
        for language, texts in TEXTS.items()
        for number, text in enumerate(texts)
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines))
    rebuild(folder / "instance", [folder / "articles.jsonl"])
    opened = open_current(folder / "instance")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("goverment", "en", ("government",)),  # a letter too few
        ("govvernment", "en", ("government",)),  # a letter too many
        ("covernment", "en", ("government",)),  # the first letter wrong
        ("ogvernment", "en", ("government",)),  # the first two swapped
        ("Tbilsi", "en", ("Tbilisi",)),
        ("Tibilisi", "en", ("Tbilisi",)),
        ("univercity", "en", ("university",)),  # an ending that the stemmer does not know
        ("comunication", "en", ("communication",)),
        ("comunicatoin", "en", ("communication",)),  # two errors in a long word
        ("libary", "en", ("library",)),
        ("recieves", "en", ("receives",)),
        ("marvl", "en", ("Marvel",)),
        ("Regirung", "de", ("Regierung",)),
        ("Verteidigng", "de", ("Verteidigung", "verteidigt")),
        ("правитльство", "ru", ("Правительство",)),
    ],
)
def test_a_slip_of_the_keyboard_is_undone(build, word, language, found) -> None:
    """A word with one error, or a long one with two, finds the word that an article writes."""
    assert suggestions(build, word, language) == found


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("government", "en"),  # held as it is
        ("governing", "en"),  # held by its stem
        ("the", "en"),  # a stop word
        ("gov", "en"),  # too short
        ("C++x", "en"),
        ("2016a", "en"),
        ("mother-to-child", "en"),
        ("zyzzyva", "en"),  # like nothing
        ("Tibits", "en"),  # two errors in a word that is not long
        ("Regirung", "en"),  # like a word of another language
        ("g" * 200, "en"),
        ("", "en"),
        ("Tbilsi", "fr"),  # a language that no article is in
    ],
)
def test_where_nothing_is_near_nothing_is_suggested(build, word, language) -> None:
    """Known words, short ones, signs, and words that are far from all of the language get no suggestion."""
    assert suggestions(build, word, language) == ()


def test_nearer_words_come_first_then_frequent_ones(build) -> None:
    """One error comes before two; of equally near ones, the one that more passages hold."""
    assert suggestions(build, "marbel", "en") == ("marble", "Marvel")
    assert len(suggestions(build, "marbet", "en")) <= spelling.MOST


def test_a_suggestion_is_found_when_it_is_asked_for(tmp_path) -> None:
    """What is suggested is a word of some article: searching for it finds a passage."""
    (tmp_path / "a.md").write_text("# Windmills\n\nThe windmills of the Netherlands pump water.")
    rebuild(tmp_path / "instance", [tmp_path / "a.md"])
    with Library.open(tmp_path / "instance") as library:
        with closing(open_current(tmp_path / "instance")) as opened:
            (word,) = suggestions(opened, "windmlils", "en")
        assert word == "windmills"
        assert library.search(word).hits


WORDS = st.text("abcd", min_size=1, max_size=7)


@cache
def _errors(one: str, other: str) -> int:
    """Optimal string alignment as its definition says it."""
    if not one or not other:
        return len(one) + len(other)
    found = [
        _errors(one[:-1], other) + 1,
        _errors(one, other[:-1]) + 1,
        _errors(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        found.append(_errors(one[:-2], other[:-2]) + 1)
    return min(found)


@settings(max_examples=50, deadline=None)
@given(st.text("abc", min_size=1, max_size=5), st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=4))
def test_errors_are_counted_as_defined(word, others) -> None:
    """Alone or in arrays, the number of errors is that of the recursive definition; an ending may be left out."""
    assert [spelling._distance(word, other) for other in others] == [_errors(word, other) for other in others]
    for shortest in (len(word), 1):
        expected = [min(_errors(word[:size], other) for size in range(shortest, len(word) + 1)) for other in others]
        assert spelling._distances(others, word, shortest).tolist() == expected


@settings(max_examples=50, deadline=None)
@given(st.sets(WORDS.map(lambda word: "ab" + word), min_size=1, max_size=30), WORDS.map(lambda word: "ab" + word))
def test_no_near_term_with_the_right_beginning_is_missed(tmp_path_factory, words, word) -> None:
    """Comparing letters first never drops a term that is near enough."""
    folder = tmp_path_factory.mktemp("vocabulary")
    write_vocabulary(folder, sorted(f"en:{other}" for other in words))
    found = dict(spelling._same_head(Vocabulary(folder), f"en:{word}", word, 2))
    exact = {f"en:{other}" for other in words if _errors(word, other) <= 2}
    assert exact <= set(found)


def test_the_cost_is_bounded(tmp_path, monkeypatch) -> None:
    """Where more terms begin alike than may be compared, only those that begin like more of the word are."""
    write_vocabulary(tmp_path, sorted(f"en:ab{letter}{number:03}" for letter in "cd" for number in range(600)))
    compared: list[int] = []
    letters = Vocabulary.letters
    monkeypatch.setattr(spelling, "_COMPARED", 700)
    monkeypatch.setattr(Vocabulary, "letters", lambda self, a, b: compared.append(b - a) or letters(self, a, b))
    assert dict(spelling._same_head(Vocabulary(tmp_path), "en:abc01", "abc01", 1))["en:abc010"] == 1
    assert compared == [600]
    assert len(spelling._other_heads("government", "en")) < 200
