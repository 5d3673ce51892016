"""The articles of a build that are nearly the same text, in the groups that `article_groups.py` found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.errors import DamagedBuildError
from indexer.store.columns import SIGNATURES
from indexer.store.signatures import SIZE, similarities
from indexer.types import Entry, NearDuplicate

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.store.catalogue import Catalogue

_MOST = 20  # near-duplicates that are named


class Groups:
    """The groups of near-duplicates; articles are named by their numbers. Raises `DamagedBuildError`.

    `numbers` is the group of each article, `signatures` (uint16 [articles, 80]) what its similarity is estimated by.
    """

    def __init__(self, folder: Path, numbers: NDArray[np.int32], catalogue: Catalogue) -> None:
        """`folder` is that of the store."""
        self.numbers = numbers
        self.signatures: NDArray[np.uint16] = open_array(folder / SIGNATURES)
        if self.signatures.dtype != np.uint16 or self.signatures.shape != (len(numbers), SIZE):
            raise DamagedBuildError(folder / SIGNATURES, "is not the column that was written")
        self._catalogue, self._folder = catalogue, folder

    @cached_property
    def has_others(self) -> NDArray[np.bool_]:
        """Whether each article is nearly the same text as another."""
        numbers, articles = self.numbers, len(self.numbers)
        if articles and not 0 <= int(numbers.min()) <= int(numbers.max()) < articles:  # or counting takes all memory
            raise DamagedBuildError(self._folder / "article_group.npy", "names articles that are not there")
        return np.bincount(self.numbers, minlength=len(self.numbers))[self.numbers] > 1

    def of(self, number: int) -> NDArray[np.int64]:
        """The articles that are nearly the same text as this one, itself among them, rising."""
        return np.flatnonzero(self.numbers == self.numbers[number]) if self.has_others[number] else np.array([number])

    def near_duplicates(self, number: int) -> tuple[tuple[NearDuplicate, ...], int]:
        """The articles that are nearly the same text as this one, the most similar first: the first of them, and how many."""
        if not self.has_others[number]:
            return (), 0
        group = self.of(number)
        others = group[group != number]
        alike = similarities(self.signatures[others], self.signatures[[number]])
        first = np.argsort(-alike, kind="stable")[:_MOST]
        rows = self._catalogue.identities([number, *others[first].tolist()])
        known = {
            row: (Entry(name, title, source, published), digest) for row, name, title, source, published, digest in rows
        }
        own = known[number][1]
        pairs = zip(others[first].tolist(), alike[first].tolist(), strict=True)
        near = (NearDuplicate(known[other][0], alike, known[other][1] == own) for other, alike in pairs)
        return tuple(near), len(others)

    def similarity(self, first: int, second: int) -> float:
        """An estimate of how similar two articles are, 0 to 1."""
        return float(similarities(self.signatures[[first]], self.signatures[[second]])[0])
