"""Whether a quote still stands: at its place, at another one, or no longer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, Span
from indexer.answering import verify_quote
from indexer.types import sha256


def article(text):
    """An article of that text."""
    return Article("a", "A title", text, sha256(text))


def test_of_several_places_the_nearest_is_named() -> None:
    """A sentence that stands three times has moved to where it is nearest to its old place, before or behind."""
    text = "No. " * 3 + "It rains in spring, and then it is dry. " + "No."
    assert [text[start : start + 3] for start in (0, 4, 8, 52)] == ["No."] * 4
    for old, new in ((1, 0), (3, 4), (6, 4), (7, 8), (29, 8), (31, 52), (500, 52)):
        verification = verify_quote(article(text), Span(old, old + 3), "No.")
        assert (verification.standing, verification.span) == ("moved", Span(new, new + 3)), old


@given(st.text("ab ", min_size=1, max_size=12), st.text("ab", min_size=1, max_size=3), st.integers(0, 15))
def test_the_place_named_is_one_where_it_stands(text, quote, start) -> None:
    """“Holds” and “moved” name a span that holds the quote, the nearest there is; “changed” means there is none."""
    text = text.replace(" ", "c")
    verification = verify_quote(article(text), Span(start, start + len(quote)), quote)
    places = [place for place in range(len(text)) if text.startswith(quote, place)]
    if verification.span is None:
        assert (verification.standing, places) == ("changed", [])
    else:
        assert verification.span.of(text) == quote
        assert (verification.standing == "holds") == (start in places)
        assert abs(verification.span.start - start) == min(abs(place - start) for place in places)


def test_no_words_are_said_nowhere() -> None:
    """An empty quote stands nowhere."""
    assert verify_quote(article("A."), Span(0, 1), "").standing == "changed"
