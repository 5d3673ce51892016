"""What the addresses of the JSON API answer; called only when the client does not have it yet (`webapp.http.etags`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import after_this_request, current_app, request

from indexer import UsageError
from indexer.exporting.build_documents import changes_document, listing_document
from indexer.exporting.documents import answer_document, completions_document, results_document, similar_document
from webapp import parameters
from webapp.api import wire
from webapp.parameters import BadParameterError
from webapp.ranking import listed_articles, ranked, table_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from indexer import Article, Format, GroupBy, Reading, Results, Sort, Span
    from indexer.exporting.build_schemas import ChangesDocument, ListingDocument
    from indexer.exporting.exploring_schemas import CompletionsDocument, SimilarDocument
    from indexer.exporting.schemas import AnswerDocument, ResultsDocument
    from webapp.api.wire import OpenedDocument
    from webapp.parameters import AskedConversation, ListedArticles


def searched(reading: Reading, conversation: AskedConversation, offset: int, sort: Sort, group_by: GroupBy) -> Results:
    """The results of a search; links to its other pages go into the response."""
    results, _ = ranked(reading, conversation, offset, sort, group_by)
    _link(results.total, conversation.k, offset)
    return results


def as_json(search_now: Callable[[], Results], explain: bool) -> ResultsDocument:
    """The results as a document."""
    started = time.perf_counter()
    results = search_now()
    return results_document(results, _milliseconds_since(started), explain=explain)


def as_csv(search_now: Callable[[], Results], _explain: bool) -> Response:
    """The results as a file."""
    return table_response(search_now())


def asked(reading: Reading, conversation: AskedConversation, explain: bool) -> AnswerDocument:
    """The answer as a document."""
    started = time.perf_counter()
    answer = reading.ask(conversation.turns, k=conversation.k, filters=conversation.filters, today=conversation.today)
    return answer_document(answer, _milliseconds_since(started), explain=explain)


def suggested(reading: Reading, typed: str, most: int) -> CompletionsDocument:
    """The suggestions as a document."""
    started = time.perf_counter()
    return completions_document(reading.complete(typed, k=most), reading.build, _milliseconds_since(started))


def found_similar(reading: Reading, name: str, k: int) -> SimilarDocument:
    """What is like an article or a passage, as a document."""
    started = time.perf_counter()
    return similar_document(name, reading.similar(name, k=k), reading.build, _milliseconds_since(started))


def exported(reading: Reading, conversation: AskedConversation, chosen: Format) -> Response:
    """The answer as a file; raises `BadParameterError` when a bibliography has nothing to list."""
    answer = reading.ask(conversation.turns, filters=conversation.filters, today=conversation.today)
    if chosen.bibliography and not answer.citations:
        raise BadParameterError(
            "format", f"nothing is cited, so {chosen.label} has nothing to list: {answer.reason}", 422
        )
    name = chosen.file_name(answer.question.text)
    return current_app.response_class(
        chosen.write(answer, reading.article, reading.quote_picture),
        content_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def opened(reading: Reading, article: Article, span: Span | None, sha256: str | None) -> OpenedDocument:
    """An article as a document, with the quote at `span`, and since when the library has it."""
    return wire.opened(reading.build, article, reading.article_times(article.id), span, sha256)


def browsed(reading: Reading, listed: ListedArticles, k: int, offset: int) -> ListingDocument:
    """A page of articles as a document."""
    listing = listed_articles(reading, listed, offset, k)
    _link(listing.total, k, offset)
    return listing_document(listing, reading.build)


def changed_since(reading: Reading, since: str | None, k: int, offset: int) -> ChangesDocument:
    """A page of changes as a document; raises `BadParameterError` for a build or date that is not known."""
    try:
        found = reading.changes(since, offset=offset, most=k)
    except UsageError as error:
        raise BadParameterError("since", str(error), 422) from None
    _link(found.total, k, offset)
    return changes_document(found, reading.build)


def _link(total: int, k: int, offset: int) -> None:
    """Adds a Link header (RFC 8288) to the response: the addresses of the previous and the next page."""
    pages = []
    if offset:
        pages.append(("previous", max(0, offset - k)))
    if offset + k < total and offset + k <= parameters.GREATEST_OFFSET:
        pages.append(("next", offset + k))
    here = [(name, value) for name, value in request.args.items(multi=True) if name != "offset"]
    links = [
        f'<{request.script_root}{request.path}?{urlencode([*here, ("offset", at)])}>; rel="{name}"'
        for name, at in pages
    ]

    @after_this_request
    def add(response: Response) -> Response:
        if links:
            response.headers["Link"] = ", ".join(links)
        return response


def _milliseconds_since(started: float) -> float:
    """Milliseconds since `started`, a time of `perf_counter`."""
    return (time.perf_counter() - started) * 1000
