"""Words of PDF files whose font does not say that a sign is ff or fi."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.ligatures import with_ligatures
from indexer.readers.pdf.lines import Line, Printed

ENGLISH = "It is said that the work of these people was not easy, and that most of it was done at night."
GERMAN = "Das ist die Arbeit, die von den meisten Menschen in der Nacht und nicht am Tag gemacht wird."


def repaired(text: str, beside: str = ENGLISH) -> str:
    """A line of a document that has another line beside it."""
    pages = [Printed((Line(beside, 0, 9, 9, 9, 9), Line(text, 0, 9, 18, 9, 9)))]
    return with_ligatures(pages)[0].lines[1].text


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("e\u21b5orts of di\ufffd culties", "efforts of difficulties"),
        ("an o\u21b5-the-shelf o\ufffdce", "an off-the-shelf office"),
        ("a sti\u21b5 upper lip", "a stiff upper lip"),
        ("Re\ufffdection, \ufffdnal, pro\ufffdt, a\ufffdliation", "Reflection, final, profit, affiliation"),
        ("Wol\u21b5ram", "Wolffram"),
    ],
)
def test_a_sign_is_the_letters_that_make_a_word(printed, words) -> None:
    """Whether or not a space is left behind it; the arrow is ff even in a word that nobody knows."""
    assert repaired(printed) == words


@pytest.mark.parametrize("printed", ["x \ufffd y", "\ufffd", "press \u21b5", "zzq\ufffdqzz", "no sign"])
def test_a_sign_that_makes_no_word_stays(printed) -> None:
    """A replacement character of anything else is no ligature."""
    assert repaired(printed) == printed


def test_the_language_and_the_words_of_the_document_decide() -> None:
    """A name that it prints whole elsewhere, and a word of its language."""
    assert repaired("Gri\ufffdthson", f"{ENGLISH} Griffithson said so.") == "Griffithson"
    assert repaired("zwei Ö\ufffdnungen und ein Ka\ufffdee", GERMAN) == "zwei Öffnungen und ein Kaffee"
