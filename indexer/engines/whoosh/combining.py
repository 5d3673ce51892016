"""Puts the engine's part of a build together from those of other builds, without looking at a term's letters.

What it writes is what `WhooshWriter` writes when it is given the same passages, in batches that end at the same places,
to the last byte: impacts are computed anew from counts and lengths, and Whoosh's segments are written of the arrays
(`combining_segments.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import ColumnWriter, narrowed
from indexer.engines.base import FIELDS
from indexer.engines.whoosh.bm25 import saturation
from indexer.engines.whoosh.impacts import Impacts, open_impacts, open_lengths, write_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.selection import Selection

_AT_ONCE = 500_000  # postings; more would be slower, since new memory has to be cleared first


@dataclass(frozen=True, slots=True)
class Part:
    """The engine's arrays of one part, and the new numbers of its passages and terms, -1 for those that are left out."""

    arrays: Impacts
    exact: NDArray[np.int32]
    segments: NDArray[np.int64]
    passages: NDArray[np.int32]
    terms: NDArray[np.int32]

    @classmethod
    def of(cls, folder: Path, passages: NDArray[np.int32], terms: NDArray[np.int32]) -> Part:
        """The part whose impact arrays are in `folder`; raises `DamagedBuildError`."""
        arrays = open_impacts(folder, len(terms))
        return cls(arrays, *open_lengths(folder, len(arrays)), passages, terms)

    def postings(self, field: int, first: int, last: int) -> _Postings:
        """The postings of those passages and terms that stay, of terms with new numbers from `first` to `last`."""
        kept = np.flatnonzero(self.terms >= 0)
        begin, end = np.searchsorted(self.terms[kept], (first, last))
        if begin == end:
            return _Postings(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint16))
        old = slice(int(kept[begin]), int(kept[end - 1]) + 1)
        start, _ = self.arrays.range(field, old.start)
        ends = self.arrays.ends[field, old].astype(np.int64)
        some = slice(start, int(ends[-1]))
        passages = self.passages[self.arrays.passages[some]]
        terms = np.repeat(self.terms[old], np.diff(ends, prepend=start))
        stays = passages >= 0
        if stays.all():
            return _Postings(terms, passages, self.arrays.counts[some])
        return _Postings(terms[stays], passages[stays], self.arrays.counts[some][stays])


@dataclass(frozen=True, slots=True)
class _Postings:
    """A row for each posting: term, passage and count."""

    terms: NDArray[np.int32]
    passages: NDArray[np.int32]
    counts: NDArray[np.uint16]

    def sorted(self) -> _Postings:
        """By term, then by passage."""
        keys = self.keys
        return self if (keys[1:] > keys[:-1]).all() else self._placed(np.argsort(keys))

    @property
    def keys(self) -> NDArray[np.int64]:
        """Numbers by which postings are in order."""
        return self.terms.astype(np.int64) << 32 | self.passages

    def _placed(self, order: NDArray[np.int64]) -> _Postings:
        return _Postings(self.terms[order], self.passages[order], self.counts[order])

    def with_others(self, others: _Postings) -> _Postings:
        """These and others, both sorted, as one, sorted."""
        if not len(others.terms):
            return self
        places = np.searchsorted(self.keys, others.keys) + np.arange(len(others.terms))
        own = np.ones(len(self.terms) + len(places), np.bool_)
        own[places] = False
        return _Postings(
            *(
                _merged(mine, theirs, own, places)
                for mine, theirs in (
                    (self.terms, others.terms),
                    (self.passages, others.passages),
                    (self.counts, others.counts),
                )
            )
        )


def _merged(
    mine: NDArray[Any], theirs: NDArray[Any], own: NDArray[np.bool_], places: NDArray[np.int64]
) -> NDArray[Any]:
    merged = np.empty(len(own), mine.dtype)
    merged[own], merged[places] = mine, theirs
    return merged


def used_terms(folder: Path, vocabulary: int, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of so many terms (`vocabulary`) one of the chosen passages holds; `folder` holds the impact arrays."""
    arrays = open_impacts(folder, vocabulary)
    used = np.zeros(vocabulary, np.bool_)
    for field in range(len(FIELDS)):
        ends = arrays.ends[field].astype(np.int64)
        start, _ = arrays.range(field, 0)
        lost = np.flatnonzero(~chosen[arrays.passages[start : int(ends[-1])]])  # few, most often
        terms = np.searchsorted(ends - start, lost, side="right")
        used |= np.diff(ends, prepend=start) > np.bincount(terms, minlength=vocabulary)
    return used


def combine_impacts(
    folder: Path,
    others: Sequence[Path],
    passages: Selection,
    numbers: Sequence[NDArray[np.int32]],
    segments: NDArray[np.int64],
    terms: int,
    *,
    k1: float,
    b: float,
) -> list[Part]:
    """Writes the impact arrays of so many `terms` from those in the folders `others`; returns these as parts.

    `passages` are taken from them; `numbers` are the new ones of the terms of each, `segments` those of the new build.
    """
    parts = [
        Part.of(other, passages.places(number), own)
        for number, (other, own) in enumerate(zip(others, numbers, strict=True))
    ]
    lengths = np.ascontiguousarray(passages.take([part.exact.T for part in parts]).T)
    folder.mkdir()
    idfs, norms = write_lengths(folder, lengths, segments, k1=k1, b=b)
    writers = {
        name: ColumnWriter(folder / f"{name}.npy", dtype)
        for name, dtype in (("passages", np.int32), ("impacts", np.float32), ("counts", np.uint16))
    }
    df = np.zeros((len(FIELDS), terms), np.int64)
    maxima = np.zeros((len(FIELDS), terms), np.float32)
    for field in range(len(FIELDS)):
        for first, last in pairwise(_cuts(parts, field, terms)):
            own, *added = (part.postings(field, first, last).sorted() for part in parts)
            for postings in added:
                own = own.with_others(postings)
            if not len(own.terms):
                continue
            sizes = np.bincount(own.terms - first, minlength=last - first)
            df[field, first:last] = sizes
            impact = np.repeat(idfs[sizes], sizes) * saturation(
                own.counts.astype(np.float64), norms[field, own.passages], k1=k1
            )
            present = np.flatnonzero(sizes)
            starts = (np.cumsum(sizes) - sizes)[present]
            impact = impact.astype(np.float32)
            maxima[field, first + present] = np.maximum.reduceat(impact, starts)
            for name, column in (("passages", own.passages), ("impacts", impact), ("counts", own.counts)):
                writers[name].append(column)
    for writer in writers.values():
        writer.close()
    ends = np.cumsum(df).reshape(df.shape)
    np.save(folder / "ends.npy", narrowed(ends, np.dtype(np.uint32), "ends"))
    np.save(folder / "maxima.npy", maxima)
    return parts


def _cuts(parts: Sequence[Part], field: int, terms: int) -> list[int]:
    """New term numbers, from 0 to `terms`, between which there are postings for the memory at a time."""
    held = np.zeros(terms, np.int64)
    for part in parts:
        kept = part.terms >= 0
        sizes = np.diff(part.arrays.ends[field].astype(np.int64), prepend=part.arrays.range(field, 0)[0])
        held[part.terms[kept]] += sizes[kept]
    reached = np.cumsum(held)
    steps = np.arange(_AT_ONCE, int(reached[-1]) if terms else 0, _AT_ONCE)
    cuts: list[int] = np.unique([0, *np.searchsorted(reached, steps), terms]).tolist()
    return cuts
