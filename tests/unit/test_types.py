"""The values keep their laws: one that exists can be trusted."""

from __future__ import annotations

import pytest

from indexer.answering.quotes import quotable
from indexer.errors import LawError
from indexer.types import MARK_KINDS, Article, Mark, Span, sha256


def test_a_mark_is_of_a_kind_that_there_is() -> None:
    """A mark of another kind breaks its law; pages are places, not marks."""
    for kind in MARK_KINDS:
        assert Mark(Span(0, 1), kind).kind == kind
    with pytest.raises(LawError, match="not 'page'"):
        Mark(Span(0, 1), "page")


@pytest.mark.parametrize("kind", sorted(MARK_KINDS))
def test_no_mark_is_quoted(kind) -> None:
    """Whatever kind a mark is of, its words are no running text, so a sentence that overlaps it is never an answer."""
    text = "A bee. Bees dance."
    article = Article("a", "t", text, sha256(text), marks=(Mark(Span(0, 6), kind),))
    assert not quotable(article, Span(0, 8))
    assert quotable(article, Span(7, 18))
