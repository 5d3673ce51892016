"""From a ranking to an answer: the best sentences as citations, or the reason why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.refusal import refusal
from indexer.answering.sentences import candidates
from indexer.types import Answer, Citation

if TYPE_CHECKING:
    from indexer.answering.sentences import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Facets, Hit

_MOST = 3
_SAME = 0.8  # two sentences that share so much of their terms say the same
_CLOSE = 0.5  # a further sentence is quoted when it scores at least this share of the best one


def answer(
    build: Build,
    ranking: Ranking,
    hits: tuple[Hit, ...],
    facets: Facets,
    settings: Settings,
    *,
    unfiltered: Ranking | None = None,
) -> Answer:
    """One to three sentences, the likeliest first, each with its citation; or not found, with the reason."""
    found = candidates(build, ranking, settings)
    reason = refusal(build, ranking, found, unfiltered, settings)
    chosen = [] if reason else _chosen(build, found)
    if not chosen:
        reason = reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(ranking.question, "not_found", reason, (), hits, build.id, facets)
    citations = tuple(
        Citation.of(build.store.article(candidate.article), candidate.span, number=number)
        for number, candidate in enumerate(chosen, 1)
    )
    return Answer(ranking.question, "answered", None, citations, hits, build.id, facets)


def _chosen(build: Build, found: list[Candidate]) -> list[Candidate]:
    """The best of the candidates; of those that say nearly the same, the best one."""
    chosen: list[tuple[Candidate, frozenset[int]]] = []
    for candidate in found:
        if len(chosen) == _MOST or candidate.score < _CLOSE * found[0].score:
            break
        terms = frozenset(build.store.sentence_terms(candidate.number).tolist())
        if all(len(terms & other) < _SAME * len(terms | other) for _, other in chosen):
            chosen.append((candidate, terms))
    return [candidate for candidate, _ in chosen]
