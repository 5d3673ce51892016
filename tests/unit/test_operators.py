"""What a reader writes into a question beside words: taken when it is meant, left alone when it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.operators import merged, parse
from indexer.types import Filters
from tests.conftest import library_of
from tests.strategies import texts

PHRASES = [
    ('Who runs the "military base" there?', ("military base",)),
    ("“military base” „die Mauer“ «le mur» ”på svenska”", ("military base", "die Mauer", "le mur", "på svenska")),
    ('one straight, one curly: "military base”', ("military base",)),
    ('"mother-to-child" "it’s O\'Brien"', ("mother-to-child", "it’s O'Brien")),
    ('a (bracketed "phrase here") and "the U.S." behind', ("phrase here", "the U.S.")),
    ('"with source:x and -minus inside"', ("with source:x and -minus inside",)),
    ('a 24" pipe and a 6" tube', ()),
    ('rock"n"roll', ()),
    ("rock 'n' roll, 'single marks'", ()),
    ('nothing closes "this one', ()),
    ('"closed once" and "left open', ("closed once",)),
    ('"glued"to the next word', ()),
    ('"" and "?!"', ()),
]
EXCLUSIONS = [
    ("bases -infrastructure", "bases", ("infrastructure",)),
    ("-first, then (-inner) -last.", "then (-inner)", ("first", "last")),
    ("-U.S., -E.U.? and more", "and more", ("U.S.", "E.U.")),
    ("tests -covid-19 -don't -C++ -U.S.", "tests", ("covid-19", "don't", "C++", "U.S.")),
    ('towns -"military base" north', "towns north", ("military base",)),
    ("below -5 degrees, -3.5 and -2016", "below -5 degrees, -3.5 and -2016", ()),
    ("mother-to-child well-being", "mother-to-child well-being", ()),
    ("a - b -- c --flag – dash", "a - b -- c --flag – dash", ()),
    ("-source:nature stays", "-source:nature stays", ()),
]
FILTERS = [
    ("source:agenda.ge who", "who", Filters(sources=("agenda.ge",))),
    ("who? Source:Agenda.ge?", "who?", Filters(sources=("agenda.ge",))),
    ('source:"The Daily" source:“Other, Inc.” x', "x", Filters(sources=("the daily", "other, inc."))),
    ("author:O’Brien author:«Jean-Luc Brun» x", "x", Filters(authors=("o’brien", "jean-luc brun"))),
    ("x after:2016-10, before:2017.", "x", Filters(after="2016-10", before="2017")),
    ("after:lunch before:2016-13 after:2015-02-29", "after:lunch before:2016-13 after:2015-02-29", Filters()),
    ("source: x, resource:y http://z", "source: x, resource:y http://z", Filters()),
    ('source:"The Daily', 'source:"The Daily', Filters()),
]


@pytest.mark.parametrize(("text", "phrases"), PHRASES)
def test_phrases_are_what_stands_between_marks_that_belong_together(text, phrases) -> None:
    """Phrases are found in marks of every kind, and stay in the question; inches and lonely marks are no phrases."""
    parsed = parse(text)
    assert parsed.phrases == phrases
    assert (parsed.words, parsed.excluded, parsed.filters) == (text, (), Filters())


@pytest.mark.parametrize(("text", "words", "excluded"), EXCLUSIONS)
def test_a_minus_excludes_a_word_and_nothing_else(text, words, excluded) -> None:
    """A minus before a word or phrase excludes it; before a number, between words and as a dash it stays."""
    parsed = parse(text)
    assert (parsed.words, parsed.excluded, parsed.phrases) == (words, excluded, ())


@pytest.mark.parametrize(("text", "words", "filters"), FILTERS)
def test_filters_are_taken_out_of_the_words(text, words, filters) -> None:
    """A filter is taken out, without the mark behind it; what is no source, author or date stays a word."""
    parsed = parse(text)
    assert (parsed.words, parsed.filters) == (words, filters)


def test_alone_is_heard_at_the_beginning_only() -> None:
    """`alone:` before a question, in any case, is taken; elsewhere it is a word."""
    assert (parse(" Alone: what now?").alone, parse(" Alone: what now?").words) == (True, "what now?")
    assert not parse("leave me alone: now").alone


@given(
    texts()
    | st.lists(st.sampled_from(["a", "5", " ", '"', "“", "”", "„", "«", "»", "-", "source:", "after:2016"])).map(
        "".join
    )
)
def test_any_text_is_taken_apart_once(text) -> None:
    """Whatever is written is understood somehow, nothing taken is empty, and no word is made up."""
    parsed = parse(text)
    assert all(word.strip() for word in (*parsed.phrases, *parsed.excluded, *parsed.filters.sources))
    assert all(word in text.split() or any(mark in text for mark in '"“”„«»') for word in parsed.words.split())


def test_given_filters_join_those_of_the_question() -> None:
    """Names are added to each other, each once; a given date comes before one in the question."""
    written = Filters(("a", "b"), ("x",), "2016", None)
    assert merged(written, Filters(("b", "c"), (), "2018", "2019")) == Filters(("a", "b", "c"), ("x",), "2018", "2019")


# What they do


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    """A library of four short articles on bases, of several sources, authors and days."""
    folder = tmp_path_factory.mktemp("bases")
    rows = [
        ("one", "The military base lies north of the town.", "Agenda.ge", "Nino A", "2016-10-25"),
        ("two", "A base for the military police stands near the town.", "The Daily", "Nino A", "2017-03"),
        ("three", "The naval base of the town don’t open on Sundays.", "The Daily", "Bo B", "2018"),
        ("four", "Mother-to-child care at the base was at −5 degrees.", None, None, None),
    ]
    names = ("_id", "text", "source", "author", "published")
    articles = ({**dict(zip(names, row, strict=True)), "language": "en"} for row in rows)
    with library_of(folder, *articles) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("base", {"one", "two", "three", "four"}),
        ('"military base"', {"one"}),
        ("“Military Base”", {"one"}),
        ('base "don\'t open"', {"three"}),
        ('base "mother to child"', {"four"}),
        ('base "unheard of"', set()),
        ("base -military", {"three", "four"}),
        ("base -town", {"four"}),
        ("base -5", {"one", "two", "three", "four"}),
        ('base source:"the daily"', {"two", "three"}),
        ("base author:nobody", set()),
        ('base source:"the daily" author:"nino a"', {"two"}),
        ("base after:2017", {"two", "three"}),
        ("base after:2016-11 before:2017", {"two"}),
        ("base -police before:2017-12-31", {"one"}),
    ],
)
def test_operators_do_what_they_say(bases, question, found) -> None:
    """Phrases must occur, excluded words must not, filters let only their articles through."""
    assert {hit.article.id for hit in bases.search(question).hits} == found


def test_what_was_taken_is_shown_as_such(bases) -> None:
    """The question of the results names its filters, phrases and exclusions, and none of them is among its terms."""
    question = bases.search('base "military base" -navy source:agenda.ge after:2016').question
    assert (question.phrases, question.excluded) == (("military base",), ("navy",))
    assert question.filters == Filters(("agenda.ge",), (), "2016", None)
    assert [term.shown for term in question.terms] == ["base", "military"]
