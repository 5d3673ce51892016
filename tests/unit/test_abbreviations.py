"""Sentences that spell out an abbreviation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answering.abbreviations import spells_out


@pytest.mark.parametrize(
    ("abbreviation", "sentence"),
    [
        ("SARS", "In 2003 severe acute respiratory syndrome (SARS) spread from Guangdong."),
        ("sars", "In 2003 severe acute respiratory syndrome (SARS) spread from Guangdong."),
        ("ARDS", "Many had ARDS (acute respiratory distress syndrome), and some died."),
        ("HIV", "The human immunodeficiency virus (HIV; also HTLV-III) was found in 1983."),
        ("RBD", "It has a receptor-binding domain (RBD) at its tip."),
        ("PCRs", "Polymerase chain reactions (PCRs) were run."),
        ("DZ", "Die Deutsche Zentrale (DZ) wurde 1950 gegründet."),
        ("U.N.", "The United Nations (U.N.) met in May."),
    ],
)
def test_what_an_abbreviation_stands_for(abbreviation, sentence):
    """In brackets behind the words, or before them; in capitals or not."""
    assert spells_out(abbreviation, sentence)


@pytest.mark.parametrize(
    ("abbreviation", "sentence"),
    [
        ("SARS", "SARS (in 2003) spread from Guangdong."),
        ("SARS", "The outbreak (SARS) was over in July."),
        ("SARS", "Severe acute respiratory syndrome spread."),
        ("ARDS", "The players held cards (ARDS) in their hands."),
        ("the SARS virus", "Severe acute respiratory syndrome (the SARS virus) spread."),
        ("", "Nothing () is spelled out."),
        ("(", "Nothing (() is spelled out."),
    ],
)
def test_brackets_that_spell_out_nothing(abbreviation, sentence):
    """The letters must stand in the words in their order, the first at the beginning of one."""
    assert not spells_out(abbreviation, sentence)


@given(st.lists(st.from_regex(r"[b-df-hj-np-tv-z][aeiou]{2,6}", fullmatch=True), min_size=2, max_size=6))
def test_initials_are_always_found(words):
    """Words and their initials, whichever of the two comes first."""
    initials = "".join(word[0] for word in words).upper()
    assert spells_out(initials, f"Here a {' '.join(words)} ({initials}) is named.")
    assert spells_out(initials, f"Here the {initials} ({' '.join(words)}) is named.")
