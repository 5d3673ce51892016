"""The addresses of the JSON API. A view reads the request, calls the library once, and returns a document.

The documents are the same as on the command line (`indexer.exporting`); `wire` adds those that only HTTP has.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from indexer import MOST_COMPLETIONS, MOST_HITS
from indexer.exporting.build_schemas import ChangesDocument, ListingDocument
from indexer.exporting.documents import (
    sources_document,
    verification_document,
)
from indexer.exporting.exploring_schemas import CompletionsDocument, SimilarDocument
from indexer.exporting.formats import FORMATS
from indexer.exporting.schemas import AnswerDocument, ResultsDocument, SourcesDocument, VerificationDocument
from webapp import parameters
from webapp.api import request_parameters, responses, wire
from webapp.api.openapi import Contract, promises
from webapp.http.etags import with_etag
from webapp.library import open_reading, served_library
from webapp.parameters import BadParameterError
from webapp.ranking import GROUPINGS, SORTS

if TYPE_CHECKING:
    from flask import Response

    from indexer import Article, Span
    from webapp.parameters import Parameters

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
        search_now = partial(responses.searched, reading, conversation, offset, sort, group_by)
        return with_etag(
            reading, partial(responses.as_csv if chosen == "csv" else responses.as_json, search_now, explain)
        )


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
        return with_etag(reading, partial(responses.asked, reading, conversation, explain))


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
        return with_etag(reading, partial(responses.suggested, reading, typed, most))


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
        return with_etag(reading, partial(responses.found_similar, reading, name, k))


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
        return with_etag(reading, partial(responses.exported, reading, conversation, FORMATS[name]))


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


@blueprint.get("/browse")
@promises(
    Contract(
        asks=wire.BrowseRequest,
        answers=ListingDocument,
        example={"sort": "added", "k": 3},
        problems=(400, 422),
        headers=("ETag", "Link"),
        links={"first article": ("article", {"id": "$response.body#/articles/0/id"})},
    )
)
def browse() -> Response:
    """Lists articles, by date of publication or by when they were added."""
    sent = request_parameters.sent_parameters()
    listed, k, offset = request_parameters.read_all(
        sent,
        partial(parameters.listed, sent),
        partial(parameters.number, sent, "k", parameters.DEFAULT_K, 1, MOST_HITS),
        partial(parameters.number, sent, "offset", 0, 0, parameters.GREATEST_OFFSET),
    )
    with open_reading() as reading:
        return with_etag(reading, partial(responses.browsed, reading, listed, k, offset))


@blueprint.get("/changes")
@promises(
    Contract(
        asks=wire.ChangesRequest,
        answers=ChangesDocument,
        example={"k": 3},
        problems=(400, 422),
        headers=("ETag", "Link"),
    )
)
def changes() -> Response:
    """Tells which articles were added or changed, and which are gone, since an earlier build or a date."""
    sent = request_parameters.sent_parameters()
    since, k, offset = request_parameters.read_all(
        sent,
        partial(sent.get, "since", ""),
        partial(parameters.number, sent, "k", MOST_HITS, 1, MOST_HITS),
        partial(parameters.number, sent, "offset", 0, 0, parameters.GREATEST_OFFSET),
    )
    with open_reading() as reading:
        return with_etag(reading, partial(responses.changed_since, reading, since.strip() or None, k, offset))


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


def _required_span(sent: Parameters) -> Span:
    span = parameters.span(sent)
    if span is None:
        raise BadParameterError("span", "is missing")
    return span


def _require_inside(span: Span | None, article: Article) -> None:
    if span and span.end > len(article.text):
        raise BadParameterError("span", f"{span} leaves the text, which has {len(article.text)} code points", 422)
