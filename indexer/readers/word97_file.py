"""The parts of a Word 97–2003 file (.doc): its text, what of it is hidden, its paragraphs and its notes, by [MS-DOC].

The file is a set of streams. `WordDocument` begins with a table of places (the FIB); the text stands there in pieces, which a
table in the stream `0Table` or `1Table` puts in order. A character is counted by its position in that order (CP), as UTF-16
code units, and found by its byte in the stream (FC). Properties stand in pages of 512 bytes, by the bytes that they are for.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MAGIC, _OLDEST = 0xA5EC, 0xC1  # of the FIB; of Word 97
_ENCRYPTED, _SECOND_TABLE = 0x100, 0x200
_PAGE = 512
_LENGTHS = 0x4C  # of the text, its footnotes, heads, macros, comments, endnotes and text boxes, in the FIB
_PLACES = 0x9A  # of the tables, in the FIB: position and size of each
_STYLES = 1
_FOOTNOTE_MARKS, _FOOTNOTES, _COMMENT_MARKS, _COMMENTS = 2, 3, 4, 5
_CHARACTERS, _PARAGRAPHS, _PIECES, _ENDNOTE_MARKS, _ENDNOTES = 12, 13, 33, 46, 47
_HIDDEN = frozenset({0x083C, 0x0800})  # sprmCFVanish, sprmCFRMarkDel
_SYMBOL = 0x6A09  # sprmCSymbol
_IN_TABLE, _ROW_END, _LIST = 0x2416, 0x2417, 0x460B  # sprmPFInTable, sprmPFTtp, sprmPIlfo
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes, by the highest three bits of a property; of 0 the first byte tells
_MOST_PIECES = 500_000
TITLE, CAPTION, CONTENTS = 62, 34, range(19, 28)


class NotReadError(Exception):
    """The file is none of Word 97 or later, or it is encrypted or damaged: the reason, and what to do."""


class Paragraph(NamedTuple):
    """What holds for the paragraph of a character: its style, and what else tells its kind.

    Styles are numbered as Word's own are: `TITLE`, `CAPTION`, 1 to 9 for headings, `CONTENTS` for a table of contents.
    """

    style: int = 0
    in_table: bool = False
    ends_row: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class WordText:
    """The text, one code point for each CP: the main text up to `end`, then notes and comments.

    `notes` has the start and end of the notes and comments that a character refers to.
    """

    characters: str
    end: int
    notes: Mapping[int, Sequence[tuple[int, int]]]
    _starts: Sequence[int]
    _kinds: Sequence[Paragraph]

    def paragraph(self, at: int) -> Paragraph:
        """The paragraph of a character."""
        number = bisect_right(self._starts, at)
        return self._kinds[number - 1] if number else Paragraph()


class _Piece(NamedTuple):
    start: int
    end: int
    first: int  # byte
    width: int  # bytes of a character


@dataclass(slots=True)
class _File:
    document: bytes
    table: bytes
    pieces: list[_Piece] = field(default_factory=list)

    def place(self, number: int) -> tuple[int, int]:
        """Position and size of a table."""
        position, size = unpack_from("<II", self.document, _PLACES + 8 * number)
        return position, min(size, max(0, len(self.table) - position))

    def positions(self, number: int, width: int) -> tuple[int, ...]:
        """The CPs or FCs at the beginning of a table whose entries have `width` bytes."""
        position, size = self.place(number)
        count = max(0, size - 4) // (4 + width)
        return unpack_from(f"<{count + 1}I", self.table, position) if size >= 4 else ()


def text_of(document: bytes, tables: Mapping[str, bytes]) -> WordText:
    """The text of the stream `WordDocument`; `tables` are the other streams, by name. Raises `NotReadError`."""
    try:
        magic, version = unpack_from("<HH", document)
        (flags,) = unpack_from("<H", document, 0x0A)
        if magic != _MAGIC or version < _OLDEST:
            raise NotReadError("is of a format before Word 97; open it in its program and save it as .docx")
        if flags & _ENCRYPTED:
            raise NotReadError("is encrypted; save it without a password")
        file = _File(document, tables.get("1Table" if flags & _SECOND_TABLE else "0Table", b""))
        file.pieces = list(_pieces(file))
        return _read(file)
    except (struct.error, IndexError, OverflowError, ValueError) as error:
        raise NotReadError(f"is damaged ({error}); open it in its program and save it as .docx") from None


def _read(file: _File) -> WordText:
    lengths = unpack_from("<3I", file.document, _LENGTHS), unpack_from("<2I", file.document, _LENGTHS + 16)
    (main, footnotes, heads), (comments, endnotes) = lengths
    characters = [character for piece in file.pieces for character in _characters(file, piece)]
    for start, end, replaced in _replaced(file):
        after = min(end, len(characters))
        characters[start:after] = replaced * max(0, after - start)
    notes: dict[int, list[tuple[int, int]]] = {}
    before = main
    for marks, texts, extra, size in (
        (_FOOTNOTE_MARKS, _FOOTNOTES, 2, footnotes),
        (_COMMENT_MARKS, _COMMENTS, 30, comments),
        (_ENDNOTE_MARKS, _ENDNOTES, 2, endnotes),
    ):
        starts = file.positions(texts, 0)
        for mark, start, end in zip(file.positions(marks, extra), starts, starts[1:], strict=False):
            if start <= end <= size:
                notes.setdefault(mark, []).append((before + start, before + end))
        before += size + (heads if marks == _FOOTNOTE_MARKS else 0)
    runs = sorted(_paragraphs(file))
    whole = "".join(characters)
    return WordText(whole, min(main, len(whole)), notes, [at for at, _ in runs], [kind for _, kind in runs])


def _pieces(file: _File) -> Iterator[_Piece]:
    position, size = file.place(_PIECES)
    end = position + size
    while position < end and file.table[position] == 1:  # properties of fast saving
        position += 3 + unpack_from("<H", file.table, position + 1)[0]
    if position >= end or file.table[position] != 2:
        raise NotReadError("is damaged (no text); open it in its program and save it as .docx")
    (size,) = unpack_from("<I", file.table, position + 1)
    count = (size - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        raise NotReadError("is damaged (no text); open it in its program and save it as .docx")
    starts = unpack_from(f"<{count + 1}I", file.table, position + 5)
    for number, (start, after) in enumerate(pairwise(starts)):
        (first,) = unpack_from("<I", file.table, position + 5 + 4 * (count + 1) + 8 * number + 2)
        compressed = first & 0x40000000
        at = (first & 0x3FFFFFFF) // 2 if compressed else first & 0x3FFFFFFF
        width = 1 if compressed else 2
        if start < after and at + (after - start) * width <= len(file.document):
            yield _Piece(start, after, at, width)


def _characters(file: _File, piece: _Piece) -> str:
    raw = file.document[piece.first : piece.first + (piece.end - piece.start) * piece.width]
    clock.worked(len(raw))
    if piece.width == 1:
        return raw.decode("cp1252", "replace")
    return "".join(map(chr, unpack_from(f"<{len(raw) // 2}H", raw)))


def _pages(file: _File, table: int) -> Iterator[bytes]:
    """The pages of properties of characters or paragraphs; the last byte of each is the number of its runs."""
    position, size = file.place(table)
    count = max(0, size - 4) // 8
    for number in unpack_from(f"<{count}I", file.table, position + 4 * (count + 1)) if count else ():
        page = file.document[_PAGE * (number & 0x3FFFFF) :][:_PAGE]
        if len(page) == _PAGE:
            yield page


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property, with its value."""
    at = 0
    while at + 2 <= len(raw):
        (code,) = unpack_from("<H", raw, at)
        at += 2
        size = _OPERANDS[code >> 13]
        if not size:
            size = 1 + (raw[at] if at < len(raw) else 0)
        yield code, raw[at : at + size]
        at += size


def _in_text(file: _File, first: int, after: int) -> Iterator[tuple[int, int]]:
    """The characters, as ranges, that stand in these bytes of the stream."""
    for piece in file.pieces:
        last = piece.first + (piece.end - piece.start) * piece.width
        low, high = max(first, piece.first), min(after, last)
        if low < high:
            yield (
                piece.start + (low - piece.first) // piece.width,
                piece.start + -(-(high - piece.first) // piece.width),
            )


def _replaced(file: _File) -> Iterator[tuple[int, int, str]]:
    """Ranges of characters that are not shown, with a NUL, and symbols, with the character that they show."""
    for page in _pages(file, _CHARACTERS):
        count = page[-1]
        bounds = unpack_from(f"<{count + 1}I", page)
        for number, (first, after) in enumerate(pairwise(bounds)):
            offset = 2 * page[4 * (count + 1) + number]
            values = dict(_properties(page[offset + 1 : offset + 1 + page[offset]])) if offset else {}
            shown = "\0" if any(values.get(code, b"\0")[:1] == b"\1" for code in _HIDDEN) else ""
            symbol = values.get(_SYMBOL, b"")
            if not shown and len(symbol) == 4:
                shown = chr(unpack_from("<H", symbol, 2)[0])
            if shown:
                yield from ((*each, shown) for each in _in_text(file, first, after))


def _styles(file: _File) -> list[int]:
    """The number of each style in the list of Word's own styles."""
    position, size = file.place(_STYLES)
    numbers: list[int] = []
    at, end = position + 2 + unpack_from("<H", file.table, position)[0] if size else position, position + size
    while at + 2 < end:
        (length,) = unpack_from("<H", file.table, at)
        numbers.append(unpack_from("<H", file.table, at + 2)[0] & 0xFFF if length else 0)
        at += 2 + length + length % 2
    return numbers


def _paragraphs(file: _File) -> Iterator[tuple[int, Paragraph]]:
    """Where runs of paragraphs begin, and what holds for them."""
    styles = _styles(file)
    for page in _pages(file, _PARAGRAPHS):
        count = page[-1]
        bounds = unpack_from(f"<{count + 1}I", page)
        for number, (first, after) in enumerate(pairwise(bounds)):
            offset = 2 * page[4 * (count + 1) + 13 * number]
            kind = _paragraph(page, offset, styles) if offset else Paragraph()
            yield from ((start, kind) for start, _ in _in_text(file, first, after))


def _paragraph(page: bytes, offset: int, styles: Sequence[int]) -> Paragraph:
    size = page[offset]
    start, size = (offset + 1, 2 * size - 1) if size else (offset + 2, 2 * page[offset + 1])
    raw = page[start : start + size]
    values = dict(_properties(raw[2:]))
    listed = values.get(_LIST, b"\0\0")
    in_table, ends_row = (values.get(code, b"\0")[:1] == b"\1" for code in (_IN_TABLE, _ROW_END))
    (style,) = unpack_from("<H", raw)
    return Paragraph(styles[style] if style < len(styles) else 0, in_table, ends_row, listed != b"\0\0")
