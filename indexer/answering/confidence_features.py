"""What speaks for and against a library's answering a question: the features of the confidence (`abstention.py`).

By words, from the best passages and sentences of the ranking (worth and rarity: `word_evidence.py`):

    reach              the best passage's score, as a share of the score of a passage full of all the question's terms
    log reach          its logarithm: small reaches differ more than great ones
    information        the logarithm of 1 and the worth, in nats, of what the passage holds that holds most of the question:
                       one common word says little
    rarest             how much of the question's rarest word that passage holds
    unknown name       1 if the question names something, in capitals behind its first word, that no article mentions: .5% of
                       SQuAD's and of COVID-QA's questions do so in their own articles, 27% and 39% in those of the other
    passage letters    the share of its 5-grams of characters in the best of three passages
    sentence letters   the same in the best sentence
    length             the logarithm of the number of its words, 3 at least: the more, the more an answer may lack
    size               the logarithm of the number of passages, divided by 5: the more there are, the more match by chance

With a model of meaning, also:

    passage similarity   of the question and the best of three passages (0 about unrelated, 1 about an answer)
    answer similarity    of the question and the best sentence, likewise

Tried and left out, since they add nothing to these: how much of the two rarest words one sentence holds, and of the names;
the share of the question's worth that a passage holds, or a sentence
with or without its neighbours; what it lacks; the second and the tenth passage's score; products with the size.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.answering.char_ngrams import ngram_share, ngrams, spaced_words
from indexer.answering.word_evidence import question_words, share_held
from indexer.text.courtesy import question_span
from indexer.text.embedders import calibrated_similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.answering.candidates import Candidate
    from indexer.answering.word_evidence import Word
    from indexer.builds import Build
    from indexer.retrieval import Meaning, Ranking

_BEST = 5  # passages, and sentences, whose features are taken
_READ = 3  # passages whose text is read
_NGRAM = 5  # characters
_LEAST_REACH = 0.05
_SIZE_UNIT = 5.0
_SHORT = 3  # words of a question that is no longer short
_EARLIER = 0.8  # of the weight of an earlier turn's word: a passage that holds it may not answer what is asked now
_OPENING = " \t\n\"'“‘«„¿¡(["  # before the first word of a question

BY_WORDS = (
    "reach", "log reach", "information", "rarest", "unknown name", "passage letters",
    "sentence letters", "length", "size",
)  # fmt: skip
BY_MEANING = ("passage similarity", "answer similarity")


def word_features(build: Build, ranking: Ranking, candidates: Sequence[Candidate]) -> dict[str, float]:
    """The features by words; the ranking, by words too, is not empty, and its question has terms."""
    return {
        **_of_ranking(build, ranking),
        **_of_words(build, ranking),
        **_of_letters(build, ranking, candidates[:_BEST]),
    }


def meaning_features(
    build: Build, ranking: Ranking, candidates: Sequence[Candidate], meaning: Meaning
) -> dict[str, float]:
    """The features by meaning, of a build with vectors."""
    similarities = [one.answer_similarity for one in candidates if one.answer_similarity is not None]
    return {
        "passage similarity": _passage_similarity(build, ranking, meaning),
        "answer similarity": max(similarities, default=0.0),
    }


def _of_ranking(build: Build, ranking: Ranking) -> dict[str, float]:
    reach = float(ranking.scores[0]) / (ranking.weights.total * (1 + build.settings.bm25_k1))
    return {
        "reach": reach,
        "log reach": math.log(_LEAST_REACH + reach),
        "size": math.log(len(build.store.passages["article"])) / _SIZE_UNIT,
    }


def _of_words(build: Build, ranking: Ranking) -> dict[str, float]:
    words = _as_judged(question_words(build, ranking.weights))
    rarest = max(words, key=lambda word: word.worth)
    passages = [passage.every for passage in build.store.fetch_terms(ranking.passages[:_BEST])]
    best = max(passages, key=lambda numbers: share_held(words, numbers))
    return {
        "length": math.log(max(len(words), _SHORT)),
        "information": math.log1p(sum(word.worth for word in words) * share_held(words, best)),
        "rarest": rarest.held(best),
        "unknown name": float(any(_is_unknown_name(ranking.question.text, word) for word in words)),
    }


def _as_judged(words: Sequence[Word]) -> list[Word]:
    """The words of a question; those of earlier turns weigh less, unless they are asked on as they were ("Why?")."""
    newest = max(word.turn for word in words)
    return [
        word if word.turn == newest or word.weight >= 1 else replace(word, weight=_EARLIER * word.weight)
        for word in words
    ]


def _is_unknown_name(question: str, word: Word) -> bool:
    known = word.known or word.others
    return word.shown[:1].isupper() and not known and not question.lstrip(_OPENING).startswith(word.shown)


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
