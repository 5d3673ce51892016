"""How plausible is it that bytes are text in one of the encodings from before Unicode? Tells short texts.

Of those, a statistical guess knows too little. The standards of East Asia put the characters that people use into their
first rows, and rare ones behind: of a text in its own encoding nearly all are in the first rows, of the same bytes read in
another one many are not. Of an alphabet's encoding, the words tell: in another one they are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from indexer.text.word_frequencies import share_at_large

if TYPE_CHECKING:
    from collections.abc import Callable

_GOOD, _BETTER = (
    0.9,
    0.15,
)  # share of common characters of a likely encoding, and by how much it is better than another one
_KNOWN, _MORE_KNOWN = 0.5, 0.3  # the same for the share of known words
_FEWEST = 2  # characters, or words, that tell
_MOST_WORDS = 200  # that are looked up
_FREQUENT = {
    "gb18030": "的一是不了在人有我他这为大来以个中上们到时年，。",
    "big5": "的一是不了在人有我他這為大來以個中上們到時年，。",
    "cp949": "이다는에의을가를고하은지로도한",
}
_BONUS = 0.3  # for the share of the most frequent characters
_WITHIN_WORD = re.compile("[A-Za-z][^\x00-\x7f]{1,2}(?![^\x00-\x7f])")  # as accents are, in Western words
_KANA = re.compile("[\u3040-\u30ff]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LANGUAGES = {
    "cp1250": ("pl", "cs", "hu", "sk", "sl", "hr", "ro"),
    "cp1251": ("ru", "uk", "bg", "sr"),
    "koi8_r": ("ru",),
    "cp1252": ("de", "fr", "es", "pt", "it", "sv", "da", "no", "fi", "nl", "ca"),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
}
"""Encoding → the languages that are written in it."""


def plausible_encoding(sample: bytes, guess: str | None) -> str | None:
    """The encoding of the sample that is clearly more plausible than the one that was guessed; None for none."""
    common = {encoding: _common_share(sample, encoding) for encoding in _RULES}
    best = max(common, key=common.__getitem__)
    if common[best] >= _GOOD and common[best] >= common.get(guess or "", 0.0) + _BETTER:
        return best
    if common.get(guess or "", 0.0) >= _GOOD:
        return None
    known = {encoding: _known_share(sample, encoding) for encoding in _LANGUAGES}
    best = max(known, key=known.__getitem__)
    return best if known[best] >= max(_KNOWN, known.get(guess or "", 0.0) + _MORE_KNOWN) else None


def _common_share(sample: bytes, encoding: str) -> float:
    """The share of the characters, those of ASCII left out, that are common in the encoding; more for frequent ones."""
    text = _decoded(sample, encoding)
    characters = [character for character in text if character > "\x7f"]
    if len(characters) < _FEWEST:
        return 0.0
    wrong = len(_WITHIN_WORD.findall(text))
    frequent = sum(character in _FREQUENT.get(encoding, "") for character in characters)
    return (_RULES[encoding](text, characters) - wrong + _BONUS * frequent) / len(characters)


def _known_share(sample: bytes, encoding: str) -> float:
    """The share of the characters beyond ASCII that stand in words known in one of the languages written in the encoding."""
    text = _decoded(sample, encoding)
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_MOST_WORDS]
    if len(words) < _FEWEST:
        return 0.0
    known = max(sum(_beyond_ascii(word) for word in words if _is_known(word, code)) for code in _LANGUAGES[encoding])
    return known / _beyond_ascii(text[: text.rfind(words[-1]) + len(words[-1])])


def _beyond_ascii(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def _is_known(word: str, language: str) -> bool:
    read = analyzer(language).word(word)
    return bool(read.common) or any(share_at_large(term) is not None for term in read.parts)


def _decoded(sample: bytes, encoding: str) -> str:
    """The sample as text, without what is cut at its end; empty when it does not fit the encoding."""
    for cut in range(3):
        try:
            return sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _in_rows(standard: str, *rows: tuple[int, int]) -> Callable[[str, list[str]], float]:
    """Counts the characters that the standard has in these rows, given by their first bytes."""

    def count(_: str, characters: list[str]) -> float:
        first = (character.encode(standard, "replace")[0] for character in characters)
        return float(sum(any(low <= byte <= high for low, high in rows) for byte in first))

    return count


def _japanese(text: str, characters: list[str]) -> float:
    """Common characters of a text that has kana, as every Japanese sentence does."""
    common = _in_rows("euc_jp", (0xA1, 0xA5), (0xB0, 0xCF))(text, characters)
    return common + _BONUS * len(_KANA.findall(text)) if _KANA.search(text) else 0.0


_RULES: dict[str, Callable[[str, list[str]], float]] = {
    "gb18030": _in_rows("gb2312", (0xA1, 0xA3), (0xB0, 0xD7)),
    "big5": _in_rows("big5", (0xA1, 0xC6)),
    "cp949": _in_rows("euc_kr", (0xA1, 0xA3), (0xB0, 0xC8)),
    "cp932": _japanese,
    "euc_jp": _japanese,
}
