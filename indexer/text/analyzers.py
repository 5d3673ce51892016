"""The terms of a text: one analyzer for both sides, so that what was indexed is what is looked for.

A token is a run of letters and digits, with what belongs inside it: the apostrophe of `don't`, the comma of `1,000`,
the full stops of `U.S.`, the hyphens of `COVID-19`, the signs of `C++` and `C#`. A token becomes

- nothing, when it is a stop word of its language;
- itself, case-folded, when it holds a digit or a sign;
- its Snowball stem without accents, when it is a word;
- its parts, when it is words joined by hyphens (`mother-to-child`); with a digit in it, the whole and its parts;
- pairs of neighbouring characters, where a script is written without spaces.

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

_LONGEST = 64  # code points of a term; a longer token is cut, on both sides alike
_REMEMBERED = 500_000  # tokens whose terms are kept at hand

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
    """Makes the terms of one language. Safe to share between threads; use `analyzer(language)` to get one."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._prefix = f"{language}:"
        profile = profile_of(language)
        self._stop_words = profile.stop_words
        self._stemmer = Stemmer.Stemmer(profile.stemmer, 0) if profile.stemmer else None
        self._lock = threading.Lock()  # a stemmer serves one thread at a time
        self._known: dict[str, tuple[str, ...]] = {}

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in order, each as often as it occurs."""
        return [term for token in _TOKEN.findall(text) for term in self.terms_of(token)]

    def words(self, text: str) -> list[str]:
        """The tokens of `text`, as written, for `terms_of`."""
        return _TOKEN.findall(text)

    def terms_of(self, token: str) -> tuple[str, ...]:
        """The terms of one token, as written."""
        terms = self._known.get(token)
        return self._learn(token) if terms is None else terms

    def finder(self, terms: Iterable[str]) -> Finder:
        """Finds the tokens that are indexed as one of the terms."""
        return Finder(self, terms)

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens of `text`, stop words included, with their spans (code points)."""
        for match in _TOKEN.finditer(text):
            yield Token(match.start(), match.end(), self.terms_of(match.group()))

    def _learn(self, token: str) -> tuple[str, ...]:
        terms = tuple(dict.fromkeys(self._prefix + term[:_LONGEST] for term in self._analyze(token)))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = terms
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
    """Finds where texts hold some terms: the spans, (start, end), of the tokens that are indexed as one of them."""

    def __init__(self, own: Analyzer, terms: Iterable[str]) -> None:
        self._own = own
        self._beginnings = {term: _beginning(term) for term in terms}
        self._terms = frozenset(self._beginnings)
        self._within: dict[str, list[tuple[int, int, int]]] = {}  # what words hold, as `_analysed` says

    def spans(self, text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
        """The spans in a text that is known to hold `terms`, each named as often as it occurs.

        Looked into are the words, between two spaces, that a term seems to begin in. When these do not hold as many as
        there are, all of the text is analysed.
        """
        folded = text.lower()
        words: dict[int, int] = {}
        for beginning in {self._beginnings[term] for term in terms}:
            at = folded.find(beginning)
            while at >= 0:
                end = folded.find(" ", at)
                end = len(folded) if end < 0 else end
                words[folded.rfind(" ", 0, at) + 1] = end
                at = folded.find(beginning, end)
        found, count = [], 0
        within = self._within
        for start in sorted(words):
            word = text[start : words[start]]
            if word not in within:
                within[word] = self._analysed(word)
            for first, last, held in within[word]:
                found.append((start + first, start + last))
                count += held
        if count == len(terms) and len(folded) == len(text):
            return found
        return [(first, last) for first, last, _ in self._analysed(text)]

    def _analysed(self, text: str) -> list[tuple[int, int, int]]:
        """The tokens that are indexed as one of the terms or more: start, end and how many."""
        found = []
        for match in _TOKEN.finditer(text):
            held = self._terms.intersection(self._own.terms_of(match[0]))
            if held:
                found.append((match.start(), match.end(), len(held)))
        return found


def _beginning(term: str) -> str:
    """What a word that is indexed as the term begins with, as a rule: stemming may have put another letter last."""
    _, _, stem = term.partition(":")
    return stem[:-1] or stem


def _unaccented(word: str) -> str:
    """A Latin word without its accents; other scripts keep their marks, which tell letters apart."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    if not decomposed[0].isascii():
        return word
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


@cache
def analyzer(language: str) -> Analyzer:
    """The analyzer of a language (ISO 639-1); one without a stemmer leaves words as they are."""
    return Analyzer(language)
