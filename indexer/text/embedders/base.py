"""The contract of embedders, and functions that their implementations share."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MODEL_FILES = ("model.safetensors", "model.onnx")
TOKENIZER = "tokenizer.json"


class Embedder(Protocol):
    """Makes vectors of texts. Deterministic, safe to share between threads, without network access.

    A text's vector is the same to the last bit whichever texts are embedded with it: a stored vector equals a new one.
    """

    @property
    def name(self) -> str:
        """The model's name, to be shown."""
        ...

    @property
    def digest(self) -> str:
        """The SHA-256 (hexadecimal) of everything that vectors depend on: the model's files and how they are used."""
        ...

    @property
    def language(self) -> str | None:
        """The one language that the model knows (ISO 639-1); None: nobody says which it knows."""
        ...

    @property
    def dimensions(self) -> int:
        """The number of dimensions of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors, float32 [texts, dimensions], each of length 1; zeros for a text without known words."""
        ...


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """The rows, each divided by its length (L2); rows of zeros stay."""
    exact = vectors.astype(np.float64)
    lengths = np.sqrt((exact * exact).sum(axis=1, keepdims=True))
    scaled = np.divide(exact, lengths, out=np.zeros_like(exact), where=lengths > 0)
    return np.asarray(scaled, np.float32)


def digest(recipe: str, files: Sequence[Path]) -> str:
    """The SHA-256, in hexadecimal digits, of `recipe` (how vectors are made) and the files' contents, in this order."""
    whole = hashlib.sha256(recipe.encode())
    for path in files:
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
