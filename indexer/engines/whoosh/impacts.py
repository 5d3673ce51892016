"""Impact arrays on disk: every posting's passage, impact and count, by field and term.

For F fields, V vocabulary terms, N passages and P postings in all fields together:

    ends.npy      uint32 [F, V]   where each term's postings in a field end; they begin where the ones before end
    idfs.npy      float64 [N + 1] the inverse document frequency of a term that so many passages hold (`bm25.py`)
    maxima.npy    float32 [F, V]  the largest impact among a term's postings in a field
    passages.npy  int32 [P]       passage numbers, rising within a term
    impacts.npy   float32 [P]     the whole BM25 contribution: idf · saturation (`bm25.py`)
    counts.npy    uint16 [P]      how often the term occurs, for the exact score
    lengths.npy   uint8 [F, N]    the passages' lengths, as Whoosh keeps them
    exact.npy     int32 [F, N]    the passages' lengths, exactly: averages are made of them when a build is combined
    segments.npy  int64 [S]       where the passages of each of Whoosh's segments end
    impacts.json                  k1, b, the fields in their order, and each one's average length

Batches come in passage order, so a term's postings are its batches' postings, one after the other.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import narrowed, open_array
from indexer.damage import damage_of, read_json
from indexer.engines.base import FIELDS
from indexer.engines.whoosh.bm25 import idf, length_bytes, norms, saturation
from indexer.errors import DamagedBuildError
from indexer.selection import expanded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import BatchReader

_ARRAYS = {
    "ends": (np.uint32, 2),
    "idfs": (np.float64, 1),
    "maxima": (np.float32, 2),
    "passages": (np.int32, 1),
    "impacts": (np.float32, 1),
    "counts": (np.uint16, 1),
    "lengths": (np.uint8, 2),
}
_MORE = {"exact": (np.int32, 2), "segments": (np.int64, 1)}  # what only `combining.py` and `compare.py` read


@dataclass(frozen=True, slots=True)
class Impacts:
    """The arrays of a build, memory-mapped; `norms` (float64 [F, 256]) is what the formula makes of each length byte."""

    k1: float
    ends: NDArray[np.uint32]
    idfs: NDArray[np.float64]
    maxima: NDArray[np.float32]
    passages: NDArray[np.int32]
    impacts: NDArray[np.float32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.uint8]
    norms: NDArray[np.float64]

    def __len__(self) -> int:
        return int(self.lengths.shape[1])

    def range(self, field: int, number: int) -> tuple[int, int]:
        """Where the postings of the term with that number begin and end in the field with that number."""
        flat = field * self.ends.shape[1] + number
        ends = self.ends.reshape(-1)
        return (int(ends[flat - 1]) if flat else 0), int(ends[flat])


def write_impacts(folder: Path, vocabulary: int, batches: Sequence[BatchReader], *, k1: float, b: float) -> None:
    """Writes the arrays of a build of so many terms (`vocabulary`); one batch is in memory at a time."""
    folder.mkdir()
    df = np.zeros((len(FIELDS), vocabulary), np.int64)
    exact: list[NDArray[np.int32]] = []
    sizes: list[int] = []
    for row, field in enumerate(FIELDS):
        own = []
        for read in batches:
            batch = read(field)
            df[row, batch.numbers] += np.diff(batch.postings.ends, prepend=0)
            own.append(batch.postings.lengths)
        exact.append(np.concatenate(own))
        sizes = [len(each) for each in own]
    ends = np.cumsum(df).reshape(df.shape)
    np.save(folder / "ends.npy", narrowed(ends, np.dtype(np.uint32), "ends"))
    idfs, norm = write_lengths(folder, np.stack(exact), np.cumsum(sizes), k1=k1, b=b)
    _write_postings(folder, batches, ends - df, idfs[df], norm, k1)


def write_lengths(
    folder: Path, exact: NDArray[np.int32], segments: NDArray[np.int64], *, k1: float, b: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Writes what follows from the passages' lengths, `exact` and `segments` among it.

    Returns the inverse document frequencies, and [F, N] what the formula makes of each passage's length.
    """
    passages = exact.shape[1]
    lengths = length_bytes(exact)
    idfs = idf(np.arange(passages + 1), passages)
    for name, array in (("exact", exact), ("segments", segments), ("lengths", lengths), ("idfs", idfs)):
        np.save(folder / f"{name}.npy", array)
    averages = [int(own.sum(dtype=np.int64)) / passages for own in exact]
    facts = {"k1": k1, "b": b, "fields": FIELDS, "average_lengths": averages}
    (folder / "impacts.json").write_text(json.dumps(facts, indent=1))
    return idfs, np.stack([own[bytes_] for own, bytes_ in zip(_norms(facts), lengths, strict=True)])


def _write_postings(
    folder: Path,
    batches: Sequence[BatchReader],
    free: NDArray[np.int64],
    idfs: NDArray[np.float64],
    norm: NDArray[np.float64],
    k1: float,
) -> None:
    size = sum(len(read(field).postings.passages) for read in batches for field in FIELDS)
    passages, impacts, counts = (_created(folder, name, size) for name in ("passages", "impacts", "counts"))
    maxima = np.zeros(idfs.shape, np.float32)
    for row, field in enumerate(FIELDS):
        before = 0
        for read in batches:
            batch = read(field)
            postings, numbers = batch.postings, batch.numbers
            sizes = np.diff(postings.ends, prepend=0)
            # A term's postings go, in one piece, where the batches before left off.
            at = expanded(free[row, numbers], sizes)
            free[row, numbers] += sizes
            own = postings.passages + np.int32(before)
            tf = postings.counts.astype(np.float64)
            impact = np.repeat(idfs[row, numbers], sizes) * saturation(tf, norm[row, own], k1=k1)
            passages[at], impacts[at], counts[at] = own, impact, postings.counts
            if len(numbers):
                largest = np.maximum.reduceat(impact.astype(np.float32), postings.ends - sizes)
                maxima[row, numbers] = np.maximum(maxima[row, numbers], largest)
            before += len(postings.lengths)
    np.save(folder / "maxima.npy", maxima)
    for array in (passages, impacts, counts):
        if isinstance(array, np.memmap):
            array.flush()


def _created(folder: Path, name: str, size: int) -> NDArray[Any]:
    dtype = _ARRAYS[name][0]
    if size:
        array = np.lib.format.open_memmap(folder / f"{name}.npy", "w+", dtype, (size,))
        _take_place(folder / f"{name}.npy")
        return array
    np.save(folder / f"{name}.npy", np.empty(0, dtype))
    return np.empty(0, dtype)


def _take_place(path: Path) -> None:
    """Has the disk keep the file's bytes free; raises OSError when it is full.

    A mapped file that is written to where there is no place left would end the process without a word.
    """
    if hasattr(os, "posix_fallocate"):
        with path.open("rb+") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)


def open_impacts(folder: Path, vocabulary: int) -> Impacts:
    """The arrays of a build; raises `DamagedBuildError` when one is missing or they do not fit together."""
    with damage_of(folder, "the impact arrays cannot be read"):
        facts = read_json(folder / "impacts.json")
        arrays = {name: _opened(folder, name) for name in _ARRAYS}
        impacts = Impacts(k1=float(facts["k1"]), norms=_norms(facts), **arrays)
        postings = int(impacts.ends[-1, -1]) if impacts.ends.size else 0
    table = (len(FIELDS), vocabulary)
    tables = {impacts.ends.shape, impacts.maxima.shape}
    sizes = {impacts.passages.shape, impacts.impacts.shape, impacts.counts.shape}
    if (
        tables != {table}
        or sizes != {(postings,)}
        or impacts.idfs.shape != (len(impacts) + 1,)
        or impacts.norms.shape != (len(FIELDS), 256)
        or len(impacts.lengths) != len(FIELDS)
        or facts["fields"] != list(FIELDS)
    ):
        raise DamagedBuildError(folder, "the impact arrays do not fit together")
    return impacts


def open_lengths(folder: Path, passages: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The arrays `exact` and `segments` of a build of so many passages; raises `DamagedBuildError`."""
    with damage_of(folder, "the lengths of passages cannot be read"):
        exact, segments = _opened(folder, "exact"), _opened(folder, "segments")
    if exact.shape != (len(FIELDS), passages) or (int(segments[-1]) if len(segments) else 0) != passages:
        raise DamagedBuildError(folder, "the lengths of passages do not fit")
    return exact, segments


def _opened(folder: Path, name: str) -> NDArray[Any]:
    path = folder / f"{name}.npy"
    dtype, dimensions = (_ARRAYS | _MORE)[name]
    array = open_array(path)
    if array.dtype != dtype or array.ndim != dimensions:
        raise ValueError(f"{path.name} holds {array.dtype} in {array.ndim} dimensions")
    return array


def _norms(facts: dict[str, Any]) -> NDArray[np.float64]:
    k1, b = float(facts["k1"]), float(facts["b"])
    return np.stack([norms(float(average), k1=k1, b=b) for average in facts["average_lengths"]])
