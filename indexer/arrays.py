"""How does an array lie on disk, and who reads it? As a plain `.npy` file, and every one is read here, in any thread.

numpy reads a file's header with Python's own parser, which in Python 3.11 fails now and then while another thread uses it
too ("AST constructor recursion depth mismatch"): so headers are read one at a time.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

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
