"""A timeline never invents a date: each is written in the quote, or counted from the article's own date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Library, rebuild
from indexer.answering.times import order_by_date
from indexer.types import Article, Citation, Span, sha256
from tests.conftest import SEEDS, library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Answer

TODAY = "2026-11-23"
PUBLISHED = "2016-10-25"
WRITTEN = {
    "on 3 May 1999": "1999-05-03",
    "on May 4th, 1987": "1987-05-04",
    "in March 1875": "1875-03",
    "in 1923": "1923",
    "in the 1910s": "1910-01-01/1919-12-31",
    "from 1998 to 2004": "1998-01-01/2004-12-31",
}
COUNTED = {"last year": "2015", "yesterday": "2016-10-24", "two years ago": "2014", "this month": "2016-10"}
NO_DATES = (
    "with 1,945 chairs", "in room 1872", "for $1850", "in May", "as number 20.16", "for 300 years", "on 03/05/1999",
    "by 2,016 people", "after 1066 metres", "some time later",
)  # fmt: skip
THINGS = ("quay", "tower", "bridge", "windmill")


@st.composite
def dated_citations(draw: st.DrawFn) -> tuple[Citation, set[tuple[int, str]]]:
    """A citation of a sentence somewhere in an article, and its dates: where each phrase begins, and the period it names."""
    published = draw(st.sampled_from([None, PUBLISHED]))
    text = draw(st.sampled_from(["", "It rained in 1789. ", "Yesterday, in 2001, it rained. "]))
    start = len(text)
    dates = set()
    for thing in draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=3)):
        phrase = draw(st.sampled_from([*WRITTEN, *COUNTED, *NO_DATES]))
        text += f"The {thing} was opened "
        if phrase in WRITTEN or (phrase in COUNTED and published):
            dates.add((len(text), (WRITTEN | COUNTED)[phrase]))
        text += f"{phrase}; "
    end = len(text.rstrip())
    text += draw(st.sampled_from(["", "In 2003 it snowed."]))
    article = Article("a", "In 1605", text, sha256(text), published=published)
    return Citation.of(article, Span(start, end)), dates


@given(dated_citations())
def test_every_entry_is_a_date_of_the_quote(made) -> None:
    """The dates are those written in the quote, at their places, and no others; a number of something else is none."""
    citation, dates = made
    entries = order_by_date([citation])
    assert {entry.time.iso for entry in entries} == {iso for _, iso in dates}
    for entry in entries:
        assert any(
            start <= entry.time.span.start <= start + len("from ") and iso == entry.time.iso for start, iso in dates
        )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Reports of when things were opened, some without a date, some by articles without one."""
    phrases = [*WRITTEN, *COUNTED, *NO_DATES]
    articles = [
        {
            "_id": f"{thing} {number}",
            "title": f"Report {number} of 1605",
            "text": f"The {thing} of Lisse was opened {phrase}. It was painted in {1700 + number}, they say.",
            "published": PUBLISHED if number % 3 else "",
        }
        for thing in THINGS
        for number, phrase in enumerate(phrases)
        if (number + len(thing)) % 2
    ]
    with library_of(tmp_path_factory.mktemp("town"), *articles) as opened:
        yield opened


@pytest.mark.parametrize("thing", THINGS)
def test_dates_of_answers_stand_in_their_articles(town, thing) -> None:
    """A timeline is shown, and each of its dates is one of a sentence that it quotes."""
    answer = town.ask([f"When was the {thing} of Lisse opened?"], today=TODAY)
    assert answer.timeline
    _assert_dates_are_read(town, answer)
    known = WRITTEN | COUNTED
    for entry in answer.timeline:
        phrase = next((words for words in known if words in entry.citation.quote), "")
        painted = re.findall(r"\b17\d\d\b", entry.citation.quote)
        assert entry.time.iso in {known.get(phrase), *painted}


def test_dates_of_the_seeds_stand_in_their_articles(tmp_path) -> None:
    """The articles that ship are asked when things were; whatever is answered, no date is invented."""
    rebuild(tmp_path, [SEEDS])
    with Library.open(tmp_path) as library:
        questions = ("When will the agreement be signed?", "When was the war?", "When is a build published?",
                     "When did Russia recognise South Ossetia?", "What happened last year?")  # fmt: skip
        answers = [library.ask([question], today=TODAY) for question in questions]
        assert any(answer.citations for answer in answers)
        for answer in answers:
            _assert_dates_are_read(library, answer)


def _assert_dates_are_read(library: Library, answer: Answer) -> None:
    """Every date shows the words at its place in its quote, and takes its year from them or from the article's date."""
    dated = [(entry.citation, entry.time) for entry in answer.timeline]
    dated += [(citation, time) for citation in answer.citations for time in citation.times]
    for citation, time in dated:
        article = library.article(citation.article_id)
        assert article.text[citation.span.start : citation.span.end] == citation.quote
        assert article.text[time.span.start : time.span.end] == time.shown
        assert citation.span.start <= time.span.start < time.span.end <= citation.span.end
        if time.relative:
            assert article.published
        else:
            assert all(
                day is None or day[:2] in time.shown or "century" in time.shown for day in (time.first, time.last)
            )
