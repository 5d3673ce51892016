"""Writes a table as the product reads it: rows of eight bits times a power of two, and the facts beside them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders.builtin import MODEL, MOST_SHIFT, PIECES, ROWS, SHIFTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_MOST = 127  # of a number of eight bits


def write_table(
    folder: Path,
    table: NDArray[np.floating],
    vocabulary: Sequence[str],
    usable: NDArray[np.bool_],
    facts: Mapping[str, object],
) -> None:
    """Writes the rows that are `usable` with their pieces, and `facts` with the digests of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, shifts = whole_numbers(table[usable])
    np.save(folder / ROWS, rows)
    np.save(folder / SHIFTS, shifts)
    pieces = [piece for piece, use in zip(vocabulary, usable.tolist(), strict=True) if use]
    (folder / PIECES).write_text("".join(f"{piece}\n" for piece in pieces), "utf-8")
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (ROWS, SHIFTS, PIECES)}
    (folder / MODEL).write_text(json.dumps({**facts, "files": files}, indent=1) + "\n", "utf-8")


def whole_numbers(table: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.uint8]]:
    """Whole numbers from -127 to 127 and the powers of two that they are multiplied by, on one scale for all rows."""
    largest = np.abs(table).max(axis=1, keepdims=True)
    scaled = table * (_MOST * 2.0**MOST_SHIFT / largest.max())
    needed = np.ceil(np.log2(np.maximum(np.abs(scaled).max(axis=1) / _MOST, 1.0)))
    shifts = np.minimum(needed, MOST_SHIFT).astype(np.uint8)
    return np.rint(scaled / np.exp2(shifts.astype(float))[:, None]).clip(-_MOST, _MOST).astype(np.int8), shifts
