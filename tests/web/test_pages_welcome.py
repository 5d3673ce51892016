"""The first page: questions as people ask them, the newest articles, the time that the library spans."""

from __future__ import annotations

import re

import pytest

from tests.conftest import library_of
from tests.web.test_pages import page, words
from webapp.pages.example_questions import examples

PLAIN = "It has two sides, and people like it. Many of them come to see it each year."


@pytest.mark.parametrize(
    ("article", "question"),
    [
        ({"title": "Why do bees dance?", "text": "Bees dance to tell where the flowers are."}, "Why do bees dance?"),
        (
            {"title": "Gallbladder", "text": "The gallbladder is a small organ below the liver."},
            "What is the gallbladder?",
        ),
        ({"title": "Vitruvius", "text": "Vitruvius (c. 80 – c. 15 BC) was a builder."}, "What was Vitruvius?"),
        ({"title": "Ada Holm", "text": "Ada Holm (1815–1852) was a mathematician."}, "Who was Ada Holm?"),
        ({"title": "Ada Holm", "text": "Ada Holm is a mathematician of the north."}, "What is said about Ada Holm?"),
        (
            {
                "title": "Elbphilharmonie",
                "text": "Die Elbphilharmonie ist ein Konzerthaus in Hamburg.",
                "language": "de",
            },
            "Was ist die Elbphilharmonie?",
        ),
    ],
)
def test_examples_read_as_a_person_would_ask(tmp_path, article, question):
    """A question of the title or heading; what or who the title is, if the article says so; else what is said about it."""
    with library_of(tmp_path, {"_id": "a", "language": "en", **article}) as library, library.reading() as reading:
        assert examples(reading) == (question,)


def test_a_long_title_gives_a_name_to_ask_about(tmp_path):
    """A title that is a statement is no question; a name in it makes one. What is not surely answered is left out."""
    text = "The bridge was opened by the engineer Ada Holm. In her speech Ada Holm praised all those who had built it."
    news = {"_id": "news", "title": "New bridge was opened by Ada Holm in the morning", "text": text, "language": "en"}
    bare = {"_id": "bare", "title": "Nothing much to see in this place today", "text": PLAIN, "language": "en"}
    with library_of(tmp_path, news, bare) as library, library.reading() as reading:
        assert examples(reading) == ("What is said about Ada Holm?",)


def test_a_library_without_titles_and_sources_has_questions_too(tmp_path):
    """They are made of what its sentences state; the first of each article come before its second ones."""
    one = "It was new. The Norland tram was opened in 1894 with music. Empyema is a rare disease of the lung."
    texts = (one, "A gmina is the smallest unit of the land. Many live there.", "Nothing is stated here by anybody.")
    rows = [{"_id": f"{number}", "text": text, "language": "en"} for number, text in enumerate(texts)]
    with library_of(tmp_path, *rows) as library, library.reading() as reading:
        found = examples(reading)
    assert set(found[:2]) == {"When was the Norland tram opened?", "What is a gmina?"}
    assert found[2:] == ("What is Empyema?",)


def test_the_library_at_a_glance(client):
    """The newest articles by date, and from when to when they are; a place for earlier questions, which needs script."""
    made, text = page(client, "/")
    newest = re.findall(r'<li><a href="/article\?id=[^"]+" dir="auto">(.*?)</a>', text)
    assert (
        newest == [f"Lighthouse {number}" for number in (24, 23, 22, 21)] + ["Ο φάρος"] or newest[0] == "Lighthouse 24"
    )
    assert "30 articles, from 15 Jun 2001 to 15 Jun 2024, in this library" in words(text)
    (recent,) = made.all("div", **{"data-recent": None})
    assert "hidden" in recent
