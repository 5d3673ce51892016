"""Which articles are below an id, or in a folder? Read from the catalogue once, when it is first asked.

The folder of an article is that of its id, which is its path in the source by default, or that of its path where the path
is something else: the file of JSON Lines that it stands in. Folders above the source say nothing about its articles.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from indexer.store.catalogue import Catalogue


class Folders:
    """The articles of a build by folder. `count` is how many articles there are."""

    def __init__(self, catalogue: Catalogue, count: int) -> None:
        self._catalogue, self._count = catalogue, count
        self._last: dict[tuple[str, tuple[str, ...]], NDArray[np.bool_]] = {}

    def below(self, ids: tuple[str, ...]) -> NDArray[np.bool_]:
        """Whether each article has one of the ids, or one below it; see `Catalogue.below`."""
        return self._cached("id", ids, lambda: (number for each in ids for number in self._catalogue.below(each)))

    def within(self, folders: tuple[str, ...]) -> NDArray[np.bool_]:
        """Whether each article is in one of the folders, or in one below; case does not count.

        `2016/may` is any run of parts of a path: `news/2016/may/a.txt` too.
        """
        return self._cached("folder", folders, lambda: self._numbers(folders))

    def _numbers(self, folders: Iterable[str]) -> Iterator[int]:
        wanted = [f"/{folder.strip('/').casefold()}/" for folder in folders]
        for each, numbers in self._by_folder.items():
            if any(folder in f"/{each}/" for folder in wanted):
                yield from numbers

    @cached_property
    def _by_folder(self) -> dict[str, list[int]]:
        """Case-folded folder → the numbers of its articles, and of those that have a copy there."""
        by_folder: dict[str, list[int]] = {}
        copies = ((number, each.id, each.path) for number, each in self._catalogue.locations.every())
        for number, article_id, path in chain(self._catalogue.paths(self._count), copies):
            places = {article_id} if path is None or path.endswith(article_id) else {article_id, path}
            for place in places:
                by_folder.setdefault(place.rpartition("/")[0].casefold(), []).append(number)
        return by_folder

    @cached_property
    def named(self) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """The folders that ids name, spelt as they came first, and the number of each article's folder, -1 for none."""
        numbers: dict[str, int] = {}
        names: list[str] = []
        of_article = np.full(self._count, -1, np.int32)
        for number, article_id, _ in self._catalogue.paths(self._count):
            folder = article_id.rpartition("/")[0].strip("/")
            if folder and '"' not in folder:
                of_article[number] = numbers.setdefault(folder.casefold(), len(names))
                names += [folder] if len(numbers) > len(names) else []
        return tuple(names), of_article

    def _cached(self, kind: str, values: tuple[str, ...], numbers: Callable[[], Iterable[int]]) -> NDArray[np.bool_]:
        """The mask of these articles; the last one is kept, since an engine asks about one question's filter many times."""
        last = self._last
        if (kind, values) not in last:
            mask = np.zeros(self._count, np.bool_)
            mask[np.fromiter(numbers(), np.int64)] = True
            self._last = last = {(kind, values): mask}
        return last[kind, values]
