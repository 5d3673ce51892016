"""How many words a text has: the unit in which sentences, passages and quotes are measured.

A word stands between spaces. Some scripts have none; there, so many letters (code points) count as a word:

2   Chinese, Japanese, Yi
4   Thai, Lao
5   Khmer, Burmese, Tibetan

So a passage says about as much in each language. The numbers are the letters and marks that the first article of the
Universal Declaration of Human Rights has for each of its 30 words in English, rounded: Chinese 1.3 and Japanese 2.6 (one
number, because they share their characters), Lao 4.1, Thai 4.3, Khmer 5.4.
"""

from __future__ import annotations

import re

_LETTERS_OF_A_WORD = {
    # Han, kana and bopomofo, Yi
    "\u3005-\u3007\u3031-\u3035\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U000323af": 2,
    # Thai, Lao
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf": 4,
    # Khmer, Burmese, Tibetan
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u1000-\u103f\u1050-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
    "\u0f00\u0f18-\u0f19\u0f35-\u0f39\u0f3e-\u0fbc": 5,
}
UNSPACED = "".join(_LETTERS_OF_A_WORD)
"""The letters and marks of these scripts, for a character class of a regular expression."""
UNIT = 20
"""What one word is in the whole numbers that parts of words are counted in."""

_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_RUNS = re.compile("|".join(f"([{letters}]+)" for letters in _LETTERS_OF_A_WORD))
_UNITS = tuple(UNIT // letters for letters in _LETTERS_OF_A_WORD.values())
_OTHERS = re.compile(f"[^{UNSPACED}]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def word_count(text: str) -> int:
    """The words of `text`: at least 1 if it is not blank. Of a text's parts, no fewer together than of the whole."""
    if not is_unspaced(text):
        return len(text.split())
    return -(-sum(map(units, text.split())) // UNIT)


def units(word: str) -> int:
    """The size of what stands between two spaces, in parts of a word: `UNIT` for a word of a script with spaces."""
    if not is_unspaced(word):
        return UNIT
    letters = sum(len(match[0]) * _UNITS[(match.lastindex or 1) - 1] for match in _RUNS.finditer(word))
    return letters + UNIT * sum(_LETTER_OR_DIGIT.search(other) is not None for other in _OTHERS.findall(word))


def is_unspaced(text: str) -> bool:
    """Whether a letter of a script without spaces is in the text."""
    return not text.isascii() and _UNSPACED_LETTER.search(text) is not None
