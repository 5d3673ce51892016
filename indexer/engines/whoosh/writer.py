"""The engine's writing side: a segment of Whoosh for each batch, then one index and one set of impact arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engines.base import FIELDS
from indexer.engines.whoosh.combining import combine_impacts
from indexer.engines.whoosh.combining_segments import combine_segments, unchanged_segments
from indexer.engines.whoosh.compare import index_problems
from indexer.engines.whoosh.impacts import write_impacts
from indexer.engines.whoosh.index import segment_of, write_index
from indexer.engines.whoosh.kind import IMPACTS, INDEX
from indexer.engines.whoosh.segment import write_segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment

    from indexer.engines.base import BatchReader, Postings
    from indexer.selection import Selection
    from indexer.text.vocabulary import Vocabulary


class WhooshWriter:
    """Keeps the contract of `indexer.engines.base.EngineWriter`; writes the folders `whoosh/` and `impacts/` of a build."""

    def __init__(self, build: Path, *, k1: float, b: float, arrays_only: bool = False) -> None:
        """`k1` and `b` are BM25's; with `arrays_only`, the folder `whoosh/` is not written."""
        self._index, self._impacts = build / INDEX, build / IMPACTS
        self._k1, self._b, self._arrays_only = k1, b, arrays_only

    def add(self, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int) -> None:
        """Writes the segment of batch `number`; see `EngineWriter.add`."""
        if self._arrays_only:
            return
        self._index.mkdir(exist_ok=True)
        write_segment(self._index, number, terms, fields, passages)

    def finish(self, batches: Sequence[BatchReader], vocabulary: int) -> None:
        """Writes Whoosh's table of contents and the impact arrays; see `EngineWriter.finish`."""
        if not self._arrays_only:
            write_index(self._index, [_segment(number, read) for number, read in enumerate(batches)])
        write_impacts(self._impacts, vocabulary, batches, k1=self._k1, b=self._b)

    def combine(
        self,
        parts: Sequence[Path],
        passages: Selection,
        terms: Sequence[NDArray[np.int32]],
        batches: NDArray[np.int64],
        vocabulary: Vocabulary,
    ) -> None:
        """Writes both folders from those of other builds; see `EngineWriter.combine`."""
        arrays = [part / IMPACTS for part in parts]
        opened = combine_impacts(
            self._impacts, arrays, passages, terms, batches, len(vocabulary), k1=self._k1, b=self._b
        )
        unchanged = unchanged_segments(passages, opened[0].segments, batches)
        combine_segments(self._index, self._impacts, vocabulary, unchanged, parts[0] / INDEX)

    def commit(self, vocabulary: Vocabulary) -> None:
        """Nothing: the index is in the build; see `EngineWriter.commit`."""

    def verify(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Compares Whoosh's files, byte by byte, with those that the arrays give; see `EngineWriter.verify`."""
        return index_problems(self._index, self._impacts, vocabulary)


def _segment(number: int, read: BatchReader) -> W3Segment:
    """The segment of a batch, as the table of contents lists it."""
    lengths = {field: read(field).postings.lengths for field in FIELDS}
    passages = len(lengths[FIELDS[0]])
    return segment_of(number, passages, {field: int(own.sum()) for field, own in lengths.items()})
