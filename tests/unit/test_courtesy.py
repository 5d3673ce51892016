"""What is said around a question is taken off, and nothing of a real question is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.courtesy import question_span

AROUND = [
    ("hello", ""),
    ("hi there", ""),
    ("Thanks!", ""),
    ("thank you very much", ""),
    ("thanks for your help!", ""),
    ("ok", ""),
    ("no, thanks", ""),
    ("Hi, could you tell me when the ferry leaves, please?", "when the ferry leaves"),
    ("Could you tell me who built the bridge?", "who built the bridge?"),
    ("tell me more about Ada Holm", "Ada Holm"),
    ("Tell me about the lighthouse.", "the lighthouse."),
    ("please tell me some more about the mill", "the mill"),
    ("Sorry, I want to ask you about the flood.", "the flood."),
    ("please tell me what the articles say about ferries", "what the articles say about ferries"),
    ("What do the articles say about Dahl?", "Dahl?"),
    ("I would like to know when the mill closed", "when the mill closed"),
    ("I'd like to know more about the choir.", "the choir."),
    ("I’m interested in the choir", "the choir"),
    ("Yes, the B1 course please", "the B1 course"),
    ("OK, and who paid?", "and who paid?"),
    ("do you know who won?", "who won?"),
    ("hello who is the mayor", "who is the mayor"),
    ("Hello!!! Who are you?", "Who are you?"),
    ("Thanks. When was it built?", "When was it built?"),
    ("Good morning, what is a quay?", "what is a quay?"),
    ("Who won the cup, please?", "Who won the cup"),
    ("When does it open? Thanks in advance!", "When does it open?"),
    ("Can you explain how\nthe lock works?", "how\nthe lock works?"),
    ("Please explain the Dahl affair", "the Dahl affair"),
    ("I was wondering if the library opens on Sunday", "if the library opens on Sunday"),
    ("Is there anything about ferries?", "ferries?"),
    ("Hallo, kannst du mir sagen, wann die Fähre fährt?", "wann die Fähre fährt?"),
    ("Was steht in den Artikeln über die Brücke?", "die Brücke?"),
    ("Wissen Sie, wer die Brücke gebaut hat, bitte?", "wer die Brücke gebaut hat"),
    ("Bonjour, pouvez-vous me dire quand le pont a été construit, s'il vous plaît ?", "quand le pont a été construit"),
    ("Parlez-moi du phare", "phare"),
    ("Hola, ¿me puede decir cuándo sale el barco, por favor?", "cuándo sale el barco"),
    ("Háblame de la catedral", "la catedral"),
]
WHOLE = [
    "What is Hello Kitty?",
    "Hello Kitty museum",
    "hello kitty",
    "Hello, Dolly! premiere",
    "Hi-Lo Country",
    "Thank You for Smoking",
    "Who sang Thank You?",
    "Please Please Me",
    "Who recorded Please Please Me?",
    "Tell Me Why Beatles",
    "who sang tell me why",
    "Yes Minister",
    "Yes, Prime Minister",
    "OK Go",
    "ok computer",
    "Do You Know the Way to San Jose",
    "No Country for Old Men",
    "Good Morning America",
    "Good Morning, Vietnam",
    "Well, Somerset",
    "Right whales",
    "So Solid Crew",
    "Sorry, Wrong Number",
    "can you swim in the lake",
    "Can you bring dogs on the ferry?",
    "could the dam fail?",
    "Greetings from Asbury Park",
    "What is known as the Blitz?",
    "Is there a bridge?",
    "who sang pretty please",
    "Show Me the Money",
    "Find My iPhone",
    "When did the hi-fi shop close?",
    "Give me liberty",
    "Bitte melde dich",
    "Danke für nichts",
    "Wer sagte Bitte?",
    "Bonjour tristesse",
    "Merci patron",
    "Hola Magazine",
    "Gracias a la vida",
    "Guten Morgen Deutschland",
    "Parlez-moi d'amour",
]


@pytest.mark.parametrize(("question", "asked"), AROUND)
def test_courtesy_is_taken_off(question, asked) -> None:
    """Greetings, thanks and requests to tell something are not in the span; a greeting alone leaves nothing."""
    start, end = question_span(question)
    assert question[start:end] == asked


@pytest.mark.parametrize("question", WHOLE)
def test_a_real_question_stays_whole(question) -> None:
    """Names and titles that begin or end like a greeting are part of the question."""
    assert question_span(question) == (0, len(question))


@given(st.text(st.sampled_from("hi helothanksp,.!? \ntme abuw"), max_size=60) | st.text(max_size=60))
def test_the_span_is_within_the_text(text) -> None:
    """Whatever is typed, the span is one, and what is in it has no courtesy around it any more."""
    start, end = question_span(text)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip()
