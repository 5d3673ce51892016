"""Normal form."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.normal import normalise
from indexer.types import Article, sha256
from tests.strategies import texts


@given(texts())
def test_normalising_twice_changes_nothing(text) -> None:
    """What is normal stays as it is."""
    once = normalise(text)
    assert normalise(once) == once


@given(texts())
def test_any_text_becomes_one_that_an_article_may_have(text) -> None:
    """An article can be made of any normalised text, and stored as UTF-8."""
    normal = normalise(text)
    article = Article(id="a", title="", text=normal, sha256=sha256(normal))
    assert article.text.encode().decode() == normal


@given(texts())
def test_no_control_character_is_left(text) -> None:
    """Of all control characters only tab and line feed are left."""
    assert not {c for c in normalise(text) if unicodedata.category(c) in ("Cc", "Cs")} - {"\t", "\n"}


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\x85two\u2028three\u2029four\ffive\vsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("\ufeffbeginning", "beginning"),
        ("a\0b\x07c\x7fd", "abcd"),
        ("one\r\0\ntwo", "one\ntwo"),
        ("tab\tstays", "tab\tstays"),
        ("left\x1fright", "left right"),
        ("caf\u0065\u0301", "café"),
        ("e\0\u0301", "é"),
        ("co\u00adoperate", "cooperate"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("\ud83d\ude00", "😀"),
        ("\ud800\ud83d\ude00\udc00", "\ufffd😀\ufffd"),
        ("", ""),
    ],
)
def test_each_kind_of_disorder_is_put_right(text, normal) -> None:
    """Line ends, control characters, marks and surrogates have one form."""
    assert normalise(text) == normal


@given(st.text(st.sampled_from("ab\u0301\u0323\u0327\u0344\u0591\u2500\u00e9"), min_size=60, max_size=400))
def test_marks_are_ordered_as_unicode_orders_them(text) -> None:
    """Long runs of marks, which are ordered in a way of our own, give the same as short ones."""
    assert normalise(text) == unicodedata.normalize("NFC", text)


def test_a_letter_with_a_hundred_thousand_marks_takes_no_time() -> None:
    """Time is linear in the length of a run of marks that are out of order; the library needs some seconds for these."""
    started = time.process_time()
    normal = normalise("a" + "\u0301\u0323" * 50_000)
    assert normal[0] == "\u1ea1"
    assert len(normal) == 100_000
    assert time.process_time() - started < 1


def test_clean_text_is_returned_as_it_is() -> None:
    """Clean text is not copied."""
    text = "Clean – “naturally” 😀.\n\n\tYes."
    assert normalise(text) is text
