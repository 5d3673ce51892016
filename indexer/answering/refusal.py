"""Whether what was found is an answer at all, and if not, why.

The probability that the library answers the question is a logistic function of what can be measured (`_WEIGHTS`): below
the setting `answer.threshold` nothing is quoted. It was fitted on questions asked of their own articles and of foreign ones
(SQuAD's of COVID-QA's papers and the other way round, both together). The reason names what is missing, in words.

    reach      the best passage's score, relative to what a passage full of all the question's terms would get
    near       how closely the terms stand together in one of the best passages, relative to their weight
    held       the share of the question's weight · idf that one of the best passages holds
    rarest     how many of its two rarest terms one of the best passages holds, of two
    capitals   the share of its capitalised words, its names, that one of the best passages holds
    letters    the share of the question's letter groups in the best of three passages, and in the best of five sentences
    tenth      the tenth passage's score, relative to the best one's: a best that stands out is an answer more often
    size       the logarithm of the number of terms
    unknown    the share of the question's words that no article holds
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.letters import flat, groups, share
from indexer.answering.sentences import total_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.answering.sentences import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Question, QuestionTerm

_MOST_NAMED = 3
_LONGEST_NAMED = 40  # code points of a word that is named in a reason
_BEST = 5  # passages, and sentences, that are looked at
_LETTERS = 5
_WEIGHTS = {
    "reach": 3.94, "near": 1.95, "held": 1.4, "rarest": 1.03, "capitals": 1.83, "passage letters": 2.76,
    "sentence letters": 3.31, "tenth": -1.53, "size": 0.97, "unknown": -0.97,
}  # fmt: skip
_BIAS = -7.75
_NO_NAMES = 0.7  # what a question without names counts as: about what one with names holds on average


def answerable(build: Build, ranking: Ranking, found: Sequence[Candidate]) -> float:
    """The probability, 0 to 1, that the library answers the question; 0 when nothing was found."""
    ranking = ranking.by_words()
    if not len(ranking) or not ranking.question.terms:
        return 0.0
    seen = _measured(build, ranking, found)
    return 1 / (1 + math.exp(-_BIAS - sum(weight * seen[name] for name, weight in _WEIGHTS.items())))


def _measured(build: Build, ranking: Ranking, found: Sequence[Candidate]) -> dict[str, float]:
    question = ranking.question
    total = total_weight(build, question) or 1.0
    worth = {term.term: term.weight * build.engine.idf(term.term) for term in question.terms}
    held = _held(build, ranking)
    terms = sorted(question.terms, key=lambda term: -worth[term.term])
    names = [term for term in terms if term.shown[:1].isupper()]
    wanted = groups(flat(question.text), _LETTERS)
    passages = [build.store.passage(number).text for number in ranking.passages[:3].tolist()]
    quotes = [build.store.article(candidate.article).quote(candidate.span) for candidate in found[:_BEST]]
    near = next((amounts[:_BEST].max() for words, amounts in ranking.reasons if words == "terms close together"), 0.0)
    words = _words(build, question.terms)
    return {
        "reach": float(ranking.scores[0]) / (total * (1 + build.settings.bm25_k1)),
        "near": float(near) / total,
        "held": float(sum(held[term.term] * worth[term.term] for term in terms).max()) / total,  # type: ignore[union-attr]
        "rarest": _most(held, terms[:2]),
        "capitals": _most(held, names) if names else _NO_NAMES,
        "passage letters": max(share(wanted, flat(text)) for text in passages),
        "sentence letters": max((share(wanted, flat(text)) for text in quotes), default=0.0),
        "tenth": float(ranking.scores[min(9, len(ranking) - 1)] / ranking.scores[0]),
        "size": math.log(len(terms)),
        "unknown": sum(not known for known in words.values()) / len(words),
    }


def _held(build: Build, ranking: Ranking) -> dict[str, NDArray[np.float64]]:
    """For each term of the question, 1 for those of the best passages that hold it, in text or title, else 0."""
    best = ranking.passages[:_BEST]
    held = {term.term: np.zeros(len(best)) for term in ranking.question.terms}
    fields = {"text": 1.0, "title": 1.0}
    for _, term, amounts in build.engine.contributions(ranking.question.terms, best, fields=fields):
        held[term] = np.maximum(held[term], amounts > 0)
    return held


def _most(held: dict[str, NDArray[np.float64]], terms: Sequence[QuestionTerm]) -> float:
    """The largest share of the terms that one passage holds."""
    return float(np.mean([held[term.term] for term in terms], axis=0).max())


def _words(build: Build, terms: Sequence[QuestionTerm]) -> dict[str, bool]:
    """The words behind the terms, as they were written, and whether any article holds one of their terms."""
    known: dict[str, bool] = {}
    for term in terms:
        held = any(build.engine.document_frequency(term.term, field) for field in ("text", "title"))
        known[term.shown] = known.get(term.shown, False) or held
    return known


def refusal(
    build: Build, ranking: Ranking, found: Sequence[Candidate], unfiltered: Ranking | None, settings: Settings
) -> str | None:
    """Why there is no answer, or None when there may be one. `unfiltered` is the ranking without filters, if any."""
    ranking = ranking.by_words()  # what a model finds near is shown, but words decide whether it is an answer
    question = ranking.question
    if not question.terms:
        return _without_terms(question)
    newest = max(term.turn for term in question.terms)
    words = _words(build, [term for term in question.terms if term.turn == newest])
    missing = [word for word, held in words.items() if not held]
    if not len(ranking):
        if unfiltered is not None and len(unfiltered):
            return "Everything found is outside the sources or dates asked for; try without the filters."
        if question.phrases or question.excluded:
            return "No passage satisfies the quoted phrases and excluded words; try without them."
        return f"No article mentions {_listed(missing)}." if missing else "No passage holds the words of this question."
    if answerable(build, ranking, found) < settings.answer_threshold:
        if missing:
            return f"No article mentions {_listed(missing)}."
        return "The words of the question occur, but no passage holds enough of them together."
    return None


def _without_terms(question: Question) -> str:
    if question.excluded or not any(character.isalnum() for character in question.text):
        return "The question holds no words to look for; name what it is about."
    return "The question holds only very common words; name what it is about."


def _listed(words: list[str]) -> str:
    shown = [word if len(word) <= _LONGEST_NAMED else f"{word[:_LONGEST_NAMED]}…" for word in words[:_MOST_NAMED]]
    named = [f"“{word}”" for word in shown]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
