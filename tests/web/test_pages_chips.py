"""The chips of what was understood: each leads to the same question without that one thing."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from hypothesis import HealthCheck, given, reject, settings

from indexer import Filters, Question, QuestionError, QuestionTerm
from indexer.retrieval import understand
from indexer.text.analyzers import analyzer
from tests.strategies import questions
from webapp.pages.query_chips import attempts, chips
from webapp.pages.threads import Thread

if TYPE_CHECKING:
    from indexer import Library
    from webapp.pages.query_chips import Chip

MINISTER = "Who is the de facto defence minister of South Ossetia?"


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
    newest = 'agreement "military base" -towns source:agenda.ge russian OR camp defen* title:army'
    newest += " id:000_ac49dd0c577a3381.txt"
    thread = Thread((MINISTER, newest), Filters(after="2015"))
    with app.test_request_context():
        found = chips(thread, library.ask(thread.questions, filters=thread.filters).question)
        assert {chip.kind for chip in found} == {"term", "phrase", "required", "excluded", "filter"}
        for chip in found:
            given = queries(chip.without or "")
            left = Thread(tuple(q for name, q in given if name == "q"), Filters(after=dict(given).get("after")))
            still = chips(left, library.ask(left.questions, filters=left.filters).question)
            words = [each for each in still if (each.kind, each.shown) == (chip.kind, chip.shown)]
            assert words == []
            gone = {each.shown for each in found} - {each.shown for each in still} - {chip.shown}
            # What connects words goes with any of them; the words stay without it.
            connected = {"military": "military base", "base": "military base"}
            connected |= dict.fromkeys(("russian", "camp"), "russian OR camp")
            assert gone <= {connected.get(chip.shown, "")}


def understood(library: Library, thread: Thread) -> Question:
    """The thread's question before a phrase that stands in no article is taken for its words."""
    with library.reading() as reading:
        given = {"filters": thread.filters, "today": "2026-11-23"}
        return understand(thread.questions, reading._build, reading._settings, **given)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(questions())
def test_the_address_of_every_chip_lacks_that_one_thing(app, library: Library, question):
    """Whatever operators and words were asked, each chip's address differs, lacks what it says, and has all the rest."""
    thread = Thread((question,), Filters(after="2015"))
    with app.test_request_context():
        try:
            found = chips(thread, understood(library, thread))
        except QuestionError:
            reject()  # too many operators
        for chip in found:
            assert chip.without not in {None, thread.address()}
            given = queries(chip.without)
            if "q" not in dict(given):  # no word was left
                continue
            left = Thread((dict(given)["q"],), Filters(after=dict(given).get("after")))
            still = set(map(part, chips(left, understood(library, left), linked=False)))
            before = set(map(part, found))
            # Without a word left that says something, the question is searched by its stop words.
            common = {each for each in still if each[0] == "term" and not analyzer("en").terms_of(each[1])}
            assert parts(still - common) <= parts(before) - parts({part(chip)})
            gone = parts(before) - parts(still) - parts({part(chip)})
            assert all(kind in {"phrase", "required"} and chip.kind == "term" for kind, _ in gone)


def part(chip: Chip) -> tuple[str, str]:
    """What a chip stands for."""
    return chip.operator or chip.kind, chip.shown


def parts(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Kind and text of chips; neighbours that are searched as one word too (`wi fi`) are each a chip."""
    return {(kind, word) for kind, shown in found for word in (shown.split() if kind == "term" else [shown])}


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
        tries = {each.kind: queries(each.address) for each in attempts(thread, question)}
        assert tries["lift_all"] == [("q", "tea"), ("q", "zeppelin")]
        assert ("q", "alone: zeppelin source:agenda.ge") in tries["alone"]
        alone = Thread(("tea", "alone: zeppelin"))
        kinds = [each.kind for each in attempts(alone, library.ask(alone.questions).question)]
        assert kinds == ["with_history", "search"]


def test_the_page_says_what_each_chip_does(client):
    """What counts besides the words typed is told in plain words; of the newest question, each can be taken out."""
    asked = ["tea", 'green "soon after" -coffee']
    text = html.unescape(client.get("/", query_string={"q": asked, "source": "Kitchen Herald", "after": "2019"}).text)
    first, second = text.split('id="turn-2"')
    assert 'class="out"' not in first
    (told,) = re.findall(r'<ul class="chips".*?</ul>', second, re.DOTALL)
    assert told.count('<li class="origin">from question 1</li>') == 1
    assert re.findall(r"<li class=\"chip[^>]*>(.*?)<a class=\"out\"", told) == [
        "tea",
        "word for word: “soon after”",
        "without coffee",
        "only from Kitchen Herald",
        "from 2019",
    ]
    assert 'aria-label="Take out without coffee"' in told
    (searched,) = re.findall(r'<details class="searched">.*?</details>', second, re.DOTALL)
    assert ">Take out</a>" in searched
    assert "<strong>green</strong>" in searched


def test_word_of_several_terms_is_one_chip(app):
    """A word is one chip, weighs what its terms do together, and tells the other forms that it finds."""
    terms = (
        QuestionTerm("en:covid19", "COVID-19", 0.5),
        QuestionTerm("en:covid", "COVID-19", 0.25),
        QuestionTerm("en:19", "COVID-19", 0.25),
        QuestionTerm("en:wifi", "wi fi", 1.0, other=True),
    )
    with app.test_request_context():
        one, two = chips(Thread(("COVID-19 wi fi",)), Question("COVID-19 wi fi", "2026-11-25", terms))
    assert (one.shown, one.weight, one.also) == ("COVID-19", 1.0, ())
    assert (two.shown, two.weight, two.also) == ("wi fi", 1.0, ("wifi",))
    assert (queries(one.without or ""), queries(two.without or "")) == ([("q", "wi fi")], [("q", "COVID-19")])


def test_page_tells_what_else_a_word_finds(client):
    """The other forms that a word finds stand beside it."""
    text = client.get("/", query_string={"q": "lighthouse greentea"}).text
    assert '<strong>greentea</strong> <span class="also">also finds green, tea</span>' in text


def test_part_of_a_clause_without_spaces_can_be_taken_out(app):
    """A word within a run of Chinese or Japanese goes as it is written, and all else stays."""
    question = Question(
        "新しい公園", "2026-11-25", (QuestionTerm("ja:新し", "新しい"), QuestionTerm("ja:公園", "公園"))
    )
    with app.test_request_context():
        _, park = chips(Thread((question.text,)), question)
    assert queries(park.without or "") == [("q", "新しい")]
