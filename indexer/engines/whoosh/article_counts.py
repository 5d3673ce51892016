"""In how many articles each term is: counted once for a build, for a question would read all passages of the term."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import FIELDS
from indexer.engines.whoosh.impacts import open_impacts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_AT_ONCE = 300_000  # postings; more would be slower, since new memory has to be cleared first


def count_articles(folder: Path, vocabulary: int, owners: NDArray[np.integer]) -> NDArray[np.uint32]:
    """How many articles hold each of so many terms in their texts: [V]; `folder` holds the impact arrays.

    `owners` is the number of each passage's article; it never falls. Raises `DamagedBuildError`.
    """
    arrays, field = open_impacts(folder, vocabulary), FIELDS.index("text")
    begin, _ = arrays.range(field, 0) if vocabulary else (0, 0)
    ends = arrays.ends[field].astype(np.int64) - begin
    counts = np.zeros(vocabulary, np.uint32)
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, int(ends[-1]) if vocabulary else 0, _AT_ONCE))
    for first, last in pairwise(np.unique([0, *cuts, vocabulary]).tolist()):
        edges = np.concatenate(([ends[first - 1] if first else 0], ends[first:last]))
        own = owners[arrays.passages[begin + edges[0] : begin + edges[-1]]]
        edges -= edges[0]
        is_first = np.append(True, own[1:] != own[:-1])[: len(own)]
        is_first[edges[:-1][edges[:-1] < len(own)]] = True
        counts[first:last] = np.diff(np.concatenate(([0], np.cumsum(is_first)))[edges])
    return counts
