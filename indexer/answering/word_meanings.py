"""How near are sentences to a question in meaning, word by word? By the table of word vectors that ships with Footnote.

soft match   of a word of the question and a sentence: the largest cosine of the word and a word of the sentence; cosines
             below `_LEAST` are chance and count 0. 1 where the sentence holds the word itself, in any of its forms
cosine       of the question's vector and the sentence's; a text's vector is the sum of its words' vectors

All sums are of whole numbers that float32 and float64 hold exactly, whatever the order of adding, so that the figures are
the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders.builtin import BuiltinEmbedder, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.text.embedders import Embedder

_LEAST = 0.35  # unrelated words have cosines of up to about this
_NO_WORD = ""  # its vector is zeros; every sentence is counted with it, so that none is empty


@dataclass(frozen=True, slots=True)
class Nearness:
    """`matches` are the soft matches, [sentences, words of the question]; `cosines` are those of the sentences."""

    matches: NDArray[np.float64]
    cosines: NDArray[np.float64]


def word_table(embedder: Embedder) -> BuiltinEmbedder:
    """The table of word vectors: the embedder itself if it is one, or else the table that ships."""
    return embedder if isinstance(embedder, BuiltinEmbedder) else shipped()


def nearness(
    table: BuiltinEmbedder,
    question: Sequence[Sequence[str]],
    sentences: Sequence[Sequence[str]],
) -> Nearness:
    """How near the sentences are. All words are in small letters.

    `question` has for each of its words the parts of it ("covid-19" has two), `sentences` the words of each sentence.
    """
    row = {word: place for place, word in enumerate(dict.fromkeys((_NO_WORD, *chain(*question, *sentences))))}
    places = [[row[_NO_WORD], *(row[word] for word in own)] for own in sentences]
    exact = table.word_sums(list(row)).astype(np.float64)
    asked = np.array([exact[[row[part] for part in word]].sum(axis=0) for word in question])
    cosines = _cosines(exact, asked)
    cosines[cosines < _LEAST] = 0.0
    begins = np.cumsum([0, *map(len, places[:-1])])
    every = np.array([*chain(*places)])
    matches = np.maximum.reduceat(cosines[every], begins)
    whole, total = (
        np.array([np.add.reduce(exact.take(own, axis=0)) for own in np.split(every, begins[1:])]),
        asked.sum(axis=0)[None],
    )
    return Nearness(matches, _cosines(whole, total)[:, 0])


def _cosines(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cosines of all pairs, 0 for a row of zeros; without BLAS, which would start threads for so little."""
    lengths = np.outer(*(np.sqrt(np.einsum("ij,ij->i", each, each)) for each in (rows, columns)))
    lengths[lengths == 0] = 1.0
    return np.asarray(np.einsum("ij,kj->ik", rows, columns) / lengths, np.float64)
