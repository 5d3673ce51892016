"""The terms of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.text.analyzers import analyzer
from tests.strategies import texts

LANGUAGES = st.sampled_from(["en", "de", "ja", "xx"])
SIGNS = st.text("aB1é日ก .,'’-‐#+_\t\n\x1f\x85\xa0\u2028\u3000", max_size=40)


@given(st.one_of(texts(), st.text(max_size=60), SIGNS), LANGUAGES)
def test_no_term_crosses_white_space(text, language):
    """A text has the terms of its parts between white space, in order: a build looks up parts instead of tokens."""
    terms = analyzer(language).terms
    assert terms(text) == [term for part in text.split() for term in terms(part)]
