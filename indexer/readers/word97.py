"""Documents of Word 97 to 2003 (.doc), by olefile, a library of the extra `[formats]`, which opens their streams.

They are read as newer ones are: headings, tables row by row, lists, links; footnotes, endnotes and comments follow the
paragraph that they belong to; deleted and hidden text, and the heads and feet of pages, are left out. The numbers of lists
are not counted, and text boxes are not read.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.blocks import Block, table_row
from indexer.readers.bullets import with_bullet
from indexer.readers.document_metadata import given, stated_author, stated_date, stated_title
from indexer.readers.file_walk import shown
from indexer.readers.links import count_signs, link
from indexer.readers.structured import article_of_blocks
from indexer.readers.word97_file import CAPTION, CONTENTS, TITLE, NotReadError, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link
    from indexer.readers.word97_file import Paragraph, WordText
    from indexer.types import Article, Note

_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_CODE, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_CELL, _ENDS = "\x07", frozenset("\r\x0c\x07")
_WRITTEN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " "}
_LAST_HEADING = 9  # style
_UNSEEN = frozenset(map(chr, range(32))) - {"\t"}


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a document; raises `ArticleError` when it is encrypted, damaged or of an older format."""
    path = shown(file.path)
    try:
        from olefile import OleFileIO  # noqa: PLC0415  an extra
    except ImportError:
        raise ArticleError(path, 'needs olefile to be read; pip install "footnote-search[formats]"') from None
    try:
        with OleFileIO(io.BytesIO(file.path.read_bytes())) as streams:
            if not streams.exists("WordDocument"):
                raise NotReadError("is no Word document; open it in its program and save it as .docx")
            tables = {name: _stream(streams, name) for name in ("0Table", "1Table")}
            text = text_of(_stream(streams, "WordDocument"), tables)
            stated = _fields(streams)
    except NotReadError as error:
        raise ArticleError(path, str(error)) from None
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # the library does not say what it raises for damaged files
        words = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(path, f"is damaged ({words}); open it in its program and save it as .docx") from None
    yield from article_of_blocks(file, limits, _blocks(text, 0, text.end), stated)


def _stream(streams: OleFileIO, name: str) -> bytes:
    return bytes(streams.openstream(name).read()) if streams.exists(name) else b""


def _fields(streams: OleFileIO) -> dict[str, object]:
    stated = streams.get_metadata()
    page = f"cp{stated.codepage}" if stated.codepage and stated.codepage > 0 else "cp1252"

    def text(value: bytes | None) -> str:
        for encoding in ("mac-roman" if page == "cp10000" else page, "utf-8" if page == "cp65001" else "cp1252"):
            try:
                return (value or b"").decode(encoding).rstrip("\0")
            except (LookupError, UnicodeDecodeError):
                continue
        return (value or b"").decode("latin-1").rstrip("\0")

    return given(
        title=stated_title(text(stated.title)),
        author=stated_author(text(stated.author)),
        published=stated_date(stated.create_time.isoformat() if stated.create_time else None),
        subject=text(stated.subject),
        keywords=text(stated.keywords),
    )


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and where its result begins, which is read as text; -1 in its code."""

    code: str = ""
    first: int = -1


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read: its text, its links and fields, and the notes that it refers to."""

    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)

    def add(self, character: str) -> None:
        """Takes in a character."""
        if character == _CODE:
            self.fields.append(_Field())
        elif character == _RESULT and self.fields:
            self.fields[-1].first = len(self.parts)
        elif character == _FIELD_END and self.fields:
            self._close(self.fields.pop())
        elif any(each.first < 0 for each in self.fields):
            self.fields[-1].code += character if self.fields[-1].first < 0 else ""
        else:
            self.parts.append(_WRITTEN.get(character, "" if character in _UNSEEN else character))

    def _close(self, closed: _Field) -> None:
        address = _HYPERLINK.search(closed.code)
        if address and closed.first >= 0:
            before, words = self.parts[: closed.first], self.parts[closed.first :]
            self.links += link(count_signs("".join(before)), "".join(words), address[1])

    def following(self) -> _Open:
        """The next paragraph, in which the open fields go on."""
        return _Open(fields=[_Field(each.code, min(each.first, 0)) for each in self.fields])

    def block(self, kind: Paragraph) -> Block:
        """The block of the paragraph."""
        text = "".join(self.parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        links = tuple(self.links)
        if kind.style == TITLE or 1 <= kind.style <= _LAST_HEADING:
            return Block(" ".join(text.split()), "heading", 0 if kind.style == TITLE else kind.style, links=links)
        if kind.style == CAPTION or kind.style in CONTENTS:
            return Block(text, "caption" if kind.style == CAPTION else "link", links=links)
        return Block(with_bullet(text), "item" if kind.is_item else "paragraph", links=links)


def _blocks(text: WordText, start: int, end: int) -> Iterator[Block]:
    """The blocks of a range of the text."""
    paragraph = _Open()
    cells: list[list[Block]] = [[]]
    notes: list[tuple[int, int]] = []
    for at in range(start, end):
        character = text.characters[at]
        paragraph.notes += text.notes.get(at, ())
        if character not in _ENDS:
            paragraph.add(character)
            continue
        kind = text.paragraph(at)
        block, own = paragraph.block(kind), paragraph.notes
        paragraph = paragraph.following()
        if kind.ends_row and character == _CELL:
            yield from table_row(cells)
            yield from _notes(text, notes)
            cells, notes = [[]], []
        elif character == _CELL:
            cells[-1].append(block)
            cells.append([])
            notes += own
        elif kind.in_table:
            cells[-1].append(block)
            notes += own
        else:
            yield from (each for cell in cells for each in cell)
            cells = [[]]
            yield block
            yield from _notes(text, [*notes, *own])
            notes = []
    yield from (block for cell in cells for block in cell)
    yield paragraph.block(text.paragraph(end - 1))
    yield from _notes(text, [*notes, *paragraph.notes])


def _notes(text: WordText, notes: list[tuple[int, int]]) -> Iterator[Block]:
    for start, end in notes:
        yield from _blocks(text, start, end)
