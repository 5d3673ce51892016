"""Which article has which id? The first one in reading order; articles that come later with the same id are skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.readers.base import Kept
from indexer.readers.reading import id_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.builds.open import Build
    from indexer.types import Article, Skipped


class ArticleIds:
    """Which article has which id: the first one with it, in reading order; later ones are skipped."""

    def __init__(self, previous: Build | None) -> None:
        self._store = previous.store if previous else None
        count = len(previous.store) if previous else 0
        self._paths: dict[str, str] = {}  # of articles that were read
        self._given = np.zeros(count, np.bool_)  # articles of the previous build that are kept …
        self._taken = np.zeros(count, np.bool_)  # … or whose ids others have

    def admit(self, article: Article) -> Article | Kept | Skipped:
        """An article that was read, as it is kept when the previous build has the same; or why it is skipped."""
        path, holder = article.path or article.id, self._paths.get(article.id)
        old = self._store.catalogue.number(article.id) if self._store and holder is None else None
        if self._store and old is not None and self._given[old]:
            own = self._store.article(old)
            holder = own.path or own.id
        if holder is not None:
            return id_taken(path, article.id, holder)
        self._paths[article.id] = path
        if self._store and old is not None:
            if self._store.catalogue.holds(old, article):
                self._given[old] = True
                return Kept(old, old + 1)
            self._taken[old] = True
        return article

    def keep(self, kept: Kept) -> Iterator[Kept | Skipped]:
        """Articles of the previous build, without those whose ids are taken, and why these are skipped."""
        some = slice(kept.first, kept.last)
        if not (self._given[some].any() or self._taken[some].any()):
            self._given[some] = True
            yield kept
            return
        free = ~(self._given[some] | self._taken[some])
        self._given[some] |= free
        for number, taken in [(kept.first + int(at), True) for at in np.flatnonzero(~free)] + [(kept.last, False)]:
            if number > kept.first:
                yield Kept(kept.first, number)
            if taken:
                assert self._store is not None  # noqa: S101  there is nothing to keep without it
                article = self._store.article(number)
                path = article.path or article.id
                yield id_taken(path, article.id, self._paths.get(article.id, path))
            kept = Kept(number + 1, kept.last)
