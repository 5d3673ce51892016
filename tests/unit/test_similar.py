"""More like this: the articles that are like an article or a passage."""

from __future__ import annotations

import pytest

from indexer.errors import ArticleNotFoundError, UsageError
from tests.conftest import library_of

TEXTS = {
    "tides": "The tide rises twice a day in the bay. Sailors wait for the high tide before they leave the harbour.",
    "harbour": "In the harbour, sailors load crates. The tide is high in the bay, and the crates are heavy.",
    "bread": "Bread is baked of flour and water. The dough rests for a night before the oven is lit.",
    "cake": "A cake needs flour, sugar and eggs. The oven is lit before the dough is ready.",
    "moon": "The moon pulls at the sea, which rises and falls. Nobody had said so before.",
}


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Articles on the sea and on baking; one text twice."""
    rows = [{"_id": name, "title": name.title(), "text": text, "language": "en"} for name, text in TEXTS.items()]
    copy = {"_id": "copy", "title": "Again", "text": TEXTS["tides"], "language": "en"}
    long = {"_id": "a#b", "title": "Of both", "text": TEXTS["bread"] + " Nothing more." * 90 + " " + TEXTS["harbour"]}
    with library_of(tmp_path_factory.mktemp("similar"), *rows, copy, long) as library, library.reading() as opened:
        yield opened


def ids(hits):
    """The articles of hits."""
    return [hit.article.id for hit in hits]


def test_the_most_similar_article_comes_first(reading) -> None:
    """By distinctive words that both have; neither the article itself nor a copy of its text is among them."""
    found = reading.similar("tides")
    assert found[0].article.id in {"harbour", "a#b"}
    assert not {"tides", "copy"} & set(ids(found))
    assert set(ids(reading.similar("bread", k=2))) == {"a#b", "cake"}
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert len(set(ids(found))) == len(found)


def test_a_passage_is_asked_about_by_its_own_words(reading) -> None:
    """The passages of one article are like different articles, and never like their own."""
    article = reading.article("a#b")
    first, *_, last = [passage.id for passage, _ in _passages(reading, "a#b")]
    assert reading.similar(first, k=1)[0].article.id == "bread"
    assert reading.similar(last, k=1)[0].article.id == "harbour"
    assert article.id not in ids(reading.similar(first)) + ids(reading.similar("a#b"))


def _passages(reading, article_id):
    store = reading._build.store
    number, passages = store.find_passages(article_id)
    assert number == store.article_number(article_id)
    return store.fetch_passages(passages)


def test_what_is_shared_is_shown(reading) -> None:
    """A hit's highlights are words that both have, and its reasons add up to its score."""
    hit = reading.similar("tides", k=1)[0]
    shared = {span.of(hit.article.text).casefold() for span in hit.highlights}
    assert {"tide", "sailors", "harbour", "bay"} & shared
    assert sum(part.amount for part in hit.explanation) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    "name", ["nowhere", "", "tides#1", "tides#", "tides#-1", "tides#" + "9" * 5_000, "#0", "\ud800"]
)
def test_an_unknown_id_is_told(reading, name) -> None:
    """Of an article that is not there, or of no passage of one that is."""
    with pytest.raises(ArticleNotFoundError):
        reading.similar(name)


def test_as_many_as_asked_for_at_most(reading) -> None:
    """From 1 to 100."""
    assert len(reading.similar("tides", k=2)) == 2
    with pytest.raises(UsageError, match="k is 1 to 100"):
        reading.similar("tides", k=0)
