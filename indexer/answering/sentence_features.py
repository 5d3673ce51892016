"""What tells a sentence that answers from one that does not: the features that `sentence_ranker.py` weighs.

By terms (`TermFeatures`): `overlap`, `local`, `title`, `before`, `passage` as in `candidates.py`, and

    after             what the sentence after adds to the overlap and the title
    early             1 for the first sentence of its article, ½ for the second, ⅓ …
    rank by words     1 for the candidate that is best by its terms, ½ for the next …

By the text:

    ngrams            share of the question's 4-grams of characters that it holds, each weighed by how few of the candidates
                      hold it, relative to the candidate that holds most: other forms of a word, phrases of stop words
    pairs             share of the question's pairs of neighbouring words that it holds
    pronoun           1 if it begins with a pronoun: what it is about stands before it
    long              how many words it has above 30, in tens
    begins small      1 if it begins with two small letters, as a piece of a sentence does
    the signs of the type of answer that the question asks for (`answer_types.py`)

By meaning, with a model (`word_meanings.py`):

    soft overlap      share of the question's worth that it holds, a word that only comes near counting by its cosine
    cosine            of the question's vector and the sentence's
    rank by meaning   1 for the candidate with the greatest soft overlap, ½ for the next …
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from indexer.answering.answer_types import SIGNS
from indexer.answering.char_ngrams import ngrams, spaced, spaced_words, words
from indexer.answering.word_meanings import nearness, word_table
from indexer.text.languages import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.answering.answer_types import ExpectedAnswer
    from indexer.retrieval.query_weights import QueryWeights
    from indexer.text.embedders import Embedder
    from indexer.types import Article, Span

BY_WORDS = (
    "passage", "overlap", "local", "title", "before", "after", "early", "rank by words", "ngrams", "pairs",
    "pronoun", "long", "begins small", *SIGNS,
)  # fmt: skip
BY_MEANING = ("soft overlap", "cosine", "rank by meaning")

_NGRAM = 4  # characters
_LONG, _TENS = 30, 10  # words
_QUESTION_WORD = re.compile(rf"\s*(?:{joined(lambda language: language.question_words)})\b", re.IGNORECASE)
_IN_ANTECEDENT = 0.8  # what an n-gram counts that only the sentence before a pronoun holds


@dataclass(frozen=True, slots=True)
class TermFeatures:
    """A sentence's features by its terms. `matched` are those of the question, `position` is its place in the article."""

    matched: frozenset[int]
    position: int
    passage: float
    overlap: float
    title: float
    before: float
    after: float
    local: float


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A candidate with its text: its words, also as one string, and the words of the sentence that its pronoun leans on."""

    number: int
    span: Span
    terms: TermFeatures
    own_words: tuple[str, ...]
    spaced_words: str
    begins_small: bool
    signs: Mapping[str, float]
    leans: bool = False
    before: str = ""

    @classmethod
    def of(cls, article: Article, span: Span, number: int, terms: TermFeatures, expected: ExpectedAnswer) -> Self:
        """What is read of the sentence at `span`."""
        text = article.quote(span)
        own = tuple(words(text))
        return cls(number, span, terms, own, spaced(own), text[:2].islower(), expected.signs(text))

    def leaning_on(self, before: str) -> Self:
        """The same, beginning with a pronoun that stands for something in the text `before` it."""
        return replace(self, leans=True, before=spaced_words(before))


def features_of(
    weights: QueryWeights, read: Sequence[ReadSentence], embedder: Embedder | None
) -> list[dict[str, float]]:
    """The features of each of the sentences, which are in the order of their scores by terms."""
    if not read:
        return []
    question = weights.question.text
    pairs = set(pairwise(words(question)))
    wanted = ngrams(spaced_words(_QUESTION_WORD.sub("", question)), _NGRAM)
    columns = {"ngrams": _ngram_scores([_matched_ngrams(wanted, sentence) for sentence in read])}
    if embedder is not None:
        columns |= _by_meaning(weights, read, embedder)
    return [
        {
            **_by_terms(sentence, rank),
            **_by_text(sentence, pairs),
            **{name: column[rank - 1] for name, column in columns.items()},
        }
        for rank, sentence in enumerate(read, 1)
    ]


def _by_terms(sentence: ReadSentence, rank: int) -> dict[str, float]:
    terms = sentence.terms
    return {
        "passage": terms.passage,
        "overlap": terms.overlap,
        "local": terms.local,
        "title": terms.title,
        "before": terms.before,
        "after": terms.after,
        "early": 1 / (1 + terms.position),
        "rank by words": 1 / rank,
    }


def _by_text(sentence: ReadSentence, pairs: set[tuple[str, str]]) -> dict[str, float]:
    own = sentence.own_words
    return {
        "pairs": len(pairs.intersection(pairwise(own))) / (len(pairs) or 1),
        "pronoun": float(sentence.leans),
        "long": max(0, len(own) - _LONG) / _TENS,
        "begins small": float(sentence.begins_small),
        **sentence.signs,
    }


def _matches(weights: QueryWeights, read: Sequence[ReadSentence]) -> NDArray[np.float64]:
    """The share, 0 to 1, of each word of the question that each sentence holds: [sentences, words]."""
    shares = np.zeros((len(read), len(weights.words)))
    for row, sentence in enumerate(read):
        for term in sorted(sentence.terms.matched):
            word = weights.word_of[term]
            shares[row, word] += weights.by_number[term] / (weights.words[word] or 1.0)
    return np.minimum(shares, 1.0)


def _by_meaning(weights: QueryWeights, read: Sequence[ReadSentence], embedder: Embedder) -> dict[str, list[float]]:
    asked = [words(word) for word, _ in weights.question.terms_by_word]
    near = nearness(word_table(embedder), asked, [sentence.own_words for sentence in read])
    soft = np.maximum(_matches(weights, read), near.matches)
    overlap = (soft * np.array(weights.words)).sum(axis=1) / weights.total
    ranks = np.argsort(np.argsort(-overlap, kind="stable"), kind="stable")
    return {
        "soft overlap": overlap.tolist(),
        "cosine": near.cosines.tolist(),
        "rank by meaning": (1 / (1 + ranks)).tolist(),
    }


def _matched_ngrams(wanted: Sequence[str], sentence: ReadSentence) -> dict[str, float]:
    """The n-grams in a sentence's own words: 1 each; those only in the sentence before its pronoun: `_IN_ANTECEDENT`."""
    matched = dict.fromkeys(filter(sentence.spaced_words.__contains__, wanted), 1.0)
    if not sentence.before:
        return matched
    return matched | {ngram: _IN_ANTECEDENT for ngram in wanted if ngram in sentence.before and ngram not in matched}


def _ngram_scores(matched: Sequence[Mapping[str, float]]) -> list[float]:
    """For each sentence the n-grams that it holds, weighed by how few hold them, relative to the one that holds most."""
    counts = Counter(ngram for own in matched for ngram in own)
    rarity = {ngram: math.log1p(len(matched) / count) for ngram, count in counts.items()}
    amounts = [sum(rarity[ngram] * part for ngram, part in own.items()) for own in matched]
    most = max(amounts, default=0.0) or 1.0
    return [amount / most for amount in amounts]
