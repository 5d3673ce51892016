"""How sure an answer is: one probability for libraries of every size, and nothing that is asked for in jest is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.answering import confidence_weights
from indexer.answering.confidence_features import BY_MEANING, BY_WORDS, word_features
from indexer.answering.missing_number import lacks_number
from indexer.retrieval import search, suggest, understand
from tests.conftest import library_of

if TYPE_CHECKING:
    from pathlib import Path

    from indexer import Library

AGAINST = {"size", "unknown name"}
COURT = [
    {
        "_id": "court",
        "title": "",
        "text": "Ada Holm sued Nils Moe over the fence. Nils Moe sued Eva Dahl over the hedge.",
    },
    {"_id": "hall", "title": "", "text": "Simone d’Este paid for the hall."},
]
TOWN = [
    *COURT,
    {"_id": "choir", "title": "", "text": "The choir practises on Thursday evenings in the old mill. It cost nothing."},
    {"_id": "maps", "title": "", "text": "The library lends maps for two weeks at a time. Many readers come by ferry."},
    {"_id": "war", "title": "", "text": "There was a war about the ferry between the two villages."},
    {"_id": "peru", "title": "", "text": "The bakery on the corner sells coffee from Peru until noon."},
    {"_id": "king", "title": "", "text": "The king visited the mayor of the capital in spring."},
]


@pytest.fixture(scope="module", params=[COURT, TOWN], ids=["two articles", "seven articles"])
def library(request, tmp_path_factory):
    """Small libraries, in which a word's share of the passages says little of it."""
    with library_of(tmp_path_factory.mktemp("confidence"), *request.param) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Dahl", "Dahl"),
        ("Who is Dahl?", "Dahl"),
        ("Tell me about Dahl", "Dahl"),
        ("Whose hedge?", "hedge"),
        ("Who is d'Este?", "d’Este"),
        ("Who sued Eva Dahl?", "Nils Moe"),
    ],
)
def test_a_short_question_is_answered_as_its_words_are(library: Library, question: str, words: str) -> None:
    """What the library says of one rare word is quoted, whatever stands around the word in the question."""
    answer = library.ask([question])
    assert answer.strength == "answer", answer.reason
    assert words in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "hello", "thanks", "thank you very much", "Who wrote War and Peace?",
        "What is the capital of Mongolia?", "How tall is Mount Everest?", "How many people live in Nigeria?",
        "Who is the mayor of Tokyo?",
    ],
)  # fmt: skip
def test_a_stranger_is_not_answered(library: Library, question: str) -> None:
    """A greeting, or a question about something that the articles only share words with, is not answered."""
    answer = library.ask([question])
    assert answer.strength != "answer", answer.citations[0].quote
    assert answer.reason


def test_thanks_after_an_answer_are_no_question(library: Library) -> None:
    """What was asked before does not make a question of thanks."""
    answer = library.ask(["Who sued Eva Dahl?", "thanks"])
    assert answer.confidence == 0.0
    assert (answer.strength, answer.reason) == ("none", "This asks nothing; ask about something in your articles.")


@pytest.mark.parametrize(
    ("turns", "unknown"),
    [
        (["Who sued Eva Dahl?"], False),
        (["Who sued the king of Mongolia?"], True),
        (["Mongolia sued whom?"], False),  # the first word has a capital whatever it is
        (["Who sued Mongolia?", "Who sued Eva Dahl?"], False),
        (["Who sued Eva Dahl?", "And what of Mongolia?"], True),
        (["Who sued Eva Dahll?"], False),
    ],
)
def test_an_unknown_name_is_one_of_the_newest_question(library: Library, turns: list[str], unknown: bool) -> None:
    """Neither one of an earlier question nor a name of the articles that is spelled nearly so."""
    assert names_something_unknown(library, turns) == unknown


def test_a_german_noun_is_no_name(tmp_path: Path) -> None:
    """Every noun has a capital in German: only what is a name in other ways is one."""
    text = "Der Bürgermeister hat die neue Brücke über den Fluss am Montag eröffnet. Die Brücke ist nur für Radfahrer."
    with library_of(tmp_path, {"_id": "bridge", "title": "", "text": text}) as library:
        assert not names_something_unknown(library, ["Welcher Zimmermann baute dem Bürgermeister die Brücke?"])
        assert names_something_unknown(library, ["Hat der Bürgermeister die Brücke für Angela Merkel gebaut?"])


def names_something_unknown(library: Library, turns: list[str]) -> bool:
    """The feature "unknown name" of a question."""
    with library.reading() as reading:
        build, settings = reading._build, reading._settings
        question = understand(turns, build, settings, filters=None, today="2026-11-29")
        ranking = search(build, question, settings)
        return bool(word_features(build, ranking, [], suggest(build, ranking.weights))["unknown name"])


def test_weights_mean_what_their_features_say() -> None:
    """Both tables weigh every feature, and none against its meaning: more coverage never lowers the probability."""
    tables = {BY_WORDS: confidence_weights.BY_WORDS, (*BY_WORDS, *BY_MEANING): confidence_weights.WITH_MEANING}
    for names, weights in tables.items():
        assert set(weights) == {"bias", *names}
        assert all(weights[name] <= 0 if name in AGAINST else weights[name] >= 0 for name in names)


FERRIES = [
    {"_id": "cars", "title": "Ships", "text": "In 2015 the ferry carried 300 cars. In 2016 it carried 308."},
    {"_id": "war", "title": "The war", "text": "From 1914 to 1918 the ferry carried soldiers to the fort."},
    {"_id": "wreck", "title": "A wreck", "text": "The ferry lost its mast off the fort.", "published": "1931-05-04"},
]


@pytest.mark.parametrize(
    ("question", "strength"),
    [
        ("How many cars did the ferry carry in 2016?", "answer"),
        ("How many cars did the ferry carry in 2017?", "related"),
        ("How many cars did the ferry carry?", "answer"),
        ("Whom did the ferry carry to the fort in 1916?", "answer"),
        ("Where did the ferry lose its mast in 1931?", "answer"),
        ("Where did the ferry lose its mast in 1932?", "related"),
        ("How many cars has the ferry carried since 2015?", "answer"),
    ],
)
def test_what_is_said_of_another_time_is_no_answer(tmp_path: Path, question: str, strength: str) -> None:
    """A question about a year of which the passages say nothing gets what is related at most, and is told so."""
    with library_of(tmp_path, *FERRIES) as opened:
        answer = opened.ask([question])
    assert answer.strength == strength
    assert (strength == "answer") or question[-5:-1] in (answer.reason or "")


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Who took the photo?", True),
        ("Whose photos are these?", True),
        ("Who took the photo of the bishop?", False),
        ("Who took the ferry?", False),
    ],
)
def test_the_credit_says_who_took_the_photo(tmp_path: Path, question: str, answered: bool) -> None:
    """The credit is quoted however large the library; a photo of something else is not said to be this one."""
    told = "The ferry took two hundred people to the island. " * 8  # what is long enough has captions
    text = f"The ferry is back\n\nThe new quay. Photo by Ann Moore/Lisse News.\n\n{told}"
    opening = {"_id": "opening", "title": "The ferry is back", "text": text}
    others = (
        {"_id": str(number), "title": "", "text": f"The quay of town {number} was mended."} for number in range(60)
    )
    with library_of(tmp_path, opening, *others) as opened:
        answer = opened.ask([question])
    quotes = [citation.quote for citation in answer.citations if answer.status == "answered"]
    assert ("Photo by Ann Moore/Lisse News." in quotes) is answered


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("How many soldiers are there?", "The soldiers serve at the 4th base since 2016.", True),
        ("How many soldiers are there?", "There are 12 soldiers.", False),
        ("How many soldiers are there?", "There are twelve soldiers.", False),
        ("How many soldiers are there?", "No soldier is there.", False),
        ("how much does it cost", "It cost 4.5 million.", False),
        ("How many of the 12 ships sank?", "Of the 12 ships that sailed, the ferry came back.", True),
        ("Wie viele Soldaten sind dort?", "Die Soldaten sind seit 2016 dort.", True),
        ("Wie viele Soldaten sind dort?", "Kein Soldat ist dort.", False),
        ("Wie viele Soldaten sind dort?", "Dort sind fünfundsechzig Soldaten.", False),
        ("How many soldiers are there?", "Sixty-five soldiers are there.", False),
        ("Where are the soldiers?", "The soldiers are at the base.", False),
        ("How many guests came?", "A dinner was attended by 2000 guests.", False),
        ("How many guests came?", "A dinner was held in 2000 for guests of the town.", True),
    ],
)
def test_what_has_no_number_does_not_say_how_many(question: str, sentence: str, lacks: bool) -> None:
    """Years, ordinals and the question's own numbers are no answer; words for amounts are."""
    assert lacks_number(question, [sentence]) is lacks


def test_an_answer_without_a_number_is_related(tmp_path: Path) -> None:
    """A library that speaks of soldiers and says nowhere how many does not answer how many there are."""
    with library_of(
        tmp_path, {"_id": "base", "title": "The base", "text": "The soldiers of Lisse serve at the base."}
    ) as opened:
        assert opened.ask(["How many soldiers of Lisse serve at the base?"]).strength == "related"
        assert opened.ask(["Where do the soldiers of Lisse serve?"]).strength == "answer"
