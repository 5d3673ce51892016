"""Small files of Word 97 (.doc) for tests, written byte by byte: no program that writes them is at hand everywhere."""

from __future__ import annotations

from struct import pack, pack_into
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SECTOR, _LEAST = 512, 4_096  # bytes; of a stream that is stored by itself
_TEXT = 2_048  # where the text begins in its stream
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
HIDDEN, DELETED = b"\x3c\x08\x01", b"\x00\x08\x01"  # properties of characters
CELL, ROW_END, ITEM = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01", b"\x0b\x46\x01\x00"  # of paragraphs


class Part(NamedTuple):
    """A paragraph with the sign that ends it, its style, its properties, and words of it with properties of their own."""

    text: str
    style: int = 0
    properties: bytes = b""
    words: str = ""
    words_properties: bytes = b""


def word97(
    path: Path,
    *parts: Part,
    footnotes: Sequence[str] = (),
    comments: Sequence[str] = (),
    flags: int = 0,
    narrow: bool = False,
) -> Path:
    r"""A document of these parts; `narrow` text has a byte for a character.

    The signs `\x02` in the text stand for its footnotes, in order, and `\x05` for its comments.
    """
    main = "".join(part.text for part in parts)
    text = main + "".join(footnotes) + "".join(comments)
    width = 1 if narrow else 2
    document = bytearray(_TEXT) + (text.encode("cp1252") if narrow else text.encode("utf-16-le"))
    pages = [_characters(parts, width), _paragraphs(parts, len(text), width)]
    document += bytes(-len(document) % _SECTOR)
    first_page = len(document) // _SECTOR
    for page in pages:
        document += page
    pack_into("<HH", document, 0, 0xA5EC, 0xC1)
    pack_into("<H", document, 0x0A, 0x200 | flags)
    pack_into("<6I", document, 0x4C, len(main), len("".join(footnotes)), 0, 0, len("".join(comments)), 0)
    first = _TEXT * 2 | 0x40000000 if narrow else _TEXT
    pieces = pack("<II", 0, len(text)) + pack("<HIH", 0, first, 0)
    ends = _TEXT, _TEXT + width * len(text)
    styles = b"".join(pack("<HH", 2, number) for number in (*range(10), 62))
    tables = {
        1: pack("<H", 4) + bytes(4) + styles,
        2: _marks(main, "\x02", 2),
        3: _ranges(footnotes),
        4: _marks(main, "\x05", 30),
        5: _ranges(comments),
        12: pack("<3I", *ends, first_page),
        13: pack("<3I", *ends, first_page + 1),
        33: b"\x02" + pack("<I", len(pieces)) + pieces,
    }
    table = b""
    for number, content in tables.items():
        pack_into("<II", document, 0x9A + 8 * number, len(table), len(content))
        table += content
    path.write_bytes(compound(WordDocument=bytes(document), **{"1Table": table}))
    return path


def _marks(text: str, sign: str, width: int) -> bytes:
    found = [at for at, character in enumerate(text) if character == sign]
    return pack(f"<{len(found) + 1}I", *found, len(text)) + bytes(width * len(found))


def _ranges(texts: Sequence[str]) -> bytes:
    starts = [len("".join(texts[:number])) for number in range(len(texts) + 1)]
    return pack(f"<{len(starts) + 1}I", *starts, starts[-1] + 1)


def _characters(parts: Sequence[Part], width: int) -> bytes:
    """The page of properties of characters."""
    runs: list[tuple[int, bytes]] = [(0, b"")]
    before = 0
    for part in parts:
        if part.words:
            start = before + part.text.index(part.words)
            runs += [(start, part.words_properties), (start + len(part.words), b"")]
        before += len(part.text)
    return _page([(at, bytes([len(raw)]) + raw if raw else b"") for at, raw in runs], before, width, 1)


def _paragraphs(parts: Sequence[Part], end: int, width: int) -> bytes:
    """The page of properties of paragraphs."""
    runs: list[tuple[int, bytes]] = []
    before = 0
    for part in parts:
        raw = pack("<H", part.style) + part.properties
        raw += bytes(1 - len(raw) % 2)
        runs.append((before, bytes([(len(raw) + 1) // 2]) + raw))
        before += len(part.text)
    return _page([*runs, (before, b"\x02\x00\x00\x00")], end + 1, width, 13)


def _page(runs: Sequence[tuple[int, bytes]], end: int, width: int, entry: int) -> bytes:
    page = bytearray(_SECTOR)
    page[-1] = len(runs)
    bounds = [_TEXT + width * at for at, _ in runs] + [_TEXT + width * end]
    pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    free = _SECTOR - 2
    for number, (_, raw) in enumerate(runs):
        if raw:
            free = (free - len(raw)) // 2 * 2
            page[free : free + len(raw)] = raw
            page[4 * len(bounds) + entry * number] = free // 2
    return bytes(page)


def compound(**streams: bytes) -> bytes:
    """A compound file of these streams."""
    padded = {name: raw + bytes(max(_LEAST - len(raw), -len(raw) % _SECTOR)) for name, raw in streams.items()}
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    allocated, body = [_TABLE], b""
    for number, (name, raw) in enumerate(padded.items(), 1):
        following = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, right=following, start=len(allocated), size=len(raw)))
        sectors = len(raw) // _SECTOR
        allocated += [*range(len(allocated) + 1, len(allocated) + sectors), _END]
        body += raw
    directory = b"".join(entries)
    directory += bytes(-len(directory) % _SECTOR)
    start = len(allocated)
    allocated += [*range(start + 1, start + len(directory) // _SECTOR), _END]
    table = pack(f"<{len(allocated)}I", *allocated) + b"\xff" * (_SECTOR - 4 * len(allocated))
    assert len(table) == _SECTOR, "the file has one sector for its table"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, 1, start, 0, _LEAST, _END, 0, _END, 0) + pack("<I", 0) + b"\xff" * (108 * 4)
    return header + table + body + directory


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + pack("<HBB", len(encoded), kind, 1)
        + pack("<III", _FREE, right, child)
        + bytes(36)
        + pack("<IQ", start, size)
    )
