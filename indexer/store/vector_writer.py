"""Writes the passages' vectors, and takes over those that the last build has already.

A passage's vector is not of length 1 but n / (n + 100), where n is how many characters were embedded: similarity looks
at directions alone, so that a heading of two words would be as near to a question as a text can be. (It is what BM25's b
= 1 does. Static vectors, weight .4: nDCG@10 of 600 questions of timeqa_human, whose passages are very uneven, from .464
to .514; mtrag_clapnq .435 to .442, squad_dev_sample .960 to .961, xquad_de .929 to .923.)

A vector is kept under the first 16 bytes of the SHA-256 of the model and of the text that was embedded, so a passage that
has not changed is not embedded again, wherever it stands now.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import ColumnWriter
from indexer.store.vectors import KEY_BYTES, KEYS, MODEL, SCALES, VECTORS, quantised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.selection import Selection
    from indexer.store.vectors import Vectors
    from indexer.text.embedders import Embedder

_BRIEF = 100  # characters of a text whose vector is half as long as it could be
_RECIPE = f"length n / (n + {_BRIEF})"  # part of every key, for another one makes other vectors


@dataclass(frozen=True, slots=True)
class EmbeddedTexts:
    """The vectors of some texts, in order, as they are stored (`Vectors`), and how many of them were made anew."""

    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    keys: NDArray[np.uint8]
    anew: int


def embed_texts(texts: Sequence[str], embedder: Embedder, known: KnownVectors) -> EmbeddedTexts:
    """The texts' vectors; those that are known are not made again.

    A passage's text is best given with its article's title in front.
    """
    keys = _keys(embedder, texts)
    held, numbers = known.find(keys)
    rows, scales = np.empty((len(texts), embedder.dimensions), np.int8), np.empty(len(texts), np.float32)
    if known.previous is not None:
        rows[held], scales[held] = known.previous.rows[numbers], known.previous.scales[numbers]
    new = [text for text, has in zip(texts, held.tolist(), strict=True) if not has]
    if new:
        rows[~held], scales[~held] = quantised(embedder.embed(new) * _lengths(new))
    return EmbeddedTexts(rows, scales, keys, len(new))


def write_vectors(folder: Path, embedder: Embedder, parts: Iterable[EmbeddedTexts]) -> int:
    """Writes the vectors of all passages, in order, into the new `folder`; returns how many were made anew."""
    folder.mkdir(parents=True)
    vectors, keys = ColumnWriter(folder / VECTORS, np.int8), ColumnWriter(folder / KEYS, np.uint8)
    scales = ColumnWriter(folder / SCALES, np.float32)
    anew = 0
    for part in parts:
        vectors.append(part.rows.reshape(-1))
        scales.append(part.scales)
        keys.append(part.keys.reshape(-1))
        anew += part.anew
    for column in (vectors, scales, keys):
        column.close()
    facts = {"name": embedder.name, "digest": embedder.digest, "dimensions": embedder.dimensions}
    (folder / MODEL).write_text(json.dumps(facts), "utf-8")
    return anew


def combine_vectors(folder: Path, embedder: Embedder, parts: Sequence[Vectors], passages: Selection) -> None:
    """Writes the vectors of the selected passages of other builds, all made by the same model, into the new `folder`."""
    rows, scales, keys = (passages.take([getattr(part, name) for part in parts]) for name in ("rows", "scales", "keys"))
    write_vectors(folder, embedder, [EmbeddedTexts(rows, scales, keys, anew=0)])


class KnownVectors:
    """The vectors of the previous build, by key; sixteen bytes of memory for each. None of them with another model."""

    def __init__(self, previous: Vectors | None, embedder: Embedder) -> None:
        self.previous = previous if previous is not None and previous.digest == embedder.digest else None
        if self.previous is not None:
            heads = _heads(self.previous.keys)
            self._order = np.argsort(heads, kind="stable")
            self._heads = heads[self._order]

    def find(self, keys: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which of the keys are known, and the numbers of their vectors."""
        if self.previous is None or not len(self.previous):
            return np.zeros(len(keys), np.bool_), np.empty(0, np.int64)
        places = np.searchsorted(self._heads, _heads(keys))
        numbers = self._order[np.minimum(places, len(self._order) - 1)]
        known = (self.previous.keys[numbers] == keys).all(axis=1)
        return known, numbers[known]


def _heads(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The first eight bytes of each key: enough to find it by."""
    return np.ascontiguousarray(keys[:, :8]).view(np.uint64).reshape(-1)


def _keys(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.uint8]:
    model = hashlib.sha256(f"{embedder.digest} {_RECIPE}\n".encode())
    found = bytearray()
    for text in texts:
        key = model.copy()
        key.update(text.encode())
        found += key.digest()[:KEY_BYTES]
    return np.frombuffer(found, np.uint8).reshape(-1, KEY_BYTES)


def _lengths(texts: Sequence[str]) -> NDArray[np.float32]:
    """How long the texts' vectors are to be, one row each."""
    characters = np.array([[len(text)] for text in texts], np.float64)
    return np.asarray(characters / (characters + _BRIEF), np.float32)
