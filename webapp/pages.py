"""The pages. A view reads the request, calls the library, renders; the URL is all of a page's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template, request

from webapp import parameters
from webapp.browsing import A_PAGE, LISTED, catalogue
from webapp.conversation import SHOWN, converse
from webapp.examples import examples
from webapp.form import Form, sources
from webapp.headers import CONTENT_SECURITY_POLICY
from webapp.layout import blocks
from webapp.narrowing import narrowing
from webapp.opened import about, cited_in
from webapp.parameters import Asked
from webapp.ranking import SORTED, SORTS, ranked
from webapp.shelf import reading, shelf
from webapp.threads import Thread, remembered
from webapp.understanding import attempts, chips

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("pages", __name__)


@blueprint.after_app_request
def _may_fetch_itself(response: Response) -> Response:
    """Lets the script of a page fetch other pages of this site; nothing else may be fetched from anywhere."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", f"{CONTENT_SECURITY_POLICY}; connect-src 'self'")
    return response


@blueprint.get("/")
def conversation() -> str:
    """The conversation in the URL, or the way into one."""
    questions = parameters.few_enough(tuple(text for text in request.args.getlist("q") if text.strip()))
    filters = parameters.filters(request.args)
    with reading() as build:
        form = Form.of(build, request.args)
        if not questions:
            known = shelf().once(build, examples)
            return render_template(
                "welcome.html", form=form, examples=known, status=build.status(), sources=shelf().once(build, sources)
            )
        thread = Thread(questions, filters)
        turns = converse(build, thread)
    newest = turns[-1].answer
    return render_template(
        "conversation.html", form=form, turns=turns, thread=thread, narrowing=narrowing(thread, newest.facets),
        earlier=(*questions[:-1], remembered(questions[-1], filters)),
        attempts=attempts(thread, newest.question) if newest.status == "not_found" else (),
    )  # fmt: skip


@blueprint.get("/search")
def search() -> str:
    """Ranked passages, a page at a time."""
    query = request.args.get("q", "")
    page = parameters.number(request.args, "page", 1, 1, parameters.GREATEST_OFFSET // SHOWN)
    sort = parameters.choice(request.args, "sort", SORTS)
    filters = parameters.filters(request.args)
    with reading() as build:
        form = Form.of(build, request.args)
        if not query.strip():
            return render_template("search.html", form=form, query="", sort=sort)
        results, hits = ranked(build, Asked((query,), SHOWN, filters, None), (page - 1) * SHOWN, sort)
    thread = Thread((query,), filters, "pages.search")
    total = min(results.total, SORTED) if sort == "date" else results.total
    return render_template(
        "search.html", form=form, query=query, sort=sort, page=page, results=results, hits=hits, total=total,
        pages=-(-total // SHOWN), sorted_at_most=SORTED, chips=chips(thread, results.question),
        narrowing=narrowing(thread, results.facets), attempts=attempts(thread, results.question),
    )  # fmt: skip


@blueprint.get("/article")
def article() -> str:
    """One article, whole, with a span of it highlighted, and the articles before and after it."""
    article_id = parameters.required(request.args, "id")
    with reading() as build:
        found = build.article(article_id)
        before, after = catalogue(build).neighbours(found)
    span, doubt = cited_in(found, request.args)
    return render_template(
        "article.html", article=found, blocks=blocks(found), span=span, doubt=doubt, before=before, after=after,
        about=about(found),
    )  # fmt: skip


@blueprint.get("/browse")
def browse() -> str:
    """The articles of the library by source and year, a page at a time, the newest first."""
    source, year = request.args.get("source"), request.args.get("year") or None
    page = parameters.number(request.args, "page", 1, 1, LISTED // A_PAGE)
    with reading() as build:
        listed, named, status = catalogue(build), shelf().once(build, sources), build.status()
    chosen = listed.chosen(source, year)
    return render_template(
        "browse.html", source=source, year=year, page=page, pages=-(-len(chosen) // A_PAGE), sources=named,
        years=listed.years(source), entries=chosen[(page - 1) * A_PAGE : page * A_PAGE], total=len(chosen),
        listed=len(listed.entries), status=status,
    )  # fmt: skip


@blueprint.get("/status")
def status() -> str:
    """What the library holds, how it was made, and what could not be read."""
    with reading() as build:
        return render_template("status.html", status=build.status())


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The description that lets a browser search here from its address bar."""
    return current_app.response_class(
        render_template("opensearch.xml"), content_type="application/opensearchdescription+xml; charset=utf-8"
    )
