"""The passages of a build as documents of its index: what the impact arrays say of each one, put the other way round."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import FIELDS
from indexer.engines.opensearch.rows import encode_row
from indexer.engines.whoosh.bm25 import saturation
from indexer.selection import expanded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.engines.whoosh.impacts import Impacts

_LARGEST_SUM = 2**31 - 1  # of the frequencies of a field: Lucene's limit
_BLOCK = 2**22  # postings that are counted at a time
_MOST_BITS = 16  # more make the index larger and the certificate no surer


@dataclass(frozen=True, slots=True)
class Document:
    """A passage as the index holds it: its number, its row, and for each field the text of its impacts."""

    number: int
    row: bytes
    texts: tuple[str, ...]

    def lines(self) -> str:
        """The two lines of a bulk request that write it; there is nothing in it to escape."""
        texts = "".join(f',"{field}":"{text}"' for field, text in zip(FIELDS, self.texts, strict=True))
        row = base64.b64encode(self.row).decode()
        return f'{{"create":{{"_id":"{self.number}"}}}}\n{{"n":{self.number},"row":"{row}"{texts}}}\n'


@dataclass(frozen=True, slots=True)
class _Column:
    """One field of some passages: their terms, counts and impacts, one passage after the other, and where each ends."""

    terms: NDArray[np.int32]
    counts: NDArray[np.uint16]
    impacts: list[str]
    ends: NDArray[np.int64]


def impact_bits(arrays: Impacts) -> int:
    """How many bits after the point an impact may have, so that those of no passage add up to more than Lucene takes."""
    most = 1
    for field in range(len(FIELDS)):
        start, end = arrays.range(field, 0)[0], int(arrays.ends[field, -1]) if arrays.ends.size else 0
        sizes = np.zeros(len(arrays), np.int64)
        for block in range(start, end, _BLOCK):
            own = np.bincount(arrays.passages[block : min(block + _BLOCK, end)])
            sizes[: len(own)] += own
        most = max(most, int(sizes.max(initial=0)))
    bits = int(np.floor(np.log2(_LARGEST_SUM / (most * (arrays.k1 + 2)))))
    return min(_MOST_BITS, bits)


def passages_of_terms(ends: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How many passages hold each term in each field: [F, V]; `ends` is that of the arrays."""
    return np.diff(ends.reshape(-1).astype(np.int64), prepend=0).reshape(ends.shape).astype(np.uint32)


def passage_documents(arrays: Impacts, first: int, last: int, bits: int) -> Iterator[Document]:
    """The documents of the passages from `first` up to `last`."""
    columns = [_column(arrays, field, first, last, bits) for field in range(len(FIELDS))]
    begins = [0] * len(FIELDS)
    for place, number in enumerate(range(first, last)):
        own = [slice(begin, int(column.ends[place])) for begin, column in zip(begins, columns, strict=True)]
        pairs = list(zip(columns, own, strict=True))
        row = encode_row(
            arrays.lengths[:, number].tolist(),
            [column.terms[part] for column, part in pairs],
            [column.counts[part] for column, part in pairs],
        )
        yield Document(number, row, tuple(" ".join(column.impacts[part]) for column, part in pairs))
        begins = [part.stop for part in own]


def _column(arrays: Impacts, field: int, first: int, last: int, bits: int) -> _Column:
    ends = arrays.ends[field].astype(np.int64)
    begins = np.concatenate(([arrays.range(field, 0)[0]], ends[:-1])) if len(ends) else ends
    low, high = (_first_from(arrays.passages, begins, ends, number) for number in (first, last))
    at, terms = expanded(low, high - low), np.repeat(np.arange(len(ends), dtype=np.int32), high - low)
    order = np.argsort(arrays.passages[at], kind="stable")  # terms rise within a passage, as they did before
    at, terms = at[order], terms[order]
    passages, counts = arrays.passages[at], arrays.counts[at]
    norms = arrays.norms[field, arrays.lengths[field, passages]]
    impacts = np.maximum(1, np.rint(2**bits * saturation(counts.astype(np.float64), norms, k1=arrays.k1)))
    written = [
        f"{term}|{impact}" for term, impact in zip(terms.tolist(), impacts.astype(np.int64).tolist(), strict=True)
    ]
    sizes = np.bincount(passages - first, minlength=last - first)
    return _Column(terms, counts, written, np.cumsum(sizes))


def _first_from(
    passages: NDArray[np.int32], begins: NDArray[np.int64], ends: NDArray[np.int64], number: int
) -> NDArray[np.int64]:
    """For each run of passages that rise, the position of the first that is at least `number`, else the run's end.

    All runs are bisected at once, so that the long ones are not read through.
    """
    low, high = begins.copy(), ends.copy()
    wide = np.flatnonzero(low < high)
    while len(wide):
        middle = (low[wide] + high[wide]) // 2
        before = passages[middle] < number
        low[wide[before]] = middle[before] + 1
        high[wide[~before]] = middle[~before]
        wide = wide[low[wide] < high[wide]]
    return low
