"""Where a question leads: the addresses that ask it anew, with something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

from indexer import Filters
from indexer.exporting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

_NONE = Filters()


@dataclass(frozen=True, slots=True)
class Thread:
    """The questions in a URL, the newest last, and the filters beside them, which belong to the newest.

    `endpoint` is the page that shows them: the conversation, or the search, whose only question is the query.
    """

    questions: tuple[str, ...]
    filters: Filters = _NONE
    endpoint: str = "pages.conversation"

    @property
    def newest(self) -> str:
        """The newest question as it was written."""
        return self.questions[-1]

    def address(self) -> str:
        """The address of this thread; the conversation's leads to its newest turn."""
        questions, filters = self.questions, self.filters
        anchor = f"turn-{len(questions)}" if self.endpoint == "pages.conversation" and len(questions) > 1 else None
        return url_for(
            self.endpoint, q=questions, source=filters.sources, author=filters.authors,
            after=filters.after, before=filters.before, _anchor=anchor,
        )  # fmt: skip

    def asking(self, newest: str) -> Thread:
        """The same thread with another newest question; without that turn when it is empty."""
        return replace(self, questions=(*self.questions[:-1], newest) if newest else self.questions[:-1])

    def within(self, filters: Filters) -> Thread:
        """The same thread with other filters."""
        return replace(self, filters=filters)

    def up_to(self, number: int) -> Thread:
        """The thread as it was when its turn of that number was the newest; earlier turns carry filters as words."""
        return self if number == len(self.questions) else Thread(self.questions[:number], endpoint=self.endpoint)

    def exports(self) -> tuple[tuple[str, str], ...]:
        """Every format that the newest answer can be had in: its label, and the address of the file."""
        given = [*(("q", question) for question in self.questions), *self.filters.pairs]
        at = f"{request.script_root}/api/export"
        return tuple((each.label, f"{at}?{urlencode([('format', each.name), *given])}") for each in FORMATS.values())

    def searched(self) -> str:
        """The address that searches the newest question by itself."""
        return Thread((self.newest,), self.filters, "pages.search").address()


def narrowed(filters: Filters, *, source: str | None = None, years: Sequence[int] = ()) -> Filters:
    """The filters with this source instead of others, or from the first of these years to the last."""
    if source is not None:
        filters = replace(filters, sources=(source.casefold(),))
    if years:
        filters = replace(filters, after=f"{years[0]:04}", before=f"{years[-1]:04}")
    return filters
