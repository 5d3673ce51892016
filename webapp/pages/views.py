"""The addresses of the pages. A view reads the request, calls the library and renders; a page has no state but its URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template, request

from indexer import MOST_IN_TABLE, ArticleNotFoundError, is_period, query_edit
from webapp import parameters
from webapp.library import open_reading, served_library
from webapp.pages.article_blocks import blocks, contents, headline, is_numbered, parts_of
from webapp.pages.article_find import LONGEST as LONGEST_FIND
from webapp.pages.article_find import find
from webapp.pages.article_text import ArticleText
from webapp.pages.cited_link import read_link
from webapp.pages.compared_paragraphs import count_words, stretches
from webapp.pages.example_questions import examples
from webapp.pages.facets import facet_choices
from webapp.pages.feed_entries import ATOM, feed_of
from webapp.pages.follow_ups import next_questions
from webapp.pages.form import Form, sources
from webapp.pages.mistakes import keeping_form
from webapp.pages.page_view import MOST_PAGES, view_of
from webapp.pages.query_chips import attempts
from webapp.pages.search_results import kept_arrangement, results_for_table, search_page
from webapp.pages.threads import Thread
from webapp.pages.turns import SHOWN, converse
from webapp.pages.way_back import way_of
from webapp.pages.welcome import glance
from webapp.pages.word_fields import with_word_fields
from webapp.ranking import listed_articles, table_response

if TYPE_CHECKING:
    from flask import Response

    from indexer import Span
    from webapp.pages.article_find import Matches
    from webapp.pages.cited_link import CitedLink
    from webapp.pages.way_back import WayBack

blueprint = Blueprint("pages", __name__)

LISTED = 100
"""Articles on one page of the list."""
GREATEST_PAGE = 99_999
CARRIED = ("id", "span", "sha256", "quote", "from", "quotes")
"""Parameters of an article's address that finding words in it keeps."""


@blueprint.get("/")
@keeping_form
def conversation() -> str:
    """The conversation in the URL, or the welcome page when there is none."""
    *earlier, newest_question = request.args.getlist("q") or [""]
    asked = (*earlier, with_word_fields(newest_question, request.args))
    questions = parameters.limited_turns(tuple(text for text in asked if text.strip()))
    filters = parameters.filters(request.args)
    with open_reading() as reading:
        form = Form.of(reading, request.args)
        if not questions:
            questions_to_try = served_library().once_per_build(reading, examples)
            return render_template(
                "welcome.html",
                form=form,
                examples=questions_to_try,
                status=reading.status(),
                sources=served_library().once_per_build(reading, sources),
                glance=served_library().once_per_build(reading, glance),
            )
        thread = Thread(questions, filters)
        turns = converse(reading, thread)
        offered = next_questions(reading, thread, turns[-1].answer)
    newest = turns[-1].answer
    return render_template(
        "conversation.html", form=form, turns=turns, thread=thread,
        facets=facet_choices(thread, newest.question, newest.facets), follow_ups=offered,
        earlier=(*questions[:-1], query_edit.with_filters(questions[-1], filters)),
        attempts=attempts(thread, newest.question) if newest.status == "not_found" else (),
    )  # fmt: skip


@blueprint.get("/feed")
def feed() -> Response:
    """An Atom feed of the passages that match the conversation's newest question, the last added first."""
    thread = Thread(parameters.conversation(request.args).turns, parameters.filters(request.args))
    with open_reading() as reading:
        passages = reading.added_passages(thread.questions, filters=thread.filters)
        built = reading.status().built
    response = current_app.response_class(feed_of(thread, passages, built), content_type=ATOM)
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]  # itself


@blueprint.get("/search")
@keeping_form
def search() -> str:
    """A page of what a search finds, by article or by passage."""
    query = with_word_fields(request.args.get("q", ""), request.args)
    with open_reading() as reading:
        form = Form.of(reading, request.args)
        page = search_page(reading, query, request.args) if query.strip() else None
    return render_template(
        "search.html", form=form, query=query, page=page,
        arranged_as=kept_arrangement(request.args), in_table=MOST_IN_TABLE,
    )  # fmt: skip


@blueprint.get("/search.csv")
def search_table() -> Response:
    """What a search finds as a table for spreadsheets."""
    with open_reading() as reading:
        return table_response(results_for_table(reading, request.args))


@blueprint.get("/similar")
def similar() -> str | tuple[str, int]:
    """The articles that are like an article or like one of its passages."""
    name = parameters.required(request.args, "id")
    with open_reading() as reading:
        try:
            whole, passage = reading.article_and_passage(name)
        except ArticleNotFoundError:
            return render_template("gone.html", id=name, quote=""), 404
        hits = reading.similar(name, k=SHOWN)
    return render_template("similar.html", article=whole, passage=passage, hits=hits)


@blueprint.get("/article")
def article() -> str | tuple[str, int]:
    """A whole article with the cited quote highlighted, and links to the articles before and after it."""
    article_id = parameters.required(request.args, "id")
    with open_reading() as reading:
        try:
            whole = reading.article(article_id)
        except ArticleNotFoundError:
            return render_template("gone.html", id=article_id, quote=request.args.get("quote", "")), 404
        link = read_link(reading, whole, request.args)
        back = way_of(request.args, whole.text, link.span)
        matches = find(whole, request.args)
        before, after = reading.neighbours(article_id)
        near = reading.near_duplicates(article_id)
        view = view_of(reading, whole, link.span, request.args)
    in_order = blocks(whole)
    return render_template(
        "article.html", article=whole, headline=headline(in_order), parts=parts_of(in_order),
        contents=contents(in_order), link=link, before=before, after=after, view=view, near=near, back=back,
        matches=matches, longest=LONGEST_FIND,
        carried=[(name, request.args[name]) for name in CARRIED if request.args.get(name)],
        text=ArticleText(whole, _layers(link, back, matches)), is_numbered=is_numbered,
    )  # fmt: skip


def _layers(link: CitedLink, back: WayBack | None, matches: Matches) -> dict[str, tuple[Span, ...]]:
    """What is highlighted in an article: the quote, other quotes of the same answer, and words that were looked for."""
    cited = (link.span,) if link.span else ()
    others = tuple(quote.span for quote in back.quotes if quote.span != link.span) if back and not link.doubt else ()
    current = (matches.current,) if matches.current else ()
    return {
        "cited doubtful" if link.doubt else "cited": cited,
        "quoted": others,
        "match": matches.spans,
        "current": current,
    }


@blueprint.get("/article/compare")
def compare() -> str | tuple[str, int]:
    """What became of an article's text in another one's, such as a later version."""
    first, second = parameters.required(request.args, "id"), parameters.required(request.args, "with")
    with open_reading() as reading:
        try:
            comparison = reading.compare(first, second)
        except ArticleNotFoundError as error:
            return render_template("gone.html", id=error.article_id, quote=""), 404
    return render_template(
        "compare.html", comparison=comparison, stretches=stretches(comparison),
        removed=count_words(comparison, "removed"), added=count_words(comparison, "added"),
    )  # fmt: skip


@blueprint.get("/article/page")
def page_picture() -> Response:
    """A page of an article's file as a picture, with the words at `span` boxed."""
    article_id = parameters.required(request.args, "id")
    page = parameters.number(request.args, "page", 1, 1, MOST_PAGES)
    with open_reading() as reading:
        picture = reading.page_picture(article_id, page, parameters.span(request.args))
    response = current_app.response_class(picture, content_type="image/png")
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]  # itself


@blueprint.get("/browse")
def browse() -> str:
    """A page of the list of articles, by source and year, by date of publication or by when they were added."""
    listed = parameters.listed(request.args)
    page = parameters.number(request.args, "page", 1, 1, GREATEST_PAGE)
    with open_reading() as reading:
        named = served_library().once_per_build(reading, sources)
        listing = listed_articles(reading, listed, (page - 1) * LISTED, LISTED)
    return render_template(
        "browse.html", listed=listed, source=listed.source, year=listed.year, page=page,
        pages=-(-listing.total // LISTED), sources=named, listing=listing, most=GREATEST_PAGE,
        period=listed.year if is_period(listed.year or "") else None,
    )  # fmt: skip


@blueprint.get("/status")
def status() -> str:
    """The contents of the library, how it was made, and the files that could not be read."""
    with open_reading() as reading:
        return render_template("status.html", status=reading.status())


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The description that lets a browser search here from its address bar."""
    return current_app.response_class(
        render_template("opensearch.xml"), content_type="application/opensearchdescription+xml; charset=utf-8"
    )
