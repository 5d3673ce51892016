"""What every embedder promises, and what the adapters share."""

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
    """Makes vectors of texts. Deterministic, safe to use from several threads at once, never on the network.

    A text's vector is the same to the last bit whichever texts are embedded with it, so one that was kept can stand
    for one that would be made.
    """

    @property
    def name(self) -> str:
        """What the model is called, to be shown."""
        ...

    @property
    def digest(self) -> str:
        """The SHA-256 of all that shapes a vector: the model's files and how they are used. Hexadecimal."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors, [texts, dimensions], each of length 1; zeros for a text that says nothing to the model."""
        ...


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """The rows, each divided by its length (L2); rows of zeros stay."""
    exact = vectors.astype(np.float64)
    lengths = np.sqrt((exact * exact).sum(axis=1, keepdims=True))
    scaled = np.divide(exact, lengths, out=np.zeros_like(exact), where=lengths > 0)
    return np.asarray(scaled, np.float32)


def digest(recipe: str, files: Sequence[Path]) -> str:
    """The SHA-256 of the files' contents, in this order, and of the recipe by which vectors are made of them."""
    whole = hashlib.sha256(recipe.encode())
    for path in files:
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
