"""The addresses that ask a question again with something changed: another filter, a word less, fewer turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from indexer import Filters
from indexer.exporting.formats import FORMATS

_NONE = Filters()
_CONVERSATION = "pages.conversation"
SEARCH, _TABLE = "pages.search", "pages.search_table"


@dataclass(frozen=True, slots=True)
class Thread:
    """The questions in a URL, newest last, and the filters of the newest question.

    `endpoint` is the page that shows them: the conversation, or the search, which has one question. `arranged` are the
    parameters of a search's order and grouping, if they are not the usual ones.
    """

    questions: tuple[str, ...]
    filters: Filters = _NONE
    endpoint: str = _CONVERSATION
    arranged: tuple[tuple[str, str], ...] = ()

    @property
    def newest(self) -> str:
        """The newest question as it was typed."""
        return self.questions[-1]

    def address(self, *, external: bool = False) -> str:
        """The URL of this thread, with the host if it is for `external` use; of a conversation, at its newest turn."""
        anchor = f"turn-{len(self.questions)}" if self.endpoint == _CONVERSATION and len(self.questions) > 1 else None
        return self._url(self.endpoint, _anchor=anchor, _external=external)

    def page(self, number: int) -> str:
        """The URL of that page of a search, counted from 1."""
        return self._url(self.endpoint, page=number if number > 1 else None)

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

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The parameters of this thread's URL, as the hidden fields of a form have them."""
        return (*(("q", question) for question in self.questions), *self.filters.pairs, *self.arranged)

    def arranged_by(self, name: str, value: str | None) -> str:
        """The URL of a search in another order or grouping; None stands for the usual one."""
        others = tuple(pair for pair in self.arranged if pair[0] != name)
        return replace(self, arranged=(*others, (name, value)) if value else others).address()

    def exports(self) -> tuple[tuple[str, str], ...]:
        """The name of the format and the URL of every file that the newest answer can be exported as."""
        at = f"{request.script_root}/api/export"
        return tuple(
            (kind.name, f"{at}?{urlencode([('format', kind.name), *self.parameters])}") for kind in FORMATS.values()
        )

    def table(self) -> str:
        """The URL of the results of a search as a table."""
        return self._url(_TABLE)

    def feed(self, *, external: bool = False) -> str:
        """The URL of the feed that tells of new passages for the newest question."""
        return self._url("pages.feed", _external=external)

    def _url(self, endpoint: str, **more: Any) -> str:  # noqa: ANN401  whatever `url_for` takes
        """The URL that asks the questions there."""
        filters = self.filters
        arranged: dict[str, Any] = dict(self.arranged) if endpoint in (SEARCH, _TABLE) else {}
        return url_for(
            endpoint, q=self.questions, source=filters.sources, author=filters.authors, folder=filters.folders,
            name=filters.names, id=filters.ids, after=filters.after, before=filters.before, **arranged, **more,
        )  # fmt: skip

    @property
    def is_search(self) -> bool:
        """Whether the page is the search."""
        return self.endpoint == SEARCH

    def searching(self) -> Thread:
        """The search for the newest question alone."""
        return Thread((self.newest,), self.filters, SEARCH)

    def searched(self) -> str:
        """The URL that searches for the newest question alone."""
        return self.searching().address()
