"""From batches to one build: one vocabulary, one forward array, one index."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.analysis import forward_left, postings_left, terms_left
from indexer.engines.base import NumberedPostings
from indexer.text.vocabulary import write_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import EngineWriter
    from indexer.store import StoreWriter


_AT_ONCE = 500_000  # terms, of all batches together, in memory while vocabularies are merged: some 40 MB


def merge(folder: Path, left: Sequence[Path], store: StoreWriter, engine: EngineWriter) -> int:
    """Writes vocabulary, forward array and index of the batches left at `left`; returns the number of terms."""
    numbers = [np.empty(sum(1 for _ in terms_left(path)), np.int32) for path in left]
    size = write_vocabulary(folder / "vocabulary", _merged(left, numbers))
    for path, own in zip(left, numbers, strict=True):
        store.forward(own[forward_left(path, "forward")], own[forward_left(path, "titles")])
    engine.finish([partial(_read, path, own) for path, own in zip(left, numbers, strict=True)], size)
    return size


def _merged(left: Sequence[Path], numbers: Sequence[NDArray[np.int32]]) -> Iterator[str]:
    """All terms, sorted, each once; fills in each batch's numbers on the way."""
    size = 0
    places = [0] * len(left)
    for taken in _pieces([terms_left(path) for path in left]):
        names = sorted(set().union(*taken))
        number = dict(zip(names, range(size, size + len(names)), strict=True))
        for batch, terms in enumerate(taken):
            numbers[batch][places[batch] : places[batch] + len(terms)] = [number[term] for term in terms]
            places[batch] += len(terms)
        size += len(names)
        yield from names


def _pieces(streams: Sequence[Iterator[str]]) -> Iterator[list[list[str]]]:
    """Of sorted streams, again and again the next terms of each, such that all that come later are greater than these.

    At most `_AT_ONCE` terms are in memory, or one of each stream.
    """
    share = max(1, _AT_ONCE // len(streams))
    held = [list(islice(stream, share)) for stream in streams]
    while any(held):
        last = min(terms[-1] for terms in held if terms)
        cuts = [bisect_right(terms, last) for terms in held]
        yield [terms[:cut] for terms, cut in zip(held, cuts, strict=True)]
        held = [terms[cut:] + list(islice(own, cut)) for terms, cut, own in zip(held, cuts, streams, strict=True)]


def _read(path: Path, numbers: NDArray[np.int32], field: str) -> NumberedPostings:
    postings = postings_left(path, field)
    return NumberedPostings(postings, numbers[postings.terms])
