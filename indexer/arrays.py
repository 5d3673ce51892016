"""How does an array lie on disk, and who reads it? As a plain `.npy` file, and every one is read here, in any thread.

One that is looked up all over is mapped into memory (`open_array`). One of which each question reads a few short runs
is read run by run (`Runs`): mapped, all of it would soon be held by every process that answers.

numpy reads a file's header with Python's own parser, which in Python 3.11 fails now and then while another thread uses it
too ("AST constructor recursion depth mismatch"): so headers are read one at a time.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.errors import BuildError, DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

CUT_SHORT = "ends before what is looked for in it"
_READING = threading.Lock()


def open_array(path: Path) -> NDArray[Any]:
    """The array, memory-mapped, read-only; raises OSError, or ValueError when the file holds none."""
    try:
        with _READING:
            return np.load(path, mmap_mode="r").view(np.ndarray)  # type: ignore[no-any-return]
    except ValueError:  # one without numbers cannot be mapped
        return read_array(path)


def read_array(path: Path) -> NDArray[Any]:
    """The array, in memory; raises as `open_array` does."""
    with _READING:
        return np.load(path)  # type: ignore[no-any-return]


def narrowed(values: NDArray[Any], dtype: np.dtype[Any], name: str) -> NDArray[Any]:
    """The numbers as the type has them; raises `BuildError`, with the array's name, when a whole one is too large."""
    if dtype.kind in "iu" and values.size and int(values.max()) > np.iinfo(dtype).max:
        raise BuildError(f"these are too many articles for one build ({name} is full); index them in several instances")
    return values.astype(dtype, copy=False)


class Runs:
    """An array of one dimension on disk, read run by run; raises as `open_array` does. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with ExitStack() as opened:
            self._file = opened.enter_context(path.open("rb", buffering=0))
            with _READING:
                np.lib.format.read_magic(self._file)
                (self._rows,), _, self._dtype = np.lib.format.read_array_header_1_0(self._file)
            self._offset = self._file.tell()
            opened.pop_all()  # it stays open

    def __len__(self) -> int:
        return self._rows

    def between(self, starts: Sequence[int], ends: Sequence[int]) -> NDArray[Any]:
        """What stands from each start to its end, one run after the other; read-only.

        Raises `DamagedBuildError` when the file was cut short since it was opened.
        """
        file, offset, size = self._file.fileno(), self._offset, self._dtype.itemsize
        runs = [
            os.pread(file, (end - start) * size, offset + start * size) for start, end in zip(starts, ends, strict=True)
        ]
        found = b"".join(runs)
        if len(found) != (sum(ends) - sum(starts)) * size:
            raise DamagedBuildError(self._path, CUT_SHORT)
        return np.frombuffer(found, self._dtype)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
