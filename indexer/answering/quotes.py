"""What of a sentence may be quoted: all of it, or so many of its clauses as are short enough.

A sentence of more than `answer.max_words` words is quoted in part: the run of whole clauses, as long as it may be, that
holds most of the question; of equal runs the first. It is a slice of the article like any other quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.types import Article

_CLAUSE_END = re.compile(r"[,;:)\]”\"»]\s+|\s+(?=[(\[–—]\s?)")


def quotable(article: Article, sentence: Span) -> bool:
    """Whether the sentence is running text: not a headline, heading, caption, dateline, byline or line of links."""
    return not any(mark.span.overlaps(sentence) for mark in article.marks)


def quoted_part(article: Article, sentence: Span, weights: Mapping[str, float], most: int) -> Span | None:
    """The sentence, or its best run of clauses of at most `most` words; None when its clauses are longer than that.

    `weights` are the question's terms and how much each is worth.
    """
    text = sentence.of(article.text)
    if len(text.split()) <= most:
        return sentence
    clauses = _clauses(text)
    words = [len(text[start:end].split()) for start, end in clauses]
    worth = [_worth(text[start:end], article.language, weights) for start, end in clauses]
    best: tuple[float, int, int] | None = None
    for first in range(len(clauses)):
        last, held = first, 0
        while last < len(clauses) and held + words[last] <= most:
            held += words[last]
            last += 1
        if last > first and (best is None or sum(worth[first:last]) > best[0]):
            best = (sum(worth[first:last]), first, last)
    if best is None:
        return None
    _, first, last = best
    return Span(sentence.start + clauses[first][0], sentence.start + clauses[last - 1][1])


def _clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence: (start, end), without the white space between them."""
    cuts = [(match.start() + len(match[0].rstrip()), match.end()) for match in _CLAUSE_END.finditer(text)]
    starts = [0, *(following for _, following in cuts)]
    ends = [*(end for end, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _worth(clause: str, language: str, weights: Mapping[str, float]) -> float:
    """The weights of the distinct terms that a clause holds."""
    return sum(weights.get(term, 0.0) for term in dict.fromkeys(analyzer(language).terms(clause)))
