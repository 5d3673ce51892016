"""What is highlighted are the question's words, wherever a passage holds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from indexer.text import characters
from indexer.text.analyzers import analyzer
from tests.strategies import normal_texts

LANGUAGES = ("en", "de", "ja", "tr")
WORDS = ("hoping", "Hope", "(hope),", "happy", "happiness", "Straße", "STRASSE", "École", "İstanbul", "don't", "A.B.", "C++",
         "mother-to-child", "child", "1,000", "日本語の", "us", "use")  # fmt: skip

UNSPACED = re.compile(f"[{characters.UNSPACED}]")


@given(
    text=st.one_of(normal_texts(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)),
    language=st.sampled_from(LANGUAGES),
    chosen=st.sets(st.integers(0, 7)),
)
def test_every_token_of_a_term_is_found(text, language, chosen) -> None:
    """For any text and any of its terms: the spans are those of all tokens that are indexed as one of the terms.

    In scripts without spaces, they lie in these tokens.
    """
    tokens = list(analyzer(language).tokens(text))
    every = list(dict.fromkeys(term for token in tokens for term in token.terms))
    wanted = {term for place, term in enumerate(every) if place % 8 in chosen}
    held = [term for token in tokens for term in token.terms if term in wanted]
    expected = [(token.start, token.end) for token in tokens if not wanted.isdisjoint(token.terms)]
    spans = analyzer(language).finder(wanted).spans(text, held)
    if UNSPACED.search(text):
        assert all(any(start <= first < last <= end for start, end in expected) for first, last in spans)
    else:
        assert spans == expected


def test_highlights_are_the_words_of_the_question(library) -> None:
    """A hit's highlights are the words that the question asks for, in any form."""
    hit = library.search("how do agreements get signed?").hits[0]
    assert {span.of(hit.article.text).casefold()[:4] for span in hit.highlights} == {"agre", "sign"}
