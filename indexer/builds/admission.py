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

    from indexer.builds.earlier import EarlierBuilds
    from indexer.types import Article, Skipped


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an article that comes before it and has this number; `location` is where it stands."""

    number: int
    location: Location


class Admission:
    """Admits articles in reading order: those that were read, and those of earlier builds that are kept."""

    def __init__(self, earlier: EarlierBuilds) -> None:
        self._earlier = earlier
        self._admitted = 0
        self._paths: dict[str, str] = {}  # by the ids of articles that were looked at one by one
        self._texts: dict[bytes, int] = {}  # the numbers of articles that were read, by what they say
        self._numbers = np.full(len(earlier), -1, np.int64)  # of earlier articles that are kept
        self._doubtful = earlier.perhaps_twice()  # earlier articles that cannot be kept without a look at others

    def admit(self, article: Article) -> Article | Kept | Copy | Skipped:
        """An article that was read, as it is kept when an earlier build has the same; or what it is instead."""
        path, holder = article.path or article.id, self._paths.get(article.id)
        old = self._earlier.numbers(article.id) if holder is None else []
        taken = next((number for number in old if self._is_kept(number)), None)
        if taken is not None:
            holder = _path(self._earlier.article(taken))
        if holder is not None:
            return id_taken(path, article.id, holder)
        self._paths[article.id] = path
        self._doubtful[old] = True
        says, alike = _says(article), self._saying(article)
        first = self._texts.get(
            says, next((int(self._numbers[other]) for other in alike if self._is_kept(other)), None)
        )
        if first is not None:
            return Copy(first, _location(article))
        number = self._admitted
        self._admitted += 1
        same = next((other for other in old if self._earlier.holds(other, article)), None)
        if same is not None:
            self._numbers[same] = number
            return Kept(same, same + 1)
        self._texts[says] = number
        self._doubtful[alike] = True
        return article

    def keep(self, kept: Kept) -> Iterator[Article | Kept | Copy | Skipped]:
        """Articles of an earlier build, but for those whose ids are taken, which are skipped, and those that are copies."""
        some = slice(kept.first, kept.last)
        doubtful = np.flatnonzero((self._numbers[some] >= 0) | self._doubtful[some])
        first = kept.first
        for number in [*(kept.first + doubtful).tolist(), kept.last]:
            if number > first:
                self._numbers[first:number] = np.arange(self._admitted, self._admitted + number - first)
                self._admitted += number - first
                yield Kept(first, number)
            if number < kept.last:
                yield self.admit(self._earlier.article(number))
            first = number + 1

    def _is_kept(self, old: int) -> bool:
        return bool(self._numbers[old] >= 0)

    def _saying(self, article: Article) -> list[int]:
        """The earlier articles that say the same."""
        hashes, order = self._by_content
        wanted = np.uint64(content_hash(article))
        first, last = (int(np.searchsorted(hashes, wanted, side)) for side in ("left", "right"))
        return [old for old in order[first:last].tolist() if self._earlier.says(old, article)]

    @cached_property
    def _by_content(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The hashes of what the earlier articles say, rising, and the number of each one's article."""
        hashes = self._earlier.hashes("content_hash")
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
