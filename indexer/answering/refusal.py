"""Whether what was found is an answer at all, and if not, why.

`reach` is the share of the best score that any passage could get for these terms which the best passage did get; below
the setting `answer.threshold` nothing is quoted. The reason names what is missing, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.sentences import total_weight

if TYPE_CHECKING:
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Question

_MOST_NAMED = 3


def reach(build: Build, ranking: Ranking) -> float:
    """The best passage's score, relative to what a passage full of all the question's terms would get; 0 to about 1."""
    most = total_weight(build, ranking.question) * (1 + build.settings.bm25_k1)
    return float(ranking.scores[0]) / most if len(ranking) and most else 0.0


def refusal(build: Build, ranking: Ranking, unfiltered: Ranking | None, settings: Settings) -> str | None:
    """Why there is no answer, or None when there may be one. `unfiltered` is the ranking without filters, if any."""
    question = ranking.question
    if not question.terms:
        return "The question holds only very common words; name what it is about."
    missing = _missing(build, question)
    if not len(ranking):
        if question.phrases or question.excluded:
            return "No passage satisfies the quoted phrases and excluded words; try without them."
        if unfiltered is not None and len(unfiltered):
            return "Everything found is outside the sources or dates asked for; try without the filters."
        return f"No article mentions {_listed(missing)}." if missing else "No passage holds the words of this question."
    if reach(build, ranking) < settings.answer_threshold:
        if missing:
            return f"No article mentions {_listed(missing)}."
        return "The words of the question occur, but no passage holds enough of them together."
    return None


def _missing(build: Build, question: Question) -> list[str]:
    """The words of the newest question that no article holds in any language or field, as they were written."""
    newest = max((term.turn for term in question.terms), default=1)
    known: dict[str, bool] = {}
    for term in question.terms:
        if term.turn == newest:
            held = any(build.engine.document_frequency(term.term, field) for field in ("text", "title"))
            known[term.shown] = known.get(term.shown, False) or held
    return [shown for shown, held in known.items() if not held]


def _listed(words: list[str]) -> str:
    named = [f"“{word}”" for word in words[:_MOST_NAMED]]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
