"""Signatures: how similar are two articles, told without reading them?

An article's signature is a row of `SIZE` numbers of 16 bits, made of its terms alone (stop words are none):

    shingles   63 numbers: by each of 63 hash functions the least hash of the article's shingles, its runs of five successive
               terms. The share of equal numbers in two signatures estimates the Jaccard similarity of their shingles
               (MinHash: Broder, "On the resemblance and containment of documents", 1997), with a standard error of .06
    figures    16 numbers: the least hashes of the terms that hold a digit, rising, and 0 after the last. Reports written
               from one template have most shingles in common, but not the figures
    length     how many terms the article has, 65,535 at most

A term is hashed by its letters, so that a signature depends on its article alone, not on the build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from indexer.selection import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Signatures = NDArray[np.uint16]  # [articles, SIZE]

HASHES = 63
_FIGURES = 16
_GREATEST = np.iinfo(np.uint16).max
SIZE = HASHES + _FIGURES + 1
_SHINGLE = 5  # terms
_TOO_SHORT = 8  # terms; a text of fewer has no shingle: “Education” is not what an article says
_SHORT = 24  # terms; a text of fewer is one shingle, so that only the same text is similar
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.multiply.accumulate(np.full(_SHORT, _PRIME))  # the hash of a run is a polynomial modulo 2^64
_FACTORS = (_PRIME * np.arange(1, HASHES + 1, dtype=np.uint64) >> np.uint64(24)).astype(np.uint32) | np.uint32(1)
_CORRECTED = 1  # figures: so many may always be others …
_REPLACED = 0.34  # … or else this share of them
_digit = re.compile(r"\d").search


def signatures_of(terms: Sequence[str], forward: NDArray[np.int32], ends: Numbers) -> Signatures:
    """The signatures of articles whose terms, as numbers of `terms`, end at `ends` in `forward`."""
    if not len(forward):
        return np.zeros((len(ends), SIZE), np.uint16)
    hashes = _mixed(np.array([crc32(term.encode()) for term in terms], np.uint64))
    with_digit = np.array([_digit(term) is not None for term in terms], np.bool_)
    owners = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    figures = np.flatnonzero(with_digit[forward])
    shingles = _least_of_shingles(hashes[forward], owners, ends)
    least_figures = _least_figures(hashes[forward[figures]], owners[figures], len(ends))
    lengths = np.minimum(np.diff(ends, prepend=0), _GREATEST).astype(np.uint16)
    return np.column_stack((shingles, least_figures, lengths))


def similarities(first: Signatures, second: Signatures) -> NDArray[np.float64]:
    """How similar the texts of each two signatures are, row by row: 0 to 1; 0 for one that is too short."""
    equal = (first[:, :HASHES] == second[:, :HASHES]) & first[:, :HASHES].any(axis=1, keepdims=True)
    return np.asarray(np.count_nonzero(equal, axis=1) / HASHES)


def same_figures(first: Signatures, second: Signatures) -> NDArray[np.bool_]:
    """Whether the texts of each two signatures, row by row, have the same figures: a few may be others, or further ones."""
    first, second = first[:, HASHES:-1], second[:, HASHES:-1]
    known = np.minimum(*(np.where(each[:, -1:] > 0, each[:, -1:], _GREATEST) for each in (first, second)))
    counted = [(each > 0) & (each <= known) for each in (first, second)]
    shared = np.count_nonzero((first[:, :, None] == second[:, None, :]).any(axis=2) & counted[0], axis=1)
    replaced = np.minimum(*(np.count_nonzero(each, axis=1) for each in counted)) - shared
    return np.asarray((replaced <= _CORRECTED) | (replaced <= _REPLACED * (replaced + shared)))


def lengths(signatures: Signatures) -> NDArray[np.float64]:
    """How many terms each article has."""
    return signatures[:, -1].astype(np.float64)


def keys(signatures: Signatures) -> Hashes:
    """A hash of each whole signature: equal for equal ones."""
    words = np.ascontiguousarray(signatures).view(np.uint64)
    return _mixed(words @ _POWERS[: words.shape[1]])


def _mixed(values: Hashes) -> Hashes:
    """The values with all their bits mixed, by the finalizer of SplitMix64."""
    values = (values ^ values >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ values >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return values ^ values >> np.uint64(31)


def _least_of_shingles(hashes: Hashes, owners: Numbers, ends: Numbers) -> Signatures:
    """The columns `shingles`: all 0 for an article that is too short."""
    least = np.zeros((len(ends), HASHES), np.uint16)
    shingles, owners = _shingles(hashes, owners, ends)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    short = shingles.astype(np.uint32)
    for column, factor in enumerate(_FACTORS):
        smallest = np.minimum.reduceat(short * factor, starts)
        least[owners[starts], column] = smallest * _FACTORS[0] >> np.uint32(16)
    return least


def _shingles(hashes: Hashes, owners: Numbers, ends: Numbers) -> tuple[Hashes, Numbers]:
    """The hash of every shingle and the article that it is of, article by article."""
    sizes = np.diff(ends, prepend=0)
    is_short, too_short = sizes < _SHORT, sizes < _TOO_SHORT
    whole = np.flatnonzero((owners[_SHINGLE - 1 :] == owners[: 1 - _SHINGLE]) & ~is_short[owners[: 1 - _SHINGLE]])
    runs = sum((hashes[whole + place] * _POWERS[place] for place in range(_SHINGLE)), np.zeros(len(whole), np.uint64))
    short = np.flatnonzero((is_short & ~too_short)[owners])
    places = short - (ends - sizes)[owners[short]]
    firsts = np.flatnonzero(places == 0)
    texts = np.add.reduceat(hashes[short] * _POWERS[places], firsts) if len(firsts) else np.empty(0, np.uint64)
    every = np.concatenate((owners[whole], owners[short[firsts]]))
    order = np.argsort(every, kind="stable")
    return _mixed(np.concatenate((runs, texts)))[order], every[order]


def _least_figures(hashes: Hashes, owners: Numbers, articles: int) -> Signatures:
    """The columns `figures`."""
    ordered = distinct(owners << 16 | (hashes & np.uint64(0xFFFF)).astype(np.int64))
    owners = ordered >> 16
    places = np.arange(len(ordered)) - np.searchsorted(owners, owners)
    kept = places < _FIGURES
    least = np.zeros((articles, _FIGURES), np.uint16)
    least[owners[kept], places[kept]] = ordered[kept] & 0xFFFF
    return least
