"""Which passages hold a word, or all words of a phrase, in whatever form it is typed?

A stop word is looked for as such and as a name (`WHO`); a word of several parts by all of them or by what they are joined.
A single digit is no term of its own in articles (`analyzers.py`), and is left to whoever reads the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.text.common_terms import as_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable

    Numbers = NDArray[np.int64]

_TEXT = ("text",)


def holding_word(build: Searchable, language: str, word: str, *, fields: Sequence[str] = _TEXT) -> Numbers:
    """The numbers of the passages that hold the word in one of the fields, read in this language; rising."""
    own = analyzer(language)
    every = [own.word(token) for token in tokens.find_all(word)]
    parts = [term for each in every for term in (each.parts or each.common)]
    ways = [parts, [each.joined for each in every if each.joined]]
    ways += [[as_name(term) for term in each.common] for each in every if not each.parts]
    return np.unique(np.concatenate([build.engine.holding(terms, fields=fields) for terms in ways]))


def holding_words(build: Searchable, language: str, phrase: str, *, fields: Sequence[str] = _TEXT) -> Numbers:
    """The numbers of the passages that hold all words of a phrase; stop words only count in a phrase of nothing else."""
    terms = certain_terms(language, phrase)
    if terms:
        return build.engine.holding(terms, fields=fields)
    passages: Numbers | None = None
    for word in dict.fromkeys(tokens.find_all(phrase)):
        holding = holding_word(build, language, word, fields=fields)
        passages = holding if passages is None else np.intersect1d(passages, holding, assume_unique=True)
    return np.empty(0, np.int64) if passages is None else passages


def certain_terms(language: str, phrase: str) -> list[str]:
    """The terms, in order, that every passage has which says the phrase; none for stop words."""
    own = analyzer(language)
    return [term for token in own.tokens(phrase) for term in token.word.parts if not own.is_digit(term)]
