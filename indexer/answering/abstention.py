"""Should the library answer at all? The probability that it can, and the reason when it does not.

The probability is a logistic function of the features in `confidence_features.py`, with the weights of
`confidence_weights.py`: one table by words alone, and one for builds with a model of meaning. It holds for libraries of one
article and of any more. Below the setting `answer.threshold` nothing is quoted as an answer, below `answer.related` nothing
at all.

Fitted by `tests/quality/confidence` on the questions of five sets (SQuAD, Natural Questions, COVID-QA, XQuAD in German,
MT-RAG's government set with earlier turns), asked of libraries of 1 to all articles that hold their answer, of libraries that
do not hold it, although they may hold its neighbours, and on questions of other sets, general knowledge and greetings.
Every set and size counts the same, and in each questions with an answer as much as those without.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.answering.confidence_features import meaning_features, word_features
from indexer.answering.confidence_weights import BY_WORDS, WITH_MEANING
from indexer.answering.credits import is_credited
from indexer.answering.missing_number import lacks_number
from indexer.answering.other_time import is_of_other_time
from indexer.answering.reasons import (
    COURTESY,
    is_courtesy,
    reason_for_doubt,
    reason_for_nothing,
    reason_without_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Meaning, Ranking
    from indexer.settings import Settings
    from indexer.types import Strength, Suggestion

_QUOTED = 3  # sentences
CERTAIN = 0.98
"""The greatest probability that such features can give."""
OTHER_TIME = 0.2
"""The same where the question names a time that the best passages say nothing of: of TimeQA's questions with an answer this
holds for 158, and 8 of their first quotes have it, 26 of the first three."""
NO_NUMBER = 0.2
"""The same where the question asks how many, and what would be quoted has no number."""
CREDITED = 0.6
"""The least probability where the credit of a picture says who took it, and nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be quoted, and why it is no answer if it is none."""

    strength: Strength
    reason: str | None = None


def estimate_confidence(
    build: Build,
    ranking: Ranking,
    candidates: Sequence[Candidate],
    meaning: Meaning | None,
    suggestions: Sequence[Suggestion] = (),
) -> float:
    """The probability, 0 to `CERTAIN`, that the library answers the question; 0 for a greeting, and without a word in common.

    `ranking` is the one by words: passages that only a model finds are shown, but are no answer. `meaning` is that of the
    question, where there is a model. `suggestions` are its other spellings.
    """
    if not len(ranking) or not ranking.question.terms or is_courtesy(ranking.question.text):
        return 0.0
    features = word_features(build, ranking, candidates, suggestions)
    weights = BY_WORDS
    if meaning is not None:
        weights, features = WITH_MEANING, features | meaning_features(build, ranking, candidates, meaning)
    probability = _logistic(weights, features)
    if probability > OTHER_TIME and is_of_other_time(build, ranking):
        return OTHER_TIME
    if probability > NO_NUMBER and lacks_number(ranking.question.text, _texts(build, candidates[:_QUOTED])):
        return NO_NUMBER
    if probability < CREDITED and is_credited(ranking.question.text, _texts(build, candidates)):
        return CREDITED
    return min(probability, CERTAIN)


def _texts(build: Build, candidates: Sequence[Candidate]) -> Iterator[str]:
    return (build.store.article(each.article).quote(each.span) for each in candidates)


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    score = sum(weight * features.get(name, 1.0) for name, weight in weights.items())  # the bias has no feature
    return 1 / (1 + math.exp(-score))


def judge(
    build: Build, ranking: Ranking, shown: Ranking, probability: float, unfiltered: Ranking | None, settings: Settings
) -> Verdict:
    """Whether to answer, to show what is related, or to quote nothing.

    `ranking` is the one by words, `shown` the one that is shown; `unfiltered` is that without filters, where it was made.
    """
    question = ranking.question
    if is_courtesy(question.text):
        return Verdict("none", COURTESY)
    if not question.terms:
        return Verdict("none", reason_without_words(question))
    if not len(ranking):
        return Verdict("none", reason_for_nothing(build, question, ranking, unfiltered))
    if probability >= settings.answer_threshold:
        return Verdict("answer")
    return Verdict(
        "related" if probability >= settings.answer_related else "none", reason_for_doubt(build, ranking, shown)
    )
