"""A conversation on the command line: quotes, follow-ups, filters, and the sources behind them."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
import pytest

from indexer import FORMATS, Filters
from indexer.cli.chat import AROUND, GREETING, HELP, Chat

MINISTER = "Who is the de facto defence minister of South Ossetia?"
TEA = "How is green tea made?"


@pytest.fixture
def converse(library, capsys):
    """Has a conversation of these lines; gives what it printed and its complaints."""

    def converse(*lines, history=()):
        waiting = iter(lines)

        def read(_prompt: str) -> str:
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        Chat(library, history, read=read).run()
        printed = capsys.readouterr()
        return printed.out, printed.err

    return converse


def test_a_conversation_ends_at_quit_and_at_the_end_of_input(converse) -> None:
    """`:quit` ends it, and so does the end of the input; what comes after is not asked."""
    assert converse(":quit", MINISTER) == converse() == (f"{GREETING}\n", "")


@pytest.mark.parametrize("number", ["1", "[1]"])
def test_an_answer_is_quoted_with_numbers_that_open_its_sources(converse, library, number) -> None:
    """`:open 1` shows the first citation's article around the quote, which is marked, and whose it is."""
    printed, complaints = converse(MINISTER, f":open {number}")
    citation = library.ask([MINISTER]).citations[0]
    assert f"{citation.quote} [1]\n" in printed
    assert complaints == ""
    text, span = library.article(citation.article_id).text, citation.span
    near = f"{text[span.start - 100 : span.start]}»{citation.quote}«{text[span.end : span.end + 100]}"
    assert near in printed
    assert f"{citation.article_id} {span}" in printed.rpartition("Sources")[2]


def test_only_what_is_around_a_quote_is_shown(converse, library) -> None:
    """Of a long article a part is shown, cut between words, and … where it goes on; of a short one everything."""
    shown = converse(MINISTER, ":open 1")[0].rpartition("\n\n")[0]
    citation = library.ask([MINISTER]).citations[0]
    text = library.article(citation.article_id).text
    before, _, rest = shown.partition(f"»{citation.quote}«")
    assert len(text) > len(citation.quote) + 2 * AROUND
    assert rest.endswith(" …")
    assert rest.removesuffix(" …") in text
    assert len(rest) <= AROUND + len(" …")
    assert before.endswith(text[max(0, citation.span.start - AROUND) : citation.span.start][-200:])
    assert "…" not in converse(TEA, ":open 1")[0]


def test_a_follow_up_takes_up_what_was_asked_before(converse) -> None:
    """A question of no words of its own is about what was asked before it, and about nothing after `:new`."""
    earlier, follow_up = "Where is Katla?", "And what about that?"
    followed, _ = converse(earlier, follow_up)
    given, _ = converse(follow_up, history=[earlier])
    answer = given.removeprefix(f"{GREETING}\n")
    assert "Katla" in answer
    assert followed.endswith(answer)
    anew, _ = converse(earlier, ":new", follow_up)
    alone, _ = converse(follow_up)
    assert "Katla" not in alone
    assert anew.endswith(alone.removeprefix(f"{GREETING}\n"))


def test_filters_hold_until_they_are_changed(converse) -> None:
    """`:filter` limits every question that follows, until there is another, or `:new`; without filters it lifts them."""
    limit = ':filter source:"earth notes" after:2018'
    printed, complaints = converse(limit, TEA)
    assert 'Only source:"earth notes" after:2018.' in printed
    assert "Not found: " in printed
    assert complaints == ""
    for lifted in ([":filter"], [':filter source:"Kitchen Herald"'], [":new"]):
        printed, _ = converse(limit, *lifted, TEA)
        assert "steamed" in printed or "heating" in printed


@pytest.mark.parametrize("written", ["tea", "source:", "after:lunch", "-tea source:x"])
def test_what_is_no_filter_is_said(converse, written) -> None:
    """Anything else after `:filter` changes nothing, and the complaint shows how filters are written."""
    printed, complaints = converse(":filter source:nowhere", f":filter {written}", TEA)
    assert complaints.startswith("footnote: write filters, as in :filter source:")
    assert "Not found: " in printed


def test_the_last_answer_is_exported_by_suffix(converse, library, tmp_path) -> None:
    """`:export` writes the last answer in the format of the file's suffix; what cannot be written is said in a line."""
    files = {each.suffix: tmp_path / f"tea{each.suffix}" for each in FORMATS.values()}
    printed, complaints = converse(TEA, *(f":export {file}" for file in files.values()))
    assert complaints == ""
    with library.reading() as reading:
        answer = reading.ask([TEA])
        for each in FORMATS.values():
            file = files[each.suffix]
            assert file.read_bytes() == each.write(answer, reading.article)
            assert f"Written to {file}.\n" in printed
    printed, complaints = converse(
        ":export a.md", TEA, ":export a.pdf", ":export", f":export {tmp_path}/no/a.md", "zyzzyva?", ":export a.ris"
    )
    early, unknown, nothing, missing = complaints.splitlines()
    assert "no answer to export" in early
    assert ".md, .bib" in unknown
    assert ".md, .bib" in nothing
    assert missing.endswith("No such file or directory")
    assert "The last answer cites nothing; export it as .md or .html." in printed


def test_a_conversation_begins_with_the_filters_given(library, capsys) -> None:
    """The filters of the command hold from the first question on."""
    lines = iter([TEA, ":quit"])
    Chat(library, filters=Filters(sources=("earth notes",)), read=lambda _prompt: next(lines)).run()
    assert "Not found: " in capsys.readouterr().out


def test_a_misspelt_word_is_asked_about(converse) -> None:
    """What a word may have been meant as stands below the answer."""
    assert "Did you mean “" in converse("Where is the lighthuose?")[1]


def test_the_history_lists_what_counts(converse) -> None:
    """`:history` numbers the questions so far; after `:new` there are none."""
    printed, _ = converse(":history", "Where is Katla?", "When was that?", ":history", ":new", ":history")
    assert "1. Where is Katla?\n2. When was that?\n" in printed
    assert printed.count("Nothing was asked yet.") == 2


def test_what_cannot_be_opened_or_asked_is_said_in_one_line(converse) -> None:
    """A wrong number, a source that is not there, an endless question: a line each, and the conversation goes on."""
    printed, complaints = converse(":open 1", "", ":help", ":what", "why " * 25_000, MINISTER, ":open 99")
    nothing, unknown, endless, missing = complaints.splitlines()
    assert nothing == "footnote: the last answer has no source to open"
    assert ":open" in unknown
    assert "characters" in endless
    assert missing.startswith("footnote: write :open and one of 1")
    assert f"\n{HELP}\n" in printed
    assert "Gasseyev" in printed


def test_on_a_terminal_lines_can_be_edited_and_recalled(instance) -> None:
    """`footnote ask` on a terminal is the conversation: Backspace and arrows edit a line, Ctrl-D ends with status 0."""
    pytest.importorskip("readline", reason="this Python has no readline")
    command = ["-c", "from indexer.cli import main; main()", "ask", "--instance", str(instance)]
    root = Path(__file__).parents[2]
    child = pexpect.spawn(sys.executable, command, cwd=root, encoding="utf-8", timeout=60, dimensions=(50, 400))
    child.expect_exact(GREETING)
    child.expect_exact("? ")
    child.send("How is green coffee\x7f\x7f\x7f\x7f\x7f\x7ftea made?\r")
    child.expect_exact("[1]")
    child.expect_exact("kitchen/tea")
    child.expect(r"\n\? ")
    child.send(":open 1\r")
    child.expect("»Green tea.*«")
    child.expect(r"\n\? ")
    child.send("\x1b[A\x1b[A\r")  # twice up: the question again
    child.expect_exact("Sources")
    child.expect(r"\n\? ")
    child.send(":history\r")
    child.expect(r"1\. How is green tea made\?\s+2\. How is green tea made\?")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
