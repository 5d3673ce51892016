"""The ends of sentences within a block of text: those of the library `sentencex`, corrected.

The library knows the abbreviations of many languages. It is corrected where it makes errors in news, papers, laws and
scriptures (`abbreviations.py`), and in scripts that it does not know; each pattern below is for one kind of error, and
`tests/unit/test_sentences.py` has an example of each. The library gets the block with spaces for its quotation marks
(`quotation_marks.py`): it would keep everything between a pair of them in one sentence, be misled when one is missing, and
take quadratic time when many are never closed.
"""

from __future__ import annotations

import re
from itertools import accumulate

import sentencex

from indexer.text.abbreviations import ends_missed, goes_on, is_small
from indexer.text.languages import joined
from indexer.text.long_sentences import LONGEST
from indexer.text.quotation_marks import after_closing_marks, opening_marks
from indexer.text.thai_sentences import with_ends_at_spaces

# Code points that the library gets at a time, or more if it finds no end in them: without spaces it takes quadratic time.
_WINDOW, _MARGIN = 4_000, 100
# Code points before a candidate that are examined; no abbreviation is longer.
_NEAR = 16

# “3. Copy the file”: a number that opens an item is no sentence.
_ENUMERATOR = re.compile(
    r"\s*(?:[-–•*]\s*)?(?:§+\s?)?\(?(?:\d{1,4}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})\s?[.)]\s*|\s*\[\d{1,3}\]\s*"
)
_LONGEST_ENUMERATOR = 24
# “(a) The court … It …”, “• The court … It …”: the library leaves all that follows uncut.
_ITEM = re.compile(r"\A\s*(?:\(\w{1,5}\)|[^\w\s(])\s")
# “et al., 2013) and”: the library takes “2013)” for the number of an item, and ends a sentence before or behind it.
_ENDING = ".!?…"  # most sentences end so, and are not unfinished
_UNFINISHED = re.compile(r"(?:[^\W_]|[,;:၊،，、؛；፣፤]|[^\W_]\s?\))$")
# “shown before.12 Then”: only the number of a reference may stand between a full stop and the sentence's end.
_REFERENCE = re.compile(r"[.!?][\"”’)]?\d+(?:[,–-]\d+)*$")
# “Why?” Smith asked.
_SPEECH = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{joined(lambda language: language.sentences.saying)})\b")
# 「はい。」と言った, “走吧。”她说： speech is followed by a particle, or by who said it.
_UNSPACED_SPEECH = re.compile(
    r"と(?!ころ|き|く|も)|って|を|[^。！？，、；：\s]{0,6}(?:说|說|问|問|喊|叫|答|(?<!知)道)[，。,.：:]"
)
# “said.Then”: a missing space, told from `java.util.List` by the word that follows.
_GLUED = re.compile(rf"(?:{joined(lambda language: language.sentences.openers)})\s")
# “in 2019.The”, “Ready?Use it”: the same before any word in small letters but for its first, where no name of a program,
# file or address has a mark like this one. All of 40 such places in pages of public offices were ends of sentences, and
# so were the four in 200,000 passages of technical documentation.
_GLUED_MARK = re.compile(r"[.?!](?:(?<=[a-zß-öø-ÿ]{3}[?!])|(?<=\d{4}\.))(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[\s,]|[’']s\b))")
_BEFORE_GLUED_MARK = re.compile(r"(?:^|[\s(\[“‘\"'–—-])(?:[a-zß-öø-ÿ]{3,}[?!]|(?:1\d|20)\d\d\.)$")
_BEFORE_GLUE = re.compile(r"(?:[^\W\d_]{2}|\d|[)\]%])$")
# Ends that the library misses: “(Bray, 2004) . Bats”, “shown before.12 Then”.
_MISSED = re.compile(r"\.(?:(?<=\)\.)|(?<=\)\s\.)|(?<=[a-z]{3}\.)\d{1,3})(?=\s+[A-Z][a-z])")
# “(He nodded.) They left.”: a whole sentence in brackets.
_IN_BRACKETS = re.compile(r"(?:^|(?<=[.!?…\])]\s))[(\[][A-Z][^()\[\]]{4,300}[.!?…][)\]](?=\s+[(\[“\"]?[A-Z])")
# The same in texts that are not all ASCII: marks of Khmer, Thai, Hebrew and Tibetan, the question mark of Greek, which is a
# semicolon, the full stop of Armenian, often a colon, and “Wait… What” in any script with capitals (`_ends`).
_MISSED_MARKS = re.compile(
    r"[…;:។៕๚๛׃།༎༏༑](?:(?<=[។៕๚๛׃])[។៕๚๛׃]*|(?<=[།༎༏༑])(?:\s?[།༎༏༑]){0,8}(?=\s|$)|(?<=[Ͱ-Ͽἀ-῿];)(?=\s)|(?<=[ա-և]:)(?=\s+[Ա-Ֆ])"
    r"|(?<=…)(?=\s+(?:[^\w\s]\s*){0,3}([^\W\d_]\w*)))"
)
_LOOKS_UNFINISHED = re.compile(r"[Ͱ-Ͽἀ-῿];$|[ա-և]:$")
_LAST_LETTERS = re.compile(r"\w+$")
_ENDS_UNSPACED = frozenset("。！？｡．។៕၊။།༎۔؟।॥።፧")
"""Marks after which no space is needed."""


def sentence_ends(block: str, seen: str, language: str) -> list[int]:
    """The end of each sentence of `block` but the last: rising offsets in code points.

    `seen` is the block, blanked (`quotation_marks.py`). Takes linear time, whatever the block contains.
    """
    code = language.partition("-")[0]
    opening = opening_marks(block) if '"' in block else frozenset()
    ends: list[int] = []
    start = 0
    for candidate in _candidates(seen, code or "en"):
        before = max(0, candidate - _NEAR)
        stop = before + len(seen[before:candidate].rstrip())
        end = after_closing_marks(block, stop, opening)
        if end > start and not _continues(block, start, stop, end, code):
            ends.append(end)
            start = end
    return with_ends_at_spaces(block, ends)


def _candidates(seen: str, code: str) -> list[int]:
    """The ends of sentences by the library, and those that it misses; rising offsets."""
    ends = _library_ends(seen, code)
    missed = [match.end() for pattern in (_MISSED, _GLUED_MARK, _IN_BRACKETS) for match in pattern.finditer(seen)]
    missed += ends_missed(seen, code)
    if not seen.isascii():
        missed += [match.end() for match in _MISSED_MARKS.finditer(seen) if match[1] is None or _ends(seen, match)]
    return sorted({*ends, *missed}) if missed else ends


def _ends(seen: str, ellipsis: re.Match[str]) -> bool:
    """Whether an ellipsis ends a sentence: a capital follows, and not the word before it once more, as in “I… I do”."""
    first = ellipsis[1]
    last = _LAST_LETTERS.search(seen, max(0, ellipsis.start() - _NEAR), ellipsis.start())
    return first[0].isupper() and not (last and first.casefold().startswith(last[0].casefold()))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _library_ends(seen: str, code: str) -> list[int]:
    ends: list[int] = []
    offset, size = 0, _WINDOW
    while offset < len(seen):
        window = _ITEM.sub(_spaces, seen[offset : offset + size], count=1)
        inside = list(accumulate(map(len, sentencex.segment(code, window)), initial=offset))[1:]
        if offset + size >= len(seen):
            return ends + inside[:-1]
        # Ends near the edge of the window are decided again, together with the text after them.
        inside = [end for end in inside if end < offset + size - _MARGIN]
        ends += inside
        if inside:
            offset, size = inside[-1], _WINDOW
        elif size <= LONGEST:
            size *= 2
        else:
            offset, size = offset + size, _WINDOW
    return ends


def _continues(block: str, start: int, stop: int, end: int, code: str) -> bool:
    """Whether the sentence that begins at `start` continues after `end`, so that it is no end."""
    following = _following(block, end)
    if following == len(block):
        return True
    before = block[max(start, stop - _NEAR) : stop]
    if following == end and before[-1:] not in _ENDS_UNSPACED and not _begins(block, before, end):
        return True
    if end - start <= _LONGEST_ENUMERATOR and _ENUMERATOR.fullmatch(block, start, end):
        return True
    if before[-1:] == ".":
        return goes_on(before, block, following, code) or (end > stop and is_small(block[following]))
    if is_small(block[following]) or (before[-1:] not in _ENDING and _is_unfinished(before)):
        return True
    return end > stop and _is_speech(block, before[-1:], following)


def _is_unfinished(before: str) -> bool:
    """Whether words end without a mark that sentences end with, or with the number of a reference behind it."""
    if not _UNFINISHED.search(before):
        return False
    return not _LOOKS_UNFINISHED.search(before) and not _REFERENCE.search(before)


def _is_speech(block: str, last: str, following: int) -> bool:
    """Whether a quotation that has just ended is part of a sentence that says whose it is."""
    if last in _ENDS_UNSPACED:
        return _UNSPACED_SPEECH.match(block, following) is not None
    return last in "?!" and _SPEECH.match(block, following) is not None


def _following(block: str, end: int) -> int:
    while end < len(block) and block[end].isspace():
        end += 1
    return end


def _begins(block: str, before: str, end: int) -> bool:
    """Whether a sentence begins at `end`, with no space before it."""
    if before[-1:] not in ".!?":
        return True
    if _GLUED_MARK.match(block, end - 1) and _BEFORE_GLUED_MARK.search(before):
        return True
    return _GLUED.match(block, end) is not None and _BEFORE_GLUE.search(before[:-1]) is not None
