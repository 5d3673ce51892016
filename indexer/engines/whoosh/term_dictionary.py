"""The term dictionary as Whoosh's ordered hash (`whoosh.filedb.filetables`), written at once instead of a key at a time.

After a header come the records: the sizes of key and value, key, value. Then 256 hash tables, twice as large as what
they hold; a key's table is the low byte of its hash, and the rest of it says in which slot to look first. Then where
each table is, a pickle of extras, and where each record is, in the order of the keys.
"""

from __future__ import annotations

import pickle
import struct
from binascii import crc32
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from indexer.selection import expanded, windows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_HEADER = b"HSH3\1" + bytes(8)  # 1: keys are hashed by CRC-32
_SIZES = np.dtype([("key", ">i4"), ("value", ">i4")])
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])  # a free one is all zeros
_TABLE = np.dtype([("position", ">i8"), ("slots", ">i4")])
_TABLES = 256


def write_hash(
    file: IO[bytes],
    letters: NDArray[np.uint8],
    key_ends: NDArray[np.int64],
    values: NDArray[Any],
    extras: Mapping[str, Any],
) -> None:
    """Writes a hash of sorted keys, each once: their bytes one after the other, and where each ends.

    `values` has a row for each key, written as it lies in memory.
    """
    sizes = np.diff(key_ends, prepend=0)
    records, positions = _records(letters, sizes, values)
    data, starts = letters.tobytes(), (key_ends - sizes).tolist()
    hashes = np.fromiter(map(crc32, map(data.__getitem__, map(slice, starts, key_ends.tolist()))), np.int64, len(sizes))
    slots, tables = _hash_tables(hashes, positions, len(_HEADER) + len(records))
    about = pickle.dumps({**extras, "indextype": "q", "indexlen": len(sizes)}, 2)
    file.write(_HEADER)
    for piece in (records.data, slots.data, tables.data, about, positions.astype(">i8").data):
        file.write(piece)
    file.write(struct.pack("!i", len(about) + positions.nbytes))


def _records(
    letters: NDArray[np.uint8], sizes: NDArray[np.int64], values: NDArray[Any]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The records, one after the other, and the position in the file of each."""
    heads = np.empty(len(sizes), _SIZES)
    heads["key"], heads["value"] = sizes, values.itemsize
    ends = np.cumsum(sizes + (_SIZES.itemsize + values.itemsize))
    starts = ends - sizes - (_SIZES.itemsize + values.itemsize)
    records = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    for at, rows in ((starts, heads), (ends - values.itemsize, values)) if len(sizes) else ():
        own = rows.view(np.uint8).reshape(len(rows), rows.itemsize)
        windows(records, rows.itemsize)[at] = own
    records[expanded(starts + _SIZES.itemsize, sizes)] = letters
    return records, len(_HEADER) + starts


def _ordered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """As `np.argsort(keys, kind="stable")`, in a third of the time: each key is sorted together with its number."""
    bits = len(keys).bit_length()  # a key takes 9 bits more, at most: there is room for 2²⁷ of them
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def _hash_tables(hashes: NDArray[np.int64], positions: NDArray[np.int64], at: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The slots of all tables, which are written at `at`, and where each table is."""
    table = hashes % _TABLES
    sizes = 2 * np.bincount(table, minlength=_TABLES)
    begins = np.cumsum(sizes) - sizes
    wanted = (hashes // _TABLES) % sizes[table]
    # Linear probing, for all keys at once: a key whose slot is taken moves to the next one. Tables are kept far apart.
    apart = table * (2 * len(hashes) + 1)
    order = _ordered(apart + wanted)
    table, wanted, apart = table[order], wanted[order], apart[order]
    rank = np.arange(len(hashes))
    slot = np.maximum.accumulate(apart + wanted - rank) + rank - apart
    fits = slot < sizes[table]
    slots = np.zeros(int(sizes.sum()), _SLOT)
    place = begins[table] + slot
    taken = np.zeros(len(slots), np.bool_)
    taken[place[fits]] = True
    for late in np.flatnonzero(~fits).tolist():  # past the table's end: into the first free slot from its beginning
        begin = int(begins[table[late]])
        place[late] = begin + int(np.argmin(taken[begin : begin + int(sizes[table[late]])]))
        taken[place[late]] = True
    slots["hash"][place] = hashes[order]
    slots["position"][place] = positions[order]
    tables = np.zeros(_TABLES, _TABLE)
    tables["position"], tables["slots"] = at + begins * _SLOT.itemsize, sizes
    return slots, tables
