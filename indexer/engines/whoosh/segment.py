"""Writes one batch of postings as a Whoosh segment, a block at a time instead of a posting at a time.

The files are those of Whoosh's W3 codec: `.trm` (its ordered hash: field and term → statistics and place of the
postings), `.pst` (blocks of at most 128 postings), and a column of length bytes for every field. Whoosh's own writers
make the hash and the columns; the blocks are pickled here, since Whoosh's writer costs a Python call for each posting.
"""

from __future__ import annotations

from pickle import dumps
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import (
    LENGTHS_COLUMN,
    STORED_COLUMN,
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3TermInfo,
)
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte

from indexer.engines.whoosh.index import segment_of

if TYPE_CHECKING:
    import struct
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.codec.whoosh3 import W3Segment

    from indexer.engines.base import Postings

_BLOCK = 128  # Whoosh's own block limit
_LONGEST = 1 << 16
_BYTES = np.array([length_to_byte(length) for length in range(_LONGEST)], np.uint8)
_STATISTICS: struct.Struct = W3TermInfo._struct


def length_bytes(lengths: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Whoosh's one-byte form of field lengths: exact up to 108, then coarser, and 255 from 65,536 on."""
    return _BYTES[np.minimum(lengths, _LONGEST - 1)]


def write_segment(
    folder: Path, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int
) -> W3Segment:
    """Writes the segment of batch `number`; returns what `write_index` lists. `terms` are sorted; `passages` counts them."""
    storage = FileStorage(folder.as_posix())
    segment = segment_of(number)
    segment.set_doc_count(passages)
    segment._fieldlengths = {name: int(postings.lengths.sum()) for name, postings in fields.items()}
    _write_columns(storage, segment, fields, passages)
    hashed = OrderedHashWriter(segment.create_file(storage, W3Codec.TERMS_EXT))
    # The hash wants its keys in order: fields are numbered by name, terms are sorted within.
    hashed.extras["fieldmap"] = {name: place for place, name in enumerate(sorted(fields))}
    with segment.create_file(storage, W3Codec.POSTS_EXT) as posts:
        offset = 0
        for place, name in enumerate(sorted(fields)):
            key = pack_ushort(place)
            names = [terms[number].encode() for number in fields[name].terms.tolist()]
            for term, (statistics, blocks) in zip(names, _term_blocks(fields[name]), strict=True):
                posts.write(blocks)
                hashed.add(key + term, statistics + pack_long(offset) + pack_int(len(blocks)))
                offset += len(blocks)
    hashed.close()
    return segment


def _write_columns(storage: FileStorage, segment: W3Segment, fields: Mapping[str, Postings], passages: int) -> None:
    columns: dict[str, tuple[Any, Any]] = {
        f"_{name}_len": (LENGTHS_COLUMN, length_bytes(postings.lengths)) for name, postings in fields.items()
    }
    for name, (column, values) in {**columns, "_stored": (STORED_COLUMN, ())}.items():
        with storage.create_file(W3Codec.column_filename(segment, name)) as file:
            writer = column.writer(file)
            for row, value in enumerate(values):
                writer.add(row, int(value))
            writer.finish(passages)


def _term_blocks(postings: Postings) -> Iterator[tuple[bytes, bytes]]:
    """For each term, its statistics and its blocks, as W3TermInfo and W3PostingsWriter write them."""
    if not len(postings.terms):
        return
    starts = np.concatenate(([0], postings.ends[:-1]))
    lengths = length_bytes(postings.lengths)[postings.passages]
    gaps = np.diff(postings.passages, prepend=0)
    gaps[starts] = postings.passages[starts]
    weights = np.add.reduceat(postings.counts, starts)
    most = np.maximum.reduceat(postings.counts, starts)
    rows = zip(
        starts.tolist(), postings.ends.tolist(), weights.tolist(), most.tolist(),
        np.minimum.reduceat(lengths, starts).tolist(), np.maximum.reduceat(lengths, starts).tolist(),
        postings.passages[starts].tolist(), postings.passages[postings.ends - 1].tolist(), strict=True,
    )  # fmt: skip
    passages, all_gaps, counts = postings.passages, gaps.tolist(), postings.counts.astype(np.float64).tolist()
    for start, end, weight, heaviest, shortest, longest, first, last in rows:
        size = end - start
        statistics = _STATISTICS.pack(0, weight, size, shortest, longest, heaviest, first, last)
        if size <= _BLOCK:
            block = _block(
                tuple(all_gaps[start:end]), counts[start:end], heaviest, last, (shortest, longest), is_last=True
            )
            yield statistics, WHOOSH3_HEADER_MAGIC + block
            continue
        blocks = [WHOOSH3_HEADER_MAGIC]
        for at in range(start, end, _BLOCK):
            to = min(at + _BLOCK, end)
            ids = (int(passages[at]), *all_gaps[at + 1 : to])
            bounds = (int(lengths[at:to].min()), int(lengths[at:to].max()))
            within = counts[at:to]
            blocks.append(_block(ids, within, max(within), int(passages[to - 1]), bounds, is_last=to == end))
        yield statistics, b"".join(blocks)


def _block(
    ids: tuple[int, ...], counts: list[float], heaviest: float, last: int, bounds: tuple[int, int], *, is_last: bool
) -> bytes:
    """One block: its size (negative for a term's last), what skipping needs, and the postings, uncompressed."""
    if heaviest == 1:
        weights: object = None
    elif counts.count(counts[0]) == len(counts):
        weights = counts[0]
    else:
        weights = tuple(counts)
    body = dumps((len(ids), last, float(heaviest), 0, *bounds), 2) + dumps((ids, weights, None), 2)
    size: bytes = pack_int(-len(body) if is_last else len(body))
    return size + body
