"""A conversation on a terminal: questions, numbered quotes, and the articles behind them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from indexer.cli import layout
from indexer.cli.output import clean, complain, say
from indexer.errors import ArticleNotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.library import Library
    from indexer.types import Citation

GREETING = "Ask; what you ask next may follow up. :open N shows a source, :new begins anew, :quit ends."


class Chat:
    """One conversation. `read` gives the next line, or raises `EOFError` when there is none."""

    def __init__(
        self,
        library: Library,
        history: Sequence[str] = (),
        *,
        read: Callable[[str], str] = input,
        page: Callable[[str], None] = click.echo_via_pager,
    ) -> None:
        self._library = library
        self._turns = list(history)
        self._citations: dict[str, Citation] = {}
        self._read = read
        self._page = page

    def run(self) -> None:
        """Asks and answers until `:quit` or the end of the input."""
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415  lines can then be edited and recalled
        say(GREETING)
        with suppress(EOFError):
            while (line := self._read("? ").strip()) != ":quit":
                self._take(line)

    def _take(self, line: str) -> None:
        command, _, argument = line.partition(" ")
        if command == ":open":
            self._open(argument.strip())
        elif line == ":new":
            self._turns, self._citations = [], {}
        elif line.startswith(":"):
            say(GREETING)
        elif line:
            self._ask(line)

    def _ask(self, question: str) -> None:
        """Only a question that could be asked becomes a turn."""
        try:
            answer = self._library.ask([*self._turns, question])
        except UsageError as error:
            complain(str(error))
            return
        self._turns.append(question)
        self._citations = {str(citation.number): citation for citation in answer.citations}
        say("\n".join(layout.answered(answer)).rstrip() + "\n")

    def _open(self, number: str) -> None:
        citation = self._citations.get(number)
        if citation is None:
            known = ", ".join(self._citations)
            complain(f"write :open and one of {known}" if known else "the last answer has no source to open")
            return
        try:
            article = self._library.article(citation.article_id)
        except ArticleNotFoundError as error:
            complain(str(error))
            return
        if article.sha256 != citation.article_sha256:
            complain("the article has changed since it was quoted; ask again")
            return
        self._page(clean("\n".join(layout.opened(article, citation.span))) + "\n")
