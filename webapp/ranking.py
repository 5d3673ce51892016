"""A page of a ranking, by rank or by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer import Hit, Reading, Results
    from webapp.parameters import Asked

SORTS = ("rank", "date")
SORTED = 100
"""How many of the best passages are put in order by date: sorting all that match would bury the best."""


def ranked(build: Reading, asked: Asked, offset: int, sort: str) -> tuple[Results, tuple[Hit, ...]]:
    """What was found, and its hits from `offset` on; by date, the best `SORTED` of them, newest first."""
    *history, query = asked.turns
    if sort == "date":
        results = build.search(query, history=history, k=SORTED, filters=asked.filters, today=asked.today)
        # The sort is stable, so passages of one date stay in the order of their ranks.
        hits = sorted(results.hits, key=lambda hit: hit.article.published or "", reverse=True)
        return results, tuple(hits[offset : offset + asked.k])
    results = build.search(query, history=history, k=asked.k, offset=offset, filters=asked.filters, today=asked.today)
    return results, results.hits
