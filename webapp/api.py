"""The JSON addresses. A view reads the request, calls the library once, and answers with a document.

The documents are those of the command line (`indexer.exporting`); `wire` adds what only HTTP has.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from indexer.exporting.json import answer_document, results_document, sources_document, verification_document
from webapp import parameters, wire
from webapp.parameters import BadParameterError, Parameters
from webapp.ranking import SORTS, ranked
from webapp.shelf import reading

if TYPE_CHECKING:
    from flask import Response

    from indexer import Article, Span

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/search")
def search() -> Response:
    """Ranked passages: `q`, and optionally `k`, `offset`, `sort`, `explain`, the filters, `today`."""
    asked = parameters.asked(request.args)
    offset = parameters.number(request.args, "offset", 0, 0, parameters.GREATEST_OFFSET)
    sort = parameters.choice(request.args, "sort", SORTS)
    explain = _explain(request.args)
    started = time.perf_counter()
    with reading() as build:
        results, hits = ranked(build, asked, offset, sort)
        return jsonify(results_document(results, _took(started), hits=hits, explain=explain))


@blueprint.route("/ask", methods=["GET", "POST"])
def ask() -> Response:
    """An answer: `q`, once for every turn, newest last, and optionally `k`, `explain`, the filters and `today`."""
    given = _given()
    asked, explain = parameters.asked(given), _explain(given)
    started = time.perf_counter()
    with reading() as build:
        answer = build.ask(asked.turns, k=asked.k, filters=asked.filters, today=asked.today)
        return jsonify(answer_document(answer, _took(started), explain=explain))


@blueprint.get("/article")
def article() -> Response:
    """One article: `id`, and optionally `span` and `sha256`."""
    article_id = parameters.required(request.args, "id")
    span = parameters.span(request.args)
    with reading() as build:
        found = build.article(article_id)
        _require_inside(span, found)
        return jsonify(wire.opened(build.build, found, span, request.args.get("sha256")))


@blueprint.get("/sources")
def sources() -> Response:
    """Every source, with its number of articles and its first and last date."""
    with reading() as build:
        return jsonify(sources_document(build.sources(), build.build))


@blueprint.route("/verify", methods=["GET", "POST"])
def verify() -> Response:
    """Whether a quote stands: `id`, `span` and `quote`; or, posted, a citation as `/api/ask` gave it."""
    given = _given()
    article_id, quote = parameters.required(given, "id"), parameters.required(given, "quote")
    span = parameters.span(given)
    if span is None:
        raise BadParameterError("span", "is missing")
    with reading() as build:
        return jsonify(verification_document(build.verify(article_id, span, quote), build.build))


@blueprint.get("/health")
def health() -> Response:
    """What is served; 503 when there is no build."""
    with reading() as build:
        return jsonify(wire.health(build.status()))


def _given() -> Parameters:
    """The request's parameters: those of the URL, or of the body when one is posted."""
    if request.method != "POST":
        return request.args
    try:
        body = request.get_json()
    except RecursionError:
        raise BadParameterError("body", "is nested too deeply") from None
    given = parameters.from_body(body)
    explain = body.get("explain") or 0
    if explain not in (0, 1):  # true and false are among them
        raise BadParameterError("explain", "write 1 or 0", 422)
    given["explain"] = str(int(explain))
    return given


def _explain(given: Parameters) -> bool:
    """Whether each hit is to say what its score is made of."""
    return parameters.choice(given, "explain", ("0", "1")) == "1"


def _require_inside(span: Span | None, article: Article) -> None:
    if span and span.end > len(article.text):
        raise BadParameterError("span", f"{span} leaves the text, which has {len(article.text)} code points", 422)


def _took(started: float) -> float:
    """Milliseconds since `started`."""
    return (time.perf_counter() - started) * 1000
