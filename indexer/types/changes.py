"""What changed between two builds of a library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.types.article import Article, Passage
    from indexer.types.status import Entry

ChangeKind = Literal["added", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """An article that was added or changed, or that is gone, and the time (UTC) of the build that first had it so.

    `earlier_title` is the title that a changed article had before; None when it is the same.
    """

    kind: ChangeKind
    at: str
    entry: Entry
    earlier_title: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of the changes since an earlier state of the library, the newest first; `counts` are of all pages.

    `since` is the build or the date that was asked for; without one, the build before, or None when there was none.
    """

    since: str | None
    counts: Mapping[ChangeKind, int]
    changes: tuple[Change, ...]

    @property
    def total(self) -> int:
        """How many changes there are on all pages."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ArticleTimes:
    """When an article came into the library, and when its text or title last changed there (UTC)."""

    added: str
    changed: str


@dataclass(frozen=True, slots=True)
class AddedPassage:
    """A passage, and since when (UTC) the library has its text in this article."""

    passage: Passage
    article: Article
    added: str
