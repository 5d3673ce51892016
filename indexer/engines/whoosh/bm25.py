"""BM25 as Whoosh computes it, field by field; the numbers here are what the impact arrays hold.

    score   = Σ over fields, Σ over distinct terms:  weight of field · weight of term · impact
    impact  = idf · tf · (k1 + 1) / (tf + k1 · ((1 − b) + b · length / average length))
    idf     = ln(N / (df + 1)) + 1

after `whoosh.scoring.bm25` and `whoosh.searching.Searcher.idf`; Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009. `length` is what is left of a field's length after Whoosh has kept it in one byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.util.numeric import byte_to_length

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONGEST = 1 << 16
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)


def idf(df: NDArray[np.int64], passages: int) -> NDArray[np.float64]:
    """The inverse document frequency of terms that `df` of the `passages` hold."""
    return np.log(passages / (df + 1.0)) + 1.0


def norms(average: float, *, k1: float, b: float) -> NDArray[np.float64]:
    """For every length byte, the part of the formula that depends on length alone: k1 · ((1 − b) + b · length / average)."""
    return k1 * ((1 - b) + b * _LENGTHS / (average or 1.0))


def saturation(tf: NDArray[np.float64], norm: NDArray[np.float64], *, k1: float) -> NDArray[np.float64]:
    """A posting's impact, but for its term's idf: tf · (k1 + 1) / (tf + norm)."""
    return tf * (k1 + 1) / (tf + norm)


def length_bytes(lengths: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Whoosh's one-byte form of field lengths: exact up to 108, then coarser, and 255 from 65,536 on."""
    return np.searchsorted(_LENGTHS, np.minimum(lengths, _LONGEST - 1)).astype(np.uint8)
