"""Full stops that end no sentence: of titles, of what is numbered, of books of the Bible, of ordinal numbers.

These are the ones that the library `sentencex` does not know; words are those of the language's profile (`SentenceWords`).
It also takes whole words for abbreviations, after which a sentence may well end: English “May” and “me” (Maine), Hungarian
“nem” (not), Swedish “det” (it).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import sentencex

from indexer.text.languages import PROFILES, joined, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# A number, perhaps in brackets, Roman too: “Eq. (5)”, “ed. (2009)”, “Vol. IV”, “Vol. I, No. 2”.
_NUMBER = re.compile(r"[(\[§№#]*\s?\d|N(?:os?|r)\.\s?\d|(?:[IVXLC]{2,}|[VX])\b|I\b(?=[.,;:)\]])")
_BEGIN_NUMBER = frozenset("0123456789([§№#IVXLCN")
# “Phil. 4:8”: a short name, chapter and verse; “12:30 p.m.” is none.
_BOOK = re.compile(r"(?<!\w)[^\W\d_]{2,6}\.$")
_VERSE = re.compile(r"\d{1,3}:\d{1,3}(?!:?\d|\s?(?:[ap]\.?m|[Uu]hr|h)\b)")
_LAST_WORD = re.compile(r"(?<!\w)\w+\.$")
_ORDINAL = re.compile(r"(?<!\w)\d{1,3}\.$")
# “Bacteroides sp. have”, “Ae. aegypti”, “Т. е. его”: abbreviations that no sentence ends with, if a small letter follows.
_WITHIN = re.compile(rf"(?<!\w)(?:{joined(lambda language: language.sentences.within)}|[A-Z][a-z]?|[^\W\d_])\s?\.$")


def goes_on(before: str, block: str, following: int, code: str) -> bool:
    """Whether the sentence goes on after the full stop that `before` ends with, and with `block[following:]`."""
    first = block[following]
    ordinal = _ordinal(code)
    if is_small(first):
        return _WITHIN.search(before) is not None or (ordinal is not None and _ORDINAL.search(before) is not None)
    if first in _BEGIN_NUMBER and _NUMBER.match(block, following):
        if _numbered(code).search(before) is not None:
            return True
        return _BOOK.search(before) is not None and _VERSE.match(block, following) is not None
    if _is_title(before, code):
        return True
    return ordinal is not None and ordinal.search(before) is not None


def ends_missed(seen: str, code: str) -> Iterator[int]:
    """Ends of sentences behind whole words that the library takes for abbreviations, where a word with a capital follows."""
    words = _taken_for_abbreviations(code)
    return (match.end() for match in words.finditer(seen)) if words else iter(())


def is_small(letter: str) -> bool:
    """Whether it is a small letter of a script that begins sentences with capitals, which Georgian does not."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


def _is_title(before: str, code: str) -> bool:
    titles = _titles(code)
    if not before.endswith(titles):
        return False
    word = _LAST_WORD.search(before)
    return word is not None and word[0] in titles


@cache
def _taken_for_abbreviations(code: str) -> re.Pattern[str] | None:
    """Stop words and names of months, spelled out, after which the library sees no end of a sentence."""
    profile = profile_of(code)
    months = (names.split()[0].capitalize() for names in profile.dates.months)
    words = [word for word in (*sorted(profile.stop_words), *months) if len(word) > 1 and word.isalpha()]
    taken = [word for word in words if len(sentencex.segment(code, f"Anna {word}. Berlin.")) == 1]
    behind = "|".join(rf"(?<=\b{word}\.)" for word in taken)
    return re.compile(rf"\.(?:{behind})(?<!\bet al\.)(?=\s+[^\W\d_a-z][^\W\dA-Z_]+\b)") if taken else None


@cache
def _titles(code: str) -> tuple[str, ...]:
    return tuple(f"{title}." for title in sorted(profile_of(code).sentences.titles))


@cache
def _numbered(code: str) -> re.Pattern[str]:
    """Abbreviations before a number: those of the language and of English, which all cite, or of all if it is not known."""
    own = [profile_of(each).sentences.before_numbers for each in (code, "en")]
    known = (
        "|".join(filter(None, own)) if code in PROFILES else joined(lambda language: language.sentences.before_numbers)
    )
    return re.compile(rf"(?<!\w)(?:{known})\s?\.$")


@cache
def _ordinal(code: str) -> re.Pattern[str] | None:
    """An ordinal number and the word before it, in a language that writes it with a full stop: “im 19. Jahrhundert”."""
    words = profile_of(code).sentences.before_ordinals
    return re.compile(rf"(?<!\w)(?:(?i:{words})|\d\.\s?(?:{words}|[-–/]))\s?\d{{1,3}}\.$") if words else None
