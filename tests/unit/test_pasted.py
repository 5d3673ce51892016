"""Markup that was pasted with a question goes; what is asked about stays."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.retrieval.pasted import plain_question
from tests.strategies import texts

PASTED = [
    ('<div class="q"><b>When</b> was <a href="https://example.org/x">Ada</a> elected?</div>', "When was Ada elected?"),
    (
        "**When** was _Ada_ [mayor](http://example.org) of *Lervik*?\n\n> thanks",
        "When was _Ada_ mayor of Lervik? thanks",
    ),
    ("&quot;When&quot; was Ada&nbsp;Holm elected?", '"When" was Ada Holm elected?'),
    ("&lt;p&gt;Who&#39;s there?&lt;/p&gt;", "Who's there?"),
    ("&amp;lt;b&amp;gt;Who&amp;lt;/b&amp;gt; is it", "Who is it"),
    ("AT&amp;T and fish &amp; chips", "AT&T and fish & chips"),
    ("<p>one<br>two</p><li>three", "one two three"),
    ("<!-- note --><script>alert(1)</script>Who <style>p{}</style>came?", "Who came?"),
    ("<b>When was the mayor elected", "When was the mayor elected"),
    ("was elected?</span>", "was elected?"),
    ("<td>a</td><td>b</td> w<i>or</i>d", "a b word"),
    ('<img src="a.png" alt=x /> What is it?', "What is it?"),
    ("# Who came?\n- one\n* two\n>> three", "Who came? one two three"),
    ('~~no~~ ***yes*** ![alt text](a_(b).png "t") [x](/y)', "no yes alt text x"),
]
ASKED_ABOUT = [
    "What does <b> mean in HTML?",
    "How do <b> and <strong> differ?",
    "What do <b> and </b> mean?",
    "What does &nbsp; mean?",
    "What is &amp; in HTML?",
    "What does `<b>x</b>` and `&quot;` do?",
    "a <b and c> d, 1 < 2 > 0, x<y",
    "<fee>",
    "List<String> and Map<K, V>",
    "2 * 3 * 4, *args and **kwargs, a*b*c, guantanam* or cuba*",
    "f[x](y) and [note] (see below)",
    "C# and #hashtag, a > b",
    "R&D; P&L",
    '<div class="x"></div>',
]


@pytest.mark.parametrize(("question", "plain"), PASTED)
def test_pasted_markup_goes(question, plain) -> None:
    """Tags, entities and Markdown that somebody pasted leave their words."""
    assert plain_question(question) == plain


@pytest.mark.parametrize("question", ASKED_ABOUT)
def test_what_is_asked_about_stays(question) -> None:
    """Markup that somebody names, code between backticks and signs that only resemble markup are left as they are."""
    assert plain_question(question) == question


PIECES = [
    "<b>",
    "</b>",
    '<a b="',
    '">',
    "&amp;",
    "lt;",
    "gt;",
    "&",
    "a",
    " ",
    "*",
    "**",
    "`",
    "[a](b)",
    "\n> ",
    "<!--",
    "-->",
]


@given(texts() | st.lists(st.sampled_from(PIECES)).map("".join))
@example("-\x850")
def test_a_plain_question_is_plain(question) -> None:
    """Reading a question twice changes nothing, and one with words keeps some."""
    plain = plain_question(question)
    assert plain_question(plain) == plain
    assert any(map(str.isalnum, plain)) or not any(map(str.isalnum, question))
