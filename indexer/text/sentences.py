"""The sentences of a text, as spans: the text is divided into blocks (`lines.py`), and these at `boundaries.py`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from indexer.text.boundaries import sentence_ends
from indexer.text.lines import blocks
from indexer.text.long_sentences import bounded
from indexer.text.quotation_marks import blanked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Offsets = tuple[int, int]  # start and end, half-open

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def sentences(text: str, language: str, *, max_words: int = 200, breaks: Iterable[int] = ()) -> list[Offsets]:
    """The sentences of `text`, in order: (start, end), half-open, in code points.

    Sentences are not empty, do not overlap, do not begin or end with white space, and cover all other characters. None
    crosses a blank line, a line feed (unless the text was wrapped there) or one of the `breaks`, such as the edges of marks.
    A sentence of more than `max_words` words (`word_counts.py`) is split into parts of about equal length, and none has more
    than 10,000 code points (`long_sentences.py`). Takes linear time.
    """
    seen = blanked(text)
    edges = sorted(set(breaks))
    return [
        piece
        for block in blocks(text)
        for part in _parted(block, edges)
        for sentence in _of_block(text, seen, part, language)
        for piece in bounded(text, sentence, language, max_words)
    ]


def _parted(block: Offsets, edges: list[int]) -> Iterator[Offsets]:
    start, end = block
    for edge in edges[bisect_left(edges, start) : bisect_left(edges, end)] if edges else ():
        if edge > start:
            yield start, edge
            start = edge
    yield start, end


def _of_block(text: str, seen: str, block: Offsets, language: str) -> list[Offsets]:
    start, end = block
    within, view = text[start:end], seen[start:end].replace("\n", " ")
    spans: list[Offsets] = []
    previous = 0
    for stop in (*sentence_ends(within, view, language), len(within)):
        sentence = _stripped(text, start + previous, start + stop)
        previous = stop
        if sentence is None:
            continue
        if spans and _LETTER_OR_DIGIT.search(text, *sentence) is None:
            # Marks without letters are no sentence: they belong to the one before.
            sentence = (spans.pop()[0], sentence[1])
        spans.append(sentence)
    return spans


def _stripped(text: str, start: int, end: int) -> Offsets | None:
    """The span without the white space around it; None when there is nothing else."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return None if left == len(part) else (start + left, start + len(part.rstrip()))
