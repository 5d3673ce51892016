"""A conversation on the command line: quotes, follow-ups, and the sources behind them."""

from __future__ import annotations

import pytest

from indexer.cli.chat import GREETING, Chat

MINISTER = "Who is the de facto defence minister of South Ossetia?"


@pytest.fixture
def converse(library, capsys):
    """Has a conversation of these lines; gives what it printed, its complaints, and the articles it opened."""

    def converse(*lines, history=()):
        waiting = iter(lines)
        opened: list[str] = []

        def read(_prompt: str) -> str:
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        Chat(library, history, read=read, page=opened.append).run()
        printed = capsys.readouterr()
        return printed.out, printed.err, opened

    return converse


def test_a_conversation_ends_at_quit_and_at_the_end_of_input(converse) -> None:
    """`:quit` ends it, and so does the end of the input; what comes after is not asked."""
    assert converse(":quit", MINISTER) == converse() == (f"{GREETING}\n", "", [])


def test_an_answer_is_quoted_with_numbers_that_open_its_sources(converse, library) -> None:
    """`:open 1` shows the whole article of the first citation, with the quote marked."""
    printed, complaints, opened = converse(MINISTER, ":open 1")
    citation = library.ask([MINISTER]).citations[0]
    assert f"{citation.quote} [1]\n" in printed
    assert complaints == ""
    (shown,) = opened
    text = library.article(citation.article_id).text
    assert f"{text[: citation.span.start]}»{citation.quote}«{text[citation.span.end :]}" in shown


def test_a_follow_up_takes_up_what_was_asked_before(converse) -> None:
    """The second question is answered in the light of the first, and of none before `:new`."""
    followed, _, _ = converse("Where is Katla?", "When was that?")
    assert "Katla erupted in 1918" in followed
    anew, _, _ = converse("Where is Katla?", ":new", "When was that?")
    assert "Not found: " in anew
    given, _, _ = converse("When was that?", history=["Where is Katla?"])
    assert "Not found: " not in given


def test_what_cannot_be_opened_or_asked_is_said_in_one_line(converse) -> None:
    """A wrong number, a source that is not there, an endless question: a line each, and the conversation goes on."""
    printed, complaints, opened = converse(":open 1", "", ":help", "why " * 25_000, MINISTER, ":open 99")
    nothing, endless, unknown = complaints.splitlines()
    assert nothing == "indexer: the last answer has no source to open"
    assert "characters" in endless
    assert unknown.startswith("indexer: write :open and one of 1")
    assert printed.count(GREETING) == 2
    assert "Gasseyev" in printed
    assert opened == []
