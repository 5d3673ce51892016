"""Results grouped by article: every article found once, page by page; and results as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from indexer.cli import main
from indexer.exporting.csv_results import COLUMNS, results_csv
from indexer.retrieval import ranking
from tests.conftest import library_of

MANY = 40
FILLER = "Much else is told of it here, and at some length, before anything comes back to that. " * 8
EVIL = '=HYPERLINK("http://evil.example")'


def article(number):
    """An article with several passages on tea; the text of some is longer, every third one has no date."""
    return {
        "_id": f"{number:02}",
        "title": EVIL if number == 7 else f"House {number}",
        "text": "\n\n".join(
            f"Tea is drunk in room {room} of house {number}. {FILLER}" for room in range(1 + number % 5)
        ),
        "language": "en",
        **({"published": f"{1900 + number}"} if number % 3 else {}),
    }


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """More passages than are ranked at first."""
    with library_of(tmp_path_factory.mktemp("grouped"), *map(article, range(MANY))) as opened:
        yield opened


def pages(library, size, **options):
    """All groups, page by page."""
    return [
        group
        for offset in range(0, MANY + size, size)
        for group in library.search("tea", k=size, offset=offset, group_by="article", **options).groups
    ]


@pytest.mark.parametrize("ranked", [3, 200])
@pytest.mark.parametrize("sort", ["rank", "date"])
def test_pages_make_up_the_whole(library, monkeypatch, sort, ranked) -> None:
    """Each article once, whatever the size of a page and however few passages are ranked; as many as the total says."""
    monkeypatch.setattr("indexer.library.reading.RANKED", ranked)
    monkeypatch.setattr(ranking, "RANKED", ranked)
    groups = pages(library, 7, sort=sort)
    assert [group.article.id for group in groups] == [group.article.id for group in pages(library, 10, sort=sort)]
    assert len({group.article.id for group in groups}) == len(groups) == MANY
    results = library.search("tea", group_by="article", sort=sort)
    assert (results.total, results.hits) == (MANY, ())
    assert results.facets == library.search("tea").facets


def test_a_group_has_the_best_passages_of_its_article(library) -> None:
    """Three at most, in the order and with the ranks of the ranking; the count is of all that are found."""
    every = [hit for at in range(0, 200, 100) for hit in library.search("tea", k=100, offset=at).hits]
    for group in pages(library, 10):
        own = [hit for hit in every if hit.article.id == group.article.id]
        assert list(group.hits) == own[:3]
        assert group.passages == len(own)
    best = [group.hits[0].rank for group in pages(library, 10)]
    assert best == sorted(best)


def test_by_date_articles_stand_in_the_order_of_their_dates(library) -> None:
    """The newest first, undated ones last."""
    dates = [group.article.published or "" for group in pages(library, 10, sort="date")]
    assert dates == sorted(dates, reverse=True)


def test_nothing_found_is_no_group(library) -> None:
    """No article, no group."""
    results = library.search("zyzzyva", group_by="article")
    assert (results.groups, results.total) == ((), 0)


@pytest.mark.parametrize("group_by", ["passage", "article"])
def test_a_table_has_a_line_for_each_passage(library, group_by) -> None:
    """It reads back as what was found, but for cells that a spreadsheet would compute, which get an apostrophe."""
    results = library.search("tea house 7", k=20, group_by=group_by)
    hits = results.hits or tuple(hit for group in results.groups for hit in group.hits)
    header, *rows = csv.reader(io.StringIO(results_csv(results)))
    assert tuple(header) == COLUMNS
    assert [(int(row[0]), float(row[1]), row[7]) for row in rows] == [(h.rank, h.score, h.article.id) for h in hits]
    assert [row[11] for row in rows] == [hit.passage.text for hit in hits]
    assert f"'{EVIL}" in {row[2] for row in rows}
    assert not any(cell[:1] in "=+@\t\r" and cell for row in rows for cell in row)


def test_the_command_line_prints_the_table(library) -> None:
    """`footnote search --csv`; with `--json` it is a mistake, told in one line."""
    instance = str(library._instance)
    made = CliRunner().invoke(main, ["search", "tea", "--csv", "-k", "3", "--instance", instance])
    assert (made.exit_code, len(list(csv.reader(io.StringIO(made.stdout))))) == (0, 4)
    wrong = CliRunner().invoke(main, ["search", "tea", "--csv", "--json", "--instance", instance])
    assert wrong.exit_code == 2
    assert wrong.stderr.count("\n") == 1
