"""Which articles a build has: an id is given once, and so is a text.

The first article in reading order has the id; others with it are skipped. An article with the text, title and language of
an earlier one is a copy: it adds its place to that one's and has no rows of its own, so that it counts nowhere twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from indexer.readers.base import Kept
from indexer.readers.reading import id_taken
from indexer.store.columns import content_hash
from indexer.types import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.builds.open import Build
    from indexer.types import Article, Skipped


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an article that comes before it and has this number; `location` is where it stands."""

    number: int
    location: Location


class Admission:
    """Admits articles in reading order: those that were read, and those of the previous build that are kept."""

    def __init__(self, previous: Build | None) -> None:
        self._store = previous.store if previous else None
        count = len(previous.store) if previous else 0
        self._admitted = 0
        self._paths: dict[str, str] = {}  # by the ids of articles that were read, and of copies
        self._texts: dict[bytes, int] = {}  # the numbers of articles that were read, by what they say
        self._numbers = np.full(count, -1, np.int64)  # of articles of the previous build that are kept
        self._taken = np.zeros(count, np.bool_)  # those whose ids others have …
        self._copied = np.full(count, -1, np.int64)  # … and the number of the article that was read and says the same

    def admit(self, article: Article) -> Article | Kept | Copy | Skipped:
        """An article that was read, as it is kept when the previous build has the same; or what it is instead."""
        path, holder = article.path or article.id, self._paths.get(article.id)
        old = self._store.catalogue.own_number(article.id) if self._store and holder is None else None
        if self._store and old is not None and self._numbers[old] >= 0:
            holder = _path(self._store.article(old))
        if holder is not None:
            return id_taken(path, article.id, holder)
        self._paths[article.id] = path
        is_old = self._store is not None and old is not None and self._store.catalogue.holds(old, article)
        says, alike = _says(article), self._saying(article)
        first = self._texts.get(
            says, next((int(self._numbers[other]) for other in alike if self._is_kept(other)), None)
        )
        if first is not None:
            self._take(old)
            return Copy(first, _location(article))
        number = self._admitted
        self._admitted += 1
        if old is not None and is_old:
            self._numbers[old] = number
            return Kept(old, old + 1)
        self._take(old)
        self._texts[says] = number
        self._copied[alike] = number
        return article

    def keep(self, kept: Kept) -> Iterator[Kept | Copy | Skipped]:
        """Articles of the previous build, but for those whose ids are taken, which are skipped, and those that are copies."""
        some = slice(kept.first, kept.last)
        free = (self._numbers[some] < 0) & ~self._taken[some] & (self._copied[some] < 0)
        first = kept.first
        for number in [*(kept.first + np.flatnonzero(~free)).tolist(), kept.last]:
            if number > first:
                self._numbers[first:number] = np.arange(self._admitted, self._admitted + number - first)
                self._admitted += number - first
                yield Kept(first, number)
            if number < kept.last:
                yield self._instead(number)
            first = number + 1

    def _instead(self, number: int) -> Copy | Skipped:
        """What becomes of an article of the previous build that cannot be kept as it is."""
        assert self._store is not None  # noqa: S101  there is nothing to keep without it
        article = self._store.article(number)
        if self._copied[number] < 0 or self._taken[number] or article.id in self._paths:
            return id_taken(_path(article), article.id, self._paths.get(article.id, _path(article)))
        self._paths[article.id] = _path(article)
        return Copy(int(self._copied[number]), _location(article))

    def _is_kept(self, old: int) -> bool:
        return bool(self._numbers[old] >= 0)

    def _take(self, old: int | None) -> None:
        if old is not None:
            self._taken[old] = True

    def _saying(self, article: Article) -> list[int]:
        """The articles of the previous build that say the same."""
        if self._store is None:
            return []
        hashes, order = self._by_content
        wanted = np.uint64(content_hash(article))
        first, last = (int(np.searchsorted(hashes, wanted, side)) for side in ("left", "right"))
        return [old for old in order[first:last].tolist() if self._store.catalogue.says(old, article)]

    @cached_property
    def _by_content(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The hashes of what the articles of the previous build say, rising, and the number of each one's article."""
        assert self._store is not None  # noqa: S101  as above
        hashes = self._store.build_columns["content_hash"]
        order = np.argsort(hashes, kind="stable")
        return hashes[order], order


def _says(article: Article) -> bytes:
    """What two articles have in common only if one is a copy of the other."""
    parts = (article.sha256, article.language, article.title)
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _location(article: Article) -> Location:
    return Location(article.id, article.source, article.author, article.published, article.url, article.path)


def _path(article: Article) -> str:
    return article.path or article.id
