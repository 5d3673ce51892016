"""Writes the passages' vectors, and takes over those that the last build has already.

A passage's vector is not of length 1 but n / (n + 100), where n is how many characters were embedded: similarity looks
at directions alone, so that a heading of two words would be as near to a question as a text can be. (It is what BM25's b
= 1 does. Static vectors, weight .4: nDCG@10 of 600 questions of timeqa_human, whose passages are very uneven, from .464
to .514; mtrag_clapnq .435 to .442, squad_dev_sample .960 to .961, xquad_de .929 to .923.)

A vector is kept under the SHA-256 of the model and of the text that was embedded, so a passage that has not changed is
not embedded again, wherever it stands now.
"""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.store.columns import ColumnWriter
from indexer.store.sign_bits import pack_signs
from indexer.store.vectors import KEY_BYTES, KEYS, MODEL, SIGNS, VECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.store.vectors import Vectors
    from indexer.text.embedders import Embedder

_BRIEF = 100  # characters of a text whose vector is half as long as it could be
_RECIPE = f"length n / (n + {_BRIEF})"  # part of every key, for another one makes other vectors
_AT_ONCE = 256  # passages held in memory
_ROWS_AT_ONCE = 8_192  # vectors read back at a time


def write_vectors(
    folder: Path,
    passages: Iterable[str],
    embedder: Embedder,
    previous: Vectors | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Writes a vector for each passage's text, in order, into the new `folder`; returns how many were embedded anew.

    A passage's text is best given with its article's title in front. Vectors made before are taken from `previous`.
    `progress` is told how many passages are done. Memory holds a few hundred passages, however many there are, and
    sixteen bytes for each vector of `previous`.
    """
    folder.mkdir(parents=True)
    texts = iter(passages)
    known_vectors = _Known(previous if previous is not None and previous.digest == embedder.digest else None)
    vectors, keys = ColumnWriter(folder / VECTORS, np.float32), ColumnWriter(folder / KEYS, np.uint8)
    done = anew = 0
    while some := list(islice(texts, _AT_ONCE)):
        own = _keys(embedder, some)
        rows, embedded = _rows(embedder, some, own, known_vectors)
        vectors.append(rows.reshape(-1))
        keys.append(own.reshape(-1))
        done, anew = done + len(some), anew + embedded
        if progress is not None:
            progress(done)
    vectors.close()
    keys.close()
    _write_signs(folder, embedder.dimensions)
    facts = {"name": embedder.name, "digest": embedder.digest, "dimensions": embedder.dimensions}
    (folder / MODEL).write_text(json.dumps(facts), "utf-8")
    return anew


class _Known:
    """The vectors of the previous build, by key."""

    def __init__(self, previous: Vectors | None) -> None:
        self._previous = previous
        if previous is not None:
            heads = _heads(previous.keys)
            self._order = np.argsort(heads, kind="stable")
            self._heads = heads[self._order]

    def find(self, keys: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.float32] | None]:
        """Which of the keys are known, and their vectors."""
        if self._previous is None or not len(self._previous):
            return np.zeros(len(keys), np.bool_), None
        places = np.searchsorted(self._heads, _heads(keys))
        numbers = self._order[np.minimum(places, len(self._order) - 1)]
        known = (self._previous.keys[numbers] == keys).all(axis=1)
        return known, self._previous.rows[numbers[known]]


def _heads(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The first eight bytes of each key: enough to find it by."""
    return np.ascontiguousarray(keys[:, :8]).view(np.uint64).reshape(-1)


def _keys(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.uint8]:
    model = hashlib.sha256(f"{embedder.digest} {_RECIPE}\n".encode())
    found = bytearray()
    for text in texts:
        key = model.copy()
        key.update(text.encode())
        found += key.digest()
    return np.frombuffer(found, np.uint8).reshape(-1, KEY_BYTES)


def _rows(
    embedder: Embedder, texts: Sequence[str], keys: NDArray[np.uint8], known: _Known
) -> tuple[NDArray[np.float32], int]:
    held, rows = known.find(keys)
    found = np.empty((len(texts), embedder.dimensions), np.float32)
    if rows is not None:
        found[held] = rows
    new = [text for text, has in zip(texts, held.tolist(), strict=True) if not has]
    if new:
        found[~held] = embedder.embed(new) * _lengths(new)
    return found, len(new)


def _lengths(texts: Sequence[str]) -> NDArray[np.float32]:
    """How long the texts' vectors are to be, one row each."""
    characters = np.array([[len(text)] for text in texts], np.float64)
    return np.asarray(characters / (characters + _BRIEF), np.float32)


def _write_signs(folder: Path, dimensions: int) -> None:
    """Writes the sign bits of the vectors, word by word: all first words, all second words, and so on."""
    rows: NDArray[np.float32] = open_array(folder / VECTORS).reshape(-1, dimensions)
    parts = [pack_signs(rows[first : first + _ROWS_AT_ONCE]) for first in range(0, len(rows), _ROWS_AT_ONCE)]
    signs = ColumnWriter(folder / SIGNS, np.uint64)
    if parts:
        for word in np.concatenate(parts).T:
            signs.append(word)
    signs.close()
