"""What is left of a question when something is struck out of it, and the addresses that ask what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Filters
from indexer.retrieval.operators import parse
from webapp import striking
from webapp.threads import Thread
from webapp.understanding import attempts, chips

if TYPE_CHECKING:
    from indexer import Library

MINISTER = "Who is the de facto defence minister of South Ossetia?"


@pytest.mark.parametrize(
    ("question", "word", "left"),
    [
        ("Who is the minister of Georgia?", "minister", "Who is the of Georgia?"),
        ("Where is Ossetia?", "ossetia", "Where is?"),
        ("Russia's army", "Russia", "army"),
        ("state-run media", "state", "run media"),
        ("media, state-run", "run", "media, state"),
        ("tea source:tea", "tea", ""),
        ("tea -tea pot", "tea", "-tea pot"),
        ("alone: tea", "tea", ""),
        ("tea--pot", "tea", "pot"),
        ("teapot", "tea", "teapot"),
    ],
)
def test_a_word_is_struck_out_whole(question, word, left):
    """The word goes with what hangs on it; longer words, filters and exclusions stay, and no operator comes about."""
    assert striking.without_word(question, word) == left


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        (striking.without_phrase('the "green tea" leaves', "green tea"), "the leaves"),
        (striking.without_phrase("the “green tea”", "green tea"), "the"),
        (striking.without_exclusion("tea -milk, please", "milk"), "tea please"),
        (striking.without_exclusion("tea -milkman", "milk"), "tea -milkman"),
        (striking.without_filter('tea source:"The Daily" now', "source", "the daily"), "tea now"),
        (striking.without_filter("tea after:2016-10", "after", "2016"), "tea after:2016-10"),
        (striking.with_history(striking.alone("tea")), "tea"),
        (striking.alone("Alone: tea"), "Alone: tea"),
    ],
)
def test_operators_are_struck_out(struck, left):
    """A phrase, an exclusion, a filter and `alone:` can each be taken out again."""
    assert struck == left


@given(st.text("ab -:'’?,.ä", max_size=30), st.text("abä", min_size=1, max_size=3))
def test_striking_a_word_excludes_and_filters_nothing_more(question, word):
    """Whatever was written, taking a word out adds no exclusion and no filter."""
    before, after = parse(question), parse(striking.without_word(question, word))
    assert set(after.excluded) <= set(before.excluded) | {""}
    assert after.filters == before.filters or after == parse("")


def queries(address: str) -> list[tuple[str, str]]:
    """The parameters of an address."""
    return parse_qsl(urlsplit(address).query)


def without(found, kind: str, shown: str) -> str:
    """The address that asks without this chip."""
    return next(chip.without for chip in found if (chip.kind, chip.shown) == (kind, shown))


def test_a_term_goes_from_the_question_that_it_comes_from(app, library: Library):
    """Taking out a term of an earlier turn strikes it there; the newest question stays as it is."""
    thread = Thread((MINISTER, "When will the agreement be signed?"))
    with app.test_request_context():
        found = chips(thread, library.ask(thread.questions).question)
        assert queries(without(found, "term", "minister")) == [
            ("q", "Who is the de facto defence of South Ossetia?"),
            ("q", "When will the agreement be signed?"),
        ]
        assert queries(without(found, "term", "signed")) == [("q", MINISTER), ("q", "When will the agreement be?")]


def test_every_chip_can_be_taken_out(app, library: Library):
    """The address of every chip leads to a question that no longer has it, and has all the others."""
    thread = Thread((MINISTER, 'agreement "military base" -towns source:agenda.ge'), Filters(after="2015"))
    with app.test_request_context():
        found = chips(thread, library.ask(thread.questions, filters=thread.filters).question)
        assert {chip.kind for chip in found} == {"term", "phrase", "excluded", "filter"}
        for chip in found:
            given = queries(chip.without or "")
            left = Thread(tuple(q for name, q in given if name == "q"), Filters(after=dict(given).get("after")))
            still = chips(left, library.ask(left.questions, filters=left.filters).question)
            words = [each for each in still if (each.kind, each.shown) == (chip.kind, chip.shown)]
            assert words == []
            gone = {each.shown for each in found} - {each.shown for each in still} - {chip.shown}
            # A phrase and its words go together, since each brings the other in.
            assert gone <= {"military", "base", "“military base”"}
            assert not gone or chip.shown in {"military", "base", "“military base”"}


def test_the_last_word_takes_its_turn_along(app, library: Library):
    """When nothing is left of a question, its turn goes; when nothing is left at all, the way in is left."""
    with app.test_request_context():
        thread = Thread(("tea", "lighthouse keeper"))
        found = chips(thread, library.ask(thread.questions).question)
        assert queries(without(found, "term", "tea")) == [("q", "lighthouse keeper")]
        (alone,) = chips(Thread(("tea",)), library.ask(["tea"]).question)
        assert alone.without == "/"


def test_what_to_try_depends_on_what_was_asked(app, library: Library):
    """Filters can be lifted, the history dropped and taken up again, the passages searched; each link does what it says."""
    thread = Thread(("tea", "zeppelin source:agenda.ge"), Filters(after="2030"))
    with app.test_request_context():
        question = library.ask(thread.questions, filters=thread.filters).question
        tries = {each.words: queries(each.address) for each in attempts(thread, question)}
        assert tries["Lift all limits to some articles"] == [("q", "tea"), ("q", "zeppelin")]
        assert ("q", "alone: zeppelin source:agenda.ge") in tries["Ask this without what was asked before"]
        alone = Thread(("tea", "alone: zeppelin"))
        words = [each.words for each in attempts(alone, library.ask(alone.questions).question)]
        assert words == ["Ask this with what was asked before", "Search all passages for these words"]


def test_the_page_links_its_chips(client):
    """Chips of the newest question are links, which say what they do; those of earlier ones are not."""
    text = client.get("/", query_string={"q": ["tea", "green leaves"]}).text
    first, second = text.split('id="turn-2"')
    assert "chip" in first
    assert 'class="chip' not in "".join(re.findall(r"<a [^>]*>", first))
    assert len(re.findall(r'<a class="chip[^>]*title="ask without it', second)) >= 3
