"""Addresses of articles and static files, and filters as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta

from indexer import Filters, Span, query_edit
from indexer.retrieval.operators import parse
from webapp import create_app
from webapp.pages.template_helpers import around, asset, cited
from webapp.pages.threads import Thread


def test_a_citation_leads_to_its_span(app):
    """A citation's address names the article, the span, the text's SHA-256, and the place to scroll to."""
    with app.test_request_context():
        assert cited("a b/ü&c", Span(3, 9), "ff") == "/article?id=a+b/%C3%BC%26c&span=3-9&sha256=ff#quote"
        assert cited("a") == "/article?id=a"


def test_a_thread_has_the_addresses_of_its_files(app):
    """Every format of an answer, with all that the thread asks, under whatever address the application is mounted."""
    thread = Thread(("tea & <b>", "Where?"), Filters(("coast gazette",), (), "2001", None))
    with app.test_request_context("/", base_url="http://localhost/notes/"):
        addresses = dict(thread.exports())
    assert list(addresses) == ["markdown", "bibtex", "ris", "csl", "evidence"]
    assert addresses["ris"] == (
        "/notes/api/export?format=ris&q=tea+%26+%3Cb%3E&q=Where%3F&source=coast+gazette&after=2001"
    )


def test_static_addresses_name_their_version(app, client):
    """A static file is cached for ever under an address that changes when it does."""
    with app.test_request_context():
        address = asset("page.css")
    with client.get(address) as response:
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
    with client.get("/static/page.css") as response:
        assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(sources=("agenda.ge",)),
        Filters(sources=("the daily", "agenda.ge"), authors=("nino alavidze",), after="2016-10", before="2017"),
    ],
)
def test_filters_become_words_that_mean_them(filters):
    """What a question was filtered by, it is still filtered by once it is an earlier turn."""
    parsed = parse(query_edit.with_filters("Who signed it?", filters))
    assert parsed.filters == filters
    assert parsed.words == "Who signed it?"


@given(st.text("ab c", min_size=1, max_size=400), st.data())
def test_a_long_quote_is_shown_around_what_matters(quote, data):
    """The words that matter are there whole, in a stretch of the quote that is hardly longer than was asked for."""
    start = data.draw(st.integers(0, len(quote) - 1))
    end = data.draw(st.integers(start + 1, min(len(quote), start + 30)))
    shown = around(quote, start, end, 60)
    assert quote[start:end] in shown
    assert shown.strip("…") in quote
    assert len(shown.strip("…")) <= 60 + 30
    assert (shown == quote) or "…" in shown


def test_partials_use_what_they_are_given():
    """What several pages share has no name that nobody gives it: a part of a page that is seldom shown cannot fail."""
    app = create_app({"INSTANCE": "nowhere"})
    known = set(app.jinja_env.globals)
    partials = [name for name in app.jinja_env.list_templates() if name.startswith("_")]
    assert partials
    for name in partials:
        source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name)
        assert meta.find_undeclared_variables(app.jinja_env.parse(source)) <= known, name
