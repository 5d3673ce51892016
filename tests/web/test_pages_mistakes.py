"""A question that cannot be read comes back as it was typed, with what to write instead beside its field."""

from __future__ import annotations

import html

import pytest

from indexer import MOST_TURNS
from tests.web.test_pages import Page


def page(client, address, **query):
    """The page that says what is wrong."""
    response = client.get(address, query_string=query)
    assert response.status_code == 400, response.text
    return Page(response.text), response.text


def fields(made):
    """What the fields of the form hold, hidden ones too, in order."""
    return [(each["name"], each.get("value", "")) for each in made.all("input") if each.get("name")]


@pytest.mark.parametrize("path", ["/", "/search"])
@pytest.mark.parametrize(("name", "value"), [("after", "yesterday"), ("before", "2016-02-30")])
def test_a_bad_date_keeps_the_question_and_the_other_fields(client, path, name, value):
    """The form is filled in as it was, the filters are open, and the sentence belongs to the field."""
    given = {
        "q": "Who signed it?",
        "source": "agenda.ge",
        "author": "Nino",
        "after": "2015",
        "before": "2017",
        name: value,
    }
    made, text = page(client, path, **given)
    kept = {**given, "after": "2015-01-01", "before": "2017-12-31", name: value}
    assert {field: written for field, written in fields(made) if written} == kept
    (field,) = made.all("input", id=name)
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", f"{name}-wrong")
    words = html.unescape(text.split(f'id="{name}-wrong">')[1].split("</p>")[0])
    assert words == f"Write a date as YYYY, YYYY-MM or YYYY-MM-DD, not '{value}'."
    assert '<details class="filters" open>' in text
    assert made.all("form", action=path)


def test_a_bad_date_without_a_question_keeps_the_form_too(client):
    """The way in is a form as well."""
    made, text = page(client, "/", after="yesterday")
    assert ("after", "yesterday") in fields(made)
    assert "after-wrong" in text


def test_the_earlier_questions_are_kept(client):
    """A conversation goes on once the field is corrected."""
    made, _ = page(client, "/", q=["tea", "and milk?"], after="soon")
    assert [value for name, value in fields(made) if name == "q"] == ["tea", "and milk?"]
    assert made.all("form", action="/#turn-2")


def test_a_question_that_is_too_long_is_kept(client):
    """It can be shortened where it stands."""
    question = "word " * 900
    made, text = page(client, "/", q=question)
    assert ("q", question) in fields(made)
    assert "at most 4,000 characters" in text.split('id="q-wrong">')[1].split("</p>")[0]


def test_a_conversation_that_is_too_long_is_begun_anew(client):
    """Only the newest question is kept, since one more would be too many again."""
    made, text = page(client, "/", q=["tea"] * MOST_TURNS + ["milk"])
    assert [value for name, value in fields(made) if name == "q"] == ["milk"]
    assert "begin a new one" in text


@pytest.mark.parametrize(("name", "value"), [("page", "0"), ("sort", "title")])
def test_what_has_no_field_is_told_above_the_form(client, name, value):
    """The page's number and order are in the address alone."""
    made, text = page(client, "/search", q="tea", **{name: value})
    assert f"{name}: Write" in text
    assert ("q", "tea") in fields(made)
