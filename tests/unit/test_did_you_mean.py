"""Suggestions for the words of a question: only what no article holds, and the question is left as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Suggestion
from indexer.retrieval import spelling
from indexer.retrieval.operators import parse, words_in_place
from tests.conftest import library_of

TEXTS = {
    "en": [
        "The government of Georgia moved to Tbilisi. A university receives letters.",
        "Governments and universities; the library's installation of communication cables.",
        "The marble statue. Marvel at the market.",
        "Marvel has many heroes.",
        "A marble floor.",
    ],
    "de": ["Die Regierung verteidigt die Mauer. Das Gouvernement liegt am Meer."],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A few short texts in two languages."""
    folder = tmp_path_factory.mktemp("meant")
    articles = (
        {"_id": f"{language}{number}", "title": "Notes", "text": text, "language": language}
        for language, texts in TEXTS.items()
        for number, text in enumerate(texts)
    )
    with library_of(folder, *articles) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When did the goverment move?", [("goverment", "government", "When did the government move?")]),
        ("Where is Tbilsi?", [("Tbilsi", "Tbilisi", "Where is Tbilisi?")]),
        ("Was macht die Regirung?", [("Regirung", "Regierung", "Was macht die Regierung?")]),
        # In a question of another language than the word's.
        ("What is the Regirung?", [("Regirung", "Regierung", "What is the Regierung?")]),
        # Everywhere that it stands as a word, in a phrase too, but in no operator.
        (
            'alone: "goverment of Georgia" goverment, -goverment source:goverment after:2016',
            [
                (
                    "goverment",
                    "government",
                    'alone: "government of Georgia" government, -goverment source:goverment after:2016',
                )
            ],
        ),
    ],
)
def test_a_misspelt_word_is_replaced_where_it_stands(library, question, found) -> None:
    """The suggestion names the word, what it may have been, and the question with it; all else stays as written."""
    expected = tuple(Suggestion(*one) for one in found)
    assert library.search(question).suggestions == expected
    assert library.ask([question]).suggestions == expected


@pytest.mark.parametrize(
    "question",
    [
        "When did the government move to Tbilisi?",  # every word is held
        "Where is the Mauer?",  # held in another language
        "What is it?",
        "-goverment",
        "source:goverment author:Tbilsi",
        "zyzzyva",  # like nothing
        "2107 C++x",
        "🌋",
    ],
)
def test_nothing_else_is_suggested(library, question) -> None:
    """Known words, stop words, numbers, operators and words that are like none get no suggestion."""
    assert library.search(question).suggestions == ()


def test_earlier_questions_are_left_alone(library) -> None:
    """What was misspelt before is not brought up again, unless it is written again."""
    assert library.ask(["goverment?", "What is in Tbilisi?"]).suggestions == ()
    assert library.ask(["goverment?", "What is it?"]).suggestions == ()
    assert len(library.ask(["goverment?", "goverment of Georgia"]).suggestions) == 1


def test_all_words_are_corrected_at_once(library) -> None:
    """Of several unknown words one suggestion corrects them all."""
    assert library.search("the goverment of Gorgia moved to Tbilsi").suggestions == (
        Suggestion(
            "goverment, Gorgia, Tbilsi", "government, Georgia, Tbilisi", "the government of Georgia moved to Tbilisi"
        ),
    )


def test_what_is_common_at_large_is_not_corrected(library) -> None:
    """A short word that everybody knows is no misspelling because no article holds it."""
    assert library.search("floer").suggestions
    assert library.search("flood").suggestions == ()


def test_words_that_stand_together_are_preferred(library) -> None:
    """Of several ways to correct a word, the one counts that passages hold together with the other corrections."""
    alone = library.search("marbel").suggestions
    assert [suggestion.instead for suggestion in alone] == ["marble", "Marvel"]
    assert library.search("marbel heroos").suggestions[0].instead == "Marvel, heroes"
    assert library.search("marbel flor").suggestions[0].instead == "marble, floor"
    assert library.search("univercity marbel comunication").suggestions[0].question == "university marble communication"


def test_a_correction_of_all_words_has_to_find_more(library) -> None:
    """Where the corrected words stand nowhere together and the best passage hardly gains, each is corrected alone."""
    written = "government Georgia moved Tbilisi university receives letters"
    found = library.search(f"{written} marbel Gouvernment").suggestions
    assert [one.word for one in found[:1]] != ["marbel, Gouvernment"]
    assert all("," not in one.word for one in found)


def test_the_cost_is_bounded(library, monkeypatch) -> None:
    """However many words are unknown, few are guessed at; where all are known, none is."""
    asked: list[str] = []
    monkeypatch.setattr(spelling, "suggestions", lambda _build, word, _language: asked.append(word) or ())
    library.search(" ".join(f"unheard{letter}{letter}" for letter in "abcdefghij"))
    assert len(asked) <= 9
    asked.clear()
    library.search("The government of Georgia moved to Tbilisi")
    assert asked == []


@given(
    st.text()
    | st.lists(st.sampled_from(["alone: ", '"', "“", "”", "a", " ", "-", "source:x", "after:2016"])).map("".join)
)
def test_words_in_place_are_those_of_the_question(text) -> None:
    """Spaces stand for operators, character for character; what is left are the words that the question has."""
    placed = words_in_place(text)
    assert len(placed) == len(text)
    assert all(letter in (" ", original) for letter, original in zip(placed, text, strict=True))
    assert " ".join(placed.split()) == parse(text).words
