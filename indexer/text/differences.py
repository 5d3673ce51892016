"""How do two versions of a text differ? Sentence by sentence, and word by word where a sentence was only edited.

Sentences that both texts have once, in the same order, are kept in their places first ("patience diff", by Bram Cohen); what
lies between them is compared by `difflib`. That takes time with the square of what it compares, so long stretches without a
common sentence are removed and added as wholes: two texts of 100,000 words take a second at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.budget import spend
from indexer.types import ComparedPart, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Range = tuple[int, int]

_LONGEST = 250  # sentences, or words, of one text that are compared with as many of the other
_EDITED = 0.5  # similarity of words; below it, a sentence is another one
_word = re.compile(r"\S+").finditer


def compare_texts(
    first: str, first_sentences: Sequence[Span], second: str, second_sentences: Sequence[Span]
) -> Iterator[ComparedPart]:
    """What became of the first text in the second, as `Comparison.parts`; how words are spaced does not count."""
    one = [" ".join(span.of(first).split()) for span in first_sentences]
    two = [" ".join(span.of(second).split()) for span in second_sentences]
    for same, (start, end), (other_start, other_end) in _blocks(one, two):
        spend()
        if same:
            yield from (ComparedPart("same", span) for span in second_sentences[other_start:other_end])
        else:
            yield from _edited(first, first_sentences[start:end], second, second_sentences[other_start:other_end])


def _blocks(one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[bool, Range, Range]]:
    """Whether the items are the same, and their ranges in both sequences; together these are both sequences, in order."""
    places = [(-1, -1), *_anchors(one, two), (len(one), len(two))]
    for (before, other_before), (anchor, other_anchor) in pairwise(places):
        yield from _gap(one, (before + 1, anchor), two, (other_before + 1, other_anchor))
        if anchor < len(one):
            yield True, (anchor, anchor + 1), (other_anchor, other_anchor + 1)


def _anchors(one: Sequence[str], two: Sequence[str]) -> list[Range]:
    """Places of items that stand in both sequences once: as many as there are in the same order."""
    counts, other_counts = Counter(one), Counter(two)
    places = {item: place for place, item in enumerate(two) if counts[item] == other_counts[item] == 1}
    pairs = [(place, places[item]) for place, item in enumerate(one) if item in places]
    return _rising(pairs)


def _rising(pairs: Iterable[Range]) -> list[Range]:
    """The longest rising sequence of the pairs, by their second numbers (patience sorting)."""
    tops: list[int] = []
    lasts: list[tuple[Range, object]] = []
    for pair in pairs:
        at = bisect_left(tops, pair[1])
        tops[at : at + 1] = [pair[1]]
        lasts[at : at + 1] = [(pair, lasts[at - 1] if at else None)]
    chain: list[Range] = []
    link: object = lasts[-1] if lasts else None
    while link is not None:
        pair, link = link  # type: ignore[misc]
        chain.append(pair)
    return chain[::-1]


def _gap(one: Sequence[str], first: Range, two: Sequence[str], second: Range) -> Iterator[tuple[bool, Range, Range]]:
    """`_blocks` of these ranges, by difflib unless they are too long."""
    (start, end), (other_start, other_end) = first, second
    if max(end - start, other_end - other_start) > _LONGEST:
        yield False, first, second
        return
    matcher = SequenceMatcher(None, one[start:end], two[other_start:other_end], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind == "equal", (start + a, start + b), (other_start + c, other_start + d)


def _edited(first: str, removed: Sequence[Span], second: str, added: Sequence[Span]) -> Iterator[ComparedPart]:
    """What became of some sentences in which nothing is the same: word by word if they are similar, else as a whole."""
    if removed and added:
        one, two = (_words(text, spans) for text, spans in ((first, removed), (second, added)))
        if max(len(one), len(two)) <= _LONGEST:
            texts = [first[start:end] for start, end in one], [second[start:end] for start, end in two]
            matcher = SequenceMatcher(None, *texts, autojunk=False)
            if matcher.ratio() >= _EDITED:
                yield from _by_words(matcher, one, two)
                return
    yield from (ComparedPart("removed", span) for span in removed)
    yield from (ComparedPart("added", span) for span in added)


def _words(text: str, spans: Sequence[Span]) -> list[Range]:
    return [word.span() for span in spans for word in _word(text, span.start, span.end)]


def _by_words(matcher: SequenceMatcher[str], one: Sequence[Range], two: Sequence[Range]) -> Iterator[ComparedPart]:
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            yield ComparedPart("same", _whole(two[other_start:other_end]))
            continue
        if end > start:
            yield ComparedPart("removed", _whole(one[start:end]))
        if other_end > other_start:
            yield ComparedPart("added", _whole(two[other_start:other_end]))


def _whole(words: Sequence[Range]) -> Span:
    return Span(words[0][0], words[-1][1])
