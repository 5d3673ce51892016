"""What does a text mean, as a vector? Embedding models, and how each is used.

vector      `dimensions` numbers of a text, of length 1; texts of similar meaning have similar vectors
similarity  the product of two vectors, their cosine: 1 for the same text, about 0 for unrelated texts
embedder    makes vectors of texts; `builtin` ships with Footnote, the extra `[semantic]` installs what others need
static      a vector for each word piece, from a table; a text's vector is their mean. Fast; ignores the order of words
ONNX        a small neural network that reads the whole text; better, and some hundred times slower

`embedder` loads the one that the setting `semantic.model` names; `calibrated_similarity` makes cosines of different models
comparable. Nothing is ever downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.lazy_imports import lazy_names
from indexer.text.embedders.shipped_table import BUILTIN

if TYPE_CHECKING:
    from indexer.text.embedders.base import Embedder
    from indexer.text.embedders.calibration import calibrated_similarity, least_cosine
    from indexer.text.embedders.choice import WORDLLAMA, embedder

__all__ = ["BUILTIN", "WORDLLAMA", "Embedder", "calibrated_similarity", "embedder", "least_cosine"]

__getattr__ = lazy_names(
    __name__,
    {
        "indexer.text.embedders.base": ("Embedder",),
        "indexer.text.embedders.calibration": ("calibrated_similarity", "least_cosine"),
        "indexer.text.embedders.choice": ("WORDLLAMA", "embedder"),
    },
)
