"""The fields of the form that become words of the question."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.retrieval.operators import parse
from tests.web.test_pages import page, words
from webapp.pages.word_fields import with_word_fields


@pytest.mark.parametrize(
    ("fields", "question"),
    [
        ({}, "  tea "),
        ({"must": " ", "not": ""}, "tea"),
        ({"must": "leaves pan"}, 'tea "leaves" "pan"'),
        ({"must": '"green tea" pan'}, 'tea "green tea" "pan"'),
        ({"not": 'coffee -milk "hot water"'}, 'tea -coffee -milk -"hot water"'),
        ({"must": '" -- "', "not": "-"}, "tea"),
    ],
)
def test_fields_become_operators(fields, question):
    """Each word counts by itself, words in quotation marks together; what says nothing adds nothing."""
    assert with_word_fields("  tea ", MultiDict(fields)) == question


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_a_question(must, excluded):
    """Whatever stands in the fields, the question's own words stay, and what is excluded is never required."""
    parsed = parse(with_word_fields("tea", MultiDict({"must": must, "not": excluded})))
    assert "tea" in parsed.words.split()


def test_the_page_asks_with_them(client):
    """They are part of the question, on both pages, and the fields are empty for the next one."""
    for address in ("/", "/search"):
        made, text = page(client, address, q="tea", must="leaves", **{"not": "coffee"})
        assert 'tea "leaves" -coffee' in html.unescape(text)
        assert "word for word: “leaves”" in words(text)
        assert "without coffee" in words(text)
        assert [field.get("value") for field in made.all("input") if field.get("name") in ("must", "not")] == [
            None,
            None,
        ]


def test_words_that_must_occur_are_a_question(client):
    """A form with nothing but words that must occur asks for them."""
    assert 'id="question-1">&#34;leaves&#34;<' in page(client, "/", q="", must="leaves")[1]


def test_dates_are_days_for_the_picker(client):
    """A year or a month that was asked for is shown as its first or last day."""
    made, _ = page(client, "/", q="tea", after="2016-02", before="2016-02", author="Mei Tanaka")
    after, before = made.all("input", id="after")[0], made.all("input", id="before")[0]
    assert (after["type"], after["value"], before["value"]) == ("date", "2016-02-01", "2016-02-29")
    assert made.all("input", id="author")[0]["value"] == "Mei Tanaka"
