"""What differs between two versions of a text: sentences, and the words of those that were edited."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.differences import compare_texts
from indexer.types import Span
from tests.near_texts import sentences, story


def spans(text):
    """Where the sentences stand."""
    return [Span(*found.span()) for found in re.finditer(r"\S[^.]*\.?", text)]


def compared(first, second):
    """Each part as the change, and its words."""
    parts = compare_texts(first, spans(first), second, spans(second))
    return [(part.change, part.span.of(first if part.change == "removed" else second)) for part in parts]


def changed(first, second):
    """The parts that are not the same."""
    return [part for part in compared(first, second) if part[0] != "same"]


BODY = sentences("body", 9)
NEW = sentences("new", 2)


@pytest.mark.parametrize(
    ("second", "differing"),
    [
        (story(BODY), []),
        ("\n\n".join(BODY), []),
        (story(BODY[:4], NEW, BODY[4:]), [("added", NEW[0]), ("added", NEW[1])]),
        (story(BODY[2:]), [("removed", BODY[0]), ("removed", BODY[1])]),
        (story(NEW[:1], BODY[1:]), [("removed", BODY[0]), ("added", NEW[0])]),
        (story(BODY).replace(BODY[3], BODY[3].replace(" ", " 12 ", 1)), [("added", "12")]),
        ("", [("removed", sentence) for sentence in BODY]),
    ],
    ids=["nothing", "white space", "a paragraph", "a cut", "another lead", "a word", "everything"],
)
def test_what_differs_is_told(second, differing) -> None:
    """Whole sentences where they are new or gone, and words where a sentence was edited."""
    assert changed(story(BODY), second) == differing


def test_a_corrected_figure_is_all_that_differs() -> None:
    """In a sentence that is else the same the words that were exchanged are told, the old ones first."""
    first = "The bridge of Sund is 41 metres long and was opened by the mayor."
    assert changed(first, first.replace("41", "43")) == [("removed", "41"), ("added", "43")]


def test_sentences_that_moved_are_removed_and_added() -> None:
    """What stands elsewhere is told at both places; what keeps its order is the same."""
    assert changed("A one. B two. C three. D four.", "C three. A one. B two. D four.") == [
        ("added", "C three."),
        ("removed", "C three."),
    ]


parts = st.lists(st.sampled_from([*BODY[:4], "Aye.", "It was so.", "It was not so.", "\n\n"]), max_size=14).map(
    " ".join
)


@given(parts, parts)
def test_both_texts_are_whole_in_a_comparison(first, second) -> None:
    """Without what was added it is the first text, without what was removed the second, word for word, in order."""
    found = compared(first, second)
    assert " ".join(text for change, text in found if change != "added").split() == first.split()
    assert " ".join(text for change, text in found if change != "removed").split() == second.split()
    assert [change for change, _ in compared(first, first)] == ["same"] * len(spans(first))


def test_long_texts_take_little_time() -> None:
    """Texts of 100,000 words, each sentence of which differs or comes again and again, take seconds at most."""
    often = ["Ja.", "Nein.", "Doch."] * 4_000
    mixed = [
        sentence for pair in zip(sentences("long", 4_000), sentences("other", 4_000), strict=True) for sentence in pair
    ]
    kept = [sentence for pair in zip(mixed[::2], sentences("third", 4_000), strict=True) for sentence in pair]
    for first, second in ((story(mixed), story(kept)), (story(often), story(often[1:])), (story(mixed), story(often))):
        one, two = spans(first), spans(second)
        began = time.process_time()
        assert list(compare_texts(first, one, second, two))
        assert time.process_time() - began < 10
