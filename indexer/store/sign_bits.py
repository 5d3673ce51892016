"""Sign bits of vectors: one bit a dimension, for a fast first choice of near vectors.

The angle between two vectors grows with the number of signs in which they differ (Charikar, "Similarity estimation
techniques from rounding algorithms", 2002). Codes are packed 64 to a word and kept word by word, [words, vectors], so
that counting differences runs along each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORD = 64
_BITS_OF_A_BYTE = np.array([byte.bit_count() for byte in range(256)], np.uint8)


def words(dimensions: int) -> int:
    """How many words the signs of a vector take."""
    return -(-dimensions // WORD)


def pack_signs(vectors: NDArray[np.float32] | NDArray[np.int8]) -> NDArray[np.uint64]:
    """The vectors' signs, packed, [vectors, words]; bits past the last dimension are 0."""
    packed = np.packbits(vectors > 0, axis=1)
    padded = np.zeros((len(vectors), 8 * words(vectors.shape[1])), np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view(np.uint64)


def differences(codes: NDArray[np.uint64], code: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """The Hamming distance of each of the codes, [words, vectors], from the code, [words]."""
    counts = np.zeros(codes.shape[1], np.uint16)
    for row, word in zip(codes, code, strict=True):
        counts += bit_counts(row ^ word)
    return counts


def nearest(counts: NDArray[np.uint16], k: int) -> NDArray[np.int64]:
    """The positions, rising, of the `k` smallest counts, and of all that equal the largest of these."""
    at_most = np.bincount(counts).cumsum()
    return np.flatnonzero(counts <= np.searchsorted(at_most, min(k, len(counts))))


def _counted_by_byte(numbers: NDArray[np.uint64]) -> NDArray[np.uint8]:
    return np.asarray(_BITS_OF_A_BYTE[numbers.view(np.uint8).reshape(-1, 8)].sum(axis=1), np.uint8)


bit_counts = getattr(np, "bitwise_count", _counted_by_byte)  # numpy has it from version 2 on
