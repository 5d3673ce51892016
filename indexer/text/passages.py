"""Splits the sentences of an article into passages, the units that are ranked.

A passage is a range of whole sentences. Where to break is chosen for the article as a whole, as a paragraph's
lines are broken by Knuth and Plass: every way to break has a cost, and the cheapest is found by dynamic
programming. There are at most `max_words` sentences to look back at, so time grows linearly with the article.
A cost is made of

- the length: the middle of the range costs nothing, other lengths little, but a length below `min_words` costs the square
  of what is missing. So the end of an article is shared out: 160 words become 80 and 80, not 150 and 10.
- a break within a paragraph: a little.
- a heading within a passage instead of at its start: about as much as a passage of two thirds of `min_words`. So a very
  short section is merged with the next one, and other sections stand alone.
- a heading, caption, dateline or what introduces a list at the end of a passage: more than everything else, because it
  belongs to what follows.

Costs are whole numbers, so the result is the same on every machine; of two equal costs the later break is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIT = 10_000
_SHORT = 4 * _UNIT  # times the square of the share of `min_words` that is missing
_UNEVEN = _UNIT  # times the square of the share of the middle length that is missing or too much
_WITHIN_PARAGRAPH = 3 * _UNIT // 20
_HEADING_INSIDE = _UNIT // 2
_DANGLING = 100 * _UNIT


def split(
    words: Sequence[int],
    headings: Sequence[bool],
    paragraphs: Sequence[bool],
    *,
    joining: Sequence[bool] = (),
    min_words: int = 100,
    max_words: int = 150,
) -> list[tuple[int, int]]:
    """The passages of an article: ranges [first, last) of its sentences, that cover all in order, none empty.

    For each sentence: how many words it has, whether it is a heading (or headline), whether a paragraph
    begins with it, and in `joining` whether it belongs to what follows without beginning anything, as
    captions, datelines and what introduces a list do. No passage has more than `max_words` words, unless
    it is a single sentence that has. An article of at most `max_words` is one passage, unless a heading
    divides it into sections that can stand alone.
    """
    if not words:
        return []
    if sum(words) <= max_words and not _divides(headings):
        return [(0, len(words))]
    # A sentence without a word counts as one: no passage has more sentences than words.
    sizes = [max(1, count) for count in words]
    joins = [heading or join for heading, join in zip(headings, joining or headings, strict=True)]
    cost = _lengths(min(min_words, max_words), max_words)
    within = [_HEADING_INSIDE if heading else 0 for heading in headings]
    breaks = _breaks(paragraphs, headings, joins)
    return _ranges(_starts(sizes, cost, within, breaks))


def _divides(headings: Sequence[bool]) -> bool:
    """Whether a heading stands below something that is none."""
    text_before = False
    for heading in headings:
        if heading and text_before:
            return True
        text_before = text_before or not heading
    return False


def _lengths(min_words: int, max_words: int) -> list[int]:
    """What a passage of so many words costs."""
    middle = (min_words + max_words) / 2
    return [
        round(_UNEVEN * ((size - middle) / middle) ** 2 + _SHORT * (max(0, min_words - size) / min_words) ** 2)
        for size in range(max_words + 1)
    ]


def _breaks(paragraphs: Sequence[bool], headings: Sequence[bool], joins: Sequence[bool]) -> list[int]:
    """What a break before each sentence costs; the one before the first is no choice."""
    costs = [
        (0 if paragraph or heading else _WITHIN_PARAGRAPH) + (_DANGLING if dangling else 0)
        for paragraph, heading, dangling in zip(paragraphs, headings, [False, *joins], strict=False)
    ]
    costs[0] = 0
    return costs


def _starts(sizes: list[int], cost: list[int], within: list[int], breaks: list[int]) -> list[int]:
    """For each sentence, where the passage that ends with it begins, if that is the cheapest way so far."""
    max_words = len(cost) - 1
    best = [0]  # of the sentences before each
    starts = []
    for last, size in enumerate(sizes):
        # A sentence that is too long is a passage of its own, and costs what it must.
        cheapest = best[last] + breaks[last] + cost[min(size, max_words)]
        choice = last
        inside = within[last]
        for first in range(last - 1, -1, -1):
            size += sizes[first]  # noqa: PLW2901  it is the passage that grows
            if size > max_words:
                break
            total = best[first] + breaks[first] + cost[size] + inside
            if total < cheapest:
                cheapest, choice = total, first
            inside += within[first]
        best.append(cheapest)
        starts.append(choice)
    return starts


def _ranges(starts: list[int]) -> list[tuple[int, int]]:
    ranges = []
    last = len(starts)
    while last:
        first = starts[last - 1]
        ranges.append((first, last))
        last = first
    return ranges[::-1]
