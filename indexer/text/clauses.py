"""The clauses of a sentence, and which of them can begin a quote.

A long sentence is cut between clauses (`answering/quotes.py`, `long_sentences.py`). The part after a cut must say whom it is
about: of “Ada Keller, an engineer, opened an office; born 13 August 1871 in Bern, she …” no quote may begin with “born”.
So a quote begins with the sentence, or with a clause that has a subject of its own, as far as its first words show it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from indexer.text.languages import profile_of
from indexer.text.word_counts import UNSPACED

# Marks that a clause ends with; scripts without spaces have none after the mark, and Thai and Lao have spaces alone.
_END = re.compile(
    rf"[,;:)\]”\"»،؛·՝፣፤፥]\s+|[，、；：）」』〉》၊]\s*|(?<=[{UNSPACED}])\s+(?=[{UNSPACED}])|\s+(?=[(\[–—]\s?)"
)
_STRONG = (";", ":", "؛", "；", "：", "፤", "·")
"""After these a clause is about as much a whole as a sentence."""


def clause_spans(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence: (start, end), half-open, without the white space between them."""
    cuts = [(match.start() + len(match[0].rstrip()), match.end()) for match in _END.finditer(text)]
    starts = [0, *(following for _, following in cuts)]
    ends = [*(end for end, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def stand_alone(text: str, spans: list[tuple[int, int]], language: str) -> list[bool]:
    """For each of the clauses, whether what begins with it can be read without the clauses before it."""
    begins_anew, goes_on = _subjects(language.partition("-")[0])
    alone, depth = [True], 0
    for (before, end), (start, _) in pairwise(spans):
        depth = max(0, depth + text.count("(", before, end) - text.count(")", before, end))
        begins = begins_anew if text[end - 1] in _STRONG else goes_on
        alone.append(not depth and begins.match(text, start) is not None)
    return alone


@cache
def _subjects(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a clause with a subject of its own begins: after a strong mark, and after a comma.

    After a comma, “the engineer of the bridge” may only explain a name before it; after a conjunction it is a subject. Where
    the language's words are not known, a clause after a strong mark is taken to have one, unless it begins with a number.
    """
    words = profile_of(code).sentences
    if not words.subjects:
        return re.compile(r"[^\w\s]*[^\W\d_]"), re.compile(r"(?!)")
    months = "|".join(profile_of(code).dates.months).replace(" ", "|")
    subject = rf"(?:(?i:{words.subjects})\b|(?!(?i:{months})\b)[A-ZÀ-ÖØ-Þ][^\W\d_])"
    joining = rf"(?i:{words.joining})\s+"
    return re.compile(rf"[“„‘\"(]?(?:{joining})?{subject}"), re.compile(rf"{joining}{subject}")
