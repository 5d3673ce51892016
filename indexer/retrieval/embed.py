"""A conversation's place among the passages: one vector for all that was asked.

It is the sum of the turns' vectors, weighted as the turns' terms are (see `follow_up.py`), and brought to length 1.
What a vector cannot hold is which one: 2004 and 2014 are about the same to it, and of a name it holds what kind of name it
is, and not whose. So of a question that asks by numbers and names, less is left to meaning. Static vectors, weight .4:
nDCG@10 of timeqa_human, which asks who held which office in which year, from .523 to .543 with numbers left to words, and
to .553 with half of names too (by words alone .553); mtrag_clapnq .447 to .450 (nDCG@5), squad_dev_sample .951 to .952,
covid_qa .851 to .852, xquad_de .948 to .950. A model that reads whole texts would lose less by its names: MiniLM's
mtrag_clapnq goes from .487 to .483.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.text.embedders import Embedder

_OF_A_NAME = 0.5  # how much of a name a vector holds


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a conversation is about, as a model sees it: its vector, of length 1."""

    vector: NDArray[np.float32]
    embedder: Embedder

    def likeness(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """How like each of the texts is to an answer: 0 as like as one to another question, 1 as like as its own."""
        return likeness(self.embedder, self.embedder.embed(texts).astype(np.float64) @ self.vector.astype(np.float64))


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
    """The share, 0 to 1, of a question's worth (word as it was written → weight · idf) that a vector can hold.

    Of a word with a digit nothing, of one that begins with a capital, mostly a name, half. 1 for no words.
    """
    total = sum(worth.values())
    held = sum(amount * _held(word) for word, amount in worth.items())
    return held / total if total > 0 else 1.0


def _held(word: str) -> float:
    if any(character.isdigit() for character in word):
        return 0.0
    return _OF_A_NAME if word[:1].isupper() else 1.0
