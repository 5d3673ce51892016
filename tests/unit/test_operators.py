"""What a reader writes into a question beside words: taken when it is meant, left alone when it is not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import QuestionError
from indexer.retrieval import prefixes
from indexer.retrieval.operators import merged, parse
from indexer.types import Filters, Requirement
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
    ("oil crisis -1970", "oil crisis", ("1970",)),
    ("networks -5G -4G, -1990s", "networks", ("5G", "4G", "1990s")),
    ("boeing -737-800 -747 jets", "boeing jets", ("737-800", "747")),
    ("covid-19 -2021", "covid-19", ("2021",)),
    ("from -500 to 10", "from -500 to 10", ()),
    ("between -300 and -100 m", "between -300 and -100 m", ()),
    ("zero is -273 °C, -459 degrees", "zero is -273 °C, -459 degrees", ()),
    ("rest at -70mV or -5°C, gain -12.5 -3dB", "rest at -70mV or -5°C, gain -12.5 -3dB", ()),
    ("1960 -1970 and x = -100", "1960 -1970 and x = -100", ()),
    ("-1970", "-1970", ()),
    ("-milk -1970", "-1970", ("milk",)),
    ("ssh -T git@example.com", "ssh -T git@example.com", ()),
    ("vitamins -C, -d", "vitamins -C, -d", ()),
    ("find . -name x -type f -print -q", "find . -name x -type f -print -q", ()),
    ("docker run -it --rm image", "docker run -it --rm image", ()),
    ("what does `tar -xzf file` do", "what does `tar -xzf file` do", ()),
    ("jaguar -Car -猫", "jaguar", ("Car", "猫")),
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
    ('title:Ferry Title:"Late News" x', "x", Filters(titles=("ferry", "late news"))),
    ("id:a/B.md, id:«Ä b.txt» x", "x", Filters(ids=("a/B.md", "Ä b.txt"))),
    ("x folder:/notes/2016/ folder:Old", "x", Filters(folders=("notes/2016", "Old"))),
    ("title: x, subtitle:y folder:/ id:", "title: x, subtitle:y folder:/ id:", Filters()),
    ("x source:a OR source:b", "x", Filters(sources=("a", "b"))),
]
CONNECTED = [
    ("ferry OR boat at night", "ferry boat at night", [Requirement(("ferry", "boat"))]),
    ("(ferry OR boat) OR raft, now", "(ferry boat) raft, now", [Requirement(("ferry", "boat", "raft"))]),
    ('"night boat" OR «car ferry» x', "night boat car ferry x", [Requirement(("night boat", "car ferry"))]),
    ("guan* OR cuba", "cuba", [Requirement(("guan*", "cuba"))]),
    ('storm NEAR/5 "night boat"?', "storm night boat ?", [Requirement(("storm", "night boat"), 5)]),
    ("a NEAR/3 b OR c", "a b c", [Requirement(("a", "b"), 3)]),
    ("a OR b, c OR U.S. d", "a b, c U.S. d", [Requirement(("a", "b")), Requirement(("c", "U.S."))]),
    ("Portland OR", "Portland OR", []),
    ("OR maybe OR -milk OR", "OR maybe OR OR", []),
    ("ferry or boat, WORD OR-GATE", "ferry or boat, WORD OR-GATE", []),
    ("a NEAR/0 b NEAR/ c NEAR d NEAR/5000 e", "a NEAR/0 b NEAR/ c NEAR d NEAR/5000 e", []),
    ("WAS IT COLD OR WARM?", "WAS IT COLD OR WARM?", []),
    ("NATO OR EU", "NATO EU", [Requirement(("NATO", "EU"))]),
    ("`a OR b` stays", "`a OR b` stays", []),
]
PREFIXES = [
    ("guantanam* camps", "camps", ("guantanam*",)),
    ("(guan*), O'Bri* and co-op*?", "( ), and ?", ("guan*", "O'Bri*", "co-op*")),
    ("A* search, gu* p* < 0.05, 5*7 M*A*S*H", "A* search, gu* p* < 0.05, 5*7 M*A*S*H", ()),
    ('"guan* bay" **bold** word**', '"guan* bay" **bold** word**', ()),
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


@pytest.mark.parametrize(("text", "words", "required"), CONNECTED)
def test_or_and_near_connect_words_and_phrases(text, words, required) -> None:
    """OR and NEAR connect what stands on both sides; their phrases need not occur on their own; others stay words."""
    parsed = parse(text)
    assert (parsed.words.split(), list(parsed.required), parsed.phrases) == (words.split(), required, ())


@pytest.mark.parametrize(("text", "words", "prefixes"), PREFIXES)
def test_a_star_behind_three_letters_begins_words(text, words, prefixes) -> None:
    """A word with a star is taken out of the words; shorter ones, emphasis and sums are left alone."""
    parsed = parse(text)
    assert (parsed.words, parsed.prefixes) == (words, prefixes)


def test_alone_is_heard_at_the_beginning_only() -> None:
    """`alone:` before a question, in any case, is taken; elsewhere it is a word."""
    assert (parse(" Alone: what now?").alone, parse(" Alone: what now?").words) == (True, "what now?")
    assert not parse("leave me alone: now").alone


@given(texts() | st.lists(st.sampled_from([*'a5 "“”„«»-*`', "source:", "after:2016", " OR ", "NEAR/3"])).map("".join))
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
        ("one", "The military base lies north of the town.", "Agenda.ge", "Nino A", "2016-10-25", "Bases and towns"),
        ("two", "A base for the military police stands near the town.", "The Daily", "Nino A", "2017-03", "Police"),
        ("three", "The naval base of the town don’t open on Sundays.", "The Daily", "João Brás, Bo B", "2018", ""),
        ("sub/four", "Mother-to-child care at the base was at −5 degrees.", None, "Brás, Ana", None, "A town's care"),
    ]
    names = ("_id", "text", "source", "author", "published", "title")
    articles = ({**dict(zip(names, row, strict=True)), "language": "en"} for row in rows)
    with library_of(folder, *articles) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("base", {"one", "two", "three", "sub/four"}),
        ('"military base"', {"one"}),
        ("“Military Base”", {"one"}),
        ('base "don\'t open"', {"three"}),
        ('base "mother to child"', {"sub/four"}),
        ('base "unheard of"', {"one", "two", "three", "sub/four"}),  # nowhere: its words are searched
        ('"base the"', set()),
        ("base -military", {"three", "sub/four"}),
        ("base -town", set()),
        ("base -5", {"one", "two", "three", "sub/four"}),
        ('base source:"the daily"', {"two", "three"}),
        ("base author:nobody", set()),
        ('base source:"the daily" author:"nino a"', {"two"}),
        ("base after:2017", {"two", "three"}),
        ("base after:2016-11 before:2017", {"two"}),
        ("base -police before:2017-12-31", {"one"}),
        ("base -2016 -5G", {"one", "two", "three", "sub/four"}),
        ("base author:bras", {"three", "sub/four"}),
        ("base author:BRÁS", {"three", "sub/four"}),
        ('base author:"joao bras"', {"three"}),
        ('base author:"ana brás"', {"sub/four"}),
        ('base author:"bras bo"', {"three"}),
        ('base author:"joão b"', set()),
        ("base source:daily", set()),
        ("base source:agenda-ge", {"one"}),
        ("base title:town", {"one", "sub/four"}),
        ("base title:town title:care", {"sub/four"}),
        ('base title:"care towns"', {"sub/four"}),
        ("base title:naval", set()),
        ("base id:sub", {"sub/four"}),
        ("base id:sub/four id:one", {"one", "sub/four"}),
        ("base id:su", set()),
        ("base folder:SUB", {"sub/four"}),
        ("base folder:su", set()),
        ("base police OR naval", {"two", "three"}),
        ('base "military base" OR police', {"one", "two"}),
        ("base pol* OR nothing", {"two"}),
        ("base unheard OR unknown", set()),
        ("base care OR town -sundays", {"one", "two", "sub/four"}),
        ("base title:town OR police", {"one", "sub/four"}),
        ("base NEAR/1 military", {"one"}),
        ("military NEAR/2 base", {"one"}),
        ("military NEAR/3 base", {"one", "two"}),
        ('"military police" NEAR/4 towns', {"two"}),
        ('"military police" NEAR/3 town', set()),
        ("nav* NEAR/4 town", {"three"}),
        ("poli*", {"two"}),
        ("milita*", {"one", "two"}),
        ("unheard*", set()),
    ],
)
def test_operators_do_what_they_say(bases, question, found) -> None:
    """Phrases must occur, excluded words must not, filters let only their articles through."""
    assert {hit.article.id for hit in bases.search(question).hits} == found


def test_the_id_of_a_file_names_the_articles_in_it(tmp_path: Path) -> None:
    """`id:` takes a file of several articles, such as a mailbox, and no file whose name only begins so."""
    ids = ["mail.mbox:1", "mail.mbox:2", "mail.mbox2", "mail.mboxes:1", "old/mail.mbox:1"]
    articles = [{"_id": each, "title": "", "text": f"Base number {number}."} for number, each in enumerate(ids)]
    with library_of(tmp_path, *articles) as library:
        assert {hit.article.id for hit in library.search("base id:mail.mbox").hits} == {"mail.mbox:1", "mail.mbox:2"}
        assert {hit.article.id for hit in library.search("base id:mail.mbox:2").hits} == {"mail.mbox:2"}


def test_what_was_taken_is_shown_as_such(bases) -> None:
    """The question of the results names its filters, phrases and exclusions, and none of them is among its terms."""
    question = bases.search('base "military base" -navy source:agenda.ge after:2016').question
    assert (question.phrases, question.excluded) == (("military base",), ("navy",))
    assert question.filters == Filters(("agenda.ge",), (), "2016", None)
    assert [term.shown for term in question.terms] == ["base", "military"]


def test_a_phrase_that_stands_nowhere_is_words_and_said_to_be(bases) -> None:
    """Beside other words it is searched by its own, and the note says so; alone it finds nothing, and the note says that."""
    results = bases.search('Where is the "naval police" base?')
    assert results.question.notes == (
        "“naval police” stands in no article word for word; its words were searched instead.",
    )
    assert (results.question.phrases, len(results.hits)) == ((), 4)
    assert bases.ask(["Where is the «naval police» base?"]).question.notes == results.question.notes
    alone = bases.search('"naval police"').question
    assert (alone.phrases, alone.notes) == (("naval police",), ("“naval police” stands in no article word for word.",))
    filtered = bases.search('base "military police" source:agenda.ge').question
    assert filtered.notes == (
        "“military police” stands in no article that the filters allow word for word; its words were searched instead.",
    )
    assert bases.search('base "military base" "military police"').question.phrases == (
        "military base",
        "military police",
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (" OR ".join("abcdefghijklmnopqrstuvwxyzabcdefghi"), "OR connects at most 32 words"),
        ("base NEAR/51 town", "NEAR/51 is too far"),
        (" ".join(f"word{n}*" for n in range(9)), "at most 8 phrases"),
    ],
)
def test_operators_have_limits(bases, question, told) -> None:
    """Whatever would cost too much is refused in one sentence."""
    with pytest.raises(QuestionError, match=told):
        bases.search(question)


def test_a_beginning_of_many_words_is_refused(bases, monkeypatch) -> None:
    """A beginning stands for a bounded number of words; of two letters it is a word, and the note says so."""
    monkeypatch.setattr(prefixes, "MOST_PREFIX_TERMS", 0)
    with pytest.raises(QuestionError, match=r"“nav\*” is the beginning of 1 words, and 0 are the most; write more of"):
        bases.search("base nav*")
    assert bases.search("mi* base").question.notes == (
        "“mi*” needs 3 letters before the *; “mi” was searched as a word.",
    )


WORDS = ["ferry", "storm", "the", "well-known", "F-16", "harbour", "ferries"]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=1, max_size=5),
    st.integers(1, 6),
)
@settings(max_examples=20, deadline=None)
def test_near_counts_every_word(texts, within) -> None:
    """NEAR/n finds exactly the texts in which both words are at most n words apart, common words counted."""
    with tempfile.TemporaryDirectory() as folder:
        articles = (
            {"_id": str(n), "title": "", "text": " ".join(text), "language": "en"} for n, text in enumerate(texts)
        )
        with library_of(Path(folder), *articles) as library, library.reading() as reading:
            # `ranked` has every copy of a text, of which `search` shows one.
            found = {article for _, article, _ in reading.ranked(f"ferry NEAR/{within} storm", k=100)}
            either = {article for _, article, _ in reading.ranked("storm OR F-16 harbour", k=100)}
    for number, text in enumerate(texts):
        ferries = [at for at, word in enumerate(text) if word in {"ferry", "ferries"}]
        storms = [at for at, word in enumerate(text) if word == "storm"]
        near = any(abs(one - other) <= within for one in ferries for other in storms)
        assert (str(number) in found) == near
        assert (str(number) in either) == bool({"storm", "F-16"} & set(text))
