"""Sentences that answer a question by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answering import facts_in, questions_in
from indexer.text.names import name_finder
from indexer.types import Article, sha256


def article_of(text: str, *, language: str = "en", title: str = "") -> Article:
    """An article with this text."""
    return Article("a", title, text, sha256(text), language=language)


def stated(text: str, language: str = "en", title: str = "") -> list[str]:
    """The facts of an article with this text, each in one line."""
    article = article_of(text, language=language, title=title)
    facts = facts_in(article, name_finder(language).names(text))
    return [" ".join(filter(None, (fact.kind, fact.verb, fact.subject, fact.done))) for fact in facts]


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "The Norland tram was opened on 3 May 1894. It runs.", ["when was the Norland tram opened"]),
        ("en", "Empyema is a rare disease. A gmina is the smallest unit.", ["what is empyema", "what is a gmina"]),
        ("en", "It was late. Ada Holm (1815–1852) was a mathematician.", ["who was Ada Holm"]),
        ("en", "Kestrel Bank is the oldest bank of all.", ["what is Kestrel Bank"]),
        ("de", "Die Norlandbahn wurde 1894 mit Musik eröffnet.", ["when wurde die Norlandbahn eröffnet"]),
        ("de", "Die Elbphilharmonie ist ein Konzerthaus.", ["what ist die Elbphilharmonie"]),
    ],
)
def test_a_sentence_states_a_fact(language, text, facts):
    """What or who its subject is, or when something was done to it; the subject as it stands within a sentence."""
    text = f"{text} Later, empyema is told of again."
    assert stated(text, language) == facts


@pytest.mark.parametrize(
    "text",
    [
        "The result was a new law.",  # of what?
        "It is a rare disease. This was the first tram. In Norland it is a law.",
        "Although empyema is a disease, they came.",
        "Empyema is an example of this kind of disease.",
        "Ada Holm is a mathematician.",  # perhaps a person, and perhaps a street
        "Johnny is the oldest of all, and he sings.",
        "Patients were treated in Norland.",
    ],
)
def test_what_needs_the_sentences_before_it_states_none(text):
    """Nor does what may be a person, of whom nobody asks what it is."""
    assert stated(text) == []


def test_a_title_makes_its_words_clear():
    """A plain word is clear if the article is about it."""
    assert stated("Activity is a part of health.") == []
    assert stated("Activity is a part of health.", title="Physical activity") == ["what is Activity"]


def test_questions_are_those_that_one_asks():
    """A title with a question mark that begins like none is no question."""
    assert list(questions_in(article_of("Some text.", title="Why do bees dance?"))) == ["Why do bees dance?"]
    assert list(questions_in(article_of("Some text.", title="Friend or foe?"))) == []
    assert list(questions_in(article_of("Nějaký text.", title="Proč?", language="cs"))) == ["Proč?"]


@given(st.text("The resultInflu1894 .is was(a)\n", max_size=200), st.sampled_from(["en", "de", "fr", "xx"]))
def test_a_fact_stands_in_its_article(text, language):
    """Whatever the text, its span is a part of it, and begins with the subject."""
    article = article_of(text, language=language)
    for fact in facts_in(article, ()):
        assert fact.subject.casefold() in " ".join(fact.span.of(text).casefold().split())
