"""The words of an article as pieces of a page: what is highlighted in them, and where links lead."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from indexer import Span
from webapp.pages.highlighting import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer import Article
    from webapp.pages.article_blocks import Block
    from webapp.pages.highlighting import Segment

_FOLLOWED = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_WRITTEN = re.compile(r"https?://[^\s<>\"“”‘’|]*[\w/=#&%~+-]", re.IGNORECASE)
_BETWEEN, _BETWEEN_TAGS = "\n\n", "</p>\n<p>"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `address` is where they lead, if they are a link."""

    segments: tuple[Segment, ...]
    address: str | None = None


class ArticleText:
    """The text of an article with `layers` of highlights: kind → spans that do not overlap, in order."""

    def __init__(self, article: Article, layers: Mapping[str, Sequence[Span]]) -> None:
        self._text = article.text
        self._layers = {kind: _Spans(spans) for kind, spans in layers.items() if spans}
        written = _WRITTEN.finditer(article.text) if "://" in article.text else ()
        self._addresses = {Span(*match.span()): match[0] for match in written}
        links = [part for part in article.structure if part.kind == "link" and _FOLLOWED.fullmatch(part.address)]
        self._addresses.update((link.span, link.address) for link in links)
        self._links = _Spans(list(self._addresses))

    def plain(self, blocks: Sequence[Block]) -> Markup | None:
        """The HTML of neighbouring blocks if they are paragraphs without highlights and links; else None.

        Most of a long text is such, and a template takes ten times as long for it.
        """
        extent = Span(blocks[0].span.start, blocks[-1].span.end)
        if any(spans.near(extent) for spans in (self._links, *self._layers.values())):
            return None
        if any(block.kind != "paragraph" for block in blocks):
            return None
        # One call escapes all of them: a blank line is what no paragraph holds.
        escaped = str(escape(_BETWEEN.join(block.span.of(self._text) for block in blocks)))
        return Markup(f"<p>{escaped.replace(_BETWEEN, _BETWEEN_TAGS)}</p>")  # noqa: S704  it is escaped

    def pieces(self, span: Span) -> Iterator[Piece]:
        """The words at `span`: what is a link, or is written as an address of the web, and what stands between."""
        start = span.start
        for place in self._links.near(span):
            if span.covers(place):
                if place.start > start:
                    yield self._piece(Span(start, place.start))
                yield self._piece(place, self._addresses[place])
                start = place.end
        if start < span.end:
            yield self._piece(Span(start, span.end))

    def _piece(self, span: Span, address: str | None = None) -> Piece:
        near = {kind: within for kind, spans in self._layers.items() if (within := spans.near(span))}
        return Piece(segments(span.of(self._text), span.start, near), address)


class _Spans:
    """Spans in order, none of which overlaps another, that can be looked up by where they are."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):  # of two that overlap, the first
            if not self._spans or self._spans[-1].end <= span.start:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def near(self, span: Span) -> list[Span]:
        """Those that share a code point with `span`."""
        return self._spans[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]
