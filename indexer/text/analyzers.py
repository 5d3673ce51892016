"""The terms of a text. Articles and questions go through the same analyzer, so that both have the same terms.

A token (`tokens.py`) becomes a `Word`, which says what it is indexed as:

plain word         its base form (`took` → take), in American spelling, stemmed by Snowball, without accents
number             in digits, without separators of thousands: `1,000` → 1000, `three` → 3, `fourth` → 4th
several parts      the parts and what they are joined: `COVID-19` → covid, 19, covid19; `e-mail` → e, mail, email
apostrophe         contractions and elisions are their words (`l'été` → été); names are joined: `O'Brien` → obrien, brien
acronym            without full stops and plural: `U.S.` → us, `PDFs` → pdf
unspaced script    each character and each pair of neighbours
stop word          a term that is marked as common; a capital can make it a term like others: `WHO`, `Will Smith`

Every term carries its language: `en:run`. The mark of a common one comes after it: `en:_the`.
"""

from __future__ import annotations

import itertools
import re
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import Stemmer

from indexer.text import tokens
from indexer.text.characters import MARKS, is_unspaced
from indexer.text.common_terms import common_term, is_common
from indexer.text.finder import Finder
from indexer.text.folding import cleaned, folded, lowered
from indexer.text.irregular_forms import base_forms
from indexer.text.languages import profile_of
from indexer.text.spelling_variants import american

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 64  # code points of a term; a longer one is cut
_CACHED = 500_000  # tokens whose words are kept
_MOST_PARTS = 6  # of a token; one with more is a term as it stands
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{2,}s")
_PARTS = re.compile(r"[-&]+|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_NUMBER = re.compile(r"\d[\d.,]*")
_ORDINAL = re.compile(r"(\d+)-?([^\W\d_]+)")
_DECADE = re.compile(r"(\d{3}0)'?s")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Word:
    """What a token is indexed as, and searched by.

    `parts` are the terms of its parts (of a plain word, its term), and `joined` is that of all of them written as one, if
    there are several. `indexed` are the terms that an article gets for it, `common` those of stop words in it. `size` says
    how many words it counts in a question: 2 for `German-Georgian`, 1 for `COVID-19`.
    """

    parts: tuple[str, ...] = ()
    joined: str = ""
    indexed: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, `text[start:end]`; `terms` are those that it is indexed as, none for a stop word."""

    start: int
    end: int
    word: Word

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that it is indexed as, without those of stop words."""
        return self.word.indexed


class Analyzer:
    """Makes terms of texts in one language. Safe to share between threads; `analyzer(language)` gives the shared one."""

    def __init__(self, language: str) -> None:
        self.language = language
        profile = profile_of(language)
        self._prefix = f"{language}:"
        self._stop_words, self._forms = profile.stop_words, profile.forms
        self._bases = base_forms(language)
        self._elision = re.compile(rf"(?:{self._forms.elisions})'(?=\w)") if self._forms.elisions else None
        self._stemmer = Stemmer.Stemmer(profile.stemmer, 0) if profile.stemmer else None
        self._lock = threading.Lock()  # a stemmer serves one thread at a time
        self._cache: dict[str, Word] = {}
        self.names = frozenset(name.capitalize() for name in profile.names)
        """Stop words as they are written at the beginning of a sentence and as names: the only ones that `begins` changes."""

    def word(self, token: str, *, begins: bool = False) -> Word:
        """The word of a token, as written; `begins` says that it begins a sentence, so that its capital says nothing."""
        if begins and token in self.names:
            return self._analyze(token, begins=True)
        word = self._cache.get(token)
        if word is None:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            word = self._cache[token] = self._analyze(token, begins=False)
        return word

    def terms_of(self, token: str) -> tuple[str, ...]:
        """The terms that a token within a sentence is indexed as; empty for a stop word."""
        return self.word(token).indexed

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens of `text`, stop words included, with their spans (code points)."""
        return itertools.starmap(Token, self.words(text))

    def words(self, text: str) -> Iterator[tuple[int, int, Word]]:
        """Start, end and word of each of the `tokens`."""
        for match in tokens.find(text):
            begins = match[0] in self.names and tokens.begins(text, match.start())
            yield match.start(), match.end(), self.word(match[0], begins=begins)

    def terms(self, text: str) -> list[str]:
        """The terms of a sentence or a phrase without those of stop words, in order, each as often as it occurs."""
        return [term for term in self.all_terms(text) if not is_common(term)]

    def all_terms(self, text: str) -> list[str]:
        """The terms of a sentence or a phrase with those of stop words, in order, each as often as it occurs."""
        chunks = tokens.chunks(text)
        return [term for place, chunk in enumerate(chunks) for term in self.chunk_terms(chunk, begins=not place)]

    def chunk_terms(self, chunk: str, *, begins: bool = False) -> list[str]:
        """The terms of what stands between white space, those of stop words too; `begins`: it begins its sentence."""
        every = tokens.find_all(chunk)
        named = not self.names.isdisjoint(every)
        words = self._words_with_names(chunk, begins=begins) if named else map(self.word, every)
        return [term for word in words for term in (word.indexed + word.common if word.common else word.indexed)]

    def _words_with_names(self, chunk: str, *, begins: bool) -> Iterator[Word]:
        for match in tokens.find(chunk):
            token, start = match[0], match.start()
            if token in self.names and (tokens.begins(chunk, start) if start else begins):
                yield self.word(token, begins=True)
            else:
                yield self.word(token)

    def is_digit(self, term: str) -> bool:
        """Whether the term is a single digit, which articles have only where it stands alone."""
        return len(term) == len(self._prefix) + 1 and term[-1].isdecimal()

    def finder(self, terms: Iterable[str]) -> Finder:
        """A finder of the tokens in texts that are indexed as one of the terms."""
        return Finder(self, terms)

    def _analyze(self, token: str, *, begins: bool) -> Word:
        text = token if token.isascii() and token.isalnum() else cleaned(token)
        if not text:
            return Word()
        if not text.isascii() and is_unspaced(text):
            return Word(common=(self._common(text),)) if text in self._stop_words else self._unspaced(text)
        if "." in text and _ACRONYM.fullmatch(text):
            text = text.replace(".", "")
            begins = False
        lower = lowered(text, self.language)
        for apart in (lower, self._without_ending(lower)) if "'" in lower else (lower,):
            if self._is_stop_word(apart):
                if self._is_name(text[: len(apart)], begins=begins):
                    return self._plain_word(self._term(folded(apart)))
                return Word(common=(self._common(apart),))
        if "'" in lower:
            return self._with_apostrophe(text, lower)
        if lower.isalpha():
            return self._plain_word(self._term(self._stem(self._singular(text, lower))))
        return self._compound(text, lower) if _PARTS.search(lower) else self._of_terms(self._terms(text, lower))

    def _is_stop_word(self, lower: str) -> bool:
        if lower in self._stop_words or lower.isascii() or self._stemmer is None:
            return lower in self._stop_words
        return folded(lower, self._forms.letters) in self._stop_words

    def _is_name(self, written: str, *, begins: bool) -> bool:
        """Whether a stop word is written as a name: WHO, US, IT, and within a sentence May, Will."""
        if len(written) > 1 and written.isupper():
            return True
        return not begins and written in self.names

    def _without_ending(self, lower: str) -> str:
        """The word before a possessive or contracted ending ('s, 'll, n't), the whole word when there is none."""
        for ending in ("'s", *self._forms.contracted_endings):
            if len(lower) > len(ending) and lower.endswith(ending):
                return lower[: -len(ending)]
        return lower

    def _with_apostrophe(self, text: str, lower: str) -> Word:
        if lower in self._forms.contractions:
            words = self._forms.contractions[lower].replace(lower, lower.replace("'", ""))  # aujourd'hui is one word
            return self._joined_words(words.split())
        if decade := _DECADE.fullmatch(lower):
            return self._compound(decade[0].replace("'", ""), decade[0].replace("'", ""))
        apart = self._without_ending(lower)
        if apart != lower:
            return self._analyze(text[: len(apart)], begins=False)
        elided = self._elision.match(lower) if self._elision else None
        if elided:
            return self._analyze(text[elided.end() :], begins=False)
        parts = [part for part in lower.split("'") if len(part) > 2 and part not in self._stop_words]
        joined = text.replace("'", ""), lower.replace("'", "")
        if _PARTS.search(joined[1]):
            return self._compound(*joined)
        return self._of_parts([self._term(self._stem(part)) for part in parts], self._term(self._stem(joined[1])))

    def _joined_words(self, words: list[str]) -> Word:
        """The words that a contraction stands for."""
        every = [self._analyze(word, begins=True) for word in words]
        return Word(
            parts=tuple(term for word in every for term in word.parts),
            indexed=tuple(term for word in every for term in word.indexed),
            common=tuple(term for word in every for term in word.common),
        )

    def _compound(self, text: str, lower: str) -> Word:
        """A token of several parts, at hyphens and between letters and digits."""
        if (ordinal := _ORDINAL.fullmatch(lower)) and ordinal[2] in self._forms.ordinal_endings:
            return self._plain_word(self._term(ordinal[1] + self._forms.ordinal_endings[ordinal[2]]))
        written = [part for part in _PARTS.split(text) if part]
        whole = _BETWEEN_DIGITS.sub("_", lower).replace("-", "").replace("_", "-")
        if len(written) > _MOST_PARTS or not written:
            return self._plain_word(self._term(folded(whole)))
        if _DECADE.fullmatch(lower):
            written = written[:1]
        lowers = [lowered(part, self.language) for part in written]
        common = tuple(self._common(part) for part in lowers if part in self._stop_words and "&" not in whole)
        parts = [
            term
            for own, part in zip(written, lowers, strict=True)
            if part not in self._stop_words
            for term in self._terms(own, part)
            if "&" not in whole or len(part) > 2
        ]
        has_digit = _DIGIT.search(lower) is not None
        joined = self._term(folded(whole) if has_digit or "&" in whole else self._stem(self._singular(text, whole)))
        words = sum(len(part) > 2 and part.isalpha() for part in lowers)
        if not has_digit and len(written) > 2:  # mother-to-child: nobody writes it as one word
            joined = ""
        return self._of_parts(parts, joined, common, max(1.0, float(words)))

    def _terms(self, text: str, lower: str) -> list[str]:
        """The terms of a word without apostrophes and hyphens."""
        if _NUMBER.fullmatch(lower):
            return [self._term(number) for number in self._numbers(lower)]
        return [self._term(self._stem(self._singular(text, lower)))]

    def _singular(self, text: str, lower: str) -> str:
        """The acronym of which this is the plural (PDFs), or the word as it is."""
        if lower.isascii() and not lower.endswith("s"):
            return lower
        if _PLURAL_ACRONYM.fullmatch(text):
            return lower[:-1]
        plain = folded(lower, self._forms.letters) if self._stemmer is not None else lower
        return plain[:-1] if _CONSONANTS.fullmatch(plain) else plain

    def _numbers(self, number: str) -> Iterator[str]:
        """A number in plain digits; a date also by its year."""
        if date := _DATE.fullmatch(number):
            yield ".".join(part.lstrip("0") or "0" for part in date.groups())
            yield date[3]
            return
        number = number.rstrip(".,")
        for sign in self._forms.thousands or ",":
            if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?:[^\d{re.escape(sign)}]\d+)?", number):
                number = number.replace(sign, "")
        if self._forms.decimal == "," and re.fullmatch(r"\d+,\d+", number):
            number = number.replace(",", ".")
        yield number

    def _stem(self, word: str) -> str:
        """The stem of a small-letter word: of its base form, in American spelling, without accents."""
        forms = self._forms
        if word in forms.number_words:
            return forms.number_words[word]
        word = folded(word, forms.letters) if self._stemmer is not None else word
        word = self._bases.get(word, word)
        if self.language == "en":
            word = american(word)
        if self._stemmer is not None and word.isalpha():
            with self._lock:
                word = self._stemmer.stemWord(word)
        return folded(word)

    def _unspaced(self, text: str) -> Word:
        """Pairs of characters for the question; an article gets each character too."""
        clusters = _CLUSTER.findall(lowered(folded(text), self.language))
        pairs = [first + second for first, second in itertools.pairwise(clusters)]
        parts = tuple(dict.fromkeys(map(self._term, pairs or clusters)))
        indexed = tuple(dict.fromkeys(map(self._term, (*clusters, *pairs))))
        return Word(parts, "", indexed, (), max(1.0, len(clusters) / 2))

    def _plain_word(self, term: str) -> Word:
        return Word((term,), "", (term,))

    def _of_terms(self, terms: list[str]) -> Word:
        return self._plain_word(terms[0]) if len(terms) == 1 else self._of_parts(terms[1:], terms[0])

    def _of_parts(self, parts: list[str], joined: str, common: tuple[str, ...] = (), size: float = 1.0) -> Word:
        own = tuple(dict.fromkeys(parts))
        if joined in own or not own:
            own, joined = own or (joined,), ""
        # A single digit says too little by itself: of `U2`, an article gets no 2.
        indexed = (joined, *(part for part in own if not self.is_digit(part))) if joined else own
        return Word(own, joined, indexed, common, size)

    def _term(self, word: str) -> str:
        return self._prefix + word[:_LONGEST]

    def _common(self, word: str) -> str:
        return common_term(self.language, folded(word)[:_LONGEST])


@cache
def analyzer(language: str) -> Analyzer:
    """The analyzer of a language (ISO 639-1); without a stemmer in its profile, words stay as they are."""
    return Analyzer(language)
