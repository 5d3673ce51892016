"""What every answer keeps, whatever is asked of whatever library: said once, for the tests and for the long run."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from indexer.exporting.documents import answer_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.types import Answer, Article, Citation, Span

MOST_CITATIONS, MOST_WORDS = 3, 120  # words of a list with what introduces it; of a sentence half as many


def breaches(answer: Answer, article: Callable[[str], Article]) -> Iterator[str]:
    """Every promise that the answer breaks, in words; `article` gives the article of an id."""
    if (answer.status == "answered") != bool(answer.citations) or (answer.status == "not_found") != bool(answer.reason):
        yield f"{answer.status} with {len(answer.citations)} citations and the reason {answer.reason!r}"
    if len(answer.citations) > MOST_CITATIONS:
        yield f"{len(answer.citations)} citations"
    if not 0 <= answer.confidence <= 1:
        yield f"a confidence of {answer.confidence}"
    for citation in (*answer.citations, *(entry.citation for entry in answer.timeline)):
        yield from _citation_breaches(citation, article(citation.article_id).text)
    if [hit.article.id for hit in answer.quoted] != [citation.article_id for citation in answer.citations]:
        yield f"{len(answer.citations)} citations with {len(answer.quoted)} passages"
    yield from _number_breaches(answer)
    for hit in (*answer.hits, *answer.quoted):
        if hit.passage.span.of(article(hit.article.id).text) != hit.passage.text:
            yield f"passage {hit.passage.id} is not the slice of its article"
    try:
        json.dumps(answer_document(answer, 0.0), allow_nan=False, ensure_ascii=False).encode()
    except ValueError as error:
        yield f"no JSON document can be made ({error})"


def _number_breaches(answer: Answer) -> Iterator[str]:
    """Numbers that two quotes share, among citations, timeline and texts."""
    places: dict[int, tuple[str, Span]] = {}
    timeline = (entry.citation for entry in answer.timeline)
    for one in (*answer.citations, *timeline, *(one for text in answer.texts for one in text.citations)):
        if places.setdefault(one.number, (one.article_id, one.span)) != (one.article_id, one.span):
            yield f"number {one.number} stands for two quotes"


def _citation_breaches(citation: Citation, text: str) -> Iterator[str]:
    where = f"citation {citation.number}, {citation.article_id} {citation.span},"
    if citation.span.end > len(text):
        yield f"{where} leaves its article"
    if text[citation.span.start : citation.span.end] != citation.quote:
        yield f"{where} is not the slice of its article"
    if hashlib.sha256(text.encode()).hexdigest() != citation.article_sha256:
        yield f"{where} has another hash than its article"
    if len(citation.quote.split()) > MOST_WORDS:
        yield f"{where} has {len(citation.quote.split())} words"


def without_time(answer: Answer) -> dict[str, Any]:
    """The document of an answer but for what differs each time."""
    document: dict[str, Any] = dict(answer_document(answer, 0.0, explain=True))
    del document["took_ms"]
    return document
