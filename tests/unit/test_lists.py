"""A list is quoted with what introduces it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answering.lists import lists_of, may_be_listed, with_list
from indexer.text.sentences import sentences
from indexer.types import Article, Mark, Span, Structure
from indexer.types.article import sha256
from tests.conftest import library_of

NEEDED = "To apply for a berth, you need the following documents:"
ITEMS = ("a passport or identity card", "the papers of the boat", "a proof of insurance")


def quoted(text: str, sentence: str, most: int = 60, **parts) -> str:
    """What is quoted of the sentence."""
    article = Article(id="a", title="Harbour", text=text, sha256=sha256(text), **parts)
    spans = [Span(*each) for each in sentences(text, "en")]
    position = next(number for number, span in enumerate(spans) if article.quote(span) == sentence)
    first, last = with_list(article, lists_of(article), spans, position, most)
    return text[spans[first].start : spans[last].end]


@pytest.mark.parametrize("mark", ["- ", "• ", "{}. ", "({}) ", "* "])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_list_with_bullets_or_numbers(mark, between):
    """Whatever marks its items, it is quoted with what introduces it, and so is each of its items; what follows is not."""
    items = [mark.format(number) + item for number, item in enumerate(ITEMS, 1)]
    whole = between.join((NEEDED, *items))
    text = f"The harbour is open.\n\n{whole}\n\nThe mayor is elected every four years."
    assert quoted(text, NEEDED) == whole
    assert quoted(text, items[1]) == whole
    assert quoted(text, "The harbour is open.") == "The harbour is open."
    assert quoted(text, "The mayor is elected every four years.") == "The mayor is elected every four years."


def test_a_list_without_bullets():
    """It is known by its structure, or by lines without a blank one between them."""
    lines = "You must include:\n\nYour number.\nThe items you want to protest.\nThe reason for protesting."
    text = f"{lines}\n\nThe mayor is elected."
    assert quoted(text, "The items you want to protest.") == quoted(text, "You must include:") == lines
    apart = "\n\n".join((NEEDED, *ITEMS))
    structure = (Structure(Span(len(NEEDED) + 2, len(apart)), "list"),)
    text = f"{apart}\n\nThe mayor is elected."
    assert quoted(text, ITEMS[2], structure=structure) == quoted(text, NEEDED, structure=structure) == apart
    assert quoted(text, ITEMS[2]) == ITEMS[2]


def test_the_paragraph_after_a_colon():
    """It is quoted with what introduces it, but its own sentences are quoted alone."""
    text = "The mayor wrote:\n\nThe bridge is safe. It was repaired in May.\n\nNobody answered."
    assert quoted(text, "The mayor wrote:") == "The mayor wrote:\n\nThe bridge is safe. It was repaired in May."
    assert quoted(text, "It was repaired in May.") == "It was repaired in May."


def test_a_heading_is_no_item():
    """A colon before a heading introduces nothing."""
    text = f"{NEEDED}\n\nHistory\n\nThe harbour is old."
    start = text.index("History")
    assert quoted(text, NEEDED, marks=(Mark(Span(start, start + 7), "heading", "2"),)) == NEEDED


def test_a_long_list_is_cut_after_a_whole_item():
    """No more than twice the words of a quote; an item that lies behind them is quoted alone."""
    items = [f"{number}. " + " ".join(["word"] * 9) for number in range(1, 30)]
    text = "\n".join((NEEDED, *items))
    cut = quoted(text, NEEDED, most=30)
    assert len(cut.split()) <= 60
    assert text.startswith(f"{cut}\n")
    assert cut.endswith("word")
    assert quoted(text, items[-1], most=30) == items[-1]


def test_no_quote_ends_where_another_list_begins():
    """An item that ends with a colon itself is left out where its list does not fit."""
    text = f"{NEEDED}\n- a passport\n- one of these papers:"
    assert quoted(text, NEEDED) == f"{NEEDED}\n- a passport"


@given(
    st.lists(st.sampled_from(["- one", "2. two", "Three:", "Four is here.", "five", "", "It is: six."]), max_size=12),
    st.data(),
)
def test_what_is_quoted_holds_the_sentence(lines, data):
    """Always one run of the given sentences with the one that is asked about; more than it only where there may be a list."""
    text = "\n".join(("Begin.", *lines))
    article, spans = (
        Article(id="a", title="t", text=text, sha256=sha256(text)),
        [Span(*each) for each in sentences(text, "en")],
    )
    position = data.draw(st.integers(0, len(spans) - 1))
    first, last = with_list(article, (), spans, position, 60)
    assert 0 <= first <= position <= last < len(spans)
    assert first == last or may_be_listed(article, spans[0].start, spans[position].end)


def test_an_answer_has_the_list(tmp_path):
    """The quote is one slice of the article with all items, asked for by what introduces them or by one of them."""
    items = "".join(f"\n- {item}" for item in ITEMS)
    town = {"_id": "a", "title": "Brandhavn", "text": f"Brandhavn is a town.\n\n{NEEDED}{items}\n\nIt is rich in fish."}
    other = {"_id": "b", "title": "Mill", "text": "The mill of Lindberg was built in 1820. It grinds corn."}
    with library_of(tmp_path, town, other) as library:
        for question in (
            "Which documents do I need to apply for a berth?",
            "Is a proof of insurance needed for a berth?",
        ):
            assert library.ask([question]).citations[0].quote == NEEDED + items
