"""The lines of a file, however long it or they are: a few buffers are in memory, and one line.

A file without any data, as big as it says it is, costs nothing: what was never written is skipped.
"""

from __future__ import annotations

import codecs
import errno
import os
from typing import TYPE_CHECKING

from indexer.readers.encoding import encoding_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_BUFFER = 262_144  # bytes


def lines(path: Path, most: int) -> Iterator[bytes | None]:
    """Every line of a file, without its line feed and any byte order mark; None for one of more than `most` bytes.

    A file that a mark says is UTF-16 or UTF-32 is read so, and its lines come in UTF-8.
    """
    parts: list[bytes] = []
    size = 0
    for buffer in _buffers(path):
        first, *others = buffer.split(b"\n")
        size += len(first)
        if size <= most:
            parts.append(first)
        else:
            parts.clear()
        if not others:
            continue
        yield b"".join(parts) if size <= most else None
        *between, last = others
        yield from (line if len(line) <= most else None for line in between)
        size = len(last)
        parts = [last] if size <= most else []
    if size:
        yield b"".join(parts) if size <= most else None


def _buffers(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        start = file.read(_BUFFER) or b""
        marked = encoding_mark(start)
        if marked is None:
            yield from _from(file, start)
            return
        mark, encoding = marked
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        for buffer in _from(file, start[len(mark) :]):
            yield decoder.decode(buffer).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _from(file: BinaryIO, buffer: bytes) -> Iterator[bytes]:
    while buffer:
        if buffer.startswith(b"\0") and not buffer.strip(b"\0"):
            if not _skip_hole(file):
                return
        else:
            yield buffer
        buffer = file.read(_BUFFER) or b""


def _skip_hole(file: BinaryIO) -> bool:
    """Goes on to the next part that was ever written; whether there is one."""
    place = file.tell()
    try:
        file.seek(place, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return False
        file.seek(place)  # the system cannot tell
    except (AttributeError, ValueError):
        file.seek(place)
    return True
