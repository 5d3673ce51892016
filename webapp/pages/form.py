"""The filter fields of a page, filled in as they were sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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

    The field shows the first source; further sources, authors and ids are `carried` along in hidden fields. `articles` are
    the titles of the articles with these ids. `wrong` maps a field that cannot be read to what to write instead.
    """

    source: str
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
        lists = {"source": named[1:], "author": authors, "id": ids}
        carried = tuple((name, value) for name, values in lists.items() for value in values)
        after, before = given.get("after", "").strip(), given.get("before", "").strip()
        summaries = served_library().once_per_build(reading, sources)
        names = tuple(summary.source for summary in summaries if summary.source)[:MOST_NAMES]
        articles = tuple(titles_of(reading, ids).values())
        return cls(named[0] if named else "", after, before, carried, articles, names, wrong or {})

    def __bool__(self) -> bool:
        return bool(self.source or self.after or self.before or self.carried)


def sources(reading: Reading) -> tuple[SourceSummary, ...]:
    """The sources of a build, the one with most articles first."""
    return reading.sources()
