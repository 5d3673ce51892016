"""The lines of a file of any size, read with bounded memory: a few buffers and one line of limited length.

Holes of a sparse file (ranges that were never written) are skipped, so a huge file without data takes no time.
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
    """Every line of a file, without line feed and byte order mark; None for a line of more than `most` bytes.

    A file whose byte order mark says UTF-16 or UTF-32 is decoded, and its lines are given as UTF-8.
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
    """Moves to the next range that was written; False when there is none."""
    position = file.tell()
    try:
        file.seek(position, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return False
        file.seek(position)  # the system cannot tell
    except (AttributeError, ValueError):
        file.seek(position)
    return True
