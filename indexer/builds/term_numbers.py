"""Which terms does a text have? Looked up in a cache that is kept between batches, for most words come again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzers import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_LONGEST = 64  # code points of a cached chunk; scripts without spaces have longer ones, which seldom come again
_MOST_CACHED = 300_000  # chunks, in all languages together: some 60 MB


class ChunkTerms(dict[str, tuple[int, ...]]):
    """Chunk (what stands between white space) → temporary numbers of its terms, in one language; filled as chunks come.

    No token crosses two chunks, so a text has the terms of its chunks; and to look a chunk up takes a tenth of the time of
    tokenizing it.
    """

    def __init__(self, language: str, numbers: dict[str, int], *, begins: bool) -> None:
        """`numbers` counts the terms of all languages; `begins` says that the chunks begin sentences."""
        self._analyzer = analyzer(language)
        self._numbers = numbers
        self._begins = begins

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        numbers = self._numbers
        own = self._analyzer.chunk_terms(chunk, begins=self._begins)
        terms = tuple([numbers.setdefault(term, len(numbers)) for term in own])
        if len(chunk) <= _LONGEST:
            self[chunk] = terms
        return terms


class SentenceTerms:
    """The terms of sentences in one language."""

    def __init__(self, language: str, numbers: dict[str, int]) -> None:
        names = sorted(analyzer(language).names)
        self._name_in = re.compile("|".join(map(re.escape, names))).search if names else None
        self._first = ChunkTerms(language, numbers, begins=True)
        self._others = ChunkTerms(language, numbers, begins=False)

    def __len__(self) -> int:
        return len(self._first) + len(self._others)

    def terms(self, parts: Sequence[str]) -> Iterator[int]:
        """The numbers of the terms of a sentence, given as its chunks, in order; those of stop words too."""
        if parts and self._name_in and self._name_in(parts[0]):
            others = map(self._others.__getitem__, parts[1:])
            return chain.from_iterable((self._first[parts[0]], *others))
        return chain.from_iterable(map(self._others.__getitem__, parts))


@dataclass(slots=True)
class TermNumbers:
    """Cache kept between batches: term → temporary number, in order of appearance, and the chunks of each language."""

    numbers: dict[str, int] = field(default_factory=dict)
    languages: dict[str, SentenceTerms] = field(default_factory=dict)

    def of(self, language: str) -> SentenceTerms:
        """The cached terms of a language."""
        if language not in self.languages:
            self.languages[language] = SentenceTerms(language, self.numbers)
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
