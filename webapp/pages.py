"""The pages. A view reads the request, calls the library, renders; the URL is all of a page's state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from webapp import parameters
from webapp.conversation import SHOWN, converse, remembered
from webapp.examples import examples
from webapp.layout import blocks
from webapp.parameters import Asked, BadParameterError, Parameters
from webapp.ranking import SORTED, SORTS, ranked
from webapp.shelf import reading, shelf

if TYPE_CHECKING:
    from indexer import Article, Reading, Span

blueprint = Blueprint("pages", __name__)

MOST_NAMES = 100
"""Sources offered by name in a filter's field; any other may be typed."""


@blueprint.get("/")
def conversation() -> str:
    """The conversation in the URL, or the way into one."""
    questions = parameters.few_enough(tuple(text for text in request.args.getlist("q") if text.strip()))
    filters = parameters.filters(request.args)
    with reading() as build:
        form = Form.of(build, request.args)
        if not questions:
            return render_template(
                "welcome.html", form=form, examples=shelf().once(build, examples), status=build.status()
            )
        turns = converse(build, questions, filters)
    earlier = (*questions[:-1], remembered(questions[-1], filters))
    return render_template("conversation.html", form=form, turns=turns, earlier=earlier, filters=filters)


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
        asked = Asked((query,), SHOWN, filters, None)
        results, hits = ranked(build, asked, (page - 1) * SHOWN, sort)
    total = min(results.total, SORTED) if sort == "date" else results.total
    return render_template(
        "search.html", form=form, query=query, sort=sort, page=page, results=results, hits=hits, total=total,
        pages=-(-total // SHOWN), sorted_at_most=SORTED,
    )  # fmt: skip


@blueprint.get("/article")
def article() -> str:
    """One article, whole, with a span of it highlighted."""
    article_id = parameters.required(request.args, "id")
    with reading() as build:
        found = build.article(article_id)
    span, doubt = _cited(found, request.args)
    return render_template("article.html", article=found, blocks=blocks(found), span=span, doubt=doubt)


@dataclass(frozen=True, slots=True)
class Form:
    """The filter fields as they were filled in, and the names to offer for them."""

    source: str
    after: str
    before: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, build: Reading, given: Parameters) -> Form:
        """The form of this request."""
        source, after, before = (given.get(name, "").strip() for name in ("source", "after", "before"))
        return cls(source, after, before, shelf().once(build, _names))

    def __bool__(self) -> bool:
        return bool(self.source or self.after or self.before)


def _names(build: Reading) -> tuple[str, ...]:
    """The sources with most articles."""
    return tuple(summary.source for summary in build.sources() if summary.source)[:MOST_NAMES]


def _cited(article: Article, given: Parameters) -> tuple[Span | None, str | None]:
    """The span to highlight, and what is doubtful about it, if anything is."""
    try:
        span = parameters.span(given)
    except BadParameterError:
        return None, "The link names a place in this article that cannot be read, so nothing is highlighted."
    if span and span.end > len(article.text):
        return (
            None,
            "The link names a place after the end of this article; its text was longer when it was cited.",
        )
    if given.get("sha256", article.sha256).casefold() != article.sha256:
        return (
            span,
            "This article's text has changed since it was cited; what is highlighted may not be the quote.",
        )
    return span, None
