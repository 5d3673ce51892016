"""What is told of all that a question finds: totals, facets, and the order by date."""

from __future__ import annotations

import pytest

from indexer.retrieval.ranking import HOLDING_ALL, RANKED
from tests.conftest import library_of

MANY = RANKED + 60


def article(number):
    """An article about tea; every third one has no source, every fifth no date, and the newest is the worst match."""
    return {
        "_id": f"{number:03}",
        "title": "Notes",
        "text": f"Tea is drunk in house {number}. " + "Much else is told of it here, at some length. " * (number % 7),
        "language": "en",
        **({"source": f"Paper {number % 2}"} if number % 3 else {}),
        **({"published": f"{1900 + number // 10}-{number % 10 + 1:02}"} if number % 5 else {}),
    }


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """More articles on one thing than are ranked; one more is by far the newest, and says the thing once in passing."""
    last = {
        "_id": "last",
        "text": "Nothing new. " * 40 + "There was tea.",
        "published": "2024-05-01T10:00:00",
        "language": "en",
    }
    said = "So far nothing is new or otherwise. " * 20 + "There was tea."
    earlier = {**last, "_id": "earlier", "text": said, "published": "2024-05-01T09:00:00"}
    with library_of(tmp_path_factory.mktemp("many"), *map(article, range(MANY)), last, earlier) as library:
        yield library


def test_the_total_is_of_all_that_is_found(many) -> None:
    """More than are ranked, on every page and in every order; filters, phrases and exclusions count."""
    assert many.search("tea").total == many.search("tea", offset=MANY - 5).total == MANY + 2
    assert many.search("tea", sort="date").total == MANY + 2
    assert many.search("tea -new").total == MANY
    assert many.search('"there was tea"').total == 2
    assert many.search('tea source:"paper 1"').total == sum(1 for n in range(MANY) if n % 3 and n % 2)
    assert many.search("zyzzyva").total == many.search("the").total == 0


def test_facets_count_every_article_found(many) -> None:
    """Sources, with those that have none, add up to all the articles; years to those with a date."""
    facets = many.search("tea").facets
    assert sum(facets["source"].values()) == MANY + 2
    assert list(facets["source"])[-1] == ""
    assert facets["source"][""] == 2 + sum(1 for number in range(MANY) if not number % 3)
    assert sum(facets["year"].values()) == 2 + sum(1 for number in range(MANY) if number % 5)
    assert many.search("tea", sort="date").facets == many.ask(["tea"]).facets == facets


def test_by_date_the_newest_comes_first_however_badly_it_matches(many) -> None:
    """To the minute; and undated articles come last."""
    results = many.search("tea", sort="date", k=100)
    assert [hit.article.id for hit in results.hits[:2]] == ["last", "earlier"]
    assert all(hit.rank > RANKED for hit in results.hits[:2])
    last = many.search("tea", sort="date", k=100, offset=MANY - 40)
    assert last.hits[-1].article.published is None


def test_by_date_the_oldest_can_come_first(many) -> None:
    """The dated ones in the reverse order of days, equal ones by rank, and undated articles last again."""
    pages = [many.search("tea", sort="oldest", k=100, offset=at).hits for at in range(0, MANY + 2, 100)]
    dates = [hit.article.published for page in pages for hit in page]
    dated = [date for date in dates if date]
    assert len(dates) == MANY + 2
    assert dated == sorted(dated)
    assert dates[len(dated) :] == [None] * (len(dates) - len(dated))


def test_pages_by_date_make_up_the_whole_with_the_ranks_of_the_ranking(many) -> None:
    """Every hit once, newest first; each with the rank, score and reasons that it has by rank."""
    by_rank = {hit.passage.id: hit for at in range(0, MANY + 2, 50) for hit in many.search("tea", k=50, offset=at).hits}
    by_date = [hit for at in range(0, MANY + 2, 50) for hit in many.search("tea", k=50, offset=at, sort="date").hits]
    assert [hit.article.published or "" for hit in by_date] == sorted(
        (hit.article.published or "" for hit in by_date), reverse=True
    )
    assert {hit.passage.id: hit for hit in by_date} == by_rank
    assert len(by_date) == MANY + 2
    same_date = [
        [hit.rank for hit in by_date if hit.article.published == date]
        for date in {hit.article.published for hit in by_date}
    ]
    assert all(ranks == sorted(ranks) for ranks in same_date)


def test_the_text_field_holds_every_word(tmp_path) -> None:
    """A word of the title or the heading alone finds the passage in the text field; totals count by that one."""
    text = "# Of tea\n\n" + "Leaves are steamed. " * 40 + "\n\n" + "Kettles whistle. " * 60
    with library_of(tmp_path, {"_id": "1", "title": "Green", "text": text}) as library, library.reading() as reading:
        engine = reading._build.engine
        assert len(engine) > 1
        for term in ("en:green", "en:tea", "en:leav", "en:kettl"):
            either = engine.holding((term,), fields=("text", "title"))
            assert engine.holding((term,), fields=tuple(HOLDING_ALL)).tolist() == either.tolist() != []
        assert library.search("green").total == len(engine)
