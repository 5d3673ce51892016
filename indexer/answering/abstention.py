"""Should the library answer at all? The confidence that it can, and the reason when it does not.

The confidence is a logistic function of the features below, with the weights `_BY_WORDS`, or `_WITH_MODEL` in builds with an
embedding model; below the setting `answer.threshold` nothing is quoted as an answer, below `answer.related` nothing at
all.

    reach                the best passage's score, as a share of the score of a passage full of all the question's terms
    names                the share of the question's capitalised words that one of the best passages holds
    passage ngrams       the share of the question's 5-grams of characters in the best of three passages
    sentence ngrams      the same in the best of five candidate sentences
    tenth                the tenth passage's score, as a share of the best one's: an answer's passage tends to stand out
    size                 the logarithm of the number of terms: to match much of a long question says more
    unknown              the share of the question's words that no passage holds
    answer similarity    with a model: the largest among the best candidates (`semantic_rerank.py`)

Fitted on the questions of five sets (SQuAD, COVID-QA, XQuAD in German, MT-RAG and TimeQA) asked of their own articles
(answerable), and on the questions of COVID-QA asked of the other sets' articles and the other way round (not answerable);
every pair of sets counts the same. The second was fitted with wordllama and MiniLM together; its bias was then lowered by
.35, so that about nine tenths of the foreign questions are refused. Since scores have the whole article's evidence in
them, which raises `reach`, the biases are lower by .8 and .7.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.answering.char_ngrams import ngram_share, ngrams, spaced_words
from indexer.answering.reasons import (
    COURTESY,
    is_courtesy,
    reason_for_doubt,
    reason_for_nothing,
    reason_without_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Strength

_CERTAIN = 0.98  # the greatest probability that such features can give
_BEST = 5  # passages, and sentences, whose features are taken
_READ = 3  # passages whose text is read
_NGRAM = 5  # characters
_BY_WORDS = {
    "bias": -9.15, "reach": 6.3, "names": 2.0, "passage ngrams": 3.3, "sentence ngrams": 3.5, "tenth": -1.2,
    "size": 1.6, "unknown": -1.75,
}  # fmt: skip
_WITH_MODEL = {
    "bias": -12.6, "reach": 5.6, "names": 1.2, "passage ngrams": 3.4, "sentence ngrams": 2.6, "size": 1.0,
    "answer similarity": 5.9,
}  # fmt: skip
_NO_NAMES = 0.7  # the feature `names` of a question without any: about the mean of those that have some


@dataclass(frozen=True, slots=True)
class Confidence:
    """The probability, 0 to 1, that the library answers the question: from all features, and from words alone."""

    overall: float
    by_words: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be quoted, and why it is no answer if it is none."""

    strength: Strength
    reason: str | None = None


def estimate_confidence(build: Build, ranking: Ranking, candidates: Sequence[Candidate]) -> Confidence:
    """How likely the library answers the question; 0 when no passage holds a word of it.

    `ranking` is the one by words: passages that only a model finds are shown, but are no answer.
    """
    if not len(ranking) or not ranking.question.terms:
        return Confidence(0.0, 0.0)
    features = _features(build, ranking, candidates)
    by_words = _logistic(_BY_WORDS, features)
    similarities = [candidate.answer_similarity for candidate in candidates if candidate.answer_similarity is not None]
    if not similarities:
        return Confidence(by_words, by_words)
    return Confidence(_logistic(_WITH_MODEL, {**features, "answer similarity": max(similarities)}), by_words)


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return min(_CERTAIN, 1 / (1 + math.exp(-sum(weight * features[name] for name, weight in weights.items()))))


def _features(build: Build, ranking: Ranking, candidates: Sequence[Candidate]) -> dict[str, float]:
    terms, weights = ranking.question.terms, ranking.weights
    names = [weights.numbers[term.term] for term in terms if term.shown[:1].isupper()]
    wanted = ngrams(spaced_words(ranking.question.text), _NGRAM)
    texts = build.store.fetch_texts(ranking.passages[:_READ])
    return {
        "bias": 1.0,
        "reach": float(ranking.scores[0]) / (weights.total * (1 + build.settings.bm25_k1)),
        "names": _largest_share_held(build, ranking, names) if names else _NO_NAMES,
        "passage ngrams": max(ngram_share(wanted, spaced_words(text)) for text in texts),
        "sentence ngrams": max(
            (ngram_share(wanted, candidate.spaced_words) for candidate in candidates[:_BEST]), default=0.0
        ),
        "tenth": float(ranking.scores[min(9, len(ranking) - 1)] / ranking.scores[0]),
        "size": math.log(len(weights.by_word)),
        "unknown": sum(not indexed for indexed in weights.indexed.values()) / len(weights.indexed),
    }


def _largest_share_held(build: Build, ranking: Ranking, terms: Sequence[int | None]) -> float:
    """The largest share of the terms (by number; None: unknown) that one of the best passages holds."""
    passages = [terms.every for terms in build.store.fetch_terms(ranking.passages[:_BEST])]
    return max(sum(term in passage for term in terms) for passage in passages) / len(terms)


def judge(
    build: Build, ranking: Ranking, confidence: Confidence, unfiltered: Ranking | None, settings: Settings
) -> Verdict:
    """Whether to answer, to show what is related, or to quote nothing.

    `ranking` is the one by words; `unfiltered` is the ranking without filters, where it was made.
    """
    question, probability = ranking.question, confidence.overall
    if is_courtesy(question.text):
        return Verdict("none", COURTESY)
    if not question.terms:
        return Verdict("none", reason_without_words(question))
    if not len(ranking):
        return Verdict("none", reason_for_nothing(build, question, ranking, unfiltered))
    if probability >= settings.answer_threshold:
        return Verdict("answer")
    return Verdict("related" if probability >= settings.answer_related else "none", reason_for_doubt(build, ranking))
