"""The builds that unchanged articles are taken from: the one that is served, or the parts that are joined.

Their articles are counted through, those of the first build first, as in `indexer.selection`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds.manifest import Manifest
    from indexer.engines.base import Engine
    from indexer.settings import Settings
    from indexer.store import Store
    from indexer.store.vectors import Vectors
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import Article


class Analysed(Protocol):
    """Analysed articles in a folder, of which a new build can be put together."""

    @property
    def folder(self) -> Path:
        """Where the files are."""
        ...

    @property
    def store(self) -> Store:
        """The articles, sentences and passages."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms."""
        ...

    @property
    def vectors(self) -> Vectors | None:
        """The vectors of the passages, if a model made some."""
        ...


class EarlierBuild(Analysed, Protocol):
    """Analysed articles with what tells how they were read: a build that was published, or a part."""

    @property
    def manifest(self) -> Manifest:
        """What made it."""
        ...

    @property
    def settings(self) -> Settings:
        """The settings that shaped it."""
        ...

    @property
    def engine(self) -> Engine | None:
        """Its postings, open for searching; None for a part."""
        ...

    @property
    def article_counts(self) -> NDArray[np.uint32] | None:
        """How many articles hold each term; None for a part."""
        ...


class EarlierBuilds:
    """Some builds, the largest first, and their articles by numbers that are counted through; `len` is how many there are."""

    def __init__(self, builds: Sequence[EarlierBuild]) -> None:
        self.builds = tuple(sorted(builds, key=lambda each: -len(each.store)))
        self.begins = np.cumsum([0, *(len(each.store) for each in self.builds)])
        """The number of each build's first article; at the end, the number of all."""

    def __len__(self) -> int:
        return int(self.begins[-1])

    def article(self, number: int) -> Article:
        """The article of that number."""
        build, row = self._at(number)
        return build.store.article(row)

    def numbers(self, article_id: str) -> list[int]:
        """The numbers of the articles with that id: one at most in each build."""
        rows = ((begin, build.store.catalogue.own_number(article_id)) for begin, build in self._counted())
        return [begin + row for begin, row in rows if row is not None]

    def holds(self, number: int, article: Article) -> bool:
        """Whether the article of that number is this one, to the last field."""
        build, row = self._at(number)
        return build.store.catalogue.holds(row, article)

    def says(self, number: int, article: Article) -> bool:
        """Whether the article of that number has the text, the title and the language of this one."""
        build, row = self._at(number)
        return build.store.catalogue.says(row, article)

    def hashes(self, name: str) -> NDArray[np.uint64]:
        """The hash of each article: `id_hash`, or `content_hash` of what it says."""
        columns = [build.store.build_columns[name] for build in self.builds]
        return np.concatenate([np.empty(0, np.uint64), *columns])

    def perhaps_twice(self) -> NDArray[np.bool_]:
        """Whether another article may have the id of each one, or say the same: never within one build."""
        if len(self.builds) < 2:
            return np.zeros(len(self), np.bool_)
        return _repeated(self.hashes("id_hash")) | _repeated(self.hashes("content_hash"))

    def _counted(self) -> list[tuple[int, EarlierBuild]]:
        return list(zip(self.begins.tolist(), self.builds, strict=False))

    def _at(self, number: int) -> tuple[EarlierBuild, int]:
        """The build that holds the article, and its number there."""
        place = int(np.searchsorted(self.begins, number, side="right")) - 1
        return self.builds[place], number - int(self.begins[place])


def _repeated(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each value stands there more than once."""
    order = np.argsort(values)
    same = values[order[1:]] == values[order[:-1]]
    repeated = np.zeros(len(values), np.bool_)
    repeated[order[1:][same]] = repeated[order[:-1][same]] = True
    return repeated
