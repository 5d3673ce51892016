"""The results of a search as CSV (RFC 4180), a passage a line.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that nothing in an article or a file's
name is computed when the file is opened (OWASP, "CSV injection").
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Hit, Results

CSV_TYPE = "text/csv; charset=utf-8; header=present"
COLUMNS = (
    "rank", "score", "title", "source", "author", "published", "url", "article_id", "start", "end", "heading", "text",
)  # fmt: skip
_FORMULAS = frozenset("=+-@＝＋－＠")
_CONTROLS = frozenset("\t\r\n")


def results_csv(results: Results) -> str:
    """The hits of a page of results, and a line with the names of the columns above them."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_row(hit) for hit in _hits(results))
    return written.getvalue()


def _hits(results: Results) -> Iterator[Hit]:
    yield from results.hits
    for group in results.groups:
        yield from group.hits


def _row(hit: Hit) -> list[object]:
    article, passage = hit.article, hit.passage
    stated = (article.title, article.source, article.author, article.published, article.url, article.id)
    texts = (passage.heading, passage.text)
    return [
        hit.rank, hit.score, *map(_safe, stated), passage.span.start, passage.span.end, *map(_safe, texts),
    ]  # fmt: skip


def _safe(cell: str | None) -> str:
    """The cell, so that no spreadsheet computes it."""
    text = cell or ""
    return f"'{text}" if text[:1] in _CONTROLS or text.lstrip()[:1] in _FORMULAS else text
