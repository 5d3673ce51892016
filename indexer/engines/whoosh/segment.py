"""Writes one batch of postings as a Whoosh segment, everything at once instead of a posting at a time.

The files are those of Whoosh's W3 codec:

.trm    the term dictionary: field and term → statistics, and where the postings are (`term_dictionary.py`)
.pst    the postings, in blocks (`posting_blocks.py`)
.col    a column of length bytes for every field
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import length_to_byte

from indexer.engines.whoosh.index import segment_of
from indexer.engines.whoosh.posting_blocks import encode_postings
from indexer.engines.whoosh.term_dictionary import write_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import Storage

    from indexer.engines.base import Postings

_LONGEST = 1 << 16
_BYTES = np.array([length_to_byte(length) for length in range(_LONGEST)], np.uint8)
# What W3TermInfo writes of a term: its postings are never inlined.
_TERM = np.dtype(
    [
        ("inlined", "u1"), ("weight", ">f4"), ("df", ">u4"), ("shortest", "u1"), ("longest", "u1"), ("heaviest", ">f4"),
        ("first", ">u4"), ("last", ">u4"), ("offset", ">i8"), ("size", ">i4"),
    ]
)  # fmt: skip


def length_bytes(lengths: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Whoosh's one-byte form of field lengths: exact up to 108, then coarser, and 255 from 65,536 on."""
    return _BYTES[np.minimum(lengths, _LONGEST - 1)]


def write_segment(
    folder: Path, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int
) -> W3Segment:
    """Writes the segment of batch `number`, and returns it for `write_index`; `passages` is how many passages it has."""
    segment = segment_of(number, passages, {name: int(postings.lengths.sum()) for name, postings in fields.items()})
    lengths = {name: length_bytes(postings.lengths) for name, postings in fields.items()}
    write_files(FileStorage(folder.as_posix()), segment, terms, fields, lengths)
    return segment


def write_files(
    storage: Storage,
    segment: W3Segment,
    terms: Sequence[str],
    fields: Mapping[str, Postings],
    lengths: Mapping[str, NDArray[np.uint8]],
) -> None:
    """Writes the files of a segment; `lengths` are the length bytes of its passages, by field."""
    _write_columns(storage, segment, lengths)
    # The hash wants its keys in order: fields are numbered by name, terms are sorted within.
    field_numbers = {name: field_number for field_number, name in enumerate(sorted(fields))}
    keys: list[bytes] = []
    rows = []
    offset = 0
    with segment.create_file(storage, W3Codec.POSTS_EXT) as file:
        for name, field_number in field_numbers.items():
            postings = fields[name]
            blocks, sizes = encode_postings(postings, lengths[name])
            file.write(blocks.tobytes())
            prefix = field_number.to_bytes(2, "big")
            keys += [prefix + terms[number].encode() for number in postings.terms.tolist()]
            rows.append(_statistics(postings, lengths[name], sizes, offset))
            offset += len(blocks)
    with segment.create_file(storage, W3Codec.TERMS_EXT) as file:
        write_hash(file, keys, np.concatenate(rows, dtype=_TERM), {"fieldmap": field_numbers})


def _statistics(postings: Postings, lengths: NDArray[np.uint8], sizes: NDArray[np.int64], offset: int) -> NDArray[Any]:
    """A row for each term; `sizes` are those of its blocks, in bytes, and the first stands at `offset`."""
    rows = np.zeros(len(postings.terms), _TERM)
    if not len(rows):
        return rows
    starts = np.concatenate(([0], postings.ends[:-1]))
    own_lengths = lengths[postings.passages]
    rows["weight"] = np.add.reduceat(postings.counts, starts)
    rows["df"] = postings.ends - starts
    rows["shortest"] = np.minimum.reduceat(own_lengths, starts)
    rows["longest"] = np.maximum.reduceat(own_lengths, starts)
    rows["heaviest"] = np.maximum.reduceat(postings.counts, starts)
    rows["first"], rows["last"] = postings.passages[starts], postings.passages[postings.ends - 1]
    rows["offset"], rows["size"] = offset + np.cumsum(sizes) - sizes, sizes
    return rows


def _write_columns(storage: Storage, segment: W3Segment, lengths: Mapping[str, NDArray[np.uint8]]) -> None:
    for name, own in lengths.items():
        with storage.create_file(W3Codec.column_filename(segment, f"_{name}_len")) as file:
            file.write(own.tobytes())
    with storage.create_file(W3Codec.column_filename(segment, "_stored")) as file:
        STORED_COLUMN.writer(file).finish(segment.doc_count_all())
