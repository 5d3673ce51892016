"""A conversation at a terminal: each line is a question, or a command that begins with a colon."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.cli import layout
from indexer.cli.files import exported, format_of, write
from indexer.cli.output import complain, note, say
from indexer.errors import ArticleNotFoundError, FootnoteError, UsageError
from indexer.exporting.annotations import numbered
from indexer.exporting.formats import BY_SUFFIX
from indexer.retrieval.operators import parse
from indexer.types import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.library import Library
    from indexer.types import Answer, Article, Span

GREETING = "Ask; what you ask next may follow up. :help lists what else you can write, :quit ends."
HELP = f"""\
:open N      shows the article around quote N, with the quote between » and «
:filter F    from now on searches only articles of F, as in :filter source:agenda.ge after:2016; :filter alone, all
:export FILE writes the last answer; the suffix decides: {" ".join(BY_SUFFIX)}
:history     lists the questions that still count
:new         begins anew, without filters
:quit        ends, as Ctrl-D does"""
AROUND = 700
"""Code points of the article shown before the quote, and after it."""


class Chat:
    """One conversation. `read` shows a prompt and returns the next line; it raises `EOFError` at the end of the input."""

    def __init__(
        self,
        library: Library,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        *,
        read: Callable[[str], str] = input,
    ) -> None:
        self._library = library
        self._turns = list(history)
        self._answer: Answer | None = None
        self._filters = filters or Filters()
        self._read = read
        self._commands: dict[str, Callable[[str], None]] = {
            ":open": self._open,
            ":filter": self._filter,
            ":export": self._export,
            ":history": self._history,
            ":new": self._new,
            ":help": lambda _: say(HELP),
        }

    def run(self) -> None:
        """Answers line after line, until `:quit` or the end of the input."""
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415  lines can then be edited and recalled
        say(GREETING)
        with suppress(EOFError):
            while (line := self._read("? ").strip()) != ":quit":
                self._take(line)

    def _take(self, line: str) -> None:
        command, _, argument = line.partition(" ")
        if command.startswith(":"):
            self._commands.get(command, self._unknown)(argument.strip())
        elif line:
            self._ask(line)

    def _unknown(self, _: str) -> None:
        complain(f"write {', '.join(self._commands)} or :quit; what begins without a colon is a question")

    def _ask(self, question: str) -> None:
        """Prints the answer. A question that the library refuses is not kept as a turn."""
        try:
            answer = self._library.ask([*self._turns, question], filters=self._filters)
        except UsageError as error:
            complain(str(error))
            return
        self._turns.append(question)
        self._answer = answer
        say("\n".join(layout.answer_lines(answer)).rstrip() + "\n")
        for line in layout.note_lines(answer.question, answer.suggestions):
            note(line)

    def _open(self, number: str) -> None:
        citations = {str(citation.number): citation for citation in numbered(self._answer)} if self._answer else {}
        citation = citations.get(number.strip("[]"))
        if citation is None:
            numbers = ", ".join(citations)
            complain(f"write :open and one of {numbers}" if numbers else "the last answer has no source to open")
            return
        try:
            article = self._library.article(citation.article_id)
        except ArticleNotFoundError as error:
            complain(str(error))
            return
        if article.sha256 != citation.article_sha256:
            complain("the article has changed since it was quoted; ask again")
            return
        say("\n".join(_excerpt(article, citation.span)) + "\n")

    def _export(self, file: str) -> None:
        if self._answer is None:
            complain("there is no answer to export yet; ask something")
            return
        path = Path(file)
        try:
            content = exported(self._answer, self._library.article, self._library.quote_picture, format_of(None, path))
            if content is not None:
                write(content, path)
        except OSError as error:
            complain(f"{file}: {error.strerror}")
        except FootnoteError as error:
            complain(str(error))
        else:
            say(
                "The last answer cites nothing; export it as .md or .html."
                if content is None
                else f"Written to {file}."
            )

    def _filter(self, typed: str) -> None:
        parsed = parse(typed)
        if parsed.words or parsed.excluded or parsed.prefixes:
            complain("write filters, as in :filter source:agenda.ge author:name after:2016-10 before:2017")
            return
        self._filters = parsed.filters
        say(f"Only {' '.join(_typed(parsed.filters))}." if parsed.filters else "All articles.")

    def _history(self, _: str) -> None:
        say("\n".join(f"{number}. {turn}" for number, turn in enumerate(self._turns, 1)) or "Nothing was asked yet.")

    def _new(self, _: str) -> None:
        self._turns, self._answer, self._filters = [], None, Filters()


def _excerpt(article: Article, span: Span) -> Iterator[str]:
    """The lines that `:open` prints: title, source and id, then the text around the quote, which stands between » and «."""
    text = article.text
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if span.start > AROUND:
        before = "… " + re.sub(r"^\S*\s+", "", before)
    if len(text) - span.end > AROUND:
        after = re.sub(r"\s+\S*$", "", after) + " …"
    yield " ".join(article.title.split())
    yield ", ".join(filter(None, (article.source, article.published, article.url, f"{article.id} {span}")))
    yield ""
    yield f"{before}»{span.of(text)}«{after}"


def _typed(filters: Filters) -> Iterator[str]:
    """Each filter as it is typed in a question, such as `source:agenda.ge`."""
    yield from (f'{kind}:"{value}"' if " " in value else f"{kind}:{value}" for kind, value in filters.pairs)
