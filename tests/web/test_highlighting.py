"""Highlights as segments, and an article as blocks: laws."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, Mark, Span
from indexer.text.normal import normalise
from indexer.types import sha256
from webapp.pages.article_blocks import KINDS, blocks
from webapp.pages.highlighting import segments

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair))))
MARK_KINDS = st.sampled_from([*sorted(KINDS), "byline"])


@given(st.text(max_size=40), st.integers(0, 30), SPANS, SPANS)
def test_segments_joined_are_the_text(text, at, quoted, terms):
    """Whatever the spans, the segments joined are the text, and none of them is empty."""
    parts = segments(text, at, {"quoted": quoted, "term": terms})
    assert "".join(part.text for part in parts) == text
    assert all(part.text for part in parts)


@given(st.text(max_size=40), st.integers(0, 30), SPANS, SPANS)
def test_every_letter_is_highlighted_as_its_spans_say(text, at, quoted, terms):
    """A code point has a kind of highlight exactly when a span of that kind covers it."""
    parts = segments(text, at, {"quoted": quoted, "term": terms})
    shown = [part.kinds for part in parts for _ in part.text]
    for place, kinds in enumerate(shown, at):
        assert ("quoted" in kinds) == any(span.start <= place < span.end for span in quoted)
        assert ("term" in kinds) == any(span.start <= place < span.end for span in terms)


@given(st.text(max_size=40), st.integers(0, 30), SPANS, SPANS)
def test_neighbouring_segments_differ(text, at, quoted, terms):
    """Text is cut only where a highlight begins or ends."""
    parts = segments(text, at, {"quoted": quoted, "term": terms})
    assert all(left.kinds != right.kinds for left, right in pairwise(parts))


def test_segments_of_code_points_not_bytes():
    """Signs outside the basic plane count as one."""
    assert [part.text for part in segments("🌋 Katla", 10, {"term": [Span(12, 17)]})] == ["🌋 ", "Katla"]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of arbitrary text with arbitrary marks."""
    pieces = st.sampled_from(["word", " ", "\n", "\n\n", "🌋", "é", "\t", "\u2028"])
    text = normalise("".join(draw(st.lists(pieces | st.text(max_size=5), max_size=20))))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    marks = [
        Mark(Span(start, end), draw(MARK_KINDS)) for start, end in draw(st.lists(spans, max_size=5)) if start < end
    ]
    return Article("a", "A", text, sha256(text), marks=tuple(marks))


@given(articles())
def test_blocks_hold_all_words_in_order(article):
    """The blocks are disjoint, in order, trimmed, and leave out nothing but white space."""
    end = 0
    for block in blocks(article):
        words = block.span.of(article.text)
        assert words == words.strip()
        assert article.text[end : block.span.start].strip() == ""
        end = block.span.end
    assert article.text[end:].strip() == ""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_marked_part_is_a_block_of_its_kind(kind):
    """A headline is a headline, a caption a caption."""
    text = "Before.\n\nMarked words\nAfter."
    article = Article("a", "A", text, sha256(text), marks=(Mark(Span(9, 21), kind),))
    assert [(block.kind, block.span.of(text)) for block in blocks(article)] == [
        ("paragraph", "Before."),
        (kind, "Marked words"),
        ("paragraph", "After."),
    ]
