"""The cited articles as CSL-JSON, the input of citation processors (schema: csl-data.json of CSL 1.0.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from indexer.exporting.annotations import strength
from indexer.exporting.works import cited_works, line, printable

if TYPE_CHECKING:
    from indexer.exporting.works import Work
    from indexer.types import Answer, Citation, PlaceKind


_LOCATORS: dict[PlaceKind, str] = {"page": "page", "time": "timestamp"}  # as CSL calls them


def csl_text(answer: Answer) -> str:
    """An array of one item for each cited article; an empty one when nothing is cited.

    `custom.footnote` of an item holds the quotes, letter for letter, with everything needed to check them.
    """
    return json.dumps([_item(work, answer) for work in cited_works(answer)], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work, answer: Answer) -> dict[str, object]:
    item: dict[str, object] = {
        "id": work.key,
        "type": "webpage" if work.url else "document",
        "title": work.title,
    }
    if work.author:
        item["author"] = [{"literal": work.author}]
    if work.source:
        item["container-title"] = work.source
    if work.date:
        item["issued"] = {"date-parts": [list(work.date)]}
    if work.url:
        item["URL"] = printable(work.url)
    item["note"] = " ".join(f"“{line(citation.quote)}”" for citation in work.citations)
    item["custom"] = {"footnote": _proof(work, answer)}
    return item


def _proof(work: Work, answer: Answer) -> dict[str, object]:
    return {
        "build": printable(answer.build),
        "strength": strength(answer),
        "article_id": printable(work.first.article_id),
        "article_sha256": work.first.article_sha256,
        "quotes": [
            {"quote": citation.quote, "start": citation.span.start, "end": citation.span.end, **_locator(citation)}
            for citation in work.citations
        ],
    }


def _locator(citation: Citation) -> dict[str, str]:
    """The place of a quote, for people and as a locator of CSL, which has no word for slides and rows."""
    if citation.place is None:
        return {}
    place = {"place": printable(str(citation.place))}
    if citation.place.kind not in _LOCATORS:
        return place
    return {**place, "label": _LOCATORS[citation.place.kind], "locator": printable(citation.place.label)}
