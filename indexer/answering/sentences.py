"""The sentences of the best passages, the likeliest answer first.

    score = overlap + 0.5 · passage + 0.15 · kind + 0.25 · neighbour

`overlap` is the share of the question's idf-weighted terms that the sentence holds; `passage` its passage's score
relative to the best one's; `kind` 1 when the sentence holds what the question asks for (`kinds.py`); `neighbour` what
the better of the sentences beside it adds to the overlap. Weights as measured on SQuAD and COVID-QA.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.answering.kinds import holds, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Article, Question, Span

_PASSAGES = 5
_PASSAGE, _KIND, _NEIGHBOUR = 0.5, 0.15, 0.25
_NOT_QUOTED = frozenset({"headline", "heading", "caption", "dateline", "page"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: its number in the store, its place, the share of the question that it holds."""

    number: int
    article: int
    span: Span
    overlap: float
    score: float


def term_weights(build: Build, question: Question) -> dict[int, float]:
    """Term number → weight · idf, for the question's terms that the build knows."""
    weights = {}
    for term in question.terms:
        number = build.vocabulary.number(term.term)
        if number is not None:
            weights[number] = term.weight * build.engine.idf(term.term)
    return weights


def total_weight(build: Build, question: Question) -> float:
    """Weight · idf of all the question's terms, unknown ones too: what a perfect sentence would hold.

    A term is counted in the language in which the build knows it best, so that analysing a question in several
    languages does not make it harder to answer.
    """
    best: dict[tuple[str, int], tuple[int, float]] = {}
    for term in question.terms:
        frequency = build.engine.document_frequency(term.term)
        key = (term.shown, term.turn)
        if key not in best or frequency > best[key][0]:
            best[key] = (frequency, term.weight * build.engine.idf(term.term))
    return sum(weight for _, weight in best.values())


def candidates(build: Build, ranking: Ranking, settings: Settings) -> list[Candidate]:
    """The quotable sentences of the best passages, best first; ties in reading order."""
    weights = term_weights(build, ranking.question)
    total = total_weight(build, ranking.question) or 1.0
    best = float(ranking.scores[0]) if len(ranking) else 1.0
    found: dict[int, Candidate] = {}
    for passage, score in zip(ranking.passages[:_PASSAGES].tolist(), ranking.scores[:_PASSAGES].tolist(), strict=True):
        for candidate in _of_passage(build, passage, score / best, weights, total, ranking.question, settings):
            if candidate.number not in found or found[candidate.number].score < candidate.score:
                found[candidate.number] = candidate
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.number))


def _of_passage(
    build: Build,
    passage: int,
    relative: float,
    weights: dict[int, float],
    total: float,
    question: Question,
    settings: Settings,
) -> Iterator[Candidate]:
    store = build.store
    number = int(store.passages["article"][passage])
    article = store.article(number)
    first, last = int(store.passages["first"][passage]), int(store.passages["last"][passage])
    known = [set(store.sentence_terms(sentence).tolist()) & weights.keys() for sentence in range(first, last)]
    overlaps = [sum(weights[term] for term in terms) / total for terms in known]
    kind = kind_of(question.text)
    for place, sentence in enumerate(range(first, last)):
        span = store.sentence_span(sentence)
        if not known[place] or not quotable(article, span, settings):
            continue
        beside = [known[other] - known[place] for other in (place - 1, place + 1) if 0 <= other < len(known)]
        neighbour = max((sum(weights[term] for term in terms) / total for terms in beside), default=0.0)
        kept = kind is not None and holds(kind, article.quote(span), question.text)
        score = overlaps[place] + _PASSAGE * relative + _KIND * kept + _NEIGHBOUR * neighbour
        yield Candidate(sentence, number, span, overlaps[place], score)


def quotable(article: Article, span: Span, settings: Settings) -> bool:
    """Whether the sentence is running text, and short enough to be quoted."""
    if any(mark.kind in _NOT_QUOTED and mark.span.overlaps(span) for mark in article.marks):
        return False
    return len(span.of(article.text).split()) <= settings.answer_max_words
