"""The terms of a text. Articles and questions go through the same analyzer, so that both have the same terms.

A token is a run of letters and digits, with the signs that belong inside it: the apostrophe of `don't`, the comma of `1,000`,
the full stops of `U.S.`, the hyphens of `COVID-19`, the signs of `C++` and `C#`. A token becomes

- nothing, when it is a stop word of its language;
- itself, case-folded, when it holds a digit or a sign;
- its Snowball stem without accents, when it is a word;
- its parts, when it is words joined by hyphens (`mother-to-child`); with a digit in it, the whole and its parts;
- pairs of neighbouring characters, in scripts that are written without spaces.

Every term carries its language: `en:run`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import Stemmer

from indexer.text.languages import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VERSION = f"1 (Snowball {Stemmer.version()}, Unicode {unicodedata.unidata_version})"

_LONGEST = 64  # code points of a term; a longer one is cut
_CACHED = 500_000  # tokens whose terms are kept

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = rf"[^\W_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"""
      [{_UNSPACED}]+                                    # no spaces between words
    | (?:[^\W\d_]\.){{2,}}                              # U.S.
    | {_WORD}+ (?: ['’ʼ\-‐‑] {_WORD}+ | (?<=\d)[.,](?=\d) {_WORD}+ )* (?: \+\+ | \#(?!\w) )?
    """,
    re.VERBOSE,
)
_MARKS = re.compile("[\u0300-\u036f]+")
_PARTS = re.compile("[-‐‑]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, `text[start:end]`, and the terms it is indexed as (none for a stop word)."""

    start: int
    end: int
    terms: tuple[str, ...]


class Analyzer:
    """Makes terms of texts in one language. Safe to share between threads; `analyzer(language)` gives the shared one."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._prefix = f"{language}:"
        profile = profile_of(language)
        self._stop_words = profile.stop_words
        self._stemmer = Stemmer.Stemmer(profile.stemmer, 0) if profile.stemmer else None
        self._lock = threading.Lock()  # a stemmer serves one thread at a time
        self._cache: dict[str, tuple[str, ...]] = {}

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in order, each as often as it occurs."""
        return [term for token in _TOKEN.findall(text) for term in self.terms_of(token)]

    def words(self, text: str) -> list[str]:
        """The tokens of `text`, as written, in order; `terms_of` makes terms of each."""
        return _TOKEN.findall(text)

    def terms_of(self, token: str) -> tuple[str, ...]:
        """The terms of one token, given as written; empty for a stop word."""
        terms = self._cache.get(token)
        return self._analyze_and_cache(token) if terms is None else terms

    def finder(self, terms: Iterable[str]) -> Finder:
        """A finder of the tokens in texts that are indexed as one of the terms."""
        return Finder(self, terms)

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens of `text`, stop words included, with their spans (code points)."""
        for match in _TOKEN.finditer(text):
            yield Token(match.start(), match.end(), self.terms_of(match.group()))

    def _analyze_and_cache(self, token: str) -> tuple[str, ...]:
        terms = tuple(dict.fromkeys(self._prefix + term[:_LONGEST] for term in self._analyze(token)))
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[token] = terms
        return terms

    def _analyze(self, token: str) -> Iterator[str]:
        word = "".join(unicodedata.normalize("NFKC", token).casefold().split()).replace("’", "'").replace("ʼ", "'")
        if word in self._stop_words or not word:
            return
        if re.match(f"[{_UNSPACED}]", word):
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
            return
        parts = _PARTS.split(word)
        if len(parts) > 1:
            if any(character.isdigit() for character in word):
                yield "-".join(parts)
            for part in parts:
                if part not in self._stop_words:
                    yield self._stem(part)
            return
        yield self._stem(word)

    def _stem(self, word: str) -> str:
        plain = word.removesuffix("'s")
        if self._stemmer is not None and plain.replace("'", "").isalpha():
            with self._lock:
                plain = self._stemmer.stemWord(plain)
        return _unaccented(plain)


class Finder:
    """Finds some terms in texts: the spans, (start, end), of the tokens that are indexed as one of the terms."""

    def __init__(self, analyzer: Analyzer, terms: Iterable[str]) -> None:
        self._analyzer = analyzer
        self._beginnings = {term: _beginning(term) for term in terms}
        self._terms = frozenset(self._beginnings)
        self._by_word: dict[str, list[tuple[int, int, int]]] = {}  # word → its matches, see `_matches`

    def spans(self, text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
        """The spans in a text that holds exactly these terms, each given as often as it occurs.

        Analysed are only the words (from space to space) that contain the beginning of a term. If these hold fewer terms than
        there are, the whole text is analysed.
        """
        folded = text.lower()
        words: dict[int, int] = {}
        for beginning in {self._beginnings[term] for term in terms}:
            offset = folded.find(beginning)
            while offset >= 0:
                end = folded.find(" ", offset)
                end = len(folded) if end < 0 else end
                words[folded.rfind(" ", 0, offset) + 1] = end
                offset = folded.find(beginning, end)
        spans, count = [], 0
        by_word = self._by_word
        for start in sorted(words):
            word = text[start : words[start]]
            if word not in by_word:
                by_word[word] = self._matches(word)
            for first, last, terms_held in by_word[word]:
                spans.append((start + first, start + last))
                count += terms_held
        if count == len(terms) and len(folded) == len(text):
            return spans
        return [(first, last) for first, last, _ in self._matches(text)]

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        """The tokens that are indexed as at least one of the terms: start, end, and the number of these terms."""
        matches = []
        for match in _TOKEN.finditer(text):
            terms = self._terms.intersection(self._analyzer.terms_of(match[0]))
            if terms:
                matches.append((match.start(), match.end(), len(terms)))
        return matches


def _beginning(term: str) -> str:
    """The letters that words of the term usually begin with: the stem without its last letter, which stemming may change."""
    _, _, stem = term.partition(":")
    return stem[:-1] or stem


def _unaccented(word: str) -> str:
    """The word without accents if it is Latin; in other scripts, marks tell letters apart and stay."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    if not decomposed[0].isascii():
        return word
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


@cache
def analyzer(language: str) -> Analyzer:
    """The analyzer of a language (ISO 639-1); without a stemmer in its profile, words stay as they are."""
    return Analyzer(language)
