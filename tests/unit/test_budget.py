"""A question costs no more computing time than it may."""

from __future__ import annotations

import time

import pytest

from indexer import BudgetError, QuestionError
from indexer.budget import answer_within, limited, seconds_left, spend
from indexer.retrieval.follow_up import turn_weights
from tests.conftest import library_of


def _work(seconds):
    """Keeps the processor busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        spend()


def test_work_ends_with_its_budget() -> None:
    """Work that takes more than its budget ends with an error that says how much it was and what to do."""
    with limited(0.01), pytest.raises(BudgetError, match=r"0\.01 s .* ask fewer or shorter questions") as told:
        _work(60)
    assert told.value.seconds == 0.01


def test_without_a_budget_there_is_no_limit() -> None:
    """Outside of `limited`, and within one of 0 seconds, work goes on."""
    with limited(0):
        _work(0.02)
    with limited(0.01):
        pass
    _work(0.02)


def test_the_narrower_budget_holds() -> None:
    """Of two budgets, one within the other, the one that ends first holds."""
    with limited(0.01), limited(60), pytest.raises(BudgetError):
        _work(1)
    with limited(60), limited(0.01), pytest.raises(BudgetError):
        _work(1)


def test_the_earlier_deadline_holds() -> None:
    """Of two deadlines, one within the other, the earlier one holds; outside there is none."""
    assert seconds_left() is None
    with answer_within(60), answer_within(600):
        assert 59 < (seconds_left() or 0) <= 60
        with answer_within(0):
            assert (seconds_left() or 0) <= 0
        assert (seconds_left() or 0) > 59
    assert seconds_left() is None


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Two articles."""
    articles = (
        {"_id": name, "title": name, "text": f"The {name} left harbour on Monday. It was cold.", "language": "en"}
        for name in ("ship", "boat")
    )
    with library_of(tmp_path_factory.mktemp("budget"), *articles) as opened:
        yield opened


@pytest.mark.parametrize("question", ["Which ship left harbour?", '"left harbour"', 'ship -"on Monday"'])
def test_every_question_spends(library, question) -> None:
    """Searching and answering stop when the budget is used up, whatever the question is made of."""
    with limited(1e-9):
        with pytest.raises(BudgetError):
            library.ask([question])
        with pytest.raises(BudgetError):
            library.search(question)
    assert library.ask([question]).build


def test_phrases_and_exclusions_are_few(library) -> None:
    """A question may have eight phrases and exclusions; one more is refused in a sentence."""
    eight = " ".join([*(f'"left harbour {n}"' for n in range(4)), *(f"-word{n}" for n in range(4))])
    library.search(f"ship {eight}")
    with pytest.raises(QuestionError, match=r"at most 8 phrases in quotation marks.* this one has 9"):
        library.search(f"ship {eight} -cold")


def test_terms_are_bounded(library) -> None:
    """A question of thousands of different terms is refused; what earlier turns add to a question is left out instead."""
    characters = "".join(chr(0x4E00 + place) for place in range(4_000))
    with pytest.raises(QuestionError, match="at most 2,000 different words"):
        library.ask([characters])
    turns = [" ".join(f"w{turn}x{word}" for word in range(400)) for turn in range(20)]
    assert len(library.ask([*turns, "Which ship?"]).question.terms) <= 2_000


def test_what_weighs_next_to_nothing_is_left_out() -> None:
    """Only the newest turns of a long conversation weigh, and the first, which names the topic."""
    weights = turn_weights([f"ferry {turn}x" for turn in range(50)], ("en",), decay=0.2, topic=0.25)
    assert weights[0] == 0.25
    assert weights[-5:] == pytest.approx([0.2**4, 0.2**3, 0.2**2, 0.2, 1.0])
    assert not any(weights[1:-5])


def test_a_long_word_is_shown_in_part(library) -> None:
    """A term shows how it was written, up to 64 characters: many terms of one long word would show it many times."""
    terms = library.ask(["".join(chr(0x4E00 + place) for place in range(500))]).question.terms
    assert len(terms) == 499
    assert max(len(term.shown) for term in terms) == 64
