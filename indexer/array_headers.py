"""Headers of arrays on disk, read without numpy, which takes a process longer to load than many an array to read."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from indexer.damage import open_plain

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_MAGIC = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(
    rb"\{'descr': '([<|][iuf][1248])', 'fortran_order': False, 'shape': \((\d{1,18},|\d{1,18}, \d{1,18})\), \} *\n"
)


def read_header(file: BinaryIO) -> tuple[str, tuple[int, ...]]:
    """Type and shape of the array whose numbers come next in the file; raises ValueError for any but a plain one."""
    start = file.read(len(_MAGIC) + 2)
    header = _HEADER.fullmatch(file.read(int.from_bytes(start[-2:], "little")))
    if start[:-2] != _MAGIC or header is None:
        raise ValueError("it does not begin as an array of numbers")
    return header[1].decode(), tuple(int(size) for size in header[2].split(b",") if size.strip())


def rows_of_bytes(path: Path, first: int, last: int) -> bytes:
    """The rows `first` to `last` (not included) of an array of bytes, one after the other; raises OSError and ValueError."""
    with open_plain(path) as file:
        dtype, (rows, *width) = read_header(file)
        if not dtype.endswith("u1") or not 0 <= first <= last <= rows:
            raise ValueError("it does not hold these rows of bytes")
        size = math.prod(width)
        file.seek(first * size, 1)
        return file.read((last - first) * size)
