"""How many words a text has, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.word_counts import word_count
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n", 0),
        ("The old bridge, which had carried the road.", 8),
        ("Мост был закрыт — весной.", 5),
        ("한국은 동아시아에 있는 나라이다.", 4),
        ("人人生而自由，在尊严和权利上一律平等。", 9),
        ("字", 1),
        ("、。", 1),
        ("すべての人間は、生まれながらにして自由である。", 11),
        ("ｱｲｳｴ", 2),
        ("𠀀𠀁𠀂𠀃", 2),
        ("สะพานเก่าปิดแล้ว", 4),
        ("ສະພານເກົ່າປິດແລ້ວ", 5),
        ("មនុស្សទាំងអស់", 3),
        ("လူတိုင်းသည်", 3),
        ("COVID-19于2019年12月在武汉出现", 7),
        ("iPhone 的 屏幕", 3),
        ("桥 — bridge", 3),
    ],
)
def test_a_word_is_what_it_is_in_its_script(text, words) -> None:
    """Between spaces, where there are any; two, four or five letters, where there are none; marks alone are no word."""
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。", "zh"),
        (
            "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを"
            "授けられており、互いに同胞の精神をもって行動しなければならない。",
            "ja",
        ),
        (
            "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ",
            "th",
        ),
    ],
)
def test_the_same_text_has_about_as_many_words_in_each_language(text, language) -> None:
    """The first article of the Universal Declaration of Human Rights has 30 words in English."""
    assert 20 <= word_count(text) <= 40, language


@given(texts(), texts())
def test_parts_have_no_fewer_words_than_the_whole(left, right) -> None:
    """A passage is at least as long as it seems by the lengths of its sentences, wherever they are cut."""
    assert word_count(left + right) <= word_count(left) + word_count(right)


@given(texts())
def test_a_text_that_is_not_blank_has_a_word(text) -> None:
    """No sentence is free, and white space around a text counts nothing."""
    assert (word_count(text) > 0) == bool(text.strip())
    assert word_count(f" {text}\n") == word_count(text)


@given(st.text(st.characters(codec="ascii")))
def test_where_there_are_spaces_words_stand_between_them(text) -> None:
    """Nothing changes for a text without such scripts."""
    assert word_count(text) == len(text.split())
