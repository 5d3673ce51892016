"""What a reader may want to know next, after an answer."""

from __future__ import annotations

import json

import pytest

from indexer import Lead, Library, rebuild
from tests.conftest import library_of

TEXT = """# The harbour

The harbour of Sund was opened by Ada Lind in 1931. Young people came to see it. Boats from Norway, some Danish
ones and ships of the Northern Lines still call there.

## Who pays for the harbour?

The town pays for the harbour. So says Ada Lind, who came from Norway in 1931 with the Northern Lines.

## How deep is it?

It is nine metres deep.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """A library of one article with headings, and one in a language that writes every noun with a capital."""
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "harbour.md").write_text(TEXT, "utf-8")
    german = {
        "_id": "hafen",
        "language": "de",
        "title": "Hafen",
        "text": "Der Leuchtturm wurde von Ada Lind mit Steinen gebaut.",
    }
    (folder / "hafen.jsonl").write_text(json.dumps(german), "utf-8")
    instance = folder / "instance"
    rebuild(instance, [folder / "harbour.md", folder / "hafen.jsonl"])
    with Library.open(instance) as library, library.reading() as reading:
        yield reading


def leads(reading, *turns):
    """The leads of the answer to these questions."""
    answer = reading.ask(turns)
    assert answer.citations
    return reading.leads(answer, turns)


def test_what_comes_next_leads_on(harbour):
    """First the questions that the article asks behind the quote, then names of several words, then others, then years."""
    assert leads(harbour, "Who opened the harbour of Sund?") == (
        Lead("question", "Who pays for the harbour?", "en"),
        Lead("question", "How deep is it?", "en"),
        Lead("name", "Ada Lind", "en"),
        Lead("name", "Northern Lines", "en", "the "),
        Lead("name", "Norway", "en"),
        Lead("year", "1931", "en"),
    )


def test_what_was_asked_leads_nowhere(harbour):
    """A name or year of the questions is no lead, nor is the first word of a sentence."""
    found = {
        lead.words for lead in leads(harbour, "Is Ada Lind from Norway?", "Was the harbour of Sund opened in 1931?")
    }
    assert found.isdisjoint({"Ada Lind", "Norway", "1931", "Sund", "Young"})


def test_a_name_that_stands_only_in_the_quote_leads_nowhere(tmp_path):
    """Nothing else is said of it; what the article states behind the quote leads on, and is asked as a question."""
    text = (
        "The bridge was planned by Ada Lind. The Norland tram was opened in 1894 near it. Bo Moss came. I saw Bo Moss."
    )
    with library_of(tmp_path, {"_id": "a", "language": "en", "text": text}) as library, library.reading() as reading:
        found = leads(reading, "Who planned the bridge?")
    assert [(lead.kind, lead.words) for lead in found] == [
        ("fact", "the Norland tram"),
        ("name", "Bo Moss"),
        ("year", "1894"),
    ]


def test_capitals_of_nouns_make_no_names(harbour):
    """In German a capital tells nothing of a name."""
    assert leads(harbour, "Wer hat den Leuchtturm gebaut?") == ()
