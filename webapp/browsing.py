"""What is in the library, without a question: its articles by source, by year and in reading order.

Found out once a build, for its first `LISTED` articles.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.shelf import shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer import Article, Reading

LISTED = 5_000
"""Articles that are listed, since each is read once for it."""
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a list shows it."""

    id: str
    title: str
    source: str | None
    published: str | None

    @property
    def year(self) -> str:
        """The year that it is of, or nothing."""
        return self.published[:4] if self.published else ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries of a build in reading order, and the place of each in that order by its id."""

    entries: tuple[Entry, ...]
    places: Mapping[str, int]

    def years(self, source: str | None = None) -> dict[str, int]:
        """How many articles each year has, the first year first; of that source alone if one is given."""
        counts = Counter(entry.year for entry in self.entries if source in (None, entry.source or ""))
        return {year: counts[year] for year in sorted(counts) if year}

    def chosen(self, source: str | None, year: str | None) -> tuple[Entry, ...]:
        """The articles of that source and year, the newest first; without a date last, in reading order."""
        entries = (
            entry
            for entry in self.entries
            if source in (None, entry.source or "") and year in (None, entry.year)
        )  # fmt: skip
        return tuple(sorted(entries, key=lambda entry: entry.published or "", reverse=True))

    def neighbours(self, article: Article) -> tuple[Entry | None, Entry | None]:
        """The articles before and after this one, in reading order."""
        place = self.places.get(article.id)
        if place is None:
            return None, None
        before = self.entries[place - 1] if place else None
        return before, self.entries[place + 1] if place + 1 < len(self.entries) else None


def catalogue(build: Reading) -> Catalogue:
    """The catalogue of a build."""
    return shelf().once(build, _catalogue)


def _catalogue(build: Reading) -> Catalogue:
    articles = (build.article(article_id) for article_id, _ in build.titles(LISTED))
    entries = tuple(Entry(article.id, article.title, article.source, article.published) for article in articles)
    return Catalogue(entries, {entry.id: place for place, entry in enumerate(entries)})
