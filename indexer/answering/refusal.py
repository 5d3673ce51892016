"""Whether what was found is an answer at all, and if not, why.

The probability that the library answers the question is a logistic function of what can be measured (`_BY_WORDS`, or with
a model `_WITH_MEANING`): below the setting `answer.threshold` nothing is quoted. Both were fitted on the questions of five
sets (SQuAD, COVID-QA, XQuAD in German, MT-RAG and TimeQA) asked of their own articles, and on those of COVID-QA asked of
the others' articles and the others' of COVID-QA's, every pair counting the same; the second with wordllama and MiniLM
together, and then lowered by .35, to refuse about nine tenths of foreign questions. The reason names what is missing.

    reach      the best passage's score, relative to what a passage full of all the question's terms would get
    capitals   the share of its capitalised words, its names, that one of the best passages holds
    letters    the share of the question's letter groups in the best of three passages, and in the best of five sentences
    tenth      the tenth passage's score, relative to the best one's: a best that stands out is an answer more often
    size       the logarithm of the number of terms: to match much of a long question says more
    unknown    the share of the question's words that no article holds
    likeness   with a model: the largest among the best sentences (`meaning.py`); it tells more than the last two
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.answering.letters import flat, groups, share
from indexer.retrieval.follow_up import question_language
from indexer.text.analyzer import analyzer
from indexer.text.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.answering.asked import Asked
    from indexer.answering.sentences import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Question

_MOST_NAMED = 3
_LONGEST_NAMED = 40  # code points of a word that is named in a reason
_BEST = 5  # passages, and sentences, that are looked at
_READ = 3  # passages whose text is looked at
_LETTERS = 5
_BY_WORDS = {
    "bias": -8.35, "reach": 6.3, "capitals": 2.0, "passage letters": 3.3, "sentence letters": 3.5, "tenth": -1.2,
    "size": 1.6, "unknown": -1.75,
}  # fmt: skip
_WITH_MEANING = {
    "bias": -11.9, "reach": 5.6, "capitals": 1.2, "passage letters": 3.4, "sentence letters": 2.6, "size": 1.0,
    "likeness": 5.9,
}  # fmt: skip
_NO_NAMES = 0.7  # what a question without names counts as: about what one with names holds on average


@dataclass(frozen=True, slots=True)
class Judgement:
    """The probability, 0 to 1, that the library answers the question: all told, and by words alone."""

    confidence: float
    by_words: float


def judge(build: Build, ranking: Ranking, found: Sequence[Candidate], asked: Asked) -> Judgement:
    """How likely the library answers the question; not at all when nothing was found.

    `ranking` is the one by words: what a model alone finds near is shown, but is no answer without a word in common.
    """
    if not len(ranking) or not ranking.question.terms:
        return Judgement(0.0, 0.0)
    seen = _measured(build, ranking, found, asked)
    by_words = _probability(_BY_WORDS, seen)
    likenesses = [candidate.likeness for candidate in found if candidate.likeness is not None]
    if not likenesses:
        return Judgement(by_words, by_words)
    return Judgement(_probability(_WITH_MEANING, {**seen, "likeness": max(likenesses)}), by_words)


def _probability(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * seen[name] for name, weight in weights.items())))


def _measured(build: Build, ranking: Ranking, found: Sequence[Candidate], asked: Asked) -> dict[str, float]:
    terms = ranking.question.terms
    names = [build.vocabulary.number(term.term) for term in terms if term.shown[:1].isupper()]
    wanted = groups(flat(ranking.question.text), _LETTERS)
    passages = [build.store.passage(number).text for number in ranking.passages[:_READ].tolist()]
    return {
        "bias": 1.0,
        "reach": float(ranking.scores[0]) / (asked.total * (1 + build.settings.bm25_k1)),
        "capitals": _held(build, ranking, names) if names else _NO_NAMES,
        "passage letters": max(share(wanted, flat(text)) for text in passages),
        "sentence letters": max((share(wanted, candidate.flat) for candidate in found[:_BEST]), default=0.0),
        "tenth": float(ranking.scores[min(9, len(ranking) - 1)] / ranking.scores[0]),
        "size": math.log(len(terms)),
        "unknown": sum(not known for known in asked.known.values()) / len(asked.known),
    }


def _held(build: Build, ranking: Ranking, terms: Sequence[int | None]) -> float:
    """The largest share of the terms, by number, that one of the best passages holds in text, title or heading."""
    held = [_terms(build, passage) for passage in ranking.passages[:_BEST].tolist()]
    return max(sum(term in one for term in terms) for one in held) / len(terms)


def _terms(build: Build, passage: int) -> set[int]:
    store = build.store
    held = {
        *store.passage_terms(passage),
        *store.title_terms(int(store.passages["article"][passage])).tolist(),
    }
    heading = int(store.passages["heading"][passage])
    return held.union(store.sentence_terms(heading).tolist()) if heading >= 0 else held


def refusal(
    ranking: Ranking, asked: Asked, judgement: Judgement, unfiltered: Ranking | None, settings: Settings
) -> str | None:
    """Why there is no answer, or None when there may be one.

    `ranking` is the one by words, `unfiltered` the ranking without filters, if any.
    """
    question = ranking.question
    if not question.terms:
        return _without_terms(question)
    newest = max(term.turn for term in question.terms)
    words = dict.fromkeys(term.shown for term in question.terms if term.turn == newest)
    missing = _telling([word for word in words if not asked.known[word]], question)
    if not len(ranking):
        if unfiltered is not None and len(unfiltered):
            return "Everything found is outside the sources or dates asked for; try without the filters."
        if question.phrases or question.excluded:
            return "No passage satisfies the quoted phrases and excluded words; try without them."
        return f"No article mentions {_listed(missing)}." if missing else "No passage holds the words of this question."
    if judgement.confidence >= settings.answer_threshold:
        return None
    if missing:
        return f"No article mentions {_listed(missing)}."
    if judgement.by_words < settings.answer_threshold:
        return "The words of the question occur, but no passage holds enough of them together."
    return "The words of the question occur together, but no sentence comes near to the question in meaning."


def _telling(words: list[str], question: Question) -> list[str]:
    """The words but for common ones of the language that the question seems to be in, which the build need not hold."""
    own = question.terms[0].term.partition(":")[0]
    likeliest = analyzer(question_language(question.text, tuple(dict.fromkeys((own, *sorted(STOPWORDS))))))
    return [word for word in words if likeliest.terms_of(word)]


def _without_terms(question: Question) -> str:
    if question.excluded or not any(character.isalnum() for character in question.text):
        return "The question holds no words to look for; name what it is about."
    return "The question holds only very common words; name what it is about."


def _listed(words: list[str]) -> str:
    shown = [word if len(word) <= _LONGEST_NAMED else f"{word[:_LONGEST_NAMED]}…" for word in words[:_MOST_NAMED]]
    named = [f"“{word}”" for word in shown]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
