"""Static vectors: a table with a row for every word piece; a text's vector is the mean of its pieces' rows.

Reads what model2vec saves (`embeddings`, and for a trimmed vocabulary `weights` and `mapping`) and any safetensors file
with a single table, as the one that WordLlama ships. Mean pooling as in both: special tokens and unknown pieces left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file

from indexer.errors import EmbedderError
from indexer.text.embedders.base import digest, unit
from indexer.text.embedders.word_pieces import read_tokenizer, unknown_piece

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_RECIPE = "static: mean of rows, unknown left out, L2; 1"
_AT_ONCE = 256  # texts that are tokenized together


class StaticEmbedder:
    """An `Embedder` with a table: some thousand passages a second."""

    def __init__(self, name: str, table: Path, tokenizer: Path) -> None:
        self.name = name
        self.language = None
        self._tokenizer = read_tokenizer(name, tokenizer)
        self._unknown = unknown_piece(self._tokenizer)
        self._rows = _rows(name, table)
        if self._tokenizer.get_vocab_size() > len(self._rows):
            raise EmbedderError(
                name, f"{tokenizer} knows more word pieces than {table} has rows; use those of one model"
            )
        self.digest = digest(_RECIPE, (table, tokenizer))
        self.dimensions = self._rows.shape[1]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors; see `Embedder.embed`."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            some = list(texts[first : first + _AT_ONCE])
            for row, cut in enumerate(self._tokenizer.encode_batch_fast(some, add_special_tokens=False), first):
                pieces = [piece for piece in cut.ids if piece != self._unknown]
                if pieces:
                    vectors[row] = self._rows[pieces].mean(axis=0)
        return unit(vectors)


def _rows(name: str, path: Path) -> NDArray[np.float32]:
    """One row for each word piece, float32."""
    try:
        tensors = load_file(path)
        table = tensors["embeddings"] if "embeddings" in tensors else _only(tensors)
        rows = table.astype(np.float32)
        if "mapping" in tensors:
            rows = rows[tensors["mapping"]]
        if "weights" in tensors:
            rows *= tensors["weights"].astype(np.float32)[:, None]
    except Exception as error:  # the library raises kinds of its own that it does not export
        raise EmbedderError(name, f"{path} cannot be read as a table of vectors ({error}); get it anew") from error
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise EmbedderError(name, f"{path} holds no table of finite numbers; get it anew")
    return rows


def _only(tensors: dict[str, NDArray[np.floating]]) -> NDArray[np.floating]:
    (table,) = tensors.values()
    return table
