"""Cuts a sentence that is too long: where a clause ends, else at white space, else between two characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from indexer.text.clauses import clause_spans, stand_alone
from indexer.text.word_counts import UNIT, UNSPACED, units, word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 10_000
"""Code points of the longest sentence there can be."""

_CHARACTER, _SPACE, _CLAUSE, _SUBJECT = range(4)  # how good a place is for a cut, rising

_TOKEN = re.compile(r"\S+")
_SPACES = re.compile(r"\s+")
# Within a token of a script without spaces: its letters, one by one, other words and numbers, and what is neither.
_PART = re.compile(rf"(?P<letter>[{UNSPACED}])|(?P<word>[^\W{UNSPACED}]+)|[^\w{UNSPACED}]+")
_OPENING = "「『（《〈【〔“‘(["
# These join the next character: the zero width joiner, the stackers of Khmer and Burmese, vowels of Thai and Lao that are
# written before their consonant; those join the one before although Unicode calls them letters.
_JOINS_NEXT = frozenset("\u200d\u17d2\u1039\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_JOINS_BEFORE = frozenset("\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u30fc\u3005\uff70\u200c\u200d🏻🏼🏽🏾🏿")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_LONGEST_CHARACTER = 8  # code points; a text of nothing but marks has to be cut somewhere


class _Break(NamedTuple):
    """A place to cut at: where the text before it ends, the size of that text in `UNIT`s, and how good the place is."""

    end: int
    size: int
    quality: int


def bounded(text: str, sentence: tuple[int, int], language: str, max_words: int) -> Iterator[tuple[int, int]]:
    """The sentence in parts of at most `max_words` words and `LONGEST` code points, of about equal length.

    White space between parts belongs to none. Only one letter with its marks may be longer than `max_words`.
    """
    start, end = sentence
    if end - start <= max_words and end - start <= LONGEST:
        yield sentence
        return
    for first, last in _within_longest(text, start, end):
        if word_count(text[first:last]) <= max_words:
            yield first, last
        else:
            yield from _shared_out(text, first, last, language, max_words * UNIT)


def _within_longest(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        # One code point more is searched: a word that just fits is followed by white space.
        spaces = list(_SPACES.finditer(text, start, start + LONGEST + 1))
        cut = spaces[-1].start() if spaces else _between_characters(text, start + LONGEST)
        yield start, cut
        start = _after_spaces(text, cut)
    yield start, end


def _shared_out(text: str, start: int, end: int, language: str, most: int) -> Iterator[tuple[int, int]]:
    """Parts of at most `most` in `UNIT`s: each ends at the best place that is near an equal share of what is left."""
    breaks = _breaks(text, start, end, language)
    total, done = breaks[-1].size, 0
    while total - done > most:
        share = (total - done) / -(-(total - done) // most)
        cut = _best(breaks, done, share, most)
        yield start, cut.end
        start, done = _after_spaces(text, cut.end), cut.size
    if start < end:
        yield start, end


def _best(breaks: list[_Break], done: int, share: float, most: int) -> _Break:
    """The best place for the end of a part that begins after `done`; of equal ones the nearest to its share, or the later."""
    low, first, last = (
        bisect_right(breaks, done + size, key=lambda place: place.size) for size in (share / 2, 0, most)
    )
    near = breaks[low:last] or breaks[first:last] or breaks[first : first + 1]
    return max(near, key=lambda place: (place.quality, -abs(place.size - done - share), place.size))


def _breaks(text: str, start: int, end: int, language: str) -> list[_Break]:
    """Every place to cut at, in order; the last is the end."""
    clause_ends = _clause_ends(text, start, end, language)
    breaks: list[_Break] = []
    size = 0
    for token in _TOKEN.finditer(text, start, end):
        weight = units(token[0])
        if weight == UNIT:
            size += weight
        else:
            size = _add_within(breaks, text, token.span(), size, clause_ends)
        breaks.append(_Break(token.end(), size, clause_ends.get(token.end(), _SPACE)))
    return breaks


def _add_within(
    breaks: list[_Break], text: str, token: tuple[int, int], size: int, clause_ends: Mapping[int, int]
) -> int:
    """Adds the places within a token that has letters of a script without spaces; returns the size of all up to its end."""
    counted = False  # whether the word that a part belongs to has been counted: “3.14” has three parts
    for part in _PART.finditer(text, *token):
        place = _place(text, part, token)
        if place is not None and (place in clause_ends or not (counted and part["word"])):
            breaks.append(_Break(place, size, clause_ends.get(place, _CHARACTER)))
            counted = False
        if part["letter"]:
            size, counted = size + units(part[0]), False
        elif part["word"] and not counted:
            size, counted = size + UNIT, True
    return size


def _place(text: str, part: re.Match[str], token: tuple[int, int]) -> int | None:
    """Where to cut before a part, or before the brackets that a part ends with; None before a full stop or a vowel sign."""
    place, end = part.span()
    if part["letter"] or part["word"]:
        allowed = text[place - 1] not in _OPENING and not same_character(text[place - 1], part[0][0])
    else:
        place += len(part[0].rstrip(_OPENING))
        allowed = place < end < token[1]
    return place if allowed and place > token[0] else None


def _clause_ends(text: str, start: int, end: int, language: str) -> dict[int, int]:
    """The end of each clause but the last, and how good it is for a cut."""
    sentence = text[start:end]
    spans = clause_spans(sentence)
    alone = stand_alone(sentence, spans, language)[1:]
    return {start + before: _SUBJECT if stands else _CLAUSE for (_, before), stands in zip(spans, alone, strict=False)}


def _after_spaces(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _between_characters(text: str, offset: int) -> int:
    """The offset, or the nearest before it that is not within a character with its marks."""
    for place in range(offset, offset - _LONGEST_CHARACTER, -1):
        if not same_character(text[place - 1], text[place]):
            return place
    return offset


def same_character(before: str, after: str) -> bool:
    """Whether a reader takes two code points that follow each other for one character (UAX 29, in a simple form)."""
    return (
        before in _JOINS_NEXT
        or after in _JOINS_BEFORE
        or unicodedata.category(after)[0] == "M"
        or (before in _FLAG_LETTERS and after in _FLAG_LETTERS)
    )
