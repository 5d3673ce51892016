"""Should the library answer at all? The confidence that it can, and the reason when it does not.

The confidence is a logistic function of the features below, with the weights `_BY_WORDS`, or `_WITH_MODEL` in builds with an
embedding model; below the setting `answer.threshold` nothing is quoted.

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
from indexer.retrieval.question_words import question_language
from indexer.text.analyzers import analyzer, is_common
from indexer.text.languages import PROFILES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Question

_MOST_NAMED = 3  # words in a reason
_LONGEST_NAMED = 40  # code points of a word in a reason
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
    return 1 / (1 + math.exp(-sum(weight * features[name] for name, weight in weights.items())))


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


def abstention_reason(
    ranking: Ranking, confidence: Confidence, unfiltered: Ranking | None, settings: Settings
) -> str | None:
    """Why the library does not answer, in a sentence for the reader; None when it may answer.

    `ranking` is the one by words; `unfiltered` is the ranking without filters, where it was made.
    """
    question, indexed = ranking.question, ranking.weights.indexed
    if not question.terms:
        return _nothing_to_search(question)
    newest = max(term.turn for term in question.terms)
    words = dict.fromkeys(term.shown for term in question.terms if term.turn == newest)
    missing = _without_stop_words([word for word in words if not indexed[word]], question)
    if not len(ranking):
        return _nothing_found(question, missing, unfiltered)
    if confidence.overall >= settings.answer_threshold:
        return None
    if all(is_common(term.term) or term.other for term in question.terms):
        return _nothing_to_search(question)
    if missing:
        return f"No article mentions {_listed(missing)}."
    if confidence.by_words < settings.answer_threshold:
        return "The words of the question occur, but no passage holds enough of them together."
    return "The words of the question occur together, but no sentence comes near to the question in meaning."


def _nothing_found(question: Question, missing: list[str], unfiltered: Ranking | None) -> str:
    """Why the ranking is empty; `missing` are words that no article holds."""
    if unfiltered is not None and len(unfiltered):
        filters = question.filters
        limits = "articles" if filters.titles or filters.ids or filters.folders else "sources or dates"
        return f"Everything found is outside the {limits} asked for; try without the filters."
    if question.required:
        return f"No passage meets “{question.required[0].written}” and the rest of the question; try without it."
    if question.phrases or question.excluded:
        return "No passage satisfies the quoted phrases and excluded words; try without them."
    return f"No article mentions {_listed(missing)}." if missing else "No passage holds the words of this question."


def _without_stop_words(words: list[str], question: Question) -> list[str]:
    """The words, minus stop words of the question's likeliest language, which need not be one of the build's."""
    analyzed_in = question.terms[0].term.partition(":")[0]
    languages = tuple(dict.fromkeys((analyzed_in, *PROFILES)))
    likeliest = analyzer(question_language(question.text, languages))
    return [word for word in words if any(likeliest.terms(word))]


def _nothing_to_search(question: Question) -> str:
    """Why a question has no terms."""
    if question.excluded or not any(character.isalnum() for character in question.text):
        return "The question holds no words to look for; name what it is about."
    return "The question holds only very common words; name what it is about."


def _listed(words: list[str]) -> str:
    """The first words in quotation marks, joined by commas and “or”; long ones are cut."""
    shown = [word if len(word) <= _LONGEST_NAMED else f"{word[:_LONGEST_NAMED]}…" for word in words[:_MOST_NAMED]]
    named = [f"“{word}”" for word in shown]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
