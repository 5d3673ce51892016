"""What stands around a quote: the sentences before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.types import Span

if TYPE_CHECKING:
    from indexer.builds import Build


def sentences_around(build: Build, article_id: str, span: Span, within: Span) -> Span:
    """The sentences that the span lies in, with the one before and the one after; cut at the ends of `within`."""
    store = build.store
    sentences = store.article_sentences(store.article_number(article_id))
    starts = store.sentences["start"][sentences.start : sentences.stop]
    ends = store.sentences["end"][sentences.start : sentences.stop]
    first = max(0, int(np.searchsorted(starts, span.start, "right")) - 2)
    last = min(len(sentences) - 1, int(np.searchsorted(ends, span.end, "left")) + 1)
    return Span(min(span.start, max(within.start, int(starts[first]))), max(span.end, min(within.end, int(ends[last]))))
