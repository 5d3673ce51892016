"""From batches to one build: one vocabulary, one forward array, one set of impact arrays."""

from __future__ import annotations

import heapq
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.batch import forward_left, postings_left, terms_left
from indexer.engines.whoosh import write_impacts
from indexer.engines.whoosh.impacts import Batch
from indexer.text.vocabulary import write_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.settings import Settings
    from indexer.store import StoreWriter


def merge(folder: Path, left: Sequence[Path], store: StoreWriter, settings: Settings) -> int:
    """Writes vocabulary, forward array and impact arrays of the batches left at `left`; returns the number of terms."""
    numbers = [np.empty(sum(1 for _ in terms_left(path)), np.int32) for path in left]
    size = write_vocabulary(folder / "vocabulary", _merged(left, numbers))
    for path, own in zip(left, numbers, strict=True):
        store.forward(own[forward_left(path, "forward")], own[forward_left(path, "titles")])
    reads = [partial(_read, path, own) for path, own in zip(left, numbers, strict=True)]
    write_impacts(folder / "impacts", size, reads, k1=settings.bm25_k1, b=settings.bm25_b)
    return size


def _merged(left: Sequence[Path], numbers: Sequence[NDArray[np.int32]]) -> Iterator[str]:
    """All terms, sorted, each once; fills in each batch's numbers on the way."""
    streams = [_numbered(path, batch) for batch, path in enumerate(left)]
    for number, (term, group) in enumerate(groupby(heapq.merge(*streams), key=itemgetter(0))):
        for _, batch, place in group:
            numbers[batch][place] = number
        yield term


def _numbered(path: Path, batch: int) -> Iterator[tuple[str, int, int]]:
    return ((term, batch, place) for place, term in enumerate(terms_left(path)))


def _read(path: Path, numbers: NDArray[np.int32], field: str) -> Batch:
    postings = postings_left(path, field)
    return Batch(postings, numbers[postings.terms])
