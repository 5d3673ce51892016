"""Highlighted text as data: spans of an article become segments of text, of which a template makes HTML."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same highlights throughout; `kinds` names them."""

    text: str
    kinds: tuple[str, ...] = ()


def segments(text: str, at: int, layers: Mapping[str, Iterable[Span]]) -> tuple[Segment, ...]:
    """The segments of `text`, which begins at code point `at` of its article.

    `layers` maps each kind of highlight to spans of the article; spans may overlap, and are clipped to the text. Joined,
    the segments are `text`; none is empty, and no two neighbours have the same kinds.
    """
    clipped = {kind: _clipped(spans, at, len(text)) for kind, spans in layers.items()}
    cuts = {0, len(text)}.union(*(bounds for spans in clipped.values() for bounds in spans))
    parts: list[Segment] = []
    for start, end in pairwise(sorted(cuts)):
        kinds = tuple(kind for kind, spans in clipped.items() if any(a <= start and end <= b for a, b in spans))
        if parts and parts[-1].kinds == kinds:
            parts[-1] = Segment(parts[-1].text + text[start:end], kinds)
        else:
            parts.append(Segment(text[start:end], kinds))
    return tuple(parts)


def _clipped(spans: Iterable[Span], at: int, length: int) -> list[tuple[int, int]]:
    """The spans as offsets into the text, clipped to it; spans outside are left out."""
    offsets = ((max(0, span.start - at), min(length, span.end - at)) for span in spans)
    return [(start, end) for start, end in offsets if start < end]
