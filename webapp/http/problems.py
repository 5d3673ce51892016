"""Error responses: a friendly page, or under `/api` a problem document (RFC 9457).

400  a parameter cannot be read          404  no such article or address     405  another method is meant
413  the body, or the answer, is too     415  the body is not JSON           421  a host that is not served here
     long                                422  it is JSON of another shape    500  a defect, logged
503  there is no build to read, its engine does not answer, or the question takes too much computing time
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from indexer import (
    ArticleNotFoundError,
    BudgetError,
    BuildError,
    DamagedBuildError,
    EngineUnavailableError,
    IncompatibleBuildError,
    Message,
    NoBuildError,
    PictureError,
    SettingError,
    UsageError,
)
from webapp.library import served_library
from webapp.parameters import BadParameterError
from webapp.texts.language import current_catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

    from webapp.api.wire import ProblemDocument

RETRY = 10
"""Seconds after which asking again may help; sent as `Retry-After`."""
_ADVICE = {
    NoBuildError: Message("There is no build yet; run `footnote rebuild`, then ask again."),
    DamagedBuildError: Message("The build is damaged; run `footnote rebuild`, then ask again."),
    EngineUnavailableError: Message("The library is not reachable at the moment; ask again soon."),
    IncompatibleBuildError: Message("The build is of another version; run `footnote rebuild`, then ask again."),
    SettingError: Message("A setting cannot be read; run `footnote status` where this is served to see which."),
}


def install(app: Flask) -> None:
    """Registers an answer for every error of `app`."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(BadParameterError, _bad_parameter)
    app.register_error_handler(UsageError, _bad_question)
    app.register_error_handler(ArticleNotFoundError, _no_article)
    app.register_error_handler(PictureError, _no_article)
    app.register_error_handler(BuildError, _no_library)
    app.register_error_handler(SettingError, _no_library)
    app.register_error_handler(BudgetError, _too_costly)
    app.register_error_handler(Exception, _defect)


def problem(status: int, detail: str, errors: Sequence[tuple[str, str]] = ()) -> Response:
    """The error response: a problem document under `/api/`, else a page.

    `errors` are pairs of a parameter's name and what to write instead.
    """
    title = HTTPStatus(status).phrase
    if request.path.startswith("/api/"):
        document: ProblemDocument = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if errors:
            document["errors"] = [{"parameter": name, "detail": wrong} for name, wrong in errors]
        return current_app.response_class(json.dumps(document), status=status, content_type="application/problem+json")
    said = current_catalogue()
    page = render_template(
        "problem.html", title=said.texts.get(f"problem.{status}", title), status=status, detail=said.sentence(detail)
    )
    return current_app.response_class(page, status=status)


def _http(error: HTTPException) -> Response:
    """The answer to an error that Flask raised; a redirect is not an error and passes unchanged."""
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value]  # werkzeug's, which Flask sends as it is
    response = problem(status, _OWN_WORDS.get(status) or error.description or HTTPStatus(status).phrase)
    for name, value in error.get_response().headers.items():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


_OWN_WORDS = {
    404: Message("There is nothing at this address."),
    405: Message("This address does not answer that method."),
    413: Message("The request is too long; ask a shorter question."),
    415: Message("Send the body as JSON, with Content-Type: application/json."),
}


def _bad_parameter(error: BadParameterError) -> Response:
    return problem(error.status, str(error), error.errors)


def _bad_question(error: UsageError) -> Response:
    return problem(400, error.args[0], [("q", str(error))])


def _no_article(error: ArticleNotFoundError | PictureError) -> Response:
    return problem(404, str(error))


def _no_library(error: BuildError | SettingError) -> Response:
    """The answer when the library cannot be read. The error names folders, so it goes to the log and not to the caller."""
    served_library().log_once(error)
    if isinstance(error, DamagedBuildError):
        served_library().library().suspect(error)
    kinds = (words for kind, words in _ADVICE.items() if isinstance(error, kind))
    words = next(kinds, Message("The library cannot be read now; run `footnote check` where it is served."))
    return _later(problem(503, words))


def _too_costly(error: BudgetError) -> Response:
    words = Message(
        "answering takes more than the {seconds} s of computing time that a request may take; "
        "ask fewer or shorter questions at a time, or with fewer phrases and exclusions",
        seconds=f"{error.seconds:g}",
    )
    return _later(problem(503, words))


def _later(response: Response) -> Response:
    response.headers["Retry-After"] = str(RETRY)
    return response


def _defect(error: Exception) -> Response:
    current_app.logger.error("Defect at %s", request.path, exc_info=error)
    return problem(500, Message("Something went wrong that should not have; the log of the server has the details."))
