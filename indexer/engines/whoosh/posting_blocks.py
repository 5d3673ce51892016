"""Whoosh's posting blocks, all those of a field at once.

A term's postings stand in blocks of at most 128. A block is its size in bytes (negative for the term's last), a pickle
of what skipping needs to know of it, and a pickle of its postings. To pickle them one by one would cost more than
all else that an index needs, so the pickles are laid out here as rows of an array. Every number in a row has a fixed
width (after `J` stand four bytes, after `G` a float), which `pickle.loads` reads like any other number, so blocks of
equally many postings have rows of one length.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

from indexer.selection import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_MAGIC = np.frombuffer(WHOOSH3_HEADER_MAGIC, np.uint8)  # before a term's first block
_MOST = 128  # postings in a block: Whoosh's own limit

# Pickled numbers: an opcode and a value.
_BYTE = np.dtype([("code", "S1"), ("value", "u1")])
_INT = np.dtype([("code", "S1"), ("value", "<i4")])
_FLOAT = np.dtype([("code", "S1"), ("value", ">f8")])
_CODES = {_BYTE: b"K", _INT: b"J", _FLOAT: b"G"}


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a field: where each begins, how many postings it has, and if it is its term's first or last."""

    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]

    @classmethod
    def of(cls, ends: NDArray[np.int64]) -> Blocks:
        """The blocks of terms whose postings end at `ends`."""
        sizes = np.diff(ends, prepend=0)
        counts = -(-sizes // _MOST)
        owner = np.repeat(np.arange(len(ends)), counts)
        within = np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]
        starts = (ends - sizes)[owner] + within * _MOST
        return cls(starts, np.minimum(ends[owner] - starts, _MOST), within == 0, within == counts[owner] - 1)


def encode_postings(
    ends: NDArray[np.int64], passages: NDArray[np.int32], counts: NDArray[np.int32], lengths: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The postings of terms as bytes, and how many bytes each term has; a term's postings end at its row of `ends`.

    Every posting has its passage, how often the term occurs there, and the passage's length byte. The terms may be those
    of several segments: nothing in a block says which.
    """
    if not len(ends):
        return np.empty(0, np.uint8), np.empty(0, np.int64)
    blocks = Blocks.of(ends)
    kinds = list(_kinds(blocks, passages, np.ascontiguousarray(counts), lengths))
    widths = np.zeros(len(blocks.starts), np.int64)
    for numbers, rows in kinds:
        widths[numbers] = rows.itemsize
    block_ends = np.cumsum(widths + blocks.first * len(_MAGIC))
    begins = block_ends - widths
    written = np.empty(int(block_ends[-1]), np.uint8)
    windows(written, len(_MAGIC))[begins[blocks.first] - len(_MAGIC)] = _MAGIC
    for numbers, rows in kinds:
        own = rows.view(np.uint8).reshape(len(rows), -1)
        windows(written, rows.itemsize)[begins[numbers]] = own
    return written, np.diff(block_ends[blocks.last], prepend=0)


def _kinds(
    blocks: Blocks, passages: NDArray[np.int32], counts: NDArray[np.int32], lengths: NDArray[np.uint8]
) -> Iterator[tuple[NDArray[np.int64], NDArray[Any]]]:
    """Blocks grouped by the layout of their rows: the numbers of a group's blocks, and their rows.

    A block in which every posting weighs 1 is written without weights.
    """
    gaps = np.diff(passages, prepend=0)
    gaps[blocks.starts] = passages[blocks.starts]
    facts = _facts(blocks, passages, counts, lengths)
    kinds = 2 * blocks.sizes + (facts["heaviest"] > 1)
    sizes = np.bincount(kinds)
    by_kind = np.split(np.argsort(kinds.astype(np.uint16), kind="stable"), np.cumsum(sizes[:-1]))
    for kind in np.flatnonzero(sizes).tolist():
        numbers = by_kind[kind]
        size, weighted = divmod(kind, 2)
        rows = np.repeat(_constant_row(size, weighted), len(numbers))
        rows["size"] = np.where(blocks.last[numbers], -1, 1) * (rows.itemsize - rows["size"].itemsize)
        for name, values in facts.items():
            rows[name]["value"] = values[numbers]
        starts = blocks.starts[numbers]
        rows["gaps"]["value"] = windows(gaps, size)[starts]
        if weighted:
            rows["weights"]["value"] = windows(counts, size)[starts]
        yield numbers, rows


def _facts(
    blocks: Blocks, passages: NDArray[np.int32], counts: NDArray[np.int32], lengths: NDArray[np.uint8]
) -> dict[str, NDArray[Any]]:
    """The facts by which Whoosh skips a block, for each block, under the names of `_layout`."""
    return {
        "held": blocks.sizes,
        "last": passages[blocks.starts + blocks.sizes - 1],
        "heaviest": np.maximum.reduceat(counts, blocks.starts),
        "shortest": np.minimum.reduceat(lengths, blocks.starts),
        "longest": np.maximum.reduceat(lengths, blocks.starts),
    }


@cache
def _layout(held: int, weighted: int) -> np.dtype[Any]:
    """The layout of the row of a block of `held` postings; a field named by hexadecimal bytes always holds these bytes."""
    weights = [("28", "S1"), ("weights", _FLOAT, (held,)), ("744e872e", "S4")] if weighted else [("4e4e872e", "S4")]
    return np.dtype(
        [
            ("size", ">i4"),
            ("800228", "S3"),  # protocol 2; mark
            ("held", _BYTE), ("last", _INT), ("heaviest", _FLOAT), ("compression", _BYTE),
            ("shortest", _BYTE), ("longest", _BYTE),
            ("742e800228", "S5"),  # tuple; stop; protocol 2; mark
            ("gaps", _INT, (held,)),
            ("74", "S1"),  # tuple; then the weights and the values, of which there are none; a tuple of the three; stop
            *weights,
        ]
    )  # fmt: skip


@cache
def _constant_row(held: int, weighted: int) -> NDArray[Any]:
    """One row of `_layout`, with the bytes that are the same in every row."""
    layout = _layout(held, weighted)
    row = np.zeros(1, layout)
    for name in layout.names or ():
        code = _CODES.get(layout[name].base)
        if code:
            row[name]["code"] = code
        elif name != "size":
            row[name] = bytes.fromhex(name)
    return row
