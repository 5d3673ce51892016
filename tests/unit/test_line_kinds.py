"""What of a plain text is marked as no running text, and what stays so that it can be quoted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Library, rebuild
from indexer.readers.headline import recognise
from tests.strategies import normal_texts

BODY = "The new pier was opened on Monday by the mayor of the town."


def marked(text):
    """The marks of a plain text: kind and words."""
    return [(mark.kind, mark.span.of(text)) for mark in recognise(text).marks]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Harbour opens new pier", BODY),
        ("Will the harbour open its new pier?", BODY),
        ("U.S. opens new pier, mayor says...", BODY),
        ("Hafen öffnet neue Mole", "Die neue Mole wurde am Montag vom Bürgermeister der Stadt eröffnet."),
        ("Le port inaugure sa nouvelle jetée", "La nouvelle jetée a été inaugurée lundi par le maire de la ville."),
        ("港に新しい桟橋が開業", "新しい桟橋が月曜日に市長によって開業されました。費用は四百万ユーロでした。"),
        ("افتتاح رصيف جديد", "افتتح رئيس البلدية يوم الاثنين الرصيف الجديد في الميناء بحضور عدد من المسؤولين."),
        ("В порту открыли новый причал", "Новый причал в порту города открыл в понедельник утром мэр города лично."),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n"])
def test_a_headline_needs_no_dateline(headline, body, between) -> None:
    """A first line that looks like a headline is marked as one in every language, if running text follows it."""
    assert marked(f"{headline}{between}{body}") == [("headline", headline)]


def test_the_lines_between_running_text_are_marked() -> None:
    """Headings, bylines, captions, lines and lists of links are none of the text's sentences."""
    text = "\n\n".join(
        [
            "Harbour opens new pier",
            "By Jane Doe, Reuters",
            "Photo: Ann Other/The Daily",
            BODY,
            "What It Cost",
            BODY,
            "Read more: The old pier",
            BODY,
            "https://pier.example/a https://pier.example/b",
            "Related articles",
            "Storm damages lighthouse",
            "Ferry strike ends",
        ]
    )
    assert marked(text) == [
        ("headline", "Harbour opens new pier"),
        ("byline", "By Jane Doe, Reuters"),
        ("caption", "Photo: Ann Other/The Daily"),
        ("heading", "What It Cost"),
        ("link", "Read more: The old pier"),
        ("link", "https://pier.example/a https://pier.example/b"),
        ("link", "Related articles"),
        ("link", "Storm damages lighthouse"),
        ("link", "Ferry strike ends"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour office keeps a list of boats",
        "Dentist Tuesday 3pm\n\nCall the plumber about the boiler.\n\nWifi password is hunter2",
        "wifi password hunter2\n\nThe router is in the hall cupboard and the guest network has its own password.",
        "Groceries\n\nmilk\neggs\nbread\n",
        "I wandered lonely as a cloud\n\nThat floats on high o'er vales and hills,\n\nWhen all at once I saw a crowd,\n\n"
        "A host, of golden daffodils;",
        "Two roads diverged in a yellow wood,\nAnd sorry I could not travel both\nAnd be one traveler, long I stood",
        "ANNA: Yes\n\nBOB: I went to the market yesterday and bought a fish for dinner.\n\nANNA: With lemon\n\n"
        "BOB: With lemon and a little salt, as my mother always used to do it.",
        f"We will sign the agreement this year\n\n{BODY}",
        f"{BODY}\n\nWe will sign the agreement this year\n\n{BODY}",
        f"{BODY} It cost four million.\n\nThe mayor said that it had been built in less than two years\n\n{BODY}",
        f"{BODY}\n\n- four million euros\n- two years\n\n{BODY}",
        f"{BODY}\n\nThe end",
    ],
)
def test_what_may_be_a_sentence_stays_quotable(text) -> None:
    """One line alone, notes, lists, verse, transcripts, and lines that are sentences without their full stop."""
    assert marked(text) == []


@given(
    normal_texts() | st.lists(st.sampled_from(["Aa Bb", "Aa.", "\n", "\n\n", BODY, "By Aa", "Photo: A"])).map("".join)
)
def test_marks_are_blocks_in_order(text) -> None:
    """Whatever the text, its marks lie in it, in order, and none overlap."""
    spans = [mark.span for mark in recognise(text).marks]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


def test_a_headline_is_not_quoted(tmp_path) -> None:
    """The sentence below a headline answers, although the headline has all of the question's words."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "pier.txt").write_text(f"Harbour opens new pier in town\n\nBy Jane Doe\n\n{BODY}", "utf-8")
    (tmp_path / "news" / "note.txt").write_text("The spare key hangs behind the door of the pantry", "utf-8")
    rebuild(tmp_path / "instance", [tmp_path / "news"])
    with Library.open(tmp_path / "instance") as library:
        assert [one.quote for one in library.ask(["Who opens the new pier in town?"]).citations] == [BODY]
        (only,) = library.ask(["Where does the spare key hang?"]).citations
        assert only.quote == "The spare key hangs behind the door of the pantry"
