"""The part of a sentence that is quoted: the whole sentence, or a run of its clauses.

Of a sentence of more than `answer.max_words` words the run of whole clauses is quoted that is worth most to the question (of
equal runs the first), as long as the limit allows. It is a slice of the article like any other quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.types import Article

_CLAUSE_END = re.compile(r"[,;:)\]”\"»]\s+|\s+(?=[(\[–—]\s?)")


def quotable(article: Article, sentence: Span) -> bool:
    """Whether the sentence is running text: not a headline, heading, caption, dateline, byline or line of links."""
    return not any(mark.span.overlaps(sentence) for mark in article.marks)


def quoted_part(article: Article, sentence: Span, weights: Mapping[str, float], most: int) -> Span | None:
    """The sentence, or its run of clauses of at most `most` words that is worth most; None when each clause is longer.

    `weights` are the worth of the question's terms (`QueryWeights.by_term`).
    """
    text = sentence.of(article.text)
    if len(text.split()) <= most:
        return sentence
    clauses = _clauses(text)
    words = [len(text[start:end].split()) for start, end in clauses]
    worth = [_worth(text[start:end], article.language, weights) for start, end in clauses]
    runs = [(first, last) for first, last in _longest_runs(words, most) if last > first]
    if not runs:
        return None
    first, last = max(runs, key=lambda run: sum(worth[run[0] : run[1]]))
    return Span(sentence.start + clauses[first][0], sentence.start + clauses[last - 1][1])


def _longest_runs(words: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """For each clause the longest run from it, [first, last), of at most `most` words; empty for a longer clause."""
    for first in range(len(words)):
        last, total = first, 0
        while last < len(words) and total + words[last] <= most:
            total += words[last]
            last += 1
        yield first, last


def _clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence: (start, end), without the white space between them."""
    cuts = [(match.start() + len(match[0].rstrip()), match.end()) for match in _CLAUSE_END.finditer(text)]
    starts = [0, *(following for _, following in cuts)]
    ends = [*(end for end, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _worth(clause: str, language: str, weights: Mapping[str, float]) -> float:
    """The worth of the distinct terms that a clause holds."""
    return sum(weights.get(term, 0.0) for term in dict.fromkeys(analyzer(language).terms(clause)))
