"""The filter fields of a page, filled in as they were sent."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer import is_period
from webapp.library import served_library
from webapp.pages.article_titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer import Reading, SourceSummary
    from webapp.parameters import Parameters

MOST_NAMES = 100
"""Sources suggested in the filter field; any other may be typed."""


@dataclass(frozen=True, slots=True)
class Form:
    """The values of the filter fields, and the names of sources to suggest.

    The fields show the first source and author; further ones, and ids, are `carried` along in hidden fields. `after` and
    `before` are days, for a date picker: the first and the last of what was asked for. `articles` are the titles of the
    articles with these ids. `wrong` maps a field that cannot be read to what to write instead; it keeps what was typed.
    """

    source: str
    author: str
    after: str
    before: str
    carried: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    names: tuple[str, ...]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, given: Parameters, wrong: Mapping[str, str] | None = None) -> Form:
        """The form of this request."""
        named = [name.strip() for name in given.getlist("source") if name.strip()]
        authors = [name.strip() for name in given.getlist("author") if name.strip()]
        ids = [article_id for article_id in given.getlist("id") if article_id.strip()]
        lists = {"source": named[1:], "author": authors[1:], "id": ids}
        carried = tuple((name, value) for name, values in lists.items() for value in values)
        after, before = _first_day(given.get("after", "").strip()), _last_day(given.get("before", "").strip())
        summaries = served_library().once_per_build(reading, sources)
        names = tuple(summary.source for summary in summaries if summary.source)[:MOST_NAMES]
        articles = tuple(titles_of(reading, ids).values())
        source, author = next(iter(named), ""), next(iter(authors), "")
        return cls(source, author, after, before, carried, articles, names, wrong or {})

    def __bool__(self) -> bool:
        return bool(self.limits)

    @property
    def limits(self) -> int:
        """How many limits are set."""
        return sum(map(bool, (self.source, self.author, self.after, self.before))) + len(self.carried)


def _first_day(period: str) -> str:
    """The first day of a year, month or day; what is none of them stays as it is."""
    return period + "-01-01"[len(period) - 4 :] if is_period(period) else period


def _last_day(period: str) -> str:
    """The last day of a year, month or day; what is none of them stays as it is."""
    if not is_period(period) or len(period) == len("2016-10-25"):
        return period
    year, month = int(period[:4]), int(period[5:] or 12)
    return f"{period[:4]}-{month:02}-{monthrange(year, month)[1]}"


def sources(reading: Reading) -> tuple[SourceSummary, ...]:
    """The sources of a build, the one with most articles first."""
    return reading.sources()
