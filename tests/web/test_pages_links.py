"""What a turn leads to: other spellings, the texts behind a quote, files."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from flask import render_template_string

from indexer import Filters, IndependentText, Library, Suggestion
from tests.conftest import library_of
from tests.web.test_pages import Page, page, words
from webapp import create_app
from webapp.pages.threads import Thread
from webapp.pages.turns import Quote, Turn

SUGGESTED = (Suggestion("lihgthouse", "lighthouse", "Where is the lighthouse?"),)


@pytest.fixture
def shown(app, library: Library):
    """A turn as the page shows it, of an answer with something put in its place."""

    def show(question: str, newest: bool = True, filters: Filters | None = None, **changed: object) -> str:
        thread = Thread(("tea", question), filters or Filters())
        answer = replace(library.ask([question], filters=filters), **changed)
        quotes = tuple(
            Quote(citation, hit, hit.passage.span)
            for citation, hit in zip(answer.citations, answer.quoted, strict=True)
        )
        turn = Turn(2, thread, answer, (), quotes, (), {})
        template = "{% from '_turn.html' import turn_of %}{{ turn_of(turn, newest) }}"
        with app.test_request_context():
            return render_template_string(template, turn=turn, newest=newest)

    return show


def test_a_misspelt_word_leads_to_the_question_meant(shown):
    """Not found: the whole question as it may have been meant, in place of the newest one, within the same limits."""
    text = html.unescape(shown("Where is the lihgthouse?", filters=Filters(after="2001"), suggestions=SUGGESTED))
    assert "Did you mean" in text
    assert '<a href="/?q=tea&q=Where+is+the+lighthouse?&after=2001#turn-2">Where is the lighthouse?</a>' in text


def test_an_answer_may_have_meant_another_word(shown):
    """Answered all the same: one line names the word that nothing holds, and the one it may have been."""
    text = shown("How is green tea made?", suggestions=SUGGESTED)
    assert "No article mentions “lihgthouse”. Did you mean lighthouse?" in words(text)
    assert "Did you mean" not in shown("How is green tea made?", newest=False, suggestions=SUGGESTED)


def test_the_independent_texts_are_counted_and_listed(shown, library: Library):
    """How many articles, how many texts; every article with its date, place, and the number it is quoted under."""
    (first, *_) = library.ask(["How is green tea made?"]).citations
    copied = replace(first, number=8, article_id="copy", source="Morning Copy", published="2020-01-02")
    other = replace(first, number=9, article_id="other", source=None, title="Other", published=None)
    texts = (IndependentText((first, copied)), IndependentText((other,)))
    text = shown("How is green tea made?", texts=texts)
    made = Page(re.search(r'<details class="spread".*?</details>', text, re.DOTALL)[0])
    told = " ".join(words(text).split())
    assert "From 3 articles, 2 of them independent The same text in 2 articles" in told
    title = "How is green tea made?"
    assert f"Kitchen Herald · 4 Mar 2019 · {title}, quoted as 1 Morning Copy · 2 Jan 2020 · {title} Other" in told
    assert [a["href"].partition("&")[0] for a in made.all("a")] == [
        "/article?id=kitchen/tea", "/article?id=copy", "/article?id=other",
    ]  # fmt: skip
    older = shown("How is green tea made?", newest=False, texts=texts)
    assert '<p class="spread">From 3 articles, 2 of them independent</p>' in older
    assert "spread" not in shown("How is green tea made?", texts=texts[1:])


def test_the_newest_answer_can_be_had_as_a_file(client):
    """One link a format, which the browser keeps as a file; none where nothing was found."""
    made, _ = page(client, "/", q=["tea", "How is green tea made?"], source="Kitchen Herald")
    links = [a["href"] for a in made.all("a") if "download" in a]
    assert len(links) == 5
    assert links[1] == "/api/export?format=bibtex&q=tea&q=How+is+green+tea+made%3F&source=kitchen+herald"
    assert not [a for a in page(client, "/", q="zeppelin")[0].all("a") if "download" in a]


def test_searching_suggests_another_word_too(client, monkeypatch):
    """The search page offers the same, whether it found something or not."""

    def ranked(build, asked, *_):
        results = replace(build.search(*asked.turns, group_by="article"), suggestions=SUGGESTED)
        return results, results.hits

    monkeypatch.setattr("webapp.pages.search_results.ranked", ranked)
    for query, told in (("tea", "No article mentions “lihgthouse”"), ("zeppelin", "Did you mean")):
        made, text = page(client, "/search", q=query)
        assert told in text
        assert [a for a in made.all("a") if a["href"] == "/search?q=Where+is+the+lighthouse?"]


def test_a_quote_with_a_list_keeps_its_lines(tmp_path):
    """What introduces the list and each item on its own line, as the article has them, in the size of a long quote."""
    text = "To apply for a berth, you need:\n- a passport\n- the papers of the boat\n\nThe harbour is old."
    library_of(tmp_path, {"_id": "a", "title": "Harbour", "text": text}).close()
    app = create_app({"INSTANCE": tmp_path / "instance"})
    shown = app.test_client().get("/?q=What+do+I+need+to+apply+for+a+berth%3F").text
    app.extensions["library"].close()
    assert '<figure class="quote lead long"' in shown
    assert "To apply for a berth, you need:\n- a passport\n- the papers of the boat" in shown
