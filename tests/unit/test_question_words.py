"""The words of a question: which are searched by, how much each weighs, and what else each finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.retrieval import QueryWeights
from tests.conftest import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Library

TEXTS = {
    "hamlet": "The prince stands alone. To be, or not to be, that is the question. He looks at the skull.",
    "who": "The WHO recommended masks in June 2020. Its director spoke in Geneva.",
    "it": "The IT department of the bank has forty people.",
    "smith": "The film with Will Smith opened in May.",
    "band": "At night The Who played for two hours in Leeds.",
    "wifi": "The wifi in the library failed twice. The airport closed.",
    "health": "Health care costs rose in the north.",
    "plane": "The pilot flew an F16 for nine years.",
    "virus": "COVID-19 reached the town in March. The ferry was painted white.",
    "choir": "The choir practises on Thursday evenings in the old mill.",
    "korea": "서울에서 번역을 부탁해 달라는 요청이 많았다. 한국은 작년에 새로운 법을 만들었다.",
    "park": "村の人は新しい公園を作る。水は川から引く。犬は庭で寝る。",
    "hebrew": "ראש הממשלה אמר שלום לכל האנשים בירושלים ואז הלך לביתו עם כל הילדים.",
    "stadt": "Nun hat die Stadtverwaltung das Geld nicht, und der Rat ist in der Pflicht.",
    "wahl": "Die Bundestagswahl gewann die Partei nicht, und der Kanzler ist noch in dem Amt.",
}
LANGUAGES = {"korea": "ko", "hebrew": "he", "stadt": "de", "park": "ja", "wahl": "de"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A text for each kind of word."""
    articles = (
        {"_id": name, "title": name, "text": text, "language": LANGUAGES.get(name, "en")}
        for name, text in TEXTS.items()
    )
    with library_of(tmp_path_factory.mktemp("words"), *articles) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("ירושלים", "hebrew"),
        ("ממשלה", "hebrew"),
        ("Verwaltung", "stadt"),
        ("choir AND mill", "choir"),
        ("to be or not to be", "hamlet"),
        ('"to be or not to be"', "hamlet"),
        ('"that is the"', "hamlet"),
        ("What did the WHO recommend?", "who"),
        ("IT", "it"),
        ("Will Smith", "smith"),
        ("the May opening", "smith"),
        ('"The Who"', "band"),
        ("wi fi", "wifi"),
        ("wi-fi", "wifi"),
        ("air port", "wifi"),
        ("healthcare", "health"),
        ("F-16", "plane"),
        ("F 16", "plane"),
        ("covid 19", "virus"),
        ("한국", "korea"),
        ("한국에서", "korea"),
        ("水", "park"),
        ("新しい公園", "park"),
        ("Wahl in Deutschland", "wahl"),
    ],
)
def test_what_is_typed_finds_what_is_written(library: Library, question: str, article: str) -> None:
    """The first hit is the article that writes the word, in whichever form."""
    hits = library.search(question).hits
    assert [hit.article.id for hit in hits[:1]] == [article]


@pytest.mark.parametrize("question", ["COVID-19", "新しい公園", "F-16", "wi fi"])
def test_a_word_of_several_terms_is_one_word(library: Library, question: str) -> None:
    """It is one word of the question, of the weight of one, however many terms it has."""
    words = library.search(question).question.words
    assert all(word.weight <= max(1.0, len(word.shown) / 2) for word in words)
    assert len({word.shown for word in words}) == len(words)
    assert not {"COVID", "19", "F", "16", "wi", "fi"} & {word.shown for word in words}


def test_no_sentence_holds_more_than_the_question(library: Library) -> None:
    """All terms of all words together are worth the question once, however many they are."""
    with library.reading() as reading:
        question = reading.search("Who invented the COVID-19 vaccine in healthcare?").question
        weights = QueryWeights.of(reading._build, question)
    assert weights.share(weights.by_number) <= 1.0


def test_stop_words_weigh_nothing_beside_others(library: Library) -> None:
    """With another word in the question, stop words are no words of it."""
    words = library.search("What is the choir to be or not to be?").question.words
    assert [word.shown for word in words] == ["choir"]


def test_common_words_weigh_less(library: Library) -> None:
    """A common word that is no stop word weighs what the setting says; courtesy weighs nothing."""
    words = library.search("Please tell me how many people usually hear the choir, thanks").question.words
    weights = {word.shown: word.weight for word in words}
    assert weights["choir"] == 1.0
    assert weights["usually"] == weights["many"] == 0.5
    assert not {"Please", "tell", "thanks"} & weights.keys()


def test_a_question_in_capitals_is_read_as_if_it_were_not(library: Library) -> None:
    """Capitals throughout say nothing: WHO is a question word there."""
    shouted, spoken = (library.search(text).question.terms for text in ("WHO FLEW THE F16?", "Who flew the F16?"))
    assert {term.term for term in shouted} == {term.term for term in spoken}


def test_other_forms_are_told(library: Library) -> None:
    """What else a word finds stands with it, so that a reader sees why a passage was found."""
    (word,) = library.search("healthcare").question.words
    assert set(word.also) == {"health", "care"}


def test_what_was_found_is_highlighted(library: Library) -> None:
    """The highlights of a hit are the words found, in scripts without spaces only the characters, and stop words if asked."""
    for question, marked in [
        ("水", {"水"}),
        ("to be or not to be", {"To", "be", "or", "not", "to"}),
        ("F-16", {"F16"}),
    ]:
        hit = library.search(question).hits[0]
        assert {span.of(hit.article.text) for span in hit.highlights} == marked
