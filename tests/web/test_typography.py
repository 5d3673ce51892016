"""Addresses of articles and static files, and filters as words."""

from __future__ import annotations

import pytest

from indexer import Filters, Span
from indexer.retrieval.operators import parse
from webapp.threads import remembered
from webapp.typography import asset, cited


def test_a_citation_leads_to_its_span(app):
    """A citation's address names the article, the span, the text's SHA-256, and the place to scroll to."""
    with app.test_request_context():
        assert cited("a b/ü&c", Span(3, 9), "ff") == "/article?id=a+b/%C3%BC%26c&span=3-9&sha256=ff#quote"
        assert cited("a") == "/article?id=a"


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
    parsed = parse(remembered("Who signed it?", filters))
    assert parsed.filters == filters
    assert parsed.words == "Who signed it?"
