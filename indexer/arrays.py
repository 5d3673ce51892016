"""Arrays on disk, plain `.npy` files: read from any thread, or appended to. No other module reads one.

One that is looked up all over is mapped into memory (`open_array`), unless it is so small that reading it costs less
than the descriptor that every mapping keeps. One of which each question reads a few short runs is read run by run
(`Runs`): mapped, all of it would soon be held by every process that answers.

Headers are read by our own code (`array_headers.py`), and only the plain ones that we write: numpy reads a header with
Python's own parser, which in Python 3.11 fails now and then while another thread uses it, and takes object arrays, which
are pickles, for arrays.
"""

from __future__ import annotations

import io
import math
import mmap
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.array_headers import read_header
from indexer.damage import damage_of, open_plain, translated
from indexer.errors import BuildError, DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

CUT_SHORT = "ends before what is looked for in it"
_SMALL = 2**18  # bytes that are read, not mapped


def open_array(path: Path) -> NDArray[Any]:
    """The array of one or two dimensions, read-only, mapped unless it is small; raises `DamagedBuildError`."""
    with damage_of(path):
        return read_array(path)


def read_array(path: Path) -> NDArray[Any]:
    """As `open_array`, for a file that this program has just written; raises OSError, or ValueError when it is no array."""
    with open_plain(path) as file:
        descr, shape = read_header(file)
        dtype = np.dtype(descr)
        offset, size = file.tell(), math.prod(shape) * dtype.itemsize
        if os.fstat(file.fileno()).st_size != offset + size:
            raise ValueError("it is not as long as its header says")
        if size <= _SMALL:
            return np.frombuffer(file.read(size), dtype).reshape(shape)
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, dtype, math.prod(shape), offset).reshape(shape)


def open_bytes(path: Path) -> bytes | mmap.mmap:
    """The bytes of a file, mapped unless it is small; raises `DamagedBuildError`."""
    with damage_of(path), open_plain(path) as file:
        if os.fstat(file.fileno()).st_size <= _SMALL:
            return file.read()
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def narrowed(values: NDArray[Any], dtype: np.dtype[Any], name: str) -> NDArray[Any]:
    """The values in another type; raises `BuildError`, with the array's name, when a whole number is too large for it."""
    if dtype.kind in "iu" and values.size and int(values.max()) > np.iinfo(dtype).max:
        raise BuildError(f"these are too many articles for one build ({name} is full); index them in several instances")
    return values.astype(dtype, copy=False)


class Runs:
    """An array of one dimension on disk, read run by run; raises as `open_array` does. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with damage_of(path), ExitStack() as opened:
            self._file = opened.enter_context(open_plain(path))
            descr, (self._rows,) = read_header(self._file)
            self._dtype = np.dtype(descr)
            self._offset = self._file.tell()
            opened.pop_all()  # it stays open

    def __len__(self) -> int:
        return self._rows

    def between(self, starts: NDArray[Any] | Sequence[int], ends: NDArray[Any] | Sequence[int]) -> NDArray[Any]:
        """The numbers from each start to its end, one run after the other in one array; read-only.

        Runs that follow each other in the file are read at once.

        Raises `DamagedBuildError` when the file was cut short since it was opened, or the runs lie outside.
        """
        file, offset, size = self._file.fileno(), self._offset, self._dtype.itemsize
        pieces = _joined(starts, ends)
        try:
            runs = [os.pread(file, (end - start) * size, offset + start * size) for start, end in pieces]
        except Exception as error:
            if self._file.closed:
                raise
            raise translated(error, self._path) from error
        read = b"".join(runs)
        if len(read) != sum(end - start for start, end in pieces) * size:
            raise DamagedBuildError(self._path, CUT_SHORT)
        return np.frombuffer(read, self._dtype)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def _joined(starts: NDArray[Any] | Sequence[int], ends: NDArray[Any] | Sequence[int]) -> list[tuple[int, int]]:
    """The same runs, with those that begin where the one before ends joined to it."""
    pieces: list[tuple[int, int]] = []
    end_before = None
    for start, end in zip(np.asarray(starts).tolist(), np.asarray(ends).tolist(), strict=True):
        if start == end_before:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
        end_before = end
    return pieces


class ColumnWriter:
    """Appends to a column; `close` completes the file. A column that was not closed cannot be read.

    The file is open only while something is written: a build has more columns than a process may open files, perhaps.
    """

    def __init__(self, path: Path, dtype: type[np.generic], width: int | None = None) -> None:
        """`width`: how many numbers each row has; None for a column of one dimension."""
        self._path, self._dtype = path, np.dtype(dtype)
        self._width = () if width is None else (width,)
        self._rows = 0
        path.write_bytes(self._header())

    def _header(self) -> bytes:
        header = io.BytesIO()
        shape = {"descr": self._dtype.str, "fortran_order": False, "shape": (self._rows, *self._width)}
        np.lib.format.write_array_header_1_0(header, shape)
        return header.getvalue()

    def __len__(self) -> int:
        return self._rows

    def append(self, values: NDArray[Any]) -> None:
        """Adds rows, cast to the column's type; raises `BuildError` when one is too large for it."""
        rows = narrowed(values, self._dtype, self._path.stem)
        with self._path.open("ab") as file:
            file.write(rows.tobytes())
        self._rows += len(rows)

    def close(self) -> None:
        """Writes how many rows there are."""
        with self._path.open("r+b") as file:
            file.write(self._header())
