"""One page of a ranking or of a list of articles, in the order that was asked for; and a ranking as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from flask import current_app

from indexer import GroupBy, Sort
from indexer.exporting.csv_results import CSV_TYPE, results_csv

if TYPE_CHECKING:
    from flask import Response

    from indexer import Hit, Listing, Reading, Results
    from webapp.parameters import AskedConversation, ListedArticles

SORTS: tuple[Sort, ...] = get_args(Sort)
GROUPINGS: tuple[GroupBy, ...] = get_args(GroupBy)


def ranked(
    reading: Reading, conversation: AskedConversation, offset: int, sort: Sort, group_by: GroupBy = "passage"
) -> tuple[Results, tuple[Hit, ...]]:
    """The results, and the `k` hits after the first `offset`: the best first, or the newest first. Ranks begin at 1."""
    *history, query = conversation.turns
    results = reading.search(
        query,
        history=history,
        k=conversation.k,
        offset=offset,
        filters=conversation.filters,
        today=conversation.today,
        sort=sort,
        group_by=group_by,
    )
    return results, results.hits


def table_response(results: Results) -> Response:
    """The results as a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    return current_app.response_class(
        results_csv(results).encode("utf-8-sig"),
        content_type=CSV_TYPE,
        headers={"Content-Disposition": 'attachment; filename="results.csv"'},
    )


def listed_articles(reading: Reading, listed: ListedArticles, offset: int, most: int) -> Listing:
    """The articles that a list was asked for, in its order: `most` of them after the first `offset`."""
    if listed.sort == "added":
        return reading.browse_added(
            listed.source, listed.year, title=listed.title, since=listed.added_since, offset=offset, most=most
        )
    return reading.browse(
        listed.source,
        listed.year,
        title=listed.title,
        oldest=listed.sort == "oldest",
        by_title=listed.sort == "title",
        offset=offset,
        most=most,
    )
