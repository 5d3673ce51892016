"""Questions about one thing, and the sentences that tell of it."""

import pytest

from indexer.answering.subjects import Subject, named_in
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
        ("What does nepotism mean?", "Nepotism is the favouring of relatives."),
        ("what is the meaning of nepotism", "Nepotism means the favouring of relatives."),
        ("nepotism definition", "Nepotism is the favouring of relatives."),
        ("Was versteht man unter Nepotismus?", "Nepotismus ist die Bevorzugung von Verwandten."),
    ],
)
def test_a_sentence_that_says_what_something_is(question, sentence):
    """It begins with the name, whatever stands in brackets or between commas, and goes on as a definition does."""
    subject = Subject.of(question)
    assert subject is not None
    assert subject.begins.match(sentence)
    assert subject.says.match(sentence)


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
    subject = Subject.of("What is Warsaw?")
    assert (subject.begins.match(sentence) is not None, subject.says.match(sentence)) == (begins, None)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where is Brandhavn?", "Brandhavn"),
        ("where is the old harbour located?", "old harbour"),
        ("Where's Brandhavn situated", "Brandhavn"),
        ("When was Otto Lind born?", "Otto Lind"),
        ("When did the Great War begin?", "Great War"),
        ("How tall is the tower?", "tower"),
        ("Wo liegt Brandhavn?", "Brandhavn"),
        ("Wann wurde Otto Lind geboren?", "Otto Lind"),
        ("Wie hoch ist der Turm?", "Turm"),
    ],
)
def test_a_question_about_one_thing(question, name):
    """Where it is, when it began and how large it is: the question names it, and does not ask what it is."""
    subject = Subject.of(question)
    assert subject is not None
    assert named_in(question) == name
    assert not subject.what
    assert subject.begins.match(f"{name} has a long history.")


@pytest.mark.parametrize(
    "question",
    [
        "Where do cranes nest?",
        "What did Otto Lind build?",
        "quay",
        "What?",
        "",
        f"What is {'a b ' * 10}?",
        "Why is it so?",
    ],
)
def test_other_questions(question):
    """A question that asks for something else, or names more than a name, is not about one thing."""
    assert Subject.of(question) is None


def _town(name: str) -> str:
    later = [
        f"In {year} {name} was rebuilt, and {name} got a new harbour and a school of {year - 1800} pupils in Oldgate. "
        f"The mayor of {name} praised {name} in {year} as the finest of all towns, and all of {name} sang."
        for year in range(1850, 1930)
    ]
    return "\n\n".join((f"{name} is a fishing town on the northern coast of Norway. It has two churches.", *later))


@pytest.mark.parametrize("question", ["What is Brandhavn?", "Where is Brandhavn?", "where is brandhavn located"])
def test_what_and_where_something_is_stands_at_the_beginning(tmp_path, question):
    """The first quote is the sentence that says it, also where many passages of the article hold the name more often."""
    with library_of(tmp_path, {"_id": "a", "title": "Brandhavn", "text": _town("Brandhavn")}) as library:
        quotes = [citation.quote for citation in library.ask([question]).citations]
        assert quotes[0] == "Brandhavn is a fishing town on the northern coast of Norway."


def test_when_somebody_was_born_stands_behind_the_name(tmp_path):
    """The first quote is the sentence that begins with the name and has a date, not one that has the same words without."""
    text = (
        "Otto Lind (3 May 1840 – 1911) was an engineer. He built bridges.\n\nOtto Lind was born in Oldgate, where his "
        "father was born, too. In 1870 his son was born, whom Otto Lind called Otto Lind."
    )
    with library_of(tmp_path, {"_id": "a", "title": "Otto Lind", "text": text}) as library:
        assert library.ask(["When was Otto Lind born?"]).citations[0].quote.startswith("Otto Lind (3 May 1840")
