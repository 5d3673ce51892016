"""What speaks for and against a library's answering a question: the features of the confidence (`abstention.py`).

By words, from the best passages and sentences of the ranking (worth and rarity: `word_evidence.py`):

    log reach          the logarithm of the best passage's score, as a share of that of a passage full of all the question's
                       terms
    information        the logarithm of 1 and the worth, in nats, of what the passage holds that holds most of the question:
                       one common word says little
    rarest             how much of the question's rarest word that passage holds
    unknown name       1 if the question names something, in capitals behind its first word, that no article mentions, not
                       even spelled nearly so: 1% of SQuAD's and of COVID-QA's questions do so in their own articles, 13% and
                       47% in those of other sets
    passage letters    the share of its 5-grams of characters in the best of three passages
    sentence letters   the same in the best sentence
    length             the logarithm of the number of its words, 3 at least: the more, the more an answer may lack
    size               the logarithm of the number of passages, divided by 5: the more there are, the more match by chance

With a model of meaning, also:

    passage similarity   of the question and the best of three passages (0 about unrelated, 1 about an answer)
    sentence score       the best sentence's score by `sentence_ranker.py`

Tried and left out, since they add less than .002 to the area under the curve (AUROC) of left-out answers, the weights fitted
to the other sets, or take more from one set than they give another: the reach itself; the similarity of the best sentence;
how much of the two rarest words one sentence holds, and of the names; the share of the question's worth that a passage holds,
or a sentence with or without its neighbours; what it lacks; the best scores' distances from the next ones, by words and by
meaning; whether the best passages by words and by meaning are the same; the type of answer, and whether the best sentence has
it; whether a sentence begins with what the question asks about (`subjects.py`); how many passages are found; products with
size and length; boosted trees of all of these (less than the linear model).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.answering.char_ngrams import ngram_share, ngrams, spaced_words
from indexer.answering.word_evidence import question_words, share_held
from indexer.text.courtesy import question_span
from indexer.text.embedders import calibrated_similarity
from indexer.text.languages import profile_of
from indexer.text.names import name_finder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.answering.candidates import Candidate
    from indexer.answering.word_evidence import Word
    from indexer.builds import Build
    from indexer.retrieval import Meaning, Ranking
    from indexer.types import Suggestion

_BEST = 5  # passages, and sentences, whose features are taken
_READ = 3  # passages whose text is read
_NGRAM = 5  # characters
_LEAST_REACH = 0.05
_SIZE_UNIT = 5.0
_SHORT = 3  # words of a question that is no longer short
_EARLIER = 0.8  # of the weight of an earlier turn's word: a passage that holds it may not answer what is asked now
_OPENING = " \t\n\"'“‘«„¿¡(["  # before the first word of a question

BY_WORDS = (
    "log reach", "information", "rarest", "unknown name", "passage letters",
    "sentence letters", "length", "size",
)  # fmt: skip
BY_MEANING = ("passage similarity", "sentence score")


def word_features(
    build: Build, ranking: Ranking, candidates: Sequence[Candidate], suggestions: Sequence[Suggestion]
) -> dict[str, float]:
    """The features by words; the ranking, by words too, is not empty, and its question has terms.

    `suggestions` are the question's other spellings.
    """
    return {
        **_of_ranking(build, ranking),
        **_of_words(build, ranking, suggestions),
        **_of_letters(build, ranking, candidates[:_BEST]),
    }


def meaning_features(
    build: Build, ranking: Ranking, candidates: Sequence[Candidate], meaning: Meaning
) -> dict[str, float]:
    """The features by meaning, of a build with vectors."""
    return {
        "passage similarity": _passage_similarity(build, ranking, meaning),
        "sentence score": max((candidate.score for candidate in candidates), default=0.0),
    }


def _of_ranking(build: Build, ranking: Ranking) -> dict[str, float]:
    reach = float(ranking.scores[0]) / (ranking.weights.total * (1 + build.settings.bm25_k1))
    return {
        "log reach": math.log(_LEAST_REACH + reach),
        "size": math.log(len(build.store.passages["article"])) / _SIZE_UNIT,
    }


def _of_words(build: Build, ranking: Ranking, suggestions: Sequence[Suggestion]) -> dict[str, float]:
    words = _as_judged(question_words(build, ranking.weights))
    rarest = max(words, key=lambda word: word.worth)
    passages = [passage.every for passage in build.store.fetch_terms(ranking.passages[:_BEST])]
    best = max(passages, key=lambda numbers: share_held(words, numbers))
    return {
        "length": math.log(max(len(words), _SHORT)),
        "information": math.log1p(sum(word.worth for word in words) * share_held(words, best)),
        "rarest": rarest.held(best),
        "unknown name": float(bool(_unknown_names(ranking.question.text, words) - _misspelled(suggestions))),
    }


def _as_judged(words: Sequence[Word]) -> list[Word]:
    """The words of a question; those of earlier turns weigh less, unless they are asked on as they were ("Why?")."""
    newest = max(word.turn for word in words)
    return [
        word if word.turn == newest or word.weight >= 1 else replace(word, weight=_EARLIER * word.weight)
        for word in words
    ]


def _unknown_names(question: str, words: Sequence[Word]) -> set[str]:
    """The names in the newest question that no article mentions; its first word has a capital whatever it is."""
    newest = max(word.turn for word in words)
    return {
        word.shown
        for word in words
        if word.turn == newest
        and not (word.known or word.others)
        and word.shown[:1].isupper()
        and not question.lstrip(_OPENING).startswith(word.shown)
        and _is_name(word, question)
    }


def _is_name(word: Word, question: str) -> bool:
    """Whether a word with a capital is a name; in languages like German every noun has one."""
    if not profile_of(word.language).follow_ups.capital_nouns:
        return True
    return any(word.shown in name.split() for name in name_finder(word.language).names(question))


def _misspelled(suggestions: Sequence[Suggestion]) -> set[str]:
    """The words that are probably names of the articles, spelled otherwise."""
    return {
        word
        for suggestion in suggestions
        for word, instead in zip(suggestion.word.split(", "), suggestion.instead.split(", "), strict=True)
        if instead[:1].isupper()
    }


def _of_letters(build: Build, ranking: Ranking, candidates: Sequence[Candidate]) -> dict[str, float]:
    text = ranking.question.text
    start, end = question_span(text)
    wanted = ngrams(spaced_words(text[start:end] or text), _NGRAM)
    passages = map(spaced_words, build.store.fetch_texts(ranking.passages[:_READ]))
    sentences = (candidate.spaced_words for candidate in candidates)
    return {
        "passage letters": max(ngram_share(wanted, passage) for passage in passages),
        "sentence letters": max((ngram_share(wanted, sentence) for sentence in sentences), default=0.0),
    }


def _passage_similarity(build: Build, ranking: Ranking, meaning: Meaning) -> float:
    if build.vectors is None:
        return 0.0
    cosines = build.vectors.similarities(meaning.vector, ranking.passages[:_READ])
    return float(calibrated_similarity(meaning.embedder, cosines).max())
