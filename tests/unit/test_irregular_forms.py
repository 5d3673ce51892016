"""Irregular forms and their bases: what is looked up, and that each entry of a list is needed and meant."""

from __future__ import annotations

import pytest
import Stemmer

from indexer.text.irregular_forms import base_forms
from indexer.text.languages import PROFILES, profile_of

WITH_LIST = [code for code in PROFILES if base_forms(code)]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("took", "take"), ("taken", "take"), ("built", "build"), ("children", "child"), ("women", "woman"),
        ("criteria", "criterion"), ("better", "good"), ("worst", "bad"), ("further", "far"), ("oldest", "old"),
    ],
)  # fmt: skip
def test_an_irregular_form_has_a_base(form, base) -> None:
    """Verbs, plurals and comparatives of English."""
    assert base_forms("en")[form] == base


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("ging", "gehen"), ("gegangen", "gehen"), ("fährt", "fahren"), ("schrieb", "schreiben"), ("ließ", "lassen"),
        ("aufgenommen", "aufnehmen"), ("entschieden", None), ("stand", None), ("tat", None), ("bekannte", None),
    ],
)  # fmt: skip
def test_german_strong_verbs(form, base) -> None:
    """Past, participle and changed present; none where the form is a noun or an adjective of its own."""
    assert base_forms("de").get(form.casefold()) == base


@pytest.mark.parametrize("word", ["left", "lives", "rose", "bit", "found out", "take", "lay", "ground", "bound"])
def test_what_is_a_word_of_its_own_has_none(word) -> None:
    """A form that is another common word is left out, and so is a base."""
    assert word not in base_forms("en")


def test_a_language_without_a_list_has_an_empty_one() -> None:
    """A language without a file has no irregular forms."""
    assert {"en", "de"} <= set(WITH_LIST)
    assert base_forms("xx") == {}


@pytest.mark.parametrize("language", WITH_LIST)
def test_a_list_is_written_as_words_are_compared(language) -> None:
    """Forms are single case-folded words, no stop words, and no base is a form of another."""
    forms = base_forms(language)
    assert [form for form in forms if form != form.casefold() or " " in form] == []
    assert set(forms) & profile_of(language).stop_words == set()
    assert set(forms.values()) & profile_of(language).stop_words == set()
    assert set(forms.values()) & set(forms) == set()


@pytest.mark.parametrize("language", WITH_LIST)
def test_a_list_holds_what_the_stemmer_does_not_know(language) -> None:
    """A form whose stem is its base's needs no line."""
    stem = Stemmer.Stemmer(profile_of(language).stemmer).stemWord
    assert [form for form, base in base_forms(language).items() if stem(form) == stem(base)] == []
