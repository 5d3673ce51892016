"""Questions that ask what something is, and the sentences that say so."""

import pytest

from indexer.answering.definitions import Definition
from tests.conftest import library_of


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is a quay?", "A quay is the edge of a harbour."),
        ("What are quays?", "Quays are the edges of a harbour."),
        ("what's a quay", "A quay, also called a wharf, is the edge of a harbour."),
        ("Who was Otto Lind?", "Otto Lind (1840–1911) was an engineer."),
        ("who is otto lind", "Otto Lind Moe (born in 1840), was a Norwegian engineer."),
        ("Tell me about Otto Lind.", "Otto Lind was one of the engineers."),
        ("What is the Rhine?", "The Rhine is the longest river in Germany."),
        ("What is C++?", "C++ is a language."),
        ("Was ist ein Kai?", "Ein Kai ist der Rand eines Hafens."),
        ("Wer war Otto Lind?", "Otto Lind war ein Ingenieur."),
    ],
)
def test_a_sentence_that_says_what_something_is(question, sentence):
    """It begins with the name, whatever stands in brackets or between commas, and goes on as a definition does."""
    definition = Definition.of(question)
    assert definition is not None
    assert definition.begins.match(sentence)
    assert definition.says.match(sentence)


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("Warsaw University is the largest.", False),
        ("Warsaw's castle is a ruin.", False),
        ("The city of Warsaw is a capital.", False),
        ("Warsaw was burnt in 1944.", True),
        ("Warsaw has a castle, which is a ruin.", True),
    ],
)
def test_a_sentence_that_says_something_else(sentence, begins):
    """What has a longer name is something else, and not every sentence about a thing says what it is."""
    definition = Definition.of("What is Warsaw?")
    assert (definition.begins.match(sentence) is not None, definition.says.match(sentence)) == (begins, None)


@pytest.mark.parametrize(
    "question",
    ["When was the quay built?", "What did Otto Lind build?", "quay", "What?", "", f"What is {'a b ' * 10}?"],
)
def test_other_questions(question):
    """A question that asks for something else, or names more than a name, asks for no definition."""
    assert Definition.of(question) is None


def test_what_something_is_stands_at_the_beginning(tmp_path):
    """The first quote is the sentence that says it, also where many passages of the article hold the name more often."""
    later = [
        f"In {year} Brandhavn was rebuilt, and Brandhavn got a new harbour and a school of {year - 1800} pupils. "
        f"The mayor of Brandhavn praised Brandhavn in {year} as the finest of all towns, and all of Brandhavn sang."
        for year in range(1850, 1930)
    ]
    text = "\n\n".join(("Brandhavn is a fishing town on the northern coast. It has two churches.", *later))
    with library_of(tmp_path, {"_id": "a", "title": "Brandhavn", "text": text}) as library:
        quotes = [citation.quote for citation in library.ask(["What is Brandhavn?"]).citations]
        assert quotes[0] == "Brandhavn is a fishing town on the northern coast."
