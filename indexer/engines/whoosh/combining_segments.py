"""Writes Whoosh's segments of a combined index from its impact arrays, those that have changed alone.

A segment of the first part whose passages are all there, in their order, is the same file under another name.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from whoosh.filedb.filestore import FileStorage

from indexer.engines.base import FIELDS
from indexer.engines.whoosh.impacts import open_impacts, open_lengths
from indexer.engines.whoosh.index import INDEX_NAME, segment_of, write_index
from indexer.engines.whoosh.segment import FieldRows, Terms, write_segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment

    from indexer.engines.whoosh.impacts import Impacts
    from indexer.selection import Selection
    from indexer.text.vocabulary import Vocabulary

_AT_ONCE = 3_000_000  # postings in memory
_SEGMENTS_AT_ONCE = 400_000  # postings of segments that are written together; more is slower


def unchanged_segments(passages: Selection, segments: NDArray[np.int64], batches: NDArray[np.int64]) -> dict[int, int]:
    """Which batches are segments of the first part, passage for passage: number of the batch → number there.

    `segments` and `batches` say where each ends.
    """
    old = {bounds: number for number, bounds in enumerate(pairwise([0, *segments.tolist()]))}
    unchanged = {}
    breaks = np.concatenate(([0], np.cumsum(np.diff(passages.rows) != 1)))
    for number, (first, last) in enumerate(pairwise([0, *batches.tolist()])):
        begin = int(passages.rows[first])
        same = old.get((begin, begin + last - first))
        if same is not None and breaks[first] == breaks[last - 1]:
            unchanged[number] = same
    return unchanged


def combine_segments(
    index: Path, impacts: Path, vocabulary: Vocabulary, unchanged: Mapping[int, int], previous: Path
) -> None:
    """Writes Whoosh's files of the impact arrays in `impacts`.

    `unchanged` is which segments are the same in the index `previous`: new number → number there.
    """
    index.mkdir()
    arrays = open_impacts(impacts, len(vocabulary))
    terms = Terms(*vocabulary.letters(0, len(vocabulary)))
    exact, ends = open_lengths(impacts, len(arrays))
    bounds = list(pairwise([0, *ends.tolist()]))
    segments = [
        segment_of(
            number, last - first, {name: int(own.sum()) for name, own in zip(FIELDS, exact[:, first:last], strict=True)}
        )
        for number, (first, last) in enumerate(bounds)
    ]
    for number, old in unchanged.items():
        _link(previous, index, old, number)
    changed = [number for number in range(len(segments)) if number not in unchanged]
    for some in _groups(changed, bounds, arrays, _AT_ONCE):
        _write_some(index, arrays, terms, [segments[number] for number in some], [bounds[number] for number in some])
    write_index(index, segments)


def _link(previous: Path, index: Path, old: int, new: int) -> None:
    """Gives a segment's files of another build their names in this one."""
    names = [segment_of(number, 0, {}).make_filename("") for number in (old, new)]
    for path in previous.glob(f"{INDEX_NAME}_{old:016d}.*"):
        target = index / path.name.replace(names[0], names[1], 1)
        try:
            os.link(path, target)
        except OSError:  # not every file system can
            shutil.copyfile(path, target)


def _groups(
    numbers: Sequence[int], bounds: Sequence[tuple[int, int]], arrays: Impacts, most: int
) -> Iterator[list[int]]:
    """Segments of about so many postings together."""
    a_passage = len(arrays.passages) / max(1, len(arrays))
    group: list[int] = []
    size = 0.0
    for number in numbers:
        first, last = bounds[number]
        group.append(number)
        size += (last - first) * a_passage
        if size > most:
            yield group
            group, size = [], 0.0
    if group:
        yield group


def _write_some(
    index: Path, arrays: Impacts, terms: Terms, segments: Sequence[W3Segment], bounds: Sequence[tuple[int, int]]
) -> None:
    owner = np.full(len(arrays), len(segments), np.min_scalar_type(len(segments)))  # bytes are sorted fastest
    begins = np.zeros(len(segments) + 1, np.int32)
    for number, (first, last) in enumerate(bounds):
        owner[first:last] = number
        begins[number] = first
    fields = {name: _SegmentPostings.of(arrays, field, owner, len(segments)) for field, name in enumerate(FIELDS)}
    for few in _groups(range(len(segments)), bounds, arrays, _SEGMENTS_AT_ONCE):
        own = slice(few[0], few[-1] + 1)
        lengths = {
            name: np.concatenate([arrays.lengths[field, first:last] for first, last in bounds[own]])
            for field, name in enumerate(FIELDS)
        }
        rows = {name: field.rows(own.start, own.stop, begins) for name, field in fields.items()}
        write_segments(FileStorage(index.as_posix()), segments[own], terms, rows, lengths)


@dataclass(frozen=True, slots=True)
class _SegmentPostings:
    """The postings of one field in some segments: the segment of each, and its place in the arrays; None: all are there.

    `passages`, `counts` and `terms` are those of all postings of the field, `lengths` those of all passages.
    """

    segments: NDArray[np.unsignedinteger]
    places: NDArray[np.int64] | None
    passages: NDArray[np.int32]
    counts: NDArray[np.uint16]
    terms: NDArray[np.int32]
    lengths: NDArray[np.uint8]

    @classmethod
    def of(cls, arrays: Impacts, field: int, owner: NDArray[np.unsignedinteger], segments: int) -> _SegmentPostings:
        """`owner` is the segment of each passage, `segments` for none of them."""
        ends = arrays.ends[field].astype(np.int64)
        start, _ = arrays.range(field, 0)
        own = slice(start, int(ends[-1]))
        of_posting = owner[arrays.passages[own]]
        inside = of_posting < segments
        places = None if inside.all() else np.flatnonzero(inside)
        terms = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=start))
        return cls(
            of_posting if places is None else of_posting[places],
            places,
            arrays.passages[own],
            arrays.counts[own],
            terms,
            arrays.lengths[field],
        )

    def rows(self, first: int, last: int, begins: NDArray[np.int32]) -> FieldRows:
        """The rows of the segments `first` to `last` (not included), whose passages begin at `begins`."""
        chosen = np.flatnonzero((self.segments >= first) & (self.segments < last))
        segments = self.segments[chosen]
        order = np.argsort(segments, kind="stable")
        segments, chosen = segments[order], chosen[order]
        places = chosen if self.places is None else self.places[chosen]
        passages, terms = self.passages[places], self.terms[places]
        begin = np.flatnonzero(np.append(True, (terms[1:] != terms[:-1]) | (segments[1:] != segments[:-1])))
        begin = begin[: len(terms)]
        return FieldRows(
            np.searchsorted(segments[begin], np.arange(first, last, dtype=segments.dtype), side="right"),
            terms[begin],
            np.append(begin[1:], len(terms)).astype(np.int64)[: len(begin)],
            passages - begins[segments],
            self.counts[places].astype(np.int32),
            self.lengths[passages],
        )
