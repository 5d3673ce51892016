"""Markdown: one article a file, its readable text without markup; headings are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from indexer.readers import clock, fields
from indexer.readers.blocks import Block, table_row
from indexer.readers.file_walk import shown
from indexer.readers.first_lines import date_of_name
from indexer.readers.links import behind, count_signs, link, located
from indexer.readers.markup import alternative, is_markup, readable_html
from indexer.readers.text_files import fields_and_text, title_of_name
from indexer.text.normal import normalise
from indexer.types import Mark, Span, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link
    from indexer.types import Article, Note, StructureKind

# Lines are parsed one by one (see `_line`): all tokens at once would take a hundred times the memory of the file.
_DEEPEST = 100  # levels of quotes and lists within each other; the parser leaves out what lies deeper
_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).disable("inline")
_LONGEST_LINE = 100_000  # code points; a longer line was not written by a person, and keeps its markup
_MOST_MARKS = 500  # openings such as `<!` in a line; for each the parser searches the rest of the line
_SET: dict[str, StructureKind] = {"bullet_list": "list", "ordered_list": "list", "table": "table"}
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a Markdown file.

    Its title is that of its front matter, else its first heading of level 1, else the file's name.
    """
    given, source = fields_and_text(file, limits)
    readable = readable_text(source)
    yield from fields.article_and_notes(
        given,
        readable.text,
        id=fields.given_id(given, file.id),
        path=shown(file.path),
        language=limits.language,
        otherwise={
            "title": readable.headline() or title_of_name(file),
            "published": date_of_name(file.id),
        },
        marks=readable.marks,
        structure=readable.structure,
        from_text=True,
    )


@dataclass(slots=True)
class Readable:
    """Readable text, built block by block with a blank line between them, the marks of its headings, and its structure.

    Each block is normalised before its offset is counted; normalising never joins characters across a line feed.
    """

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    structure: list[Structure] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    in_header: bool = False
    size: int = 0

    @property
    def text(self) -> str:
        """All blocks, joined."""
        return "\n\n".join(self.parts)

    def headline(self) -> str | None:
        """The text of the first heading of level 1, if there is one."""
        return next((mark.span.of(self.text) for mark in self.marks if mark.kind == "headline"), None)

    def add_row(self, cells: Sequence[tuple[str, Sequence[Link]]]) -> None:
        """Adds a row of a table, or its header."""
        for row in table_row([[Block(text, links=tuple(links))] for text, links in cells], header=self.in_header):
            start = self.size
            self.add(row.text, links=row.links)
            if row.kind == "header":
                self._close("header", start)

    def add(self, block: str, level: str = "", links: Sequence[Link] = (), *, code: bool = False) -> None:
        """Adds a block unless it is blank; a heading has a `level`, `1` to `6`."""
        block = normalise(block).strip("\n" if code and block.strip() else None)
        if not block:
            return
        start = self.size + 2 if self.parts else 0
        clock.worked(len(block))
        self.parts.append(block)
        self.size = start + len(block)
        self.structure += located(block, start, links)
        if level:
            first = level == "1" and not any(mark.kind == "headline" for mark in self.marks)
            self.marks.append(Mark(Span(start, self.size), "headline" if first else "heading", level))

    def add_code(self, code: str) -> None:
        """Adds lines of code unless they are blank."""
        start = self.size
        self.add(code.strip("\n"), code=True)
        self._close("code", start)

    def turn(self, token: Token) -> None:
        """Opens or closes a list or a table, if the token does; what lies in another one belongs to it."""
        name = token.type.rpartition("_")[0]
        kind = _SET.get(name)
        if name == "thead":
            self.in_header = token.nesting > 0
        elif kind and token.nesting > 0:
            self.opened.append(self.size)
        elif kind:
            start = self.opened.pop()
            if not self.opened:
                self._close(kind, start)

    def _close(self, kind: StructureKind, start: int) -> None:
        """Ends a list, a table or code that began where the text had the size `start`."""
        first = start + 2 if start else 0
        if self.size > first:
            self.structure.append(Structure(Span(first, self.size), kind))


def readable_text(source: str) -> Readable:
    """The text of Markdown as it is shown: paragraphs, list items (with their numbers), table rows and code."""
    readable = Readable()
    level = number = ""
    cells: list[tuple[str, list[Link]]] | None = None
    references: dict[str, object] = {}
    for token in _PARSER.parse(source, references):
        readable.turn(token)
        match token.type:
            case "heading_open":
                level = token.tag[1:]
            case "list_item_open":
                number = f"{token.info}{token.markup} " if token.info else ""
            case "tr_open":
                cells = []
            case "tr_close":
                readable.add_row(cells or ())
                cells = None
            case "inline" if cells is not None:
                cells.append(_line(token.content, references))
            case "inline":
                line, links = _line(token.content, references)
                readable.add(number + line, level, behind(number, links))
                level = number = ""
            case "fence" | "code_block":
                readable.add_code(token.content)
            case "html_block":
                readable.add(readable_html(token.content))
    return readable


def _line(source: str, references: dict[str, object]) -> tuple[str, list[Link]]:
    """The text of a paragraph, cell or heading, and its links."""
    if len(source) > _LONGEST_LINE or any(source.count(mark) > _MOST_MARKS for mark in ("<!", "<?", "![")):
        return source, []
    tokens: list[Token] = []
    _PARSER.inline.parse(source, _PARSER, references, tokens)
    links: list[Link] = []
    return _inline(tokens, links), links


def _inline(tokens: Sequence[Token], links: list[Link]) -> str:
    """The text of tokens: of a link its words, of an image its description. Adds the links."""
    parts: list[str] = []
    opened, address, counted = 0, "", 0  # number of parts before a link, its address, signs before it
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append(_tag(token.content))
            case "image":
                parts.append(_inline(token.children or (), []))
            case "link_open":
                counted += count_signs("".join(parts[opened:]))
                opened, address = len(parts), str(token.attrGet("href") or "")
            case "link_close":
                links += link(counted, "".join(parts[opened:]), address)
            case _:
                parts.append(token.content)
    return "".join(parts)


def _tag(tag: str) -> str:
    """The text of an HTML tag within a line: empty but for line breaks, pictures, and what only looks like a tag."""
    if _BREAK.match(tag):
        return "\n"
    if _PICTURE.match(tag):
        return alternative(tag)
    return "" if is_markup(tag) else tag
