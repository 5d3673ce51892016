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
_FIELDS = ("source", "author", "folder")
_LISTS = (*_FIELDS, "id", "name")


@dataclass(frozen=True, slots=True)
class Form:
    """The values of the filter fields, and the names of sources to suggest.

    The fields show the first source, author and folder; further ones, ids and names are `carried` along in hidden fields.
    `after` and `before` are days, for a date picker: the first and the last of what was asked for. `articles` are the titles
    of the articles with these ids, `articles_with` names that articles must have. `wrong` maps a field that cannot be read to
    what to write instead; it keeps what was typed.
    """

    source: str
    author: str
    folder: str
    after: str
    before: str
    carried: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    articles_with: tuple[str, ...]
    names: tuple[str, ...]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, given: Parameters, wrong: Mapping[str, str] | None = None) -> Form:
        """The form of this request."""
        written = {kind: [value for value in given.getlist(kind) if value.strip()] for kind in _LISTS}
        source, author, folder = (next(iter(written[kind]), "") for kind in _FIELDS)
        carried = tuple((kind, value) for kind in _LISTS for value in written[kind][kind in _FIELDS :])
        after, before = first_day(given.get("after", "").strip()), last_day(given.get("before", "").strip())
        summaries = served_library().once_per_build(reading, sources)
        names = tuple(summary.source for summary in summaries if summary.source)[:MOST_NAMES]
        articles = tuple(titles_of(reading, written["id"]).values())
        return cls(source, author, folder, after, before, carried, articles, tuple(written["name"]), names, wrong or {})

    def __bool__(self) -> bool:
        return bool(self.limits)

    @property
    def limits(self) -> int:
        """How many limits are set."""
        return sum(map(bool, (self.source, self.author, self.folder, self.after, self.before))) + len(self.carried)


def first_day(period: str) -> str:
    """The first day of a year, month or day; what is none of them stays as it is."""
    return period + "-01-01"[len(period) - 4 :] if is_period(period) else period


def last_day(period: str) -> str:
    """The last day of a year, month or day; what is none of them stays as it is."""
    if not is_period(period) or len(period) == len("2016-10-25"):
        return period
    year, month = int(period[:4]), int(period[5:] or 12)
    return f"{period[:4]}-{month:02}-{monthrange(year, month)[1]}"


def sources(reading: Reading) -> tuple[SourceSummary, ...]:
    """The sources of a build, the one with most articles first."""
    return reading.sources()
