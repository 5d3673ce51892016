"""A conversation's place among the passages: one vector for all that was asked.

It is the sum of the turns' vectors, weighted as the turns' terms are (see `follow_up.py`), and brought to length 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.text.embedders import Embedder


def embed_turns(embedder: Embedder, turns: Sequence[str], weights: Sequence[float]) -> NDArray[np.float32]:
    """The vector of a conversation; turns that are empty, or weigh nothing, are left out. Zeros when all are."""
    said = [(turn, weight) for turn, weight in zip(turns, weights, strict=True) if turn.strip() and weight > 0]
    if not said:
        return np.zeros(embedder.dimensions, np.float32)
    return conversation_vector(embedder.embed([turn for turn, _ in said]), [weight for _, weight in said])


def conversation_vector(vectors: NDArray[np.float32], weights: Sequence[float]) -> NDArray[np.float32]:
    """The rows, one a turn, each times its weight, added up and divided by the length of the sum; zeros stay zeros."""
    whole = (vectors.astype(np.float64) * np.asarray(weights, np.float64)[:, None]).sum(axis=0)
    length = float(np.sqrt((whole * whole).sum()))
    return np.asarray(whole / length if length > 0 else whole, np.float32)
