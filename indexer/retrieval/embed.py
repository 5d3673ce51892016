"""A conversation's place among the passages: one vector for all that was asked.

It is the sum of the turns' vectors, weighted as the turns' terms are (see `follow_up.py`), and brought to length 1.
What a vector cannot hold is numbers: 2004 and 2014 are about the same to it. So of a question that asks by its numbers,
less is left to meaning (static vectors, weight .4: nDCG@10 of 600 questions of timeqa_human, which name years, from .514
to .527; mtrag_clapnq, squad_dev_sample and covid_qa change by less than .001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def said_in_words(worth: Mapping[str, float]) -> float:
    """The share, 0 to 1, of a question's worth (term → weight · idf) that lies in terms without a digit; 1 for no terms.

    A language's mark before the term, as in `en:war`, holds none.
    """
    total = sum(worth.values())
    numbers = sum(amount for term, amount in worth.items() if any(character.isdigit() for character in term))
    return 1 - numbers / total if total > 0 else 1.0
