"""The ends of sentences within a block of text: those of the library `sentencex`, corrected.

The library knows the abbreviations of many languages. It is corrected where it makes errors in English news and papers; each
pattern below is for one kind of error, and `tests/unit/test_sentences.py` has an example of each. The library gets the
block with its quotation marks replaced by spaces: it would keep everything between a pair of them in one sentence, be misled
when one is missing, and take quadratic time when many are never closed.
"""

from __future__ import annotations

import re
from itertools import accumulate

import sentencex

from indexer.surrogates import replace_surrogates
from indexer.text.languages import joined, profile_of
from indexer.text.long_sentences import LONGEST

# Code points that the library gets at a time, or more if it finds no end in them: without spaces it takes quadratic time.
_WINDOW, _MARGIN = 4_000, 100
# Code points before a candidate that are examined; no abbreviation is longer.
_NEAR = 16

_QUOTES = '"“”„‟«»‹›‘`'
_CLOSING = "\"”“»›’')]}"
_CLOSING_APOSTROPHE = re.compile(r"(?<=[.!?…,])['’]+(?=\s|$)")

# Spaces that are no ASCII: the library takes them for one byte, and fails at “Part I .” with one of them in it.
_WIDE_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")

# “Fig. 3”, “approx. 5”: abbreviations that a number follows.
_NUMBERED = re.compile(rf"(?<!\w)(?:{joined(lambda language: language.sentences.before_numbers)})\s?\.$")
# “Bacteroides sp. have”, “Ae. aegypti”: abbreviations that no sentence ends with, if a small letter follows.
_WITHIN = re.compile(rf"(?<!\w)(?:{joined(lambda language: language.sentences.within)}|[A-Z][a-z]?)\s?\.$")
_LAST_WORD = re.compile(r".*(?<!\w)(\w+)\.", re.DOTALL)
# “3. Copy the file”: a number that opens an item is no sentence.
_ENUMERATOR = re.compile(r"\s*(?:[-–•*]\s*)?\(?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,5})\s?[.)]\s*")
# “et al., 2013) and”: the library takes “2013)” for the number of an item, and ends a sentence before or behind it.
_ENDING = ".!?…"  # most sentences end so, and are not unfinished
_UNFINISHED = re.compile(r"(?:[^\W_]|[,;:]|[^\W_]\s?\))$")
# “shown before.12 Then”: only the number of a reference may stand between a full stop and the sentence's end.
_REFERENCE = re.compile(r"[.!?][\"”’)]?\d+(?:[,–-]\d+)*$")
# “Why?” Smith asked.
_SPEECH = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{joined(lambda language: language.sentences.saying)})\b")
# “said.Then”: a missing space, told from `java.util.List` by the word that follows.
_GLUED = re.compile(rf"(?:{joined(lambda language: language.sentences.openers)})\s")
_BEFORE_GLUE = re.compile(r"(?:[^\W\d_]{2}|\d|[)\]%])$")
# Ends that the library misses: “Wait… What”, “(Bray, 2004) . Bats”, “shown before.12 Then”.
_MISSED = re.compile(
    r"[.…](?:(?<=…)|(?<=\)\.)|(?<=\)\s\.)|(?<=[a-z]{3}\.)\d{1,3})(?=\s+[A-Z][a-z])"  # begins with what is rare
)
_IDEOGRAPHIC = "。！？｡．"


def blanked(text: str) -> str:
    """The text with spaces for its quotation marks and other white space, as long as before: what the library gets."""
    for quote in _QUOTES:
        if quote in text:
            text = text.replace(quote, " ")
    if "'" in text or "’" in text:
        text = _CLOSING_APOSTROPHE.sub(lambda match: " " * len(match[0]), text)
    if not text.isascii():
        text = _WIDE_SPACE.sub(" ", replace_surrogates(text))
    return text


def sentence_ends(block: str, seen: str, language: str) -> list[int]:
    """The end of each sentence of `block` but the last: rising offsets in code points.

    `seen` is the block, blanked. Takes linear time, whatever the block contains.
    """
    ends: list[int] = []
    start = 0
    for candidate in _candidates(seen, language):
        stop, end = _end(block, seen, candidate)
        if end > start and not _continues(block, start, stop, end, language):
            ends.append(end)
            start = end
    return ends


def _candidates(seen: str, language: str) -> list[int]:
    """The ends of sentences by the library, and those that it misses; rising offsets."""
    code = language.partition("-")[0] or "en"
    ends: list[int] = []
    offset, size = 0, _WINDOW
    while offset < len(seen):
        window = seen[offset : offset + size]
        inside = list(accumulate(map(len, sentencex.segment(code, window)), initial=offset))[1:]
        if offset + size >= len(seen):
            ends += inside[:-1]
            break
        # Ends near the edge of the window are decided again, together with the text after them.
        inside = [end for end in inside if end < offset + size - _MARGIN]
        ends += inside
        if inside:
            offset, size = inside[-1], _WINDOW
        elif size <= LONGEST:
            size *= 2
        else:
            offset, size = offset + size, _WINDOW
    missed = [match.end() for match in _MISSED.finditer(seen)]
    return sorted({*ends, *missed}) if missed else ends


def _end(block: str, seen: str, candidate: int) -> tuple[int, int]:
    """The end of the words before the candidate, full stop included, and the end of the closing marks after them."""
    before = max(0, candidate - _NEAR)
    stop = end = before + len(seen[before:candidate].rstrip())
    while end < len(block) and block[end] in _CLOSING:
        end += 1
    return stop, end


def _continues(block: str, start: int, stop: int, end: int, language: str) -> bool:
    """Whether the sentence that begins at `start` continues after `end`, so that it is no end."""
    following = _following(block, end)
    if following == len(block):
        return True
    first = block[following]
    before = block[max(start, stop - _NEAR) : stop]
    if following == end and before[-1:] not in _IDEOGRAPHIC and not _begins(block, before, end):
        return True
    if first.islower():
        return end > stop or before[-1:] != "." or _WITHIN.search(before) is not None
    if before[-1:] not in _ENDING and _UNFINISHED.search(before) and not _REFERENCE.search(before):
        return True
    if end > stop and before[-1:] in "?!" and _SPEECH.match(block, following):
        return True
    return _abbreviates(before, first, language) or _ENUMERATOR.fullmatch(block, start, end) is not None


def _following(block: str, end: int) -> int:
    while end < len(block) and block[end].isspace():
        end += 1
    return end


def _begins(block: str, before: str, end: int) -> bool:
    """Whether a sentence begins at `end`, with no space before it."""
    if before[-1:] not in ".!?":
        return True
    return _GLUED.match(block, end) is not None and _BEFORE_GLUE.search(before[:-1]) is not None


def _abbreviates(before: str, first: str, language: str) -> bool:
    if not before.endswith("."):
        return False
    if first.isdigit():
        return _NUMBERED.search(before) is not None
    titles = profile_of(language.partition("-")[0]).sentences.titles
    word = _LAST_WORD.fullmatch(before) if titles else None
    return word is not None and word[1] in titles
