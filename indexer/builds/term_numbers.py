"""Which terms does a text have? Looked up in a cache that is kept between batches, for most words come again."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzers import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_LONGEST = 64  # code points of a cached word; scripts without spaces have longer ones, which seldom come again
_MOST_CACHED = 300_000  # words, in all languages together: some 60 MB


class WordTerms(dict[str, tuple[int, ...]]):
    """Word (what stands between white space) → temporary numbers of its terms, in one language; filled as words come.

    No token holds white space, so a text has the terms of its words; and to look a word up takes a tenth of the time of
    tokenizing it.
    """

    def __init__(self, language: str, numbers: dict[str, int]) -> None:
        """`numbers` counts the terms of all languages."""
        self._analyzer = analyzer(language)
        self._numbers = numbers

    def __missing__(self, word: str) -> tuple[int, ...]:
        numbers = self._numbers
        terms = tuple([numbers.setdefault(term, len(numbers)) for term in self._analyzer.terms(word)])
        if len(word) <= _LONGEST:
            self[word] = terms
        return terms

    def terms(self, words: Iterable[str]) -> Iterator[int]:
        """The numbers of the terms of a text that is split at white space, in order."""
        return chain.from_iterable(map(self.__getitem__, words))


@dataclass(slots=True)
class TermNumbers:
    """Cache kept between batches: term → temporary number, in order of appearance, and the words of each language."""

    numbers: dict[str, int] = field(default_factory=dict)
    languages: dict[str, WordTerms] = field(default_factory=dict)

    def words(self, language: str) -> WordTerms:
        """The cached words of a language."""
        if language not in self.languages:
            self.languages[language] = WordTerms(language, self.numbers)
        return self.languages[language]

    def shrink(self) -> None:
        """Empties the cache when it takes too much memory; temporary numbers are others from then on."""
        if sum(map(len, self.languages.values())) > _MOST_CACHED:
            self.numbers, self.languages = {}, {}

    def sorted_terms(self, *used: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int32]]:
        """The terms that are used, sorted, and for each temporary number the place of its term among them."""
        present = np.zeros(len(self.numbers), np.bool_)
        for numbers in used:
            present[numbers] = True
        names = list(self.numbers)
        order = sorted(np.flatnonzero(present).tolist(), key=names.__getitem__)
        places = np.zeros(len(names), np.int32)
        places[order] = np.arange(len(order))
        return [names[number] for number in order], places
