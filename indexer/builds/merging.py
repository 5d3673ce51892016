"""From batches to one build: one vocabulary, one forward array, one index."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import NumberedPostings
from indexer.text.vocabulary import write_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds.batch_files import BatchFiles
    from indexer.engines.base import EngineWriter
    from indexer.store import StoreWriter


_AT_ONCE = 500_000  # terms, of all batches together, in memory while vocabularies are merged: some 40 MB


def merge(folder: Path, batches: Sequence[BatchFiles], store: StoreWriter, engine: EngineWriter) -> int:
    """Writes vocabulary, forward array and index of all batches; returns the number of terms."""
    numbers = [np.empty(sum(1 for _ in batch.terms()), np.int32) for batch in batches]
    size = write_vocabulary(folder / "vocabulary", _merged(batches, numbers))
    for batch, own in zip(batches, numbers, strict=True):
        store.forward(own[batch.array("forward")], own[batch.array("titles")])
    engine.finish([partial(_read, batch, own) for batch, own in zip(batches, numbers, strict=True)], size)
    return size


def _merged(batches: Sequence[BatchFiles], numbers: Sequence[NDArray[np.int32]]) -> Iterator[str]:
    """All terms, sorted, each once; fills in the vocabulary number of each batch's terms on the way."""
    size = 0
    filled = [0] * len(batches)
    for pieces in _pieces([batch.terms() for batch in batches]):
        terms = sorted(set().union(*pieces))
        number = dict(zip(terms, range(size, size + len(terms)), strict=True))
        for batch, own in enumerate(pieces):
            numbers[batch][filled[batch] : filled[batch] + len(own)] = [number[term] for term in own]
            filled[batch] += len(own)
        size += len(terms)
        yield from terms


def _pieces(streams: Sequence[Iterator[str]]) -> Iterator[list[list[str]]]:
    """Sorted streams, piece by piece: the next terms of each, such that all terms of later pieces are greater.

    At most `_AT_ONCE` terms are in memory, or one of each stream.
    """
    share = max(1, _AT_ONCE // len(streams))
    ahead = [list(islice(stream, share)) for stream in streams]
    while any(ahead):
        last = min(terms[-1] for terms in ahead if terms)
        cuts = [bisect_right(terms, last) for terms in ahead]
        yield [terms[:cut] for terms, cut in zip(ahead, cuts, strict=True)]
        ahead = [terms[cut:] + list(islice(own, cut)) for terms, cut, own in zip(ahead, cuts, streams, strict=True)]


def _read(batch: BatchFiles, numbers: NDArray[np.int32], field: str) -> NumberedPostings:
    """The postings of a batch in a field, with its terms' numbers in the vocabulary."""
    postings = batch.postings(field)
    return NumberedPostings(postings, numbers[postings.terms])
