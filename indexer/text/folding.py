"""Folds differences of writing that readers do not type: case, accents, vowel signs, invisible characters, digits.

`cleaned` mends a word that was decoded wrongly and gives its signs one form, `lowered` gives it small letters by the rules
of its language, and `folded` takes the accents from Latin and Greek letters, and writes those without a decomposition (ł,
ø, ß) in plain ones. Vowel signs of Arabic and Hebrew and the nukta of Devanagari, which are often not written, are removed;
the marks of other scripts tell words apart and stay.
"""

from __future__ import annotations

import re
import unicodedata

from indexer.text.characters import APOSTROPHES, HYPHENS, INVISIBLE
from indexer.text.mojibake import demangled

_NOT_SEEN = re.compile(rf"[{INVISIBLE}\s]+")
_ACCENTED = re.compile("([\0-\x7f\u0370-\u03ff])[\u0300-\u036f]+")  # Latin and Greek
_VOWEL_SIGNS = re.compile("[\u093c\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")
_SIGNS = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(HYPHENS, "-")})
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_WORD = re.compile(r"\w+")
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})
_DOTLESS_LANGUAGES = frozenset({"tr", "az"})
# Letters that Unicode does not decompose, in plain ones, as passports write them (ICAO Doc 9303, part 3, section 6).
_PLAIN_LATIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ŋ": "ng", "ħ": "h",
    "ŧ": "t", "ĸ": "k", "ſ": "s", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ǝ": "e", "ɛ": "e", "ɔ": "o",
    "ɨ": "i", "ʉ": "u", "ǥ": "g", "ƶ": "z",
}  # fmt: skip
# Letters of other scripts that are written one for the other: Russian ё, the carriers of the Arabic hamza, Persian forms.
_PLAIN_OTHERS = {"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ۀ": "ه"}
_PLAIN = str.maketrans(_PLAIN_LATIN | _PLAIN_OTHERS)


def cleaned(word: str) -> str:
    """The word with one form of each sign: NFKC, nothing invisible, plain apostrophes and hyphens, digits 0 to 9."""
    if word.isascii():
        return _NOT_SEEN.sub("", word)
    word = demangled(word)
    word = _NOT_SEEN.sub("", unicodedata.normalize("NFKC", word).translate(_SIGNS))
    return "".join(_digit(character) for character in word)


def lowered(word: str, language: str) -> str:
    """The word case-folded; Turkish and Azerbaijani tell I and ı from İ and i."""
    if language in _DOTLESS_LANGUAGES:
        word = word.translate(_DOTLESS)
    return word.casefold()


def folded(word: str, kept: str = "") -> str:
    """A small-letter word without accents and vowel signs, in plain letters, but for the letters in `kept`."""
    if word.isascii():
        return word
    if kept:
        return "".join(letter if letter in kept else _folded(letter) for letter in unicodedata.normalize("NFC", word))
    return _folded(word)


def folded_text(text: str) -> str:
    """A whole text, case-folded and folded, for finding words letter by letter; its length may differ."""
    if text.isascii():
        return text.casefold()
    return _folded(unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold())


def folded_name(text: str) -> str:
    """A name, folded and without apostrophes; line feeds stay."""
    return _APOSTROPHE.sub("", folded_text(text))


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name, in order: João d'Ávila gives joao and davila."""
    return tuple(_WORD.findall(folded_name(text)))


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", _VOWEL_SIGNS.sub("", word).translate(_PLAIN))
    return unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", decomposed))


def _digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))
