"""Does a minus before a word exclude it? Not before a number of running text, nor in a command line.

oil crisis -1970        excludes: a year, or another number of three digits or more, in a question of other words too
networks -5G            excludes: digits with letters are a name, unless the letters are a unit (-5C, -20mV)
ranges from -500 to 10  does not: a word that introduces a number stands before it, or a unit behind it
frost at -5             does not: one or two digits are a temperature more often than a name
ssh -T git              does not: one letter is an option of a command, and so is each word of a text that has one
"""

from __future__ import annotations

import re
from functools import lru_cache

_OPTION = re.compile(r"(?<!\S)-(?:[A-Za-z](?![\w'’+#.-])|-[A-Za-z][\w-]*)")
_OPTION_NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_UNITS = "°|%|‰|[€$£]|(?:C|F|V|mV|kV|mA|dB|dBm|eV|m|cm|mm|km|ft|px)(?![^\\W_])"
_MEASURE = re.compile(rf"\d+(?:[.,:]\d+)+(?!\w)|\d+(?:[.,]\d+)*(?:{_UNITS})")
_SHORTEST = 3  # digits of a number that can be excluded
_WORD = re.compile(r"(?<!\S)[^\s-]*\w")
_NEIGHBOUR = 40  # code points around a number in which the word next to it is looked for
_CACHED = 16  # texts, each of which may have many minus signs
_NUMBER_OR_SIGN = re.compile(r"\d[\d.,]*|[=<>+*/×±~≈–-]+")
_MARKS = ".,;:!?()[]{}…\"“”„«»'"
# Words that introduce a number, and words behind one that make it a measure, in the languages with a profile.
_INTRODUCING = frozenset(
    """about above and approximately are around at be below between by equals exceed from is minus near of or over plus
    reach reached than till times to under until was were
    auf bei bis etwa ist minus oder rund über und unter von war zwischen zu
    à de entre environ est et ou sous sur vers
    a bajo de desde entre es era hasta menos o sobre y
    da di e fino meno sotto tra van tot en onder boven em até abaixo acima""".split()
)
_MEASURING = frozenset(
    """° % degree degrees celsius fahrenheit kelvin percent volt volts metre metres meter meters feet million billion to
    grad prozent metern millionen bis degré degrés mètres pour à grados grado metros millones por gradi metri a graden graus
    euro euros dollar dollars""".split()
)


def excludes(text: str, start: int, word: str) -> bool:
    """Whether the minus at `text[start]` excludes the word behind it, which has no marks."""
    if word[0].isdigit():
        return _number_is_excluded(text, start, word)
    return not (re.fullmatch("[A-Za-z]", word) or (_OPTION_NAME.fullmatch(word) and _is_command(text)))


@lru_cache(_CACHED)
def _is_command(text: str) -> bool:
    """Whether the text holds an option of a command line: `-T`, `--all`."""
    return _OPTION.search(text) is not None


def _number_is_excluded(text: str, start: int, word: str) -> bool:
    if _MEASURE.match(word) or not _has_words(text):
        return False
    if not word.isdigit():  # 5G, 1990s, 737-800
        return True
    end = start + 1 + len(word)
    before, behind = text[max(0, start - _NEIGHBOUR) : start].split(), text[end : end + _NEIGHBOUR].split()
    return len(word) >= _SHORTEST and not (_introduces(before[-1:]) or _measures(behind[:1]))


@lru_cache(_CACHED)
def _has_words(text: str) -> bool:
    """Whether the text has a word that no minus stands before."""
    return _WORD.search(text) is not None


def _introduces(token: list[str]) -> bool:
    """Whether the token, if any, stands before a number of running text: a preposition, another number, or a sign."""
    return any(each.casefold() in _INTRODUCING or _NUMBER_OR_SIGN.fullmatch(each) for each in token)


def _measures(token: list[str]) -> bool:
    """Whether the token, if any, makes a number before it a measure."""
    return any(each.strip(_MARKS).casefold() in _MEASURING or each[0] in "°%" for each in token)
