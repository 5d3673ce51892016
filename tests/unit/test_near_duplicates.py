"""Copies of one text count once: wire stories, edited copies, articles indexed twice; and who writes for himself counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answering.near_duplicates import nearly_identical
from indexer.exporting.annotations import numbered
from tests.conftest import library_of

STATEMENT = (
    "“The Halvern tunnel will be closed to all traffic until its ventilation has been replaced,” "
    "said Minister Ada Brandt."
)
WIRE = (
    f"{STATEMENT} Engineers found cracks in four of the nine fans during an inspection on Monday night. "
    "Buses will take the coast road, which adds forty minutes to the journey from Norrvik to Sund. "
    "The mayor of Sund called the decision a heavy blow to the fishing trade, whose lorries use the tunnel daily. "
    "A ferry with room for thirty lorries is to sail twice an hour from next week. "
    "The tunnel was opened in 1974 and is used by eleven thousand vehicles on a working day."
)
EDITED = (
    WIRE.replace("on Monday night", "late on Monday")
    .replace("a heavy blow", "a blow")
    .replace("twice an hour", "hourly")
)
OWN = (
    "Fishermen gathered at the quay of Sund this morning, and few of them had slept. "
    "The news had come by radio. "
    f"{STATEMENT} "
    "Per Lunde, who sends two lorries of cod south every day, says that he will have to let his drivers go. "
    "“We were promised a second tube twenty years ago,” he says, and points at the mountain. "
    "At the harbour café they talk of nothing else, and the harbour master has stopped answering the telephone."
)
OTHER = (
    "The Halvern tunnel has nine fans, each as tall as a house. "
    "Two firms have offered to replace the ventilation, one from the capital and one from abroad. "
    "The ministry has not said which of them it prefers, nor what the work will cost."
)
LEADS = {
    "courier": ("Tunnel shut", f"NORRVIK (Newswire) — {WIRE}"),
    "herald": ("Halvern closed: long detours for Sund", f"Norrvik, 12 March. {WIRE}"),
    "gazette": ("Minister closes tunnel over cracked fans", WIRE),
}
QUESTION = "Until when will the Halvern tunnel be closed to all traffic?"


def named(name, text, title="The Halvern tunnel"):
    """An article as a line of a file."""
    return {"_id": name, "title": title, "text": text, "source": name.capitalize(), "published": "2024-03-12"}


WIRED = [named(name, text, title) for name, (title, text) in LEADS.items()]


@pytest.mark.parametrize(
    ("articles", "texts"),
    [
        # One article alone, and the same under two ids, which is one article; and under two titles.
        ([named("herald", WIRE)], [{"herald"}]),
        ([named("a", WIRE), named("b", WIRE)], [{"a"}]),
        ([named("a", WIRE), named("b", WIRE, "Of the tunnel")], [{"a", "b"}]),
        # One wire story in three outlets, with another headline and dateline in each.
        (WIRED, [{"courier", "herald", "gazette"}]),
        # A slightly edited copy, and one that was cut after the third sentence.
        ([named("a", WIRE), named("edited", EDITED)], [{"a", "edited"}]),
        ([named("a", WIRE), named("brief", ". ".join(WIRE.split(". ")[:3]) + ".")], [{"a", "brief"}]),
        # Someone who quotes the same words and writes for himself.
        ([named("a", WIRE), named("own", OWN)], [{"a"}, {"own"}]),
        ([*WIRED, named("own", OWN)], [{"courier", "herald", "gazette"}, {"own"}]),
        # Nothing but the sentence.
        ([named("a", WIRE), named("slip", STATEMENT)], [{"a", "slip"}]),
    ],
)
def test_copies_of_one_text_count_once(tmp_path, articles, texts) -> None:
    """The articles that say what is quoted are told apart by what they write around it."""
    with library_of(tmp_path, *articles) as library:
        answer = library.ask([QUESTION])
    assert "ventilation" in answer.citations[0].quote
    found = [{citation.article_id for citation in text.citations} for text in answer.texts]
    assert sorted(found, key=sorted) == sorted(texts, key=sorted)


@pytest.mark.parametrize(
    "question", [QUESTION, "When was the tunnel opened?", "How many fans does the Halvern tunnel have?"]
)
def test_every_text_can_be_checked(tmp_path, question) -> None:
    """Each article has one citation of its own words; the quoted ones keep their numbers, the others count on."""
    articles = [*WIRED, named("own", OWN), named("other", OTHER)]
    with library_of(tmp_path, *articles) as library:
        answer = library.ask([question])
        cited = [citation for text in answer.texts for citation in text.citations]
        for citation in cited:
            assert library.verify(citation.article_id, citation.span, citation.quote).standing == "holds"
    assert len({citation.article_id for citation in cited}) == len(cited)
    assert {citation.article_id for citation in answer.citations} <= {citation.article_id for citation in cited}
    quoted = {(citation.article_id, citation.span): citation for citation in answer.citations}
    further = [one for one in cited if (one.article_id, one.span) not in quoted]
    assert all(quoted.get((one.article_id, one.span), one) is one for one in cited)
    given = {one.number for one in answer.citations} | {entry.citation.number for entry in answer.timeline}
    assert [one.number for one in numbered(answer)] == list(range(1, len(numbered(answer)) + 1))
    numbers = [one.number for one in further if one.number not in given]
    assert numbers == list(range(max(given) + 1, max(given) + 1 + len(numbers)))
    for text in answer.texts:
        quotes = [one in answer.citations for one in text.citations]
        assert quotes == sorted(quotes, reverse=True), "the quoted ones come first"


def test_what_is_not_found_has_no_texts(tmp_path) -> None:
    """Without a quote, nobody says it."""
    with library_of(tmp_path, named("other", OTHER)) as library:
        assert library.ask(["Which zeppelin crossed Patagonia?"]).texts == ()


def test_a_timeline_lists_a_copied_sentence_once(tmp_path) -> None:
    """Copies of a dated sentence are one entry."""
    bridge = "The Halvern bridge, which the tunnel replaced, was opened in 1931. It was made of pale stone from Sund."
    with library_of(tmp_path, *WIRED, named("bridge", bridge)) as library:
        answer = library.ask(["When were the Halvern tunnel and the Halvern bridge opened?"])
    assert sorted(entry.time.iso for entry in answer.timeline) == ["1931", "1974"]


SETS = st.frozensets(st.integers(0, 9))


@given(SETS, SETS)
def test_likeness_is_mutual(one, other) -> None:
    """A sentence is like itself, and if it is like another, that one is like it."""
    assert nearly_identical(one, one)
    assert nearly_identical(one, other) == nearly_identical(other, one)
    assert not (nearly_identical(one, other) and one and not one & other)
