"""Quotation marks and brackets at the ends of sentences: which of them close, and belong to the sentence before them.

Shapes do not tell: “ closes in German and opens in English, « opens in French and closes in German, ” does both in Swedish,
and straight marks do both everywhere. The white space around a mark does; where there is none or some on both sides, straight
marks open and close by turns.
"""

from __future__ import annotations

import re

from indexer.surrogates import replace_surrogates

_QUOTES = '"“”„‟«»‹›‘‚`「」『』'
# An apostrophe that is not within a word; `'S-Hertogenbosch`, `''start''` and `the dogs' bones` have one.
_QUOTING_APOSTROPHE = re.compile(r"['’](?:(?!\w)|(?<!\w['’]))")
# Spaces that are no ASCII: the library takes them for one byte, and fails at “Part I .” with one of them in it.
_WIDE_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")

_CLOSING = frozenset("”’»›')]}」』）］】〉》〕")
_MAY_CLOSE = frozenset("“‘«‹„")
_OPENING = frozenset("([{（［【〈《〔“‘„‚«‹「『¿¡–—-")
_FAR = 1_000  # code points before a closing mark in which its opening one stands
_AFTER_CLOSING = frozenset(".,;:!?…)]}")


def blanked(text: str) -> str:
    """The text with spaces for its quotation marks and other white space, as long as before: what the library gets."""
    for quote in _QUOTES:
        if quote in text:
            text = text.replace(quote, " ")
    if "'" in text or "’" in text:
        text = _QUOTING_APOSTROPHE.sub(" ", text)
    if not text.isascii():
        text = _WIDE_SPACE.sub(" ", replace_surrogates(text))
    return text


def opening_marks(block: str) -> frozenset[int]:
    """Where straight double quotation marks open a quotation; the others close one, or mean inches."""
    opening = set()
    is_open = False
    place = block.find('"')
    while place >= 0:
        before, after = block[place - 1 : place], block[place + 1 : place + 2]
        space_before = not before or before.isspace() or before in _OPENING
        space_after = not after or after.isspace() or after in _AFTER_CLOSING
        if space_before == space_after:
            is_open = not is_open
        elif space_before or is_open or not before.isdigit():  # not the inches of a 5" pipe
            is_open = space_before
        if is_open:
            opening.add(place)
        place = block.find('"', place + 1)
    return frozenset(opening)


def after_closing_marks(block: str, end: int, opening: frozenset[int]) -> int:
    """The end of the closing marks that follow `end`; `opening` are the marks of `opening_marks`."""
    if block[end : end + 1] == " " and block[end + 1 : end + 2].isalnum():
        return end  # nearly always, and fast
    while True:
        if end < len(block) and _closes(block, end, opening):
            end += 1
        elif end + 1 < len(block) and block[end].isspace() and _closes_after_space(block, end + 1, opening):
            end += 3 if block.startswith("''", end + 1) else 2
        else:
            return end


def _closes(block: str, place: int, opening: frozenset[int]) -> bool:
    """Whether the mark, which follows a full stop or another mark directly, is a closing one."""
    mark = block[place]
    if mark == '"':
        return place not in opening
    return mark in _CLOSING or (mark in _MAY_CLOSE and not _letter_follows(block, place))


def _closes_after_space(block: str, place: int, opening: frozenset[int]) -> bool:
    """Whether the mark, with white space before it, is a closing one, as in French and in texts cut into words."""
    mark = block[place]
    if mark == '"':
        return place not in opening and not _letter_follows(block, place)
    if mark == "'":
        return block.startswith("''", place) and _space_follows(block, place + 1)
    if mark == "»" and "«" not in block[max(0, place - _FAR) : place]:
        return False  # an arrow before a link
    return mark in "”’»)]" and _space_follows(block, place)


def _space_follows(block: str, place: int) -> bool:
    after = block[place + 1 : place + 2]
    return not after or after.isspace() or after in _AFTER_CLOSING


def _letter_follows(block: str, place: int) -> bool:
    after = block[place + 1 : place + 2]
    return after.isalnum() or after in _OPENING
