"""The model that ships with Footnote: a table of whole numbers, a row for each word piece; a text's vector is their sum.

`table/` holds it, with its licence and a model card that says how it was made. A row's eight-bit numbers are multiplied by a
power of two. All sums are then whole numbers that float32 holds exactly, whatever the order of adding, so a text has the
same vector on every machine.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.damage import plain_bytes
from indexer.errors import BuildError, EmbedderError
from indexer.text.embedders.base import unit
from indexer.text.embedders.bert_pieces import BertPieces
from indexer.text.embedders.shipped_table import BUILTIN, MODEL, TABLE, table_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ROWS, SHIFTS, PIECES = "rows.npy", "shifts.npy", "pieces.txt"
_EXACT = 1_024  # pieces whose rows are added in float32: 1,024 · 127 · 2⁷ < 2²⁴
MOST_SHIFT = 7


class BuiltinEmbedder:
    """An `Embedder` with the table in `folder`: about 15,000 passages a second and core."""

    def __init__(self, name: str, folder: Path = TABLE) -> None:
        self.name = name
        try:
            model = plain_bytes(folder / MODEL)
            self._rows: NDArray[np.int8] = open_array(folder / ROWS)
            shifts: NDArray[np.uint8] = open_array(folder / SHIFTS)
            pieces = plain_bytes(folder / PIECES).decode().splitlines()
            self.language, self.calibration = _facts(json.loads(model))
        except (BuildError, OSError, ValueError) as error:
            raise EmbedderError(name, f"{folder} cannot be read ({error}); install Footnote anew") from error
        if not len(self._rows) == len(shifts) == len(pieces):
            raise EmbedderError(name, f"the files in {folder} are of different tables; install Footnote anew")
        self._scales = np.exp2(np.minimum(shifts, MOST_SHIFT)).astype(np.float32)
        self._pieces = BertPieces(pieces)
        self.digest = table_digest(model)
        self.dimensions = self._rows.shape[1]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors; see `Embedder.embed`."""
        sums = np.zeros((len(texts), self.dimensions))
        for row, text in enumerate(texts):
            sums[row] = self._sum(self._pieces.numbers(text))
        return unit(sums)

    def word_sums(self, words: Sequence[str]) -> NDArray[np.float32]:
        """For each word in small letters the sum of its pieces' rows, whole numbers; zeros for one without pieces."""
        pieces = [self._pieces.of_token(word) for word in words]
        first = np.array([own[0] if own else 0 for own in pieces], np.int64)
        sums = self._rows.take(first, axis=0).astype(np.float32)
        sums *= self._scales[first, None]
        for row, own in enumerate(pieces):
            if len(own) != 1:
                sums[row] = self._sum(np.array(own, np.int64)) if own else 0.0
        return sums

    def _sum(self, pieces: NDArray[np.int64]) -> NDArray[np.floating]:
        """The sum of the pieces' rows, exact."""
        if len(pieces) > _EXACT:
            parts = [self._sum(pieces[first : first + _EXACT]) for first in range(0, len(pieces), _EXACT)]
            return np.asarray(np.asarray(parts, np.float64).sum(axis=0))
        return np.asarray(self._scales[pieces] @ self._rows.take(pieces, axis=0).astype(np.float32))


@cache
def shipped() -> BuiltinEmbedder:
    """The table that ships, opened once in a process. Raises `EmbedderError`."""
    return BuiltinEmbedder(BUILTIN)


def _facts(model: object) -> tuple[str, tuple[float, float]]:
    match model:
        case {"language": str(language), "calibration": {"unrelated": float(unrelated), "own": float(own)}}:
            return language, (unrelated, own)
    raise ValueError(f"{MODEL} does not say how its similarities are to be read")
