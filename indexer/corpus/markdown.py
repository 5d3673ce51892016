"""Markdown: everything readable, without its markup; headings are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from indexer.corpus import fields, front_matter
from indexer.corpus.encoding import text_of
from indexer.corpus.files import shown
from indexer.corpus.plain import shown_stem
from indexer.text.normal import normalise
from indexer.types import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from indexer.corpus.files import SourceFile
    from indexer.types import Article

SUFFIXES = (".md", ".markdown")
VERSION = 1  # to be raised when the same bytes come to give another article: updates then read them again

# Lines are parsed one by one, below: the tokens of all of them at once would take a hundred times the file's size.
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("inline")
_LONGEST_LINE = 100_000  # code points; a longer line is no page that someone wrote, and stays as it is
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "template"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
    }
    | {"small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)


def read(file: SourceFile, *, language: str) -> Iterator[Article]:
    """The article of a Markdown file.

    Its title is that of its front matter, else its first heading of level 1, else the file's name.
    """
    path = shown(file.path)
    given, source = front_matter.split(normalise(text_of(file.path)), path)
    readable = readable_text(source)
    found = {"title": readable.headline() or shown_stem(file)}
    yield fields.article(
        {**found, **given},
        readable.text,
        id=fields.given_id(given, path) or file.id,
        path=path,
        language=language,
        marks=readable.marks,
    )


@dataclass(slots=True)
class Readable:
    """Text that grows by blocks with a blank line between them, and the marks of its headings.

    Each block is made normal before its place is counted; blocks cannot combine across a line feed.
    """

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        """All blocks."""
        return "\n\n".join(self.parts)

    def headline(self) -> str | None:
        """The first heading of level 1."""
        return next((mark.span.of(self.text) for mark in self.marks if mark.kind == "headline"), None)

    def add(self, block: str, level: str = "") -> None:
        """Adds a block, unless it is blank; `level` is that of a heading."""
        block = normalise(block).strip()
        if not block:
            return
        start = self.size + 2 if self.parts else 0
        self.parts.append(block)
        self.size = start + len(block)
        if level:
            first = level == "1" and not any(mark.kind == "headline" for mark in self.marks)
            self.marks.append(Mark(Span(start, self.size), "headline" if first else "heading", level))


def readable_text(source: str) -> Readable:
    """What a reader sees of Markdown: paragraphs, list items (with their number, if any), table rows, code."""
    readable = Readable()
    level = number = ""
    cells: list[str] | None = None
    references: dict[str, object] = {}
    for token in _PARSER.parse(source, references):
        match token.type:
            case "heading_open":
                level = token.tag[1:]
            case "list_item_open":
                number = f"{token.info}{token.markup} " if token.info else ""
            case "tr_open":
                cells = []
            case "tr_close":
                readable.add(" | ".join(cells or ()))
                cells = None
            case "inline" if cells is not None:
                cells.append(_line(token.content, references))
            case "inline":
                readable.add(number + _line(token.content, references), level)
                level = number = ""
            case "fence" | "code_block":
                readable.add(token.content.strip("\n"))
            case "html_block":
                readable.add(_untagged(token.content))
    return readable


def _line(source: str, references: dict[str, object]) -> str:
    """The text of a paragraph, cell or heading."""
    if len(source) > _LONGEST_LINE:
        return source
    tokens: list[Token] = []
    _PARSER.inline.parse(source, _PARSER, references, tokens)
    return _inline(tokens)


def _inline(tokens: Sequence[Token]) -> str:
    """The text of tokens: links without their address, images as their description."""
    parts = []
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if _BREAK.match(token.content) else "")
            case "image":
                parts.append(_inline(token.children or ()))
            case _:
                parts.append(token.content)
    return "".join(parts)


class _Untagged(HTMLParser):
    """Collects the text of HTML; every element that is not inline stands in a paragraph of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        self._silent += tag in _SILENT
        self._separate(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _separate(self, tag: str) -> None:
        if tag not in _INLINE and tag != "img":
            self.parts.append("\n" if tag == "br" else "\n\n")


def _untagged(html: str) -> str:
    parser = _Untagged()
    parser.feed(html)
    parser.close()
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", "".join(parser.parts))
