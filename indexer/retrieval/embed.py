"""One vector for a whole conversation: what its turns mean, as an embedding model sees it.

It is the sum of the turns' vectors, each times the weight that the turn's terms have (`follow_up.py`), divided by its
length. The names that pronouns of the newest turn can mean are read with it: of 99 such follow-ups of our own 4% are
refused then, 8% without. A vector holds no numbers (2004 and 2014 look the same to it), and of a name only what kind of
name it is. So the less of a question's worth a vector can hold (`semantic_share`), the less its meaning counts in the
ranking. Measured with static vectors of weight .4, nDCG@10: timeqa_human, which asks who held which office in which year,
by words alone .553, with vectors .523, .543 when numbers are left to words, .553 when half of each name is too;
mtrag_clapnq .447 to .450 (nDCG@5), squad_dev_sample .951 to .952, covid_qa .851 to .852, xquad_de .948 to .950. A model
that reads whole texts loses a little by leaving names to words: MiniLM's mtrag_clapnq goes from .487 to .483.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders import calibrated_similarity, least_cosine
from indexer.text.languages import PROFILES, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.text.embedders import Embedder
    from indexer.types import QuestionTerm

_SURE = 2  # stop words of another language
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SHARE_OF_A_NAME = 0.5  # of a name's worth, what a vector can hold


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vector of a conversation, of length 1, and the model that made it."""

    vector: NDArray[np.float32]
    embedder: Embedder

    @property
    def least_cosine(self) -> float:
        """The least cosine of a passage that has to do with the conversation, though it holds none of its words."""
        return least_cosine(self.embedder)

    def answer_similarity(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """For each text its similarity to an answer of the conversation: about 0 for an unrelated text, 1 for an answer."""
        cosines = self.embedder.embed(texts).astype(np.float64) @ self.vector.astype(np.float64)
        return calibrated_similarity(self.embedder, cosines)


def knows(embedder: Embedder, words: str, languages: Sequence[str]) -> bool:
    """Whether the model knows the language of a question and of articles in a build, whose `languages` are given.

    A question is in another language when at least two of its words, and more than in the model's, are stop words there.
    Measured on the questions of six English sets and one in German: of the English ones .1% are taken for another, of the
    German ones 99% are. A model of which nobody says what it knows is asked about everything.
    """
    if embedder.language is None:
        return True
    tokens = _WORD.findall(words.casefold())
    own, *others = (
        sum(map(profile.stop_words.__contains__, tokens))
        for profile in (PROFILES[embedder.language], *PROFILES.values())
    )
    return embedder.language in languages and max(others) < max(own + 1, _SURE)


def only_stop_words(terms: Iterable[QuestionTerm]) -> bool:
    """Whether a question has no word but stop words: then what it means is near to anything."""
    return all(term.shown.casefold() in profile_of(term.term.partition(":")[0]).stop_words for term in terms)


def embed_turns(embedder: Embedder, turns: Sequence[str], weights: Sequence[float]) -> NDArray[np.float32]:
    """The vector of a conversation, of length 1; empty turns and turns of weight 0 are left out. Zeros when all are."""
    counted = [(turn, weight) for turn, weight in zip(turns, weights, strict=True) if turn.strip() and weight > 0]
    if not counted:
        return np.zeros(embedder.dimensions, np.float32)
    return conversation_vector(embedder.embed([turn for turn, _ in counted]), [weight for _, weight in counted])


def conversation_vector(vectors: NDArray[np.float32], weights: Sequence[float]) -> NDArray[np.float32]:
    """The weighted sum of the rows (float32 [turns, dimensions]), divided by its length; zeros when the sum is zero."""
    total = (vectors.astype(np.float64) * np.asarray(weights, np.float64)[:, None]).sum(axis=0)
    length = float(np.sqrt((total * total).sum()))
    return np.asarray(total / length if length > 0 else total, np.float32)


def semantic_share(by_word: Mapping[str, float]) -> float:
    """The share, 0 to 1, of a question's worth (word as written → weight · idf) that a vector can hold.

    A word with a digit counts nothing, one that begins with a capital (mostly a name) half. 1 for a question without words.
    """
    total = sum(by_word.values())
    semantic = sum(worth * _semantic_share_of(word) for word, worth in by_word.items())
    return semantic / total if total > 0 else 1.0


def _semantic_share_of(word: str) -> float:
    if any(character.isdigit() for character in word):
        return 0.0
    return _SHARE_OF_A_NAME if word[:1].isupper() else 1.0
