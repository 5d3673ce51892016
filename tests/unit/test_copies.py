"""Of articles that are nearly the same text one is found; the others are named beside it, and nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.builds.structure import structure_problems
from indexer.cli.layout import hit_lines
from indexer.exporting.dates import day
from indexer.library import reading
from indexer.retrieval import ranking
from indexer.retrieval.copies import shingles
from indexer.retrieval.ranking import RANKED
from tests.conftest import library_of
from tests.near_texts import sentences, story

FACT = "The Halvern tunnel was closed on Monday because of its cracked fans."
BODY = [FACT, *sentences("body", 24)]
NEW = ["The Halvern tunnel is guarded by seven marmots since the closure.", *sentences("new", 3)]
STORIES, VERSIONS = 20, 15


def article(name, text, published="2024-03-12"):
    """An article as a line of a file."""
    return {"_id": name, "title": f"{name} reports", "text": text, "source": name.capitalize(), "published": published}


@pytest.fixture(scope="module")
def wire(tmp_path_factory):
    """One story in three newspapers, of which one is an update with a new paragraph; and a text of its own."""
    articles = [
        article("courier", story(["A lead of the courier comes first."], BODY)),
        article("herald", story(BODY)),
        article("gazette", story(BODY, NEW), "2024-03-14"),
        article("own", story([FACT], sentences("own", 20))),
    ]
    with library_of(tmp_path_factory.mktemp("wire"), *articles) as library:
        yield library


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """More versions of a few stories than are ranked, dated one after the other; every third one has a passage more."""
    articles = [
        article(
            f"{number:02}-{version:02}",
            story(
                [f"The tea of house {number} is known."],
                sentences(number, 16),
                sentences(f"{number} {version}", 1),
                [*sentences(f"more {number}", 4), "There was tea."] if version % 3 == 0 else [],
            ),
            f"2024-01-{version + 1:02}",
        )
        for version in range(VERSIONS)
        for number in range(STORIES)
    ]
    assert len(articles) > RANKED
    with library_of(tmp_path_factory.mktemp("many"), *articles) as library:
        yield library


@given(st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 3), max_size=40))
def test_shingles_are_hashes_of_successive_terms(terms) -> None:
    """One for each different run of five terms, rising: the polynomial of its terms, whatever stands around it."""
    found = shingles(np.array(terms, np.int32)).tolist()
    runs = {tuple(terms[at : at + 5]) for at in range(len(terms) - 4)}
    prime = 0x9E3779B97F4A7C15
    assert found == sorted({sum(term * prime**power for power, term in enumerate(run, 1)) % 2**64 for run in runs})


def test_one_article_of_each_text_is_found(wire) -> None:
    """Each hit names the others with how similar they are to it; a text of its own names none."""
    results = wire.search("Why was the tunnel closed on Monday?")
    best = {hit.article.id: hit for hit in reversed(results.hits) if FACT in hit.passage.text}
    assert len(best) == 2
    assert results.total == len(results.hits)
    assert best.pop("own").also_in == ()
    (hit,) = best.values()
    others = {near.article.id: near.similarity for near in hit.also_in}
    assert {hit.article.id, *others} == {"courier", "herald", "gazette"}
    assert all(0.5 < similarity <= 1 for similarity in others.values())
    assert list(others.values()) == sorted(others.values(), reverse=True)
    assert hit.also_in_total == 2


def test_what_a_copy_alone_says_is_found(wire) -> None:
    """A paragraph that an update adds is found, beside the best of its text too."""
    assert "marmots" in wire.search("Who guards the tunnel? seven marmots").hits[0].passage.text
    both = wire.search("tunnel closed Monday cracked fans marmots closure", k=20)
    assert {"courier", "herald", "gazette", "own"} > {hit.article.id for hit in both.hits} > {"gazette", "own"}
    assert sum(NEW[0] in hit.passage.text for hit in both.hits) == 1
    assert both.total == len(both.hits)


@pytest.mark.parametrize("source", ["courier", "herald", "gazette"])
def test_a_copy_is_found_where_only_it_may_be(wire, source) -> None:
    """A filter chooses which article stands for the text; the others are named all the same."""
    results = wire.search(f"tunnel closed Monday source:{source}")
    assert {hit.article.id for hit in results.hits} == {source}
    assert results.hits[0].also_in_total == 2


@pytest.mark.parametrize("limit", ["source:herald", "-lead -marmots"])
def test_an_answer_counts_no_copy_that_may_not_be_found(wire, limit) -> None:
    """Filters and exclusions hold for what says the same, too."""
    answer = wire.ask([f"Why was the Halvern tunnel closed on Monday? {limit}"])
    cited = {citation.article_id for text in answer.texts for citation in text.citations}
    assert "herald" in cited
    assert "courier" not in cited


def test_copies_are_one_text_in_an_answer(wire) -> None:
    """The answer counts the articles that say it, and the texts that are independent; each can be checked."""
    answer = wire.ask(["Why was the Halvern tunnel closed on Monday?"])
    texts = [{citation.article_id for citation in text.citations} for text in answer.texts]
    assert sorted(texts, key=len) == [{"own"}, {"courier", "herald", "gazette"}]
    for text in answer.texts:
        for citation in text.citations:
            assert citation.quote == FACT
            assert wire.verify(citation.article_id, citation.span, citation.quote).standing == "holds"
    assert len({hit.article.id for hit in answer.hits if FACT in hit.passage.text}) == 2


def test_totals_and_pages_are_of_what_is_shown(many) -> None:
    """However many copies there are, every page has what the total promises, in both orders, and each text once."""
    found = {}
    for sort in ("rank", "date"):
        pages = [many.search("tea", k=8, offset=at, sort=sort) for at in range(0, 3 * STORIES, 8)]
        hits = [hit for page in pages for hit in page.hits]
        assert {page.total for page in pages} == {len(hits)}
        assert len({hit.article.id[:2] for hit in hits}) == STORIES
        assert sorted(hit.rank for hit in hits) == list(range(1, len(hits) + 1))
        assert all(hit.also_in_total == VERSIONS - 1 for hit in hits)
        firsts = {hit.article.id for hit in hits if "known" in hit.passage.text}
        assert len(firsts) == STORIES
        found[sort] = {hit.passage.id for hit in hits}
    assert found["rank"] == found["date"]
    assert len(many.ask(["tea"], k=STORIES).hits) == STORIES


@pytest.mark.parametrize("ranked", [RANKED, 12])
def test_totals_hold_for_what_is_not_ranked(many, monkeypatch, ranked) -> None:
    """A first page knows how many hits there are, though most of the articles found are not looked at for it."""
    for module in (ranking, reading):
        monkeypatch.setattr(module, "RANKED", ranked)
    for query in ("tea", "known tea", "house", "there was tea"):
        assert many.search(query, k=1).total == len(many.search(query, k=100).hits), query


def test_facets_count_all_articles(many) -> None:
    """What a search can be narrowed to has all its articles, for it is found then."""
    assert sum(many.search("tea").facets["year"].values()) == STORIES * VERSIONS


def test_of_many_copies_the_most_similar_are_named(tmp_path) -> None:
    """A hit names twenty near-duplicates at most, and says how many there are."""
    same = story(sentences("same", 10))
    with library_of(tmp_path, *(article(f"copy-{number}", same) for number in range(22))) as library:
        (hit,) = library.search(same.split()[0]).hits
    assert (len(hit.also_in), hit.also_in_total) == (20, 21)


@pytest.mark.parametrize("wrong", [[0, 0, 1, 3], [1, 1, 2, 3], [0, 0, -1, 3], [0, 0, 0, 4]])
def test_groups_that_cannot_be_are_told(wire, monkeypatch, wrong) -> None:
    """Whoever made a build by hand is told of a group that is not named after its first article."""
    with wire.reading() as held:
        build = held._build
        assert list(structure_problems(build.store, build.vocabulary, build.engine, build.article_counts)) == []
        monkeypatch.setitem(build.store.articles, "group", np.array(wrong, np.int32))
        (problem,) = structure_problems(build.store, build.vocabulary, build.engine, build.article_counts)
    assert problem == "an article is in a group that is not named after the first article in it"


def test_a_batch_run_ranks_every_article(wire) -> None:
    """What is measured is the ranking itself, with all copies."""
    with wire.reading() as reading:
        assert {article for _, article, _ in reading.ranked("tunnel closed Monday")} == {
            "courier",
            "herald",
            "gazette",
            "own",
        }


def test_the_command_line_names_the_copies(wire) -> None:
    """Below a hit stands where nearly the same text is, one article a line."""
    hits = wire.search("tunnel closed Monday", k=1).hits
    told = [line.strip() for line in hit_lines(hits) if "Also in" in line]
    assert len(told) == 2
    near = hits[0].also_in[0].article
    assert told[0].startswith(f"Also in {near.id} (")
    assert told[0].endswith(f"): {near.source}, {day(near.published)}: {near.title}")
