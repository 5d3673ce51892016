"""Character n-grams: runs of n characters, spaces included.

They match other forms of a word ("dam", "damned"), and phrases made of stop words, which have no terms. Accents and signs
that are seldom typed do not count (`folding.py`); other combining marks belong to their word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.characters import MARKS
from indexer.text.folding import folded_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(rf"[\w{MARKS}]+")
_SMALL_WORDS = "".join(sign.lower() if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
"""A table for `str.translate`: the letters of ASCII in small ones, a space for what is in no word."""


def words(text: str) -> list[str]:
    """The words of a text, case-folded and folded."""
    if text.isascii():  # so twice as fast
        return text.translate(_SMALL_WORDS).split()
    return _WORD.findall(folded_text(text))


def spaced_words(text: str) -> str:
    """The words of a text, case-folded and folded, as one string with a single space before and after each: ` a b c `."""
    return spaced(words(text))


def spaced(parts: Sequence[str]) -> str:
    """The words as one string with a single space before and after each."""
    return f" {' '.join(parts)} "


def ngrams(text: str, size: int) -> tuple[str, ...]:
    """The distinct runs of `size` characters in a text of spaced words, in order of appearance."""
    return tuple(dict.fromkeys(text[start : start + size] for start in range(len(text) - size + 1)))


def ngram_share(wanted: Sequence[str], text: str) -> float:
    """The share, 0 to 1, of the n-grams that a text of spaced words contains; 0 for no n-grams."""
    return sum(map(text.__contains__, wanted)) / (len(wanted) or 1)
