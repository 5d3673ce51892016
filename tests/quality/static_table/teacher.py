"""The teacher's vectors: those of a sentence model in ONNX (`model.onnx` and `tokenizer.json` in a folder)."""

from __future__ import annotations

import time
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LONGEST = 96  # word pieces that teacher and table read of a text
_AT_ONCE = 2_048  # texts that are sorted by length, so that those read together need no padding
_TOGETHER = 4  # texts of one length that are read together


class Teacher:
    """A network that makes the vectors to be learned, on one core."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
        self._inputs = [given.name for given in self._session.get_inputs()]

    def read(self, texts: Sequence[str], target: Path, seconds: float) -> int:
        """Writes the vectors of the first texts, in their order, as far as the time allows; returns how many.

        They lie in `target` as `000000.npy`, ...; those that are there already stay, so that the work can be taken up again.
        """
        target.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + seconds
        for first in range(0, len(texts), _AT_ONCE):
            file = target / f"{first:06}.npy"
            if not file.exists():
                if time.monotonic() > until:
                    return first
                np.save(file, self._vectors(texts[first : first + _AT_ONCE]))
        return len(texts)

    def pieces(self) -> NDArray[np.float32]:
        """The vector of each word piece as a text of its own."""
        begin, end = (self.tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
        ids = np.array([[begin, piece, end] for piece in range(self.tokenizer.get_vocab_size())], np.int64)
        return np.concatenate([self._means(ids[at : at + 64]) for at in range(0, len(ids), 64)])

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoded = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(texts)), key=lambda row: len(encoded[row]))
        vectors: Any = None
        for rows in _same_lengths(order, [len(ids) for ids in encoded]):
            means = self._means(np.array([encoded[row] for row in rows], np.int64))
            vectors = np.zeros((len(texts), means.shape[1]), np.float32) if vectors is None else vectors
            vectors[rows] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(vectors)

    def _means(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output: Any = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        return np.asarray(output.mean(axis=1))


def taught(folder: Path) -> NDArray[np.float32]:
    """The vectors that lie in the folder, in the order of their texts."""
    return np.concatenate([np.load(file) for file in sorted(folder.glob("*.npy"))])


def _same_lengths(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    for _, same in groupby(order, key=lambda row: lengths[row]):
        rows = list(same)
        yield from (rows[at : at + _TOGETHER] for at in range(0, len(rows), _TOGETHER))
