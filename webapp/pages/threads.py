"""The addresses that ask a question again with something changed: another filter, a word less, fewer turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import request, url_for

from indexer import Filters
from indexer.exporting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

_NONE = Filters()
_CONVERSATION = "pages.conversation"


@dataclass(frozen=True, slots=True)
class Thread:
    """The questions in a URL, newest last, and the filters of the newest question.

    `endpoint` is the page that shows them: the conversation, or the search, which has one question.
    """

    questions: tuple[str, ...]
    filters: Filters = _NONE
    endpoint: str = _CONVERSATION

    @property
    def newest(self) -> str:
        """The newest question as it was typed."""
        return self.questions[-1]

    def address(self, *, external: bool = False) -> str:
        """The URL of this thread, with the host if it is for `external` use; of a conversation, at its newest turn."""
        anchor = f"turn-{len(self.questions)}" if self.endpoint == _CONVERSATION and len(self.questions) > 1 else None
        return self._url(self.endpoint, _anchor=anchor, _external=external)

    def asking(self, newest: str) -> Thread:
        """The thread with another newest question; an empty one removes the turn."""
        return replace(self, questions=(*self.questions[:-1], newest) if newest else self.questions[:-1])

    def going_on(self, earlier: tuple[str, ...], question: str) -> Thread:
        """The thread that asks a further question after these, with the same filters."""
        return replace(self, questions=(*earlier, question))

    def within(self, filters: Filters) -> Thread:
        """The thread with other filters."""
        return replace(self, filters=filters)

    def up_to(self, number: int) -> Thread:
        """The thread as it was at that turn, counted from 1. Filters of earlier turns are words in their questions."""
        return self if number == len(self.questions) else Thread(self.questions[:number], endpoint=self.endpoint)

    def exports(self) -> tuple[tuple[str, str], ...]:
        """The name of the format and the URL of every file that the newest answer can be exported as."""
        given = [*(("q", question) for question in self.questions), *self.filters.pairs]
        at = f"{request.script_root}/api/export"
        return tuple((kind.name, f"{at}?{urlencode([('format', kind.name), *given])}") for kind in FORMATS.values())

    def feed(self, *, external: bool = False) -> str:
        """The URL of the feed that tells of new passages for the newest question."""
        return self._url("pages.feed", _external=external)

    def _url(self, endpoint: str, **more: Any) -> str:  # noqa: ANN401  whatever `url_for` takes
        """The URL that asks the questions there."""
        filters = self.filters
        return url_for(
            endpoint, q=self.questions, source=filters.sources, author=filters.authors, id=filters.ids,
            after=filters.after, before=filters.before, **more,
        )  # fmt: skip

    def searched(self) -> str:
        """The URL that searches for the newest question alone."""
        return Thread((self.newest,), self.filters, "pages.search").address()


def narrowed(filters: Filters, *, source: str | None = None, years: Sequence[int] = ()) -> Filters:
    """The filters with `source` as the only source, and limited to `years`, from the first to the last."""
    if source is not None:
        filters = replace(filters, sources=(source.casefold(),))
    if years:
        filters = replace(filters, after=f"{years[0]:04}", before=f"{years[-1]:04}")
    return filters
