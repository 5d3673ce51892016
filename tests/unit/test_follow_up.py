"""Follow-up questions: what pronouns stand for, what is asked on, and which words are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.retrieval import meaning
from indexer.retrieval.follow_up import turn_weights
from indexer.retrieval.quoted_names import meant_names
from indexer.retrieval.references import leaning
from indexer.settings import Settings
from indexer.text.embedders.builtin import shipped
from tests.conftest import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Library

TEXTS = {
    "report": "The harbour of Lisse was led by Arthur Clarke from 1998. The ferries ran every day.",
    "clarke": "Clarke was replaced by Ann Moore after the storm. She opened the second quay.",
    "brown": "The bakery of Peter Brown closed; he was replaced by nobody.",
    "visitors": "The museum of Lisse had 4,000 visitors in 2015.",
    "visitors16": "The museum of Lisse had 5,000 visitors in 2016.",
    "old": "The latest ferry timetable of Lisse has ten crossings a day.",
    "new": "The latest ferry timetable of Lisse has twelve crossings a day.",
}
DATES = {"old": "2019-03-01", "new": "2026-03-01"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A few articles of a small town."""
    articles = (
        {"_id": name, "title": "", "text": text, "language": "en", "published": DATES.get(name, "")}
        for name, text in TEXTS.items()
    )
    with library_of(tmp_path_factory.mktemp("town"), *articles) as opened:
        yield opened


def _best(library: Library, *turns: str) -> str:
    return library.search(turns[-1], history=turns[:-1]).hits[0].article.id


def test_he_is_whom_the_last_answer_names(library) -> None:
    """A name that only the answer holds is searched, is shown with its turn, and `without:` drops it."""
    first = "Who led the harbour of Lisse?"
    question = library.ask([first, "Who replaced him?"]).question
    assert ("Arthur Clarke", 1) in {(word.shown, word.turn) for word in question.words if word.quoted}
    order = [hit.article.id for hit in library.search("Who replaced him?", history=[first]).hits]
    assert order.index("clarke") < order.index("brown")
    dropped = library.ask([first, 'Who replaced him? without:"Arthur Clarke"']).question
    assert not any(word.quoted and word.shown == "Arthur Clarke" for word in dropped.words)
    assert not any(word.quoted for word in library.ask([first, "alone: Who replaced him?"]).question.words)


def test_the_names_that_a_pronoun_means_are_part_of_the_meaning() -> None:
    """With the name that "him" can mean, the question is nearer to a text about that person than without it."""
    asked = [
        meaning(("Who led the harbour?", "Who replaced him?"), shipped(), Settings(), names=names)
        for names in ((), ("Arthur Clarke",))
    ]
    without, named = (own.answer_similarity([TEXTS["clarke"]])[0] for own in asked if own)
    assert named > without


def test_the_same_question_is_asked_of_another_year(library) -> None:
    """The year is replaced and the rest weighs what it weighed."""
    words = library.ask(["How many visitors did the museum have in 2015?", "and in 2016?"]).question.words
    assert {word.shown for word in words} >= {"2016", "museum"}
    assert "2015" not in {word.shown for word in words}
    assert _best(library, "How many visitors did the museum have in 2015?", "and in 2016?") == "visitors16"


def test_a_question_without_words_of_its_own_asks_on(library) -> None:
    """The words of the question before it keep their whole weight."""
    words = library.ask(["How many visitors did the museum have?", "Why?"]).question.words
    assert max(word.weight for word in words if word.shown == "museum") == 1.0


def test_what_it_can_mean_weighs_more() -> None:
    """A question that says "it" or "there" keeps more of those before it, most if both do; not with history off."""

    def weights(*turns: str, decay: float = 0.2) -> list[float]:
        return turn_weights(turns, ("en",), decay=decay, topic=0.1)

    assert weights("Who led the harbour?", "Which ferries run daily?") == [0.2, 1.0]
    assert weights("Who led the harbour?", "Who replaced him?") == [0.2, 1.0]
    assert weights("Who led the harbour?", "Who built it?") == [0.6, 1.0]
    assert weights("Who led the harbour?", "Who built it?", "Who works there?") == pytest.approx([0.48, 0.6, 1.0])
    assert weights("Who led the harbour?", "Who built it?", decay=0.0) == [0.1, 1.0]


def test_a_follow_up_without_an_answer_is_refused(library) -> None:
    """That its articles hold the words of the question before it does not make them an answer."""
    first = "Who led the harbour of Lisse?"
    assert library.ask([first, "Who replaced him?"]).status == "answered"
    assert library.ask([first, "How many dogs swim in it?"]).status == "not_found"


def test_the_latest_articles_come_first(library) -> None:
    """Of equal passages the newer comes first where a question asks for the latest, and its score says so."""
    results = library.search("latest ferry timetable", today="2026-04-01")
    assert [hit.article.id for hit in results.hits[:2]] == ["new", "old"]
    assert results.question.newest == "latest"
    assert "a newer article" in {part.reason for part in results.hits[0].explanation}
    assert not library.search("latest ferry timetable without:latest").question.newest


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Who replaced him?", {"people"}),
        ("What does the IT department do?", set()),
        ("When did Newton publish his laws?", set()),
        ("What happened there that year?", {"places", "times"}),
        ("Are there ferries on Sunday?", set()),
        ("Is it also open on weekends?", {"things"}),
        ("Who else?", set()),
    ],
)
def test_what_a_question_leans_on(text, kinds) -> None:
    """A pronoun behind a name of its own question, an abbreviation and an expletive stand for nothing before."""
    assert leaning(text, ("en",)).kinds == kinds


def test_names_are_read_from_quotes() -> None:
    """Places follow their prepositions; the article and the month that begin a quote are no names."""
    quote = "In March the Duke of Burgundy met Lord Loudoun's men in Rome."
    assert list(meant_names([quote], frozenset({"people"}), "en")) == [
        "Duke of Burgundy",
        "Lord Loudoun",
    ]
    assert list(meant_names([quote], frozenset({"places"}), "en")) == ["Rome"]
    assert list(meant_names(["It fell in 1259."], frozenset({"times"}), "en")) == ["1259"]
