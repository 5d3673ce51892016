"""The addresses of the JSON API. A view reads the request, calls the library once, and returns a document.

The documents are the same as on the command line (`indexer.exporting`); `wire` adds those that only HTTP has.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, after_this_request, current_app, jsonify, request

from indexer import MOST_COMPLETIONS, MOST_HITS
from indexer.exporting.csv_results import CSV_TYPE, results_csv
from indexer.exporting.documents import (
    answer_document,
    completions_document,
    results_document,
    similar_document,
    sources_document,
    verification_document,
)
from indexer.exporting.formats import FORMATS
from indexer.exporting.schemas import (
    AnswerDocument,
    CompletionsDocument,
    ResultsDocument,
    SimilarDocument,
    SourcesDocument,
    VerificationDocument,
)
from webapp import parameters
from webapp.api import request_parameters, wire
from webapp.api.openapi import Contract, promises
from webapp.http.etags import with_etag
from webapp.library import open_reading, served_library
from webapp.parameters import BadParameterError
from webapp.ranking import GROUPINGS, SORTS, ranked

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from indexer import Article, Format, GroupBy, Reading, Results, Sort, Span
    from webapp.parameters import AskedConversation, Parameters

blueprint = Blueprint("api", __name__, url_prefix="/api")

_QUESTION = "How do I add articles?"
_FIRST_CITATION = "$response.body#/citations/0"
_CITED_SPAN = {"id": f"{_FIRST_CITATION}/article/id", "span": f"{{{_FIRST_CITATION}/start}}-{{{_FIRST_CITATION}/end}}"}
_BEST_ARTICLE = "$response.body#/hits/0/article/id"
_EXAMPLE_SPAN = {"id": "handbook/asking.md", "span": "120-180"}


@blueprint.get("/search")
@promises(
    Contract(
        asks=wire.SearchRequest,
        answers=ResultsDocument,
        example={"q": _QUESTION, "k": 3},
        files=("text/csv",),
        problems=(400,),
        headers=("Content-Disposition", "ETag", "Link"),
        links={"best article": ("article", {"id": _BEST_ARTICLE})},
    )
)
def search() -> Response:
    """Ranks passages; nothing is quoted.

    With `q` repeated, the newest question is searched, and words of the earlier ones count a little.
    """
    sent = request_parameters.sent_parameters()
    conversation, offset, sort, group_by, chosen, explain = request_parameters.read_all(
        sent,
        partial(parameters.conversation, sent),
        partial(parameters.number, sent, "offset", 0, 0, parameters.GREATEST_OFFSET),
        partial(parameters.choice, sent, "sort", SORTS),
        partial(parameters.choice, sent, "group_by", GROUPINGS),
        partial(parameters.choice, sent, "format", ("json", "csv")),
        partial(parameters.switch, sent, "explain"),
    )
    with open_reading() as reading:
        search_now = partial(_search, reading, conversation, offset, sort, group_by)
        return with_etag(reading, partial(_as_csv if chosen == "csv" else _as_json, search_now, explain))


@blueprint.route("/ask", methods=["GET", "POST"])
@promises(
    Contract(
        asks=wire.AskRequest,
        posts=(wire.AskRequest,),
        answers=AnswerDocument,
        example={"q": _QUESTION},
        problems=(400,),
        links={
            "cited article": ("article", _CITED_SPAN),
            "verified quote": ("verify", {**_CITED_SPAN, "quote": f"{_FIRST_CITATION}/quote"}),
            "follow-up": ("ask", {"q": _FIRST_CITATION + "/quote"}),
        },
    )
)
def ask() -> Response:
    """Answers a conversation in quotes, each with its source.

    `q` is given once for every turn, the newest last; filters belong to the newest.
    """
    sent = request_parameters.sent_parameters()
    conversation, explain = request_parameters.read_all(
        sent, partial(parameters.conversation, sent), partial(parameters.switch, sent, "explain")
    )
    with open_reading() as reading:
        return with_etag(reading, partial(_ask, reading, conversation, explain))


@blueprint.get("/suggest")
@promises(
    Contract(asks=wire.SuggestRequest, answers=CompletionsDocument, example={"q": "how do i a"}, problems=(400,)),
)
def suggest() -> Response:
    """Suggests how a question that is being typed may go on: names, words and titles of the library.

    A title or a name is found by the beginning of any of its words; if none is, one error in the last word is allowed.
    """
    sent = request_parameters.sent_parameters()
    typed, most = request_parameters.read_all(
        sent,
        partial(parameters.typed, sent),
        partial(parameters.number, sent, "k", parameters.DEFAULT_COMPLETIONS, 1, MOST_COMPLETIONS),
    )
    with open_reading() as reading:
        return with_etag(reading, partial(_suggest, reading, typed, most))


@blueprint.get("/similar")
@promises(
    Contract(
        asks=wire.SimilarRequest,
        answers=SimilarDocument,
        example={"id": "handbook/asking.md", "k": 3},
        problems=(400, 404),
        links={"best article": ("article", {"id": _BEST_ARTICLE})},
    )
)
def similar() -> Response:
    """Finds more like an article or a passage: the articles that share its distinctive words, and its meaning.

    Each article is found once, by its best passage; the article itself is left out, with those of the same text.
    """
    sent = request_parameters.sent_parameters()
    name, k = request_parameters.read_all(
        sent,
        partial(parameters.required, sent, "id"),
        partial(parameters.number, sent, "k", parameters.DEFAULT_K, 1, MOST_HITS),
    )
    with open_reading() as reading:
        return with_etag(reading, partial(_similar, reading, name, k))


@blueprint.get("/export")
@promises(
    Contract(
        asks=wire.ExportRequest,
        files=tuple(export_format.media_type.partition(";")[0] for export_format in FORMATS.values()),
        example={"q": _QUESTION, "format": "markdown"},
        problems=(400, 422),
        headers=("Content-Disposition", "ETag"),
    )
)
def export() -> Response:
    """Gives an answer as a file to keep: to read, to cite, or to prove it with.

    A question that is not answered has nothing to cite: Markdown and the evidence pack tell why, the others are 422.
    """
    sent = request_parameters.sent_parameters()
    conversation, name = request_parameters.read_all(
        sent, partial(parameters.conversation, sent), partial(parameters.choice, sent, "format", tuple(FORMATS))
    )
    with open_reading() as reading:
        return with_etag(reading, partial(_export, reading, conversation, FORMATS[name]))


@blueprint.get("/article")
@promises(
    Contract(asks=wire.ArticleRequest, answers=wire.OpenedDocument, example=_EXAMPLE_SPAN, problems=(400, 404, 422)),
)
def article() -> Response:
    """Gives one article, whole."""
    sent = request_parameters.sent_parameters()
    article_id, span = request_parameters.read_all(
        sent, partial(parameters.required, sent, "id"), partial(parameters.span, sent)
    )
    with open_reading() as reading:
        whole = reading.article(article_id)
        _require_inside(span, whole)
        return with_etag(reading, partial(wire.opened, reading.build, whole, span, sent.get("sha256")))


@blueprint.get("/sources")
@promises(Contract(answers=SourcesDocument, problems=(400,)))
def sources() -> Response:
    """Lists every source, with its number of articles and its first and last date."""
    request_parameters.read_all(request_parameters.sent_parameters())
    with open_reading() as reading:
        return with_etag(reading, lambda: sources_document(reading.sources(), reading.build))


@blueprint.route("/verify", methods=["GET", "POST"])
@promises(
    Contract(
        asks=wire.VerifyRequest,
        posts=(wire.CitationRequest, wire.VerifyRequest),
        answers=VerificationDocument,
        example={**_EXAMPLE_SPAN, "quote": "Footnote never composes text of its own."},
        problems=(400, 422),
    )
)
def verify() -> Response:
    """Tells whether a quote still stands where it was cited.

    A citation may be posted exactly as `/api/ask` gave it.
    """
    sent = request_parameters.sent_parameters()
    article_id, span, quote = request_parameters.read_all(
        sent,
        partial(parameters.required, sent, "id"),
        partial(_required_span, sent),
        partial(parameters.required, sent, "quote"),
    )
    with open_reading() as reading:
        return with_etag(reading, lambda: verification_document(reading.verify(article_id, span, quote), reading.build))


@blueprint.get("/health")
@promises(Contract(answers=wire.HealthDocument, problems=(400,), headers=()))
def health() -> Response:
    """Tells which build is served, and what is wrong with it or with the newest; 503 when there is none to serve."""
    request_parameters.read_all(request_parameters.sent_parameters())
    condition = served_library().library().condition()
    with open_reading() as reading:
        return jsonify(wire.health(reading.status(), condition))


def _search(reading: Reading, conversation: AskedConversation, offset: int, sort: Sort, group_by: GroupBy) -> Results:
    results, _ = ranked(reading, conversation, offset, sort, group_by)
    _link(results.total, conversation.k, offset)
    return results


def _as_json(search_now: Callable[[], Results], explain: bool) -> ResultsDocument:
    started = time.perf_counter()
    results = search_now()
    return results_document(results, _milliseconds_since(started), explain=explain)


def _as_csv(search_now: Callable[[], Results], _explain: bool) -> Response:
    """The results as a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    return current_app.response_class(
        results_csv(search_now()).encode("utf-8-sig"),
        content_type=CSV_TYPE,
        headers={"Content-Disposition": 'attachment; filename="results.csv"'},
    )


def _ask(reading: Reading, conversation: AskedConversation, explain: bool) -> AnswerDocument:
    started = time.perf_counter()
    answer = reading.ask(conversation.turns, k=conversation.k, filters=conversation.filters, today=conversation.today)
    return answer_document(answer, _milliseconds_since(started), explain=explain)


def _suggest(reading: Reading, typed: str, most: int) -> CompletionsDocument:
    started = time.perf_counter()
    return completions_document(reading.complete(typed, k=most), reading.build, _milliseconds_since(started))


def _similar(reading: Reading, name: str, k: int) -> SimilarDocument:
    started = time.perf_counter()
    return similar_document(name, reading.similar(name, k=k), reading.build, _milliseconds_since(started))


def _export(reading: Reading, conversation: AskedConversation, chosen: Format) -> Response:
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


def _required_span(sent: Parameters) -> Span:
    span = parameters.span(sent)
    if span is None:
        raise BadParameterError("span", "is missing")
    return span


def _require_inside(span: Span | None, article: Article) -> None:
    if span and span.end > len(article.text):
        raise BadParameterError("span", f"{span} leaves the text, which has {len(article.text)} code points", 422)


def _milliseconds_since(started: float) -> float:
    """Milliseconds since `started`, a time of `perf_counter`."""
    return (time.perf_counter() - started) * 1000
