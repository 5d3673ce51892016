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
_CLOSE = 0.3  # a further sentence is quoted when it scores at least this share of the best one


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
    reason = refusal(build, ranking, unfiltered, settings)
    chosen = [] if reason else _chosen(candidates(build, ranking, settings))
    if not chosen:
        reason = reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(ranking.question, "not_found", reason, (), hits, build.id, facets)
    citations = tuple(
        Citation.of(build.store.article(candidate.article), candidate.span, number=number)
        for number, candidate in enumerate(chosen, 1)
    )
    return Answer(ranking.question, "answered", None, citations, hits, build.id, facets)


def _chosen(found: list[Candidate]) -> list[Candidate]:
    return [candidate for candidate in found[:_MOST] if candidate.score >= _CLOSE * found[0].score]
