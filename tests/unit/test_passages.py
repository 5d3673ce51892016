"""Splitting sentences into passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.passages import split
from indexer.text.sentences import sentences
from indexer.text.word_counts import word_count
from tests.strategies import sentence_counts


def lengths(words, *, headings=(), paragraphs=None, joining=(), **limits) -> list[int]:
    """The words of each passage; `headings` and `joining` are numbers of sentences."""
    flags = [number in headings for number in range(len(words))]
    joins = [number in joining for number in range(len(words))]
    ranges = split(words, flags, paragraphs or [True] * len(words), joining=joins, **limits)
    return [sum(words[first:last]) for first, last in ranges]


@given(sentence_counts(), st.integers(1, 200), st.integers(1, 200))
def test_passages_cover_every_sentence_once_in_order(article, min_words, max_words) -> None:
    """Passages are ranges that follow each other from the first sentence to the last, none empty."""
    words, headings, paragraphs, joining = article
    ranges = split(words, headings, paragraphs, joining=joining, min_words=min_words, max_words=max_words)
    assert [number for first, last in ranges for number in range(first, last)] == list(range(len(words)))
    assert all(first < last for first, last in ranges)


@given(sentence_counts(), st.integers(1, 200), st.integers(1, 200))
def test_only_a_single_sentence_is_longer_than_a_passage_may_be(article, min_words, max_words) -> None:
    """No passage of several sentences has more than `max_words` words."""
    words, headings, paragraphs, joining = article
    for first, last in split(words, headings, paragraphs, joining=joining, min_words=min_words, max_words=max_words):
        assert last - first == 1 or sum(words[first:last]) <= max_words


@given(sentence_counts())
def test_what_joins_the_following_ends_no_passage(article) -> None:
    """A heading or caption ends a passage only if it is the last sentence, or the next one finds no room."""
    words, headings, paragraphs, joining = article
    joins = [heading or join for heading, join in zip(headings, joining, strict=True)]
    for _, last in split(words, headings, paragraphs, joining=joining):
        if last < len(words) and joins[last - 1]:
            start = last - 1
            while start and joins[start - 1]:
                start -= 1
            assert sum(max(1, count) for count in words[start : (*joins, False).index(False, last) + 1]) > 150


@given(sentence_counts())
def test_splitting_is_deterministic(article) -> None:
    """The same article gives the same passages."""
    words, headings, paragraphs, joining = article
    assert split(words, headings, paragraphs, joining=joining) == split(words, headings, paragraphs, joining=joining)


@given(st.lists(st.integers(1, 30), min_size=20, max_size=80))
def test_running_text_has_passages_of_even_length(words) -> None:
    """Text of ordinary sentences without headings has no tiny passage, be it the last."""
    if sum(words) > 150:
        assert min(lengths(words)) >= 50


@given(st.lists(st.integers(0, 40), min_size=1, max_size=20), st.integers(1, 150))
def test_a_short_article_is_one_passage(words, min_words) -> None:
    """An article without headings of at most `max_words` words is one passage, whatever `min_words` is."""
    if sum(words) <= 150:
        assert lengths(words, min_words=min_words) == [sum(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [([20] * 5, [100]), ([20] * 8, [80, 80]), ([30, 30, 30, 30, 10], [130]), ([200, 5, 200], [200, 5, 200]), ([], [])],
)
def test_lengths_are_even(words, expected) -> None:
    """A tail shares with its neighbour; an article that fits is one passage."""
    assert lengths(words) == expected


def test_a_break_is_put_between_paragraphs() -> None:
    """Of breaks that are about as good, the one at a paragraph's end is taken."""
    assert lengths([20] * 12, paragraphs=[number in (0, 7) for number in range(12)]) == [140, 100]


def test_a_heading_begins_a_passage() -> None:
    """Sections that are long enough are passages of their own, each with its heading."""
    assert lengths([2, 60, 50, 2, 60, 50], headings=(0, 3)) == [112, 112]


def test_short_sections_are_merged() -> None:
    """A section far below `min_words` shares a passage with the next."""
    assert lengths([2, 30, 2, 30, 2, 30], headings=(0, 2, 4)) == [96]


def test_the_lines_above_an_article_join_its_beginning() -> None:
    """Headline, caption and dateline are in the first passage, with the text that follows."""
    assert lengths([11, 16, 6, 60, 60, 60], headings=(0,), joining=(1, 2)) == [93, 120]


def test_a_long_article_takes_little_time() -> None:
    """Ten thousand sentences of any length are split with a bounded look back: not a hundred million steps."""
    words = [1] * 10_000
    assert sum(lengths(words)) == 10_000
    assert len(lengths(words)) < 100


@pytest.mark.parametrize(
    ("sentence", "language", "shortest", "longest"),
    [
        ("旧桥在春天关闭了，因为洪水冲走了两个桥墩。", "zh", 160, 330),
        ("古い橋は春に閉鎖された。洪水が橋脚を二本流したためである。", "ja", 160, 330),
        ("สะพานเก่าปิดในฤดูใบไม้ผลิ เพราะน้ำท่วมพัดเสาสะพานไปสองต้น ", "th", 320, 640),
        ("The old bridge was closed in the spring, since the flood had washed out two piers. ", "en", 480, 900),
    ],
)
def test_passages_are_as_short_in_every_script(sentence, language, shortest, longest) -> None:
    """A long text has passages of 100 to 150 words, in code points: 200 to 300 of Chinese, 400 to 600 of Thai."""
    text = (sentence * 200).strip()
    spans = sentences(text, language)
    counts = [word_count(text[start:end]) for start, end in spans]
    no = [False] * len(spans)
    passages = [spans[last - 1][1] - spans[first][0] for first, last in split(counts, no, no)]
    assert shortest <= min(passages)
    assert max(passages) <= longest
