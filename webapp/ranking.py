"""A page of a ranking, by rank or by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from indexer import Sort

if TYPE_CHECKING:
    from indexer import Hit, Reading, Results
    from webapp.parameters import Asked

SORTS: tuple[Sort, ...] = get_args(Sort)


def ranked(build: Reading, asked: Asked, offset: int, sort: Sort) -> tuple[Results, tuple[Hit, ...]]:
    """What was found, and its hits from place `offset` on: the best first, or the newest, each with its rank."""
    *history, query = asked.turns
    results = build.search(
        query, history=history, k=asked.k, offset=offset, filters=asked.filters, today=asked.today, sort=sort
    )
    return results, results.hits
