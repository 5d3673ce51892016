"""The words of a name, so that names meet however they are typed: small letters, without accents.

João Carvalho        joao carvalho
Ørsted, Hans C.      orsted hans c
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670]+")
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h",
})  # fmt: skip
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("(?<=\\w)['’ʼʻ‘](?=\\w)")


def folded(text: str) -> str:
    """The text case-folded, without accents and apostrophes; line feeds stay."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _APOSTROPHES.sub("", unicodedata.normalize("NFC", plain.casefold()).translate(_LETTERS))


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of the text, in order."""
    return tuple(_WORD.findall(folded(text)))
