"""Finds the words of a question in a text: where a reader sees them highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.text.characters import is_unspaced
from indexer.text.common_terms import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.text.analyzers import Analyzer


class Finder:
    """Finds some terms in texts: the spans, (start, end), of the tokens that are indexed as one of the terms.

    Of a token in a script without spaces, the span is that of the characters which are a term.
    """

    def __init__(self, analyzer: Analyzer, terms: Iterable[str]) -> None:
        self._analyzer = analyzer
        self._beginnings = {term: _beginning(term) for term in terms}
        self._terms = frozenset(self._beginnings)
        self._by_chunk: dict[str, list[tuple[int, int, int]]] = {}  # text between spaces → its matches, see `_matches`

    def spans(self, text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
        """The spans in a text that holds exactly these terms, each given as often as it occurs.

        Analysed are only the chunks (from space to space) that contain the beginning of a term. If these hold fewer terms
        than there are, the whole text is analysed.
        """
        folded = text.lower()
        chunks: dict[int, int] = {}
        for beginning in {self._beginnings[term] for term in terms}:
            offset = folded.find(beginning)
            while offset >= 0:
                end = folded.find(" ", offset)
                end = len(folded) if end < 0 else end
                chunks[folded.rfind(" ", 0, offset) + 1] = end
                offset = folded.find(beginning, end)
        spans, count = [], 0
        by_chunk = self._by_chunk
        for start in sorted(chunks):
            chunk = text[start : chunks[start]]
            if chunk not in by_chunk:
                by_chunk[chunk] = self._matches(chunk)
            for first, last, terms_held in by_chunk[chunk]:
                spans.append((start + first, start + last))
                count += terms_held
        if count == len(terms) and len(folded) == len(text):
            return spans
        return self.all_spans(text)

    def all_spans(self, text: str) -> list[tuple[int, int]]:
        """The spans of all tokens in a text that are indexed as one of the terms."""
        return [(first, last) for first, last, _ in self._matches(text)]

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        """The tokens that are indexed as at least one of the terms: start, end, and how many of these terms."""
        matches = []
        for start, end, word in self._analyzer.words(text):
            terms = self._terms.intersection(word.indexed + word.common)
            if not terms:
                continue
            written = text[start:end]
            if is_unspaced(written):
                matches += _characters(written, start, terms)
            else:
                matches.append((start, end, len(terms)))
        return matches


def _characters(token: str, offset: int, terms: Iterable[str]) -> list[tuple[int, int, int]]:
    """Where the terms' characters stand in a token; spans that touch are one. The number of terms is told of the first."""
    places: set[int] = set()
    wanted = [term.partition(":")[2] for term in terms]
    for characters in wanted:
        at = token.find(characters)
        while at >= 0:
            places.update(range(at, at + len(characters)))
            at = token.find(characters, at + 1)
    if not places:  # written in other characters than it is indexed by
        return [(offset, offset + len(token), len(wanted))]
    runs: list[tuple[int, int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == offset + place:
            runs[-1] = (runs[-1][0], offset + place + 1, runs[-1][2])
        else:
            runs.append((offset + place, offset + place + 1, 0 if runs else len(wanted)))
    return runs


def _beginning(term: str) -> str:
    """The letters that words of the term usually begin with: the stem without its last letter, which stemming may change."""
    stem = form_of(term)
    return stem[:-1] or stem
