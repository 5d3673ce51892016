"""Help: the handbook on pages of its own, whatever the reader's library holds."""

from __future__ import annotations

import re
import tempfile

import pytest

from tests.web.test_pages import Page, words
from webapp import create_app
from webapp.pages.example_questions import ON_FOOTNOTE


@pytest.fixture(scope="module")
def homeless(tmp_path_factory):
    """A browser without script, at an instance that has no build."""
    app = create_app({"INSTANCE": tmp_path_factory.mktemp("empty"), "TESTING": True})
    yield app.test_client()
    app.extensions["library"].close()


def page(client, address, **query):
    """The page, taken apart, and its HTML."""
    response = client.get(address, query_string=query or None)
    assert response.status_code == 200
    return Page(response.text), response.text


def test_help_is_one_press_away(homeless, client):
    """Every page leads to help, also one that tells of a problem; help leads back."""
    for shown in (client.get("/"), client.get("/?q=tea"), client.get("/article?id=volcano"), homeless.get("/")):
        assert Page(shown.text).all("a", href="/help")
    assert Page(homeless.get("/help").text).all("a", href="/")


@pytest.mark.parametrize("question", ON_FOOTNOTE)
def test_the_handbook_answers_without_a_library(homeless, question):
    """Its examples have sure answers, whose links stay within the handbook."""
    assert question in words(page(homeless, "/help")[1])
    made, text = page(homeless, "/help", q=question)
    assert 'class="sign answer"' in text
    cited = [a["href"] for a in made.all("a", **{"class": "citation"})]
    assert cited
    assert all(address.startswith("/help/article?id=footnote://handbook/") for address in cited)
    made, text = page(homeless, cited[0])
    assert "Verified: letter for letter" in text
    (back,) = [a["href"] for a in made.all("a") if "data-back" in a]
    assert back.startswith("/help?q=How+do+I")


def test_what_needs_the_library_of_the_reader_is_not_offered_in_help(homeless):
    """No link of help leads to an export, a feed or a check of an article that the reader's library does not have."""
    addresses = ["/help", "/help?q=How+do+I+add+articles%3F", "/help/search?q=pdf", "/help/browse"]
    addresses.append(
        next(a["href"] for a in page(homeless, "/help")[0].all("a") if "/help/article" in (a["href"] or ""))
    )
    for address in addresses:
        made, text = page(homeless, address)
        assert not re.search(r'(?:href|action|suggest)="/(?:api|feed|search|article|browse|similar)\b', text), address
        assert made.all("a", href="/help")


def test_all_of_the_handbook_is_listed(homeless):
    """Every article of the handbook is on its first page, by title, and can be read."""
    made, _ = page(homeless, "/help")
    articles = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/help/article?")]
    assert len(articles) > 30
    assert page(homeless, articles[0])[0].all("h1")
    assert homeless.get("/help/article?id=nothing").status_code == 404


def test_the_first_question_does_not_pay_for_the_build(tmp_path, monkeypatch):
    """The handbook is indexed beside the budget of the request that needs it first, in a folder that goes with it."""
    monkeypatch.setenv("FOOTNOTE_WEB_REQUEST_SECONDS", "0.2")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = create_app({"INSTANCE": tmp_path, "TESTING": True})
    assert app.test_client().get("/help?q=How+do+I+add+articles%3F").status_code == 200
    assert list(tmp_path.glob("footnote-handbook-*"))
    app.extensions["library"].close()
    assert not list(tmp_path.glob("footnote-handbook-*"))
