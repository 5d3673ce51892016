"""Compares the Whoosh index of a build, byte by byte, with the files that its impact arrays would give.

Whoosh's files are pickles in great part, and nothing in them is run here: segments are written anew in memory from
vocabulary and impact arrays, and the table of contents is read as inert data (`inert.py`). One segment is in memory at
a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.filedb.filestore import RamStorage

from indexer.damage import damage_of, plain_bytes
from indexer.engines.base import FIELDS, Postings
from indexer.engines.whoosh.bm25 import length_bytes
from indexer.engines.whoosh.impacts import open_impacts, open_lengths
from indexer.engines.whoosh.index import INDEX_NAME, contents, segment_of
from indexer.engines.whoosh.inert import read_inert
from indexer.engines.whoosh.segment import Terms, rows_of, write_segments
from indexer.selection import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment

    from indexer.engines.whoosh.impacts import Impacts
    from indexer.text.vocabulary import Vocabulary

_CONTENTS = f"_{INDEX_NAME}_0.toc"
_HEAD = 14  # bytes: three sizes of numbers, two numbers, a version
_MIDDLE = 8  # bytes: the generation, and a number that is not used
_NAMES = {  # what a table of contents is made of
    "re._compile", "whoosh.analysis.tokenizers.RegexTokenizer", "whoosh.codec.whoosh3.W3Codec",
    "whoosh.codec.whoosh3.W3Segment", "whoosh.fields.KEYWORD", "whoosh.fields.Schema", "whoosh.formats.Frequency",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Contents:
    """A table of contents in its parts: bytes before, the schema, bytes between, the segments."""

    head: bytes
    schema: Any
    middle: bytes
    segments: Any

    @classmethod
    def of(cls, written: bytes) -> _Contents:
        """The parts of a table of contents; raises any error for bytes that Whoosh did not write."""
        size, end = _varint(written, _HEAD)
        middle = end + size
        after = middle + _MIDDLE
        schema = read_inert(written[end:middle], _NAMES)
        return cls(written[:_HEAD], schema, written[middle:after], read_inert(written[after:], _NAMES))


def _varint(written: bytes, at: int) -> tuple[int, int]:
    """A variable-length number (seven bits a byte, the low ones first) and the position after it."""
    value = shift = 0
    while written[at] & 0x80:
        value |= (written[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return value | written[at] << shift, at + 1


def index_problems(folder: Path, impacts: Path, vocabulary: Vocabulary) -> Iterator[str]:
    """Every problem of the index in `folder`, in a sentence; raises `DamagedBuildError` when the arrays are damaged."""
    arrays = open_impacts(impacts, len(vocabulary))
    with damage_of(folder / _CONTENTS):
        stored = _Contents.of(plain_bytes(folder / _CONTENTS))
        segments = list(_segments(stored.segments))
    if stored != _Contents.of(_written(segments)):
        yield f"{_CONTENTS} does not say what an index of these passages says"
        return
    firsts = np.cumsum([0, *(segment.doc_count_all() for segment in segments)]).tolist()
    if firsts[-1] != len(arrays):
        yield f"the index holds {firsts[-1]} passages, the arrays {len(arrays)}"
        return
    exact, ends = open_lengths(impacts, len(arrays))
    if ends.tolist() != firsts[1:] or (length_bytes(exact) != arrays.lengths).any():
        yield "the lengths of passages, or the segments, are not those of the index"
    names = {_CONTENTS}
    for segment, (first, last) in zip(segments, pairwise(firsts), strict=True):
        for name, written in _files(segment, first, last, arrays, vocabulary):
            names.add(name)
            with damage_of(folder / name):
                if plain_bytes(folder / name) != written:
                    yield f"{name} does not say what the arrays say"
    yield from (f"{path.name} does not belong to the index" for path in folder.iterdir() if path.name not in names)


def _segments(stored: Any) -> Iterator[W3Segment]:  # noqa: ANN401  inert data of any kind
    """The segments that have as many passages and terms as the stored ones say."""
    for number, segment in enumerate(stored):
        (facts,) = segment.states
        passages, lengths = facts["_doccount"], facts["_fieldlengths"]
        if not all(type(count) is int and 0 <= count < 2**63 for count in (passages, *lengths.values())):
            raise ValueError("it counts something else than passages")
        yield segment_of(number, passages, lengths)


def _written(segments: Sequence[W3Segment]) -> bytes:
    storage = RamStorage()
    contents(segments).write(storage, INDEX_NAME)
    return bytes(storage.files[_CONTENTS])


def _files(
    segment: W3Segment, first: int, last: int, arrays: Impacts, vocabulary: Vocabulary
) -> Iterator[tuple[str, bytes]]:
    """The files of the segment of the passages from `first` up to `last`: name and bytes."""
    storage = RamStorage()
    fields = {name: _postings(arrays, number, first, last) for number, name in enumerate(FIELDS)}
    used = distinct(np.concatenate([postings.terms for postings in fields.values()]))
    terms = [vocabulary.term(number) for number in used.tolist()]
    own = {name: _renumbered(postings, used) for name, postings in fields.items()}
    lengths = _lengths(arrays, first, last)
    write_segments(storage, [segment], Terms.of(terms), rows_of(own, lengths), lengths)
    for name in storage.list():
        yield name, bytes(storage.files[name])


def _lengths(arrays: Impacts, first: int, last: int) -> Mapping[str, NDArray[np.uint8]]:
    return {name: arrays.lengths[number, first:last] for number, name in enumerate(FIELDS)}


def _renumbered(postings: Postings, used: NDArray[np.int32]) -> Postings:
    terms = np.searchsorted(used, postings.terms).astype(np.int32)
    return Postings(terms, postings.ends, postings.passages, postings.counts, postings.lengths)


def _postings(arrays: Impacts, field: int, first: int, last: int) -> Postings:
    """A field's postings of some passages, counted from the first of them; terms are numbered as in the vocabulary."""
    ends = arrays.ends.reshape(-1).astype(np.int64)
    size = arrays.ends.shape[1]
    begin = int(ends[field * size - 1]) if field else 0
    own = arrays.passages[begin : int(ends[(field + 1) * size - 1])]
    chosen = np.flatnonzero((own >= first) & (own < last))
    owners = np.searchsorted(ends[field * size : (field + 1) * size], chosen + begin, side="right")
    present, firsts = np.unique(owners, return_index=True)
    return Postings(
        present.astype(np.int32),
        np.append(firsts[1:], len(chosen)).astype(np.int64) if len(present) else np.empty(0, np.int64),
        own[chosen] - np.int32(first),
        arrays.counts[begin + chosen].astype(np.int32),
        np.empty(0, np.int32),
    )
