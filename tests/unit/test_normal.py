"""Normal form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

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


def test_clean_text_is_returned_as_it_is() -> None:
    """Clean text is not copied."""
    text = "Clean – “naturally” 😀.\n\n\tYes."
    assert normalise(text) is text
