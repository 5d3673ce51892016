"""What is left of a question when something is taken out of it, and how filters are written into one."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer import Filters, query_edit
from indexer.retrieval.operators import find_operators, parse
from indexer.retrieval.pasted import plain_question
from indexer.text import tokens
from indexer.text.analyzers import analyzer
from tests.strategies import questions, texts


@pytest.mark.parametrize(
    ("question", "word", "left"),
    [
        ("Who is the minister of Georgia?", "minister", "Who is the of Georgia?"),
        ("Where is Ossetia?", "ossetia", "Where is?"),
        ("Russia's army", "Russia", "army"),
        ("agreements, an agreement and more", "agreement", "an and more"),
        ("state-run media", "state", "state-run media"),
        ("media, state-run", "state-run", "media,"),
        ("tea source:tea", "tea", ""),
        ("tea -tea pot", "tea", "-tea pot"),
        ("alone: tea", "tea", ""),
        ("tea--pot", "tea", "pot"),
        ("teapot", "tea", "teapot"),
        ('the "old town" hall', "old", "the town hall"),
        ("„die alte Stadt“ «le vieux» x", "Stadt", "die alte «le vieux» x"),
        ('tea"green pot"', "tea", "green pot"),
        ("tea-milk:x pot", "tea-milk", ":x pot"),
        ("tea OR milk OR cream", "milk", "tea cream"),
        ('tea NEAR/4 "green pot"', "pot", "tea green"),
    ],
)
def test_a_word_is_struck_out_whole(question, word, left) -> None:
    """The word goes with what hangs on it; longer words, filters and exclusions stay, and no operator comes about."""
    assert query_edit.without_word(question, word, "en") == left


@pytest.mark.parametrize(
    ("question", "kind", "value", "left"),
    [
        ('the "green tea" leaves', "phrase", "green tea", "the green tea leaves"),
        ("the “green tea”", "phrase", "green tea", "the green tea"),
        ("„die Mauer“ fiel", "phrase", "die Mauer", "die Mauer fiel"),
        ("«le mur», où?", "phrase", "le mur", "le mur, où?"),
        ('"with source:x and -minus inside" out', "phrase", "with source:x and -minus inside",
         "with source x and minus inside out"),
        ("tea -milk, please", "excluded", "milk", "tea please"),
        ("tea -milkman", "excluded", "milk", "tea -milkman"),
        ('tea -"old town" -„alte Stadt“', "excluded", "old town", "tea -„alte Stadt“"),
        ('tea source:"The Daily" now', "source", "the daily", "tea now"),
        ("who source:agenda.ge, and when?", "source", "agenda.ge", "who and when?"),
        ("tea source:Straße source:STRASSE source:other", "source", "strasse", "tea source:other"),
        ("tea author:«Jean-Luc Brun»", "author", "jean-luc brun", "tea"),
        ("tea after:2016-10 after:2015", "after", "2015", "tea"),
        ("tea after:lunch", "after", "lunch", "tea after:lunch"),
        ("crisis -1970 oil", "excluded", "1970", "crisis oil"),
        ("tea title:Leaf id:a/B.md folder:a", "title", "leaf", "tea id:a/B.md folder:a"),
        ("tea id:a/B.md", "id", "a/B.md", "tea"),
        ("tea folder:notes/2016/", "folder", "notes/2016", "tea"),
        ('tea OR "hot milk" cup', "any", "tea OR “hot milk”", "tea hot milk cup"),
        ("tea NEAR/3 cup, please", "near", "tea NEAR/3 cup", "tea cup, please"),
        ("guantanam* camp", "prefix", "guantanam*", "camp"),
        ("guantanam* OR cuba camp", "prefix", "guantanam*", "cuba camp"),
        ('-5 -"old",', "excluded", "old", ""),
        ("-5 source:agenda.ge -1970", "source", "agenda.ge", ""),
        ("tea OR -milk pot", "excluded", "milk", "tea OR, pot"),
        ("old OR source:agenda.ge guan* OR tea", "source", "agenda.ge", "old OR, guan* OR tea"),
    ],
)  # fmt: skip
def test_operators_are_taken_out(question, kind, value, left) -> None:
    """A filter and an exclusion go, in whatever marks they stand; a phrase leaves its words, without operators in them."""
    assert query_edit.without(question, kind, value) == left


def test_a_word_that_fills_a_question_is_struck_out() -> None:
    """However often it stands there: each run of gaps is closed in one go, which once took a minute."""
    assert query_edit.without_word("the " * 20_000, "the", "en") == ""
    assert query_edit.without_word(f"{'the ' * 20_000}, end", "the", "en") == "end"


def test_alone_is_put_in_and_taken_out() -> None:
    """`alone:` is written once, and taken out as often as it is written."""
    assert query_edit.alone("tea") == "alone: tea"
    assert query_edit.alone("Alone: tea") == "Alone: tea"
    assert query_edit.with_history("alone: Alone: tea") == "tea"
    assert query_edit.with_history("leave me alone: tea") == "leave me alone: tea"


def test_all_filters_go_at_once() -> None:
    """What is left has no filter, and all its other operators."""
    question = '"a b" tea source:x author:"y z", after:2016 -milk title:t id:i folder:f c* OR d'
    assert query_edit.without_filters(question) == '"a b" tea, -milk c* OR d'


def meant(question):
    """The operators of a question, each once."""
    return query_edit.operators_of(question)


MINUS_NUMBER = re.compile(r"-\W*\d")


def shouted(question):
    """Whether the question has capitals and no small letters."""
    return any(map(str.isupper, question)) and not any(map(str.islower, question))


def terms(question):
    """The terms of a question's words, token by token."""
    return [token for word in tokens.find_all(parse(question).words) if (token := analyzer("en").terms_of(word))]


def connecting(question, part):
    """The operators that connect this phrase, word or beginning with others."""
    every = (each for each in find_operators(question) if each.requirement)
    return {(each.kind, each.value) for each in every if part in each.requirement.parts}


@given(questions())
def test_one_operator_goes_and_all_else_stays(question) -> None:
    """Taking out any operator leaves all the others and every word, in another question.

    Only one without words is empty. What numbers with a minus mean depends on their neighbours, so they have tests of their
    own; and where nothing but capitals is left, OR is a word as any other.
    """
    assume(not MINUS_NUMBER.search(question))
    for kind, value in meant(question):
        left = query_edit.without(question, kind, value)
        if shouted(left):
            continue
        gone = {(kind, value)} | (connecting(question, value) if kind == "prefix" else set())
        assert left != question
        if left:
            assert meant(left) == meant(question) - gone
            assert terms(left) == terms(question)
        else:
            assert not any(character.isalnum() for character in parse(question).words)


@given(questions())
def test_one_word_goes_and_all_else_stays(question) -> None:
    """Taking out any word leaves all operators but those that it is a word of, and all other words in their order."""
    assume(not MINUS_NUMBER.search(question))
    for word in tokens.find_all(parse(question).words):
        if not (own := set(analyzer("en").terms_of(word))):
            continue
        left = query_edit.without_word(question, word, "en")
        assert left != question
        if shouted(left):
            continue
        if left:
            kept = {
                each for each in meant(question)
                if each[0] not in {"phrase", "any", "near"} or not any(map(own.issuperset, terms(each[1])))
            }  # fmt: skip
            assert meant(left) == kept
            assert terms(left) == [each for each in terms(question) if not own.issuperset(each)]


@given(texts() | questions(), st.text("abä5", min_size=1, max_size=3))
def test_nothing_comes_about(question, word) -> None:
    """Whatever was written, taking something out adds no operator."""
    normal = plain_question(question)
    for left in (
        query_edit.without_word(question, word, "en"),
        *(query_edit.without(question, kind, value) for kind, value in meant(normal)),
    ):
        assert meant(plain_question(left)) <= meant(normal)


@pytest.mark.parametrize(
    "value", ["yahoo!", "acme, inc.", "the daily", "o’brien", "nine «nine»", "u.s.", '"quoted"', "a)"]
)
def test_filters_are_written_as_they_are_read(value) -> None:
    """A filter's name is marked as it must be for the question to be read back with it."""
    filters = Filters((value,), ("x y",), "2016", "2017-03", ("t",), ("A b",), ("c/D",))
    written = query_edit.with_filters('Who? source:first "a b"', filters)
    assert parse(written).filters == Filters(("first", value), ("x y",), "2016", "2017-03", ("t",), ("A b",), ("c/D",))
    assert parse(written).phrases == ("a b",)
