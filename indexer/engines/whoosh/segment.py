"""Writes batches of postings as Whoosh segments, everything at once instead of a posting at a time.

The files are those of Whoosh's W3 codec:

.trm    the term dictionary: field and term → statistics, and where the postings are (`term_dictionary.py`)
.pst    the postings, in blocks (`posting_blocks.py`)
.col    a column of length bytes for every field
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec
from whoosh.filedb.filestore import FileStorage

from indexer.engines.whoosh.bm25 import length_bytes
from indexer.engines.whoosh.index import segment_of
from indexer.engines.whoosh.posting_blocks import encode_postings
from indexer.engines.whoosh.term_dictionary import write_hash
from indexer.selection import expanded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import Storage

    from indexer.engines.base import Postings

# What W3TermInfo writes of a term: its postings are never inlined.
_TERM = np.dtype(
    [
        ("inlined", "u1"), ("weight", ">f4"), ("df", ">u4"), ("shortest", "u1"), ("longest", "u1"), ("heaviest", ">f4"),
        ("first", ">u4"), ("last", ">u4"), ("offset", ">i8"), ("size", ">i4"),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms as bytes, one after the other, and where each ends; numbered by their place."""

    letters: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, terms: Sequence[str]) -> Self:
        """These terms."""
        encoded = [term.encode() for term in terms]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def keys(self, numbers: NDArray[np.integer], prefix: bytes) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes of some terms, with a prefix before each, and how many bytes each has then."""
        starts = np.concatenate(([0], self.ends))[numbers]
        sizes = self.ends[numbers] - starts + len(prefix)
        begins = np.cumsum(sizes) - sizes
        keys = self.letters[np.maximum(expanded(starts - len(prefix), sizes), 0)]
        keys[begins[:, None] + np.arange(len(prefix))] = np.frombuffer(prefix, np.uint8)
        return keys, sizes


@dataclass(frozen=True, slots=True)
class FieldRows:
    """One field of several segments: a row for each term of each, segment after segment, terms rising within one.

    `segment_ends` is where each segment's rows end. A row has the number of its term, and its postings end at its row of
    `ends`; each posting has its passage, counted from the segment's first, how often the term occurs, and the passage's
    length byte.
    """

    segment_ends: NDArray[np.int64]
    terms: NDArray[np.int32]
    ends: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.uint8]


def write_segment(
    folder: Path, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int
) -> W3Segment:
    """Writes the segment of batch `number`, and returns it for `write_index`; `passages` is how many passages it has."""
    segment = segment_of(number, passages, {name: int(postings.lengths.sum()) for name, postings in fields.items()})
    lengths = {name: length_bytes(postings.lengths) for name, postings in fields.items()}
    write_segments(FileStorage(folder.as_posix()), [segment], Terms.of(terms), rows_of(fields, lengths), lengths)
    return segment


def rows_of(fields: Mapping[str, Postings], lengths: Mapping[str, NDArray[np.uint8]]) -> dict[str, FieldRows]:
    """The rows of one segment; `lengths` are the length bytes of its passages, by field."""
    return {
        name: FieldRows(
            np.array([len(own.terms)]), own.terms, own.ends, own.passages, own.counts, lengths[name][own.passages]
        )
        for name, own in fields.items()
    }


def write_segments(
    storage: Storage,
    segments: Sequence[W3Segment],
    terms: Terms,
    fields: Mapping[str, FieldRows],
    lengths: Mapping[str, NDArray[np.uint8]],
) -> None:
    """Writes the files of segments; `lengths` are the length bytes of all their passages, by field."""
    # The hash wants its keys in order: fields are numbered by name, terms are sorted within.
    numbers = {name: number for number, name in enumerate(sorted(fields))}
    encoded = {name: encode_postings(own.ends, own.passages, own.counts, own.lengths) for name, own in fields.items()}
    statistics = {name: _statistics(own, encoded[name][1]) for name, own in fields.items()}
    first_passage = 0
    for at, segment in enumerate(segments):
        last_passage = first_passage + segment.doc_count_all()
        _write_columns(storage, segment, {name: own[first_passage:last_passage] for name, own in lengths.items()})
        first_passage = last_passage
        keys, rows, offset = [], [], 0
        with segment.create_file(storage, W3Codec.POSTS_EXT) as file:
            for name, number in numbers.items():
                own = fields[name]
                some = slice(int(own.segment_ends[at - 1]) if at else 0, int(own.segment_ends[at]))
                written, offset = _postings_of(encoded[name], statistics[name][some], offset)
                file.write(written)
                keys.append(terms.keys(own.terms[some], number.to_bytes(2, "big")))
                rows.append(statistics[name][some])
        with segment.create_file(storage, W3Codec.TERMS_EXT) as file:
            letters, sizes = map(np.concatenate, zip(*keys, strict=True))
            write_hash(file, letters, np.cumsum(sizes), np.concatenate(rows, dtype=_TERM), {"fieldmap": numbers})


def _postings_of(
    encoded: tuple[NDArray[np.uint8], NDArray[np.int64]], rows: NDArray[Any], offset: int
) -> tuple[NDArray[np.uint8], int]:
    """The bytes of one segment's postings, which stand at `offset` in its file, and where they end; `rows` are told so."""
    if not len(rows):
        return encoded[0][:0], offset
    begin, end = int(rows["offset"][0]), int(rows["offset"][-1]) + int(rows["size"][-1])
    rows["offset"] += offset - begin
    return encoded[0][begin:end], offset + end - begin


def _statistics(field: FieldRows, sizes: NDArray[np.int64]) -> NDArray[Any]:
    """What the dictionary says of each row; `sizes` are those of its blocks, in bytes, which stand one after the other."""
    rows = np.zeros(len(field.terms), _TERM)
    if not len(rows):
        return rows
    starts = np.concatenate(([0], field.ends[:-1]))
    rows["weight"] = np.add.reduceat(field.counts, starts)
    rows["df"] = field.ends - starts
    rows["shortest"] = np.minimum.reduceat(field.lengths, starts)
    rows["longest"] = np.maximum.reduceat(field.lengths, starts)
    rows["heaviest"] = np.maximum.reduceat(field.counts, starts)
    rows["first"], rows["last"] = field.passages[starts], field.passages[field.ends - 1]
    rows["offset"], rows["size"] = np.cumsum(sizes) - sizes, sizes
    return rows


def _write_columns(storage: Storage, segment: W3Segment, lengths: Mapping[str, NDArray[np.uint8]]) -> None:
    for name, own in lengths.items():
        with storage.create_file(W3Codec.column_filename(segment, f"_{name}_len")) as file:
            file.write(own.tobytes())
    with storage.create_file(W3Codec.column_filename(segment, "_stored")) as file:
        STORED_COLUMN.writer(file).finish(segment.doc_count_all())
