"""Which place is cited of a sentence that stands several times in one article: the first, where places are alike.

Places differ by what stands around them, which the score of their passages tells: "He was released." below one name and below
another. Where the passage of an earlier place scores nearly as well as that of the best one, only the edges of passages
differ, as in a slogan or a form that is printed on every page, and a reader looks for the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking

_ALIKE = 0.9  # share of the best place's passage score from which on a place is as good


def at_first_place(build: Build, ranking: Ranking, chosen: Candidate, candidates: Iterable[Candidate]) -> Candidate:
    """The first candidate that quotes the same words of the same article, if its passage scores nearly as well."""
    earlier = [each for each in candidates if each.article == chosen.article and each.span.start < chosen.span.start]
    if not earlier:
        return chosen
    text = build.store.article(chosen.article).text
    quote = chosen.span.of(text)
    least = _ALIKE * float(ranking.scores[best_passage(build, ranking, chosen)])
    alike = (
        each
        for each in earlier
        if each.span.of(text) == quote and ranking.scores[best_passage(build, ranking, each)] >= least
    )
    return min(alike, key=lambda each: each.span.start, default=chosen)


def best_passage(build: Build, ranking: Ranking, candidate: Candidate) -> int:
    """The position in the ranking, 0 first, of the best passage that contains all that is quoted."""
    first, last = (build.store.passages[end][ranking.passages] for end in ("first", "last"))
    return int(np.argmax((first <= candidate.first) & (candidate.last < last)))
