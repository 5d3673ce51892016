"""Which of a build's sources and authors does a filter name?

A source is named whole: `the daily` is “The Daily”, and not “The Daily News”. An author is named by one word or several, in
their order: `carvalho` is “João Carvalho”, “Carvalho, J.” and “Ada Holm and J. Carvalho”. Accents and case do not count.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.text.folding import folded_name, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CACHED = 64
_BETWEEN_AUTHORS = re.compile(r"\s*[;&|/]\s*|\s+(?:and|und|et|y|e|och|og|en|with)\s+")


class Names:
    """The names of one kind, by number."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._cache: dict[tuple[tuple[str, ...], bool], list[int]] = {}
        self._numbers = {name.casefold(): number for number, name in enumerate(names)}

    @cached_property
    def _lines(self) -> str:
        """All names, folded at once, each on a line of its own, the first behind a line feed."""
        return "\n" + folded_name("\n".join(name.replace("\n", " ") for name in self._names)) + "\n"

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self._lines)]

    def numbers(self, wanted: Sequence[str], *, whole: bool) -> list[int]:
        """The numbers of the names that one of the wanted ones means: named whole, or by one author's words."""
        key = (tuple(wanted), whole)  # an engine asks about one question's filter many times
        if key not in self._cache:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            find = self._whole if whole else self._by_words
            self._cache[key] = [number for name in wanted for number in find(name)]
        return self._cache[key]

    def _whole(self, wanted: str) -> list[int]:
        """The numbers of the names that are the wanted one: case-folded, or else without accents and signs too."""
        if wanted in self._numbers:
            return [self._numbers[wanted]]
        words = name_words(wanted)
        return [number for number, line in self._holding(words) if name_words(line) == words]

    def _by_words(self, wanted: str) -> list[int]:
        """The numbers of the names that are the wanted one, or in which one author has its words in their order."""
        own = [self._numbers[wanted]] if wanted in self._numbers else []
        words = name_words(wanted)
        holding = (number for number, line in self._holding(words) if _names_author(line, words))
        return sorted({*own, *holding})

    def _holding(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Number and folded line of each name with the longest of the words."""
        if not words:
            return
        lines, starts, last = self._lines, self._starts, -1
        for match in re.finditer(rf"\b{re.escape(max(words, key=len))}\b", lines):
            number = int(np.searchsorted(starts, match.start())) - 1
            if number != last:
                spend()
                last = number
                yield number, lines[starts[number] + 1 : starts[number + 1]]


def _names_author(line: str, words: Sequence[str]) -> bool:
    """Whether one author of the folded line has the words in their order, or all authors together have them in a row."""
    return _in_a_row(name_words(line), words) or any(
        _in_order(name_words(name), words) for part in _BETWEEN_AUTHORS.split(line) for name in _written_forms(part)
    )


def _written_forms(part: str) -> Iterator[str]:
    """The names between commas; and the name that one comma turns round, as in “Carvalho, João”."""
    names = [name for name in part.split(",") if name.strip()]
    yield from names
    if len(names) == 2 and min(len(name.split()) for name in names) == 1:
        yield f"{names[1]} {names[0]}"


def _in_a_row(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(tuple(words[start : start + len(wanted)]) == wanted for start in range(len(words)))


def _in_order(words: Sequence[str], wanted: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)
