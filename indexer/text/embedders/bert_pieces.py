"""The word pieces of a text, by a vocabulary such as BERT's (uncased).

A word is a run of letters and digits, in small letters and without accents; a Chinese character is a word of its own. It is
cut from its beginning into the longest pieces that the vocabulary knows, and a piece that does not begin a word is written
with `##` in front: "unlit" is `un ##lit`. (Wu et al., "Google's neural machine translation system", 2016, section 4.1;
Devlin et al., "BERT", 2019.) Punctuation and special tokens are no pieces here, which is all that differs.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")  # the same, and faster, for texts of small letters without accents
_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f])")
_LONGEST = 100  # characters of a word; a longer one has no pieces, as in BERT
_MOST_CACHED = 100_000  # tokens: some 25 MB


class BertPieces:
    """Cuts texts into pieces, which are numbered as in the vocabulary. Safe to share between threads."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        # Pieces with ## are among the first ones too, where no word looks for them.
        self._first = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
        self._inner = {piece[2:]: number for piece, number in self._first.items() if piece.startswith("##")}
        self._longest_first, self._longest_inner = (max(map(len, own), default=0) for own in (self._first, self._inner))
        self._cache = _Cache(self._of_token)

    def numbers(self, text: str) -> NDArray[np.int64]:
        """The numbers of the text's pieces, in its order; words that the vocabulary cannot spell are left out."""
        if len(self._cache) > _MOST_CACHED:
            self._cache = _Cache(self._of_token)
        return np.fromiter(chain.from_iterable(map(self._cache.__getitem__, text.split())), np.int64)

    def of_token(self, token: str) -> tuple[int, ...]:
        """The numbers of the pieces of what stands between two spaces; kept for the next time."""
        return self._cache[token]

    def _of_token(self, token: str) -> tuple[int, ...]:
        """The numbers of the pieces between two spaces."""
        small = token.lower()
        words = (_ASCII_WORD if small.isascii() else _WORD).findall(small)
        return tuple(chain.from_iterable(map(self._of_word, words)))

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; Chinese characters in it are words."""
        if word.isascii():
            return self._longest_pieces(word)
        parts = _HAN.split(_without_accents(word))
        return tuple(chain.from_iterable(self._longest_pieces(part) for part in parts))

    def _longest_pieces(self, bare: str) -> tuple[int, ...]:
        """The numbers of the pieces; none when a part of the word is in no piece."""
        if len(bare) > _LONGEST:
            return ()
        pieces: list[int] = []
        start = 0
        while start < len(bare):
            known, lengths = (self._inner, self._longest_inner) if start else (self._first, self._longest_first)
            end = min(len(bare), start + lengths)
            while end > start and bare[start:end] not in known:
                end -= 1
            if end == start:
                return ()
            pieces.append(known[bare[start:end]])
            start = end
        return tuple(pieces)


class _Cache(dict[str, tuple[int, ...]]):
    """Token → the numbers of its pieces, computed when it is asked for first."""

    def __init__(self, compute: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, token: str) -> tuple[int, ...]:
        numbers = self._compute(token)
        if len(token) <= _LONGEST:
            self[token] = numbers
        return numbers


def _without_accents(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")
