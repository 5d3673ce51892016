"""Letters that are printed as one sign (ff, fi, fl, ffi, ffl), where the font does not say which letters its sign stands for.

Such fonts, of TeX above all, leave “di� culties” and “e↵orts”. The letters are those that make a word which the document
writes elsewhere, or which is common in its language; where none does, the sign stays.

Some fonts give a sign a wrong letter instead: “e§ort”, “classiÖcation”. Where most words with such a letter are none, and are
words with one of the ligatures, it stands for that ligature in the whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from indexer.text.language_detection import language_of
from indexer.text.word_frequencies import share_at_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.readers.pdf.lines import Printed

_LIGATURES = ("ffi", "ff", "fi", "ffl", "fl")
_SIGN = re.compile("([^\\W\\d_]*)([\ufffd\u21b5])( ?)([^\\W\\d_]*)")  # PDFium may leave a space behind one
_ARROW = "\u21b5"  # what the sign for ff of TeX fonts is taken for
_WORD = re.compile(r"[^\W\d_]{3,}")
_ODD = re.compile(r"[^\W\d_]*([^\x00-\x7f\u2010-\u201f])[^\W\d_]+")  # a word with a letter or sign outside of ASCII
_LEAST_WORDS, _MOST_WORDS = 4, 30  # with such a letter, that are looked at
_LEAST_COMPLETED, _MOST_WHOLE = 0.6, 0.2  # share of them that become words, and that are words already
_LONGEST = 30  # letters of a word
_SAMPLE = 20_000  # code points that tell the language


def with_ligatures(pages: Sequence[Printed]) -> list[Printed]:
    """The pages, with the letters that such signs stand for in their place."""
    texts = [line.text for page in pages for line in page.lines]
    if not any(_ODD.search(text) or _SIGN.search(text) for text in texts if not text.isascii()):
        return list(pages)
    words = _Words.of(texts)
    return [
        replace(page, lines=tuple(replace(line, text=words.completed(line.text)) for line in page.lines))
        for page in pages
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document that are printed whole, and how often; and its language."""

    counts: Counter[str]
    language: str
    wrong: Mapping[str, str]
    """Letters that stand for ligatures."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Words:
        """Those of these texts; what stands beside a sign is no word."""
        whole = [_SIGN.sub(" ", text) for text in texts]
        language = language_of(" ".join(whole)[:_SAMPLE])
        counts = Counter(word.casefold() for text in whole for word in _WORD.findall(text))
        return cls(counts, language, _wrong_letters(whole, language))

    def completed(self, text: str) -> str:
        """The text with letters in place of signs, wherever they make a word."""
        for letter, ligature in self.wrong.items():
            text = re.sub(f"(?<=[^\\W\\d_]){letter}|{letter}(?=[^\\W\\d_])", ligature, text)
        return _SIGN.sub(self._letters, text)

    def _letters(self, match: re.Match[str]) -> str:
        before, sign, space, behind = match.groups()
        if len(before) + len(behind) > _LONGEST or not before + behind:
            return match[0]
        likeliest = max(_LIGATURES, key=lambda each: self._known(before + each + behind))
        if behind and (before or not space) and self._known(before + likeliest + behind):
            return before + likeliest + behind
        likeliest = max(_LIGATURES, key=lambda each: self._known(before + each))
        if (space or not behind) and before and self._known(before + likeliest):
            return before + likeliest + space + behind
        return f"{before}ff{space}{behind}" if sign == _ARROW and before else match[0]

    def _known(self, word: str) -> float:
        """How sure it is that this is a word: 0 if nothing tells it."""
        count = self.counts[word.casefold()]
        return count + 1.0 if count else _share(self.language, word)


def _wrong_letters(texts: Iterable[str], language: str) -> dict[str, str]:
    """The letters that stand for ligatures in these texts."""
    words: dict[str, dict[str, None]] = {}
    for text in texts:
        for match in _ODD.finditer(text):
            of_letter = words.setdefault(match[1], {})
            if len(of_letter) < _MOST_WORDS and match[0].count(match[1]) == 1 and len(match[0]) > _LEAST_WORDS:
                of_letter[match[0]] = None
    found = {letter: _ligature_of(letter, list(own), language) for letter, own in words.items()}
    return {letter: ligature for letter, ligature in found.items() if ligature}


def _ligature_of(letter: str, words: Sequence[str], language: str) -> str:
    """The ligature that a letter of these words stands for; empty when it stands for itself."""
    whole = sum(_share(language, word) > 0 for word in words)
    if len(words) < _LEAST_WORDS or whole > _MOST_WHOLE * len(words):
        return ""
    completed = {each: sum(_share(language, word.replace(letter, each)) > 0 for word in words) for each in _LIGATURES}
    best = max(completed, key=lambda each: completed[each])
    return best if completed[best] >= _LEAST_COMPLETED * len(words) else ""


def _share(language: str, word: str) -> float:
    """The share of passages of a language that have the word; 1 for its stop words."""
    tokens = list(analyzer(language).tokens(word))
    if len(tokens) != 1:
        return 0.0
    terms = tokens[0].word.indexed
    return max((share_at_large(term) or 0.0 for term in terms), default=1.0 if tokens[0].word.common else 0.0)
