"""How common a word is in its language at large: what a library of a few articles cannot know from its own texts.

One table a language, `frequencies/<code>.txt.gz`, made by `make frequencies` (`tests/quality/word_frequencies.py`). Its lines
are sorted by term: a term of the analyzer without its language, a space, and -10 log10 of the share of all words that become
this term, rounded (decibels). Only the most common terms are in it: 30,000 of English, 20,000 of German, 10,000 of any other
language. Source and licence: `frequencies/LICENSE.md`.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

PASSAGE = 120  # words of a passage, on average
_FOLDER = Path(__file__).parent / "frequencies"


@dataclass(frozen=True, slots=True)
class _Table:
    lines: bytes  # as in the file
    starts: memoryview  # unsigned 32 bits: where each line begins, and the end of the last

    def decibels(self, term: str) -> int | None:
        """The number in the line of a term, found by bisection."""
        lines, starts, beginning = self.lines, self.starts, term.encode("utf-8", "surrogatepass") + b" "
        first, after = 0, len(starts) - 1
        while first < after:
            middle = (first + after) // 2
            if lines[starts[middle] : starts[middle + 1]] < beginning:
                first = middle + 1
            else:
                after = middle
        line = lines[starts[first] : starts[first + 1]] if first + 1 < len(starts) else b""
        return int(line[len(beginning) :]) if line.startswith(beginning) else None


def passage_share(language: str, term: str) -> float | None:
    """The share of passages of 120 words in which the term occurs, in texts of the language at large: above 0, to 1.

    `term` is one of the analyzer's, without its language. None when the term is rarer than those in the table (about three
    words in a million; English: one in two million), or the language has no table.

    Words are taken to be independent of each other: with the share p of all words, the share of passages is
    1 - (1 - p)^120. In real texts a word comes in clusters, so that fewer passages hold it.
    """
    table = _table(language)
    if table is None:
        return None
    decibels = table.decibels(term)
    return None if decibels is None else 1 - (1 - 10 ** (-decibels / 10)) ** PASSAGE


def share_at_large(term: str) -> float | None:
    """`passage_share` of a term as the analyzer writes it, with its language."""
    language, _, form = term.partition(":")
    return passage_share(language, form)


@cache
def _table(language: str) -> _Table | None:
    """The table of a language, read at its first use (some milliseconds, 0.1–0.3 MB); None when there is none."""
    path = _FOLDER / f"{language}.txt.gz"
    if not path.is_file():
        return None
    return _read(gzip.decompress(path.read_bytes()))


def _read(lines: bytes) -> _Table:
    ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n")) + 1
    return _Table(lines, memoryview(np.append(0, ends).astype(np.uint32).tobytes()).cast("I"))
