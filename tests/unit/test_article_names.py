"""The names in articles are kept by article and counted over any set of articles."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import DamagedBuildError
from indexer.selection import Selection
from indexer.store.article_names import ARTICLES, ENDS, OF_ARTICLES, ArticleNames, ArticleNamesWriter, combine_names
from indexer.store.word_starts import WordStarts, combine_word_starts
from tests.conftest import library_of

NAMES = ["Ada", "Bergen", "ADA", "Çelik", "Ørsted A/S"]
ARTICLE = st.lists(st.integers(0, len(NAMES) - 1), unique=True, max_size=4)


def written(folder, articles, size, *, compiled=False):
    """The names of articles, added in batches of that size."""
    writer, ends = ArticleNamesWriter(folder), []
    for start in range(0, len(articles), size):
        batch = articles[start : start + size]
        ends += [len(writer) + int(end) for end in np.cumsum([len(own) for own in batch])]
        writer.add(NAMES, np.array([number for own in batch for number in own], np.int32))
    writer.close()
    return ArticleNames(folder, np.array(ends, np.uint32), compiled=compiled)


@settings(deadline=None)  # the first call may compile
@given(st.lists(ARTICLE, min_size=1, max_size=30), st.integers(1, 9), st.randoms(), st.booleans())
def test_names_are_counted_by_article(tmp_path_factory, articles, size, random, compiled) -> None:
    """Of any articles, as many have a name as it stands in, however few or many they are; compiled or not."""
    names = written(tmp_path_factory.mktemp("names"), articles, size, compiled=compiled)
    chosen = sorted(random.sample(range(len(articles)), random.randint(0, len(articles))))
    counts = names.in_articles(np.array(chosen, np.int32))
    counted = {names.name(number): int(count) for number, count in enumerate(counts) if count}
    assert counted == Counter(NAMES[number] for article in chosen for number in articles[article])
    assert not list(names.problems())


@given(st.lists(ARTICLE, min_size=1, max_size=12), st.lists(ARTICLE, min_size=1, max_size=12), st.randoms())
def test_combined_names_are_those_that_are_written_at_once(tmp_path_factory, one, other, random) -> None:
    """Articles of two builds, in any order, give the files of one build of them, to the last byte."""
    folder = tmp_path_factory.mktemp("combined")
    for name in ("one", "other", "both", "at_once"):
        (folder / name).mkdir()
    parts = [written(folder / "one", one, 5), written(folder / "other", other, 5)]
    every = [*one, *other]
    rows = random.sample(range(len(every)), random.randint(1, len(every)))
    selection = Selection(np.array(rows, np.int64), [len(one), len(other)])
    ends = [np.cumsum([len(own) for own in articles]).astype(np.uint32) for articles in (one, other)]
    names = combine_names(folder / "both", parts, selection, ends)
    combine_word_starts(
        folder / "both", "name", [WordStarts(folder / name, "name") for name in ("one", "other")], names
    )
    at_once = written(folder / "at_once", [every[row] for row in rows], 4)
    for path in (folder / "at_once").iterdir():
        assert (folder / "both" / path.name).read_bytes() == path.read_bytes()
    encoded = [*parts[0].encoded(), *parts[1].encoded()]
    assert [encoded[row] for row in names.rows.tolist()] == list(at_once.encoded())


def test_damage_is_told(tmp_path) -> None:
    """Columns that do not fit each other are damage, and counts that are wrong a problem."""
    written(tmp_path, [[0, 1], [1]], 1)
    ends = np.array([2, 3], np.uint32)
    np.save(tmp_path / ARTICLES, np.array([1, 1], np.int32))
    assert list(ArticleNames(tmp_path, ends).problems()) == ["a name of an article is not there, or is miscounted"]
    np.save(tmp_path / ENDS, np.array([3], np.uint32))
    with pytest.raises(DamagedBuildError, match="does not fit"):
        ArticleNames(tmp_path, ends)


def test_a_number_that_is_no_name_is_counted_nowhere(tmp_path) -> None:
    """Compiled, it is an error that a reader takes for damage, as everywhere."""
    pytest.importorskip("numba", reason="the extra [speed] is not installed")
    written(tmp_path, [[0, 1], [1], [0]], 1)
    np.save(tmp_path / OF_ARTICLES, np.array([0, 1, -7, 2**30], np.int32))
    with pytest.raises(IndexError, match="not there"):
        ArticleNames(tmp_path, np.array([2, 3, 4], np.uint32), compiled=True).in_articles(np.array([0, 1]))


def test_facets_count_names_authors_and_months(tmp_path) -> None:
    """Over all articles found; months where all dates lie within three years, of the dates that have one."""
    dates = ("2016-05-02", "2016-05", "2017-01-03T10:00:00", "2017")
    articles = [
        {
            "_id": f"{number}",
            "text": f"The ferry sailed to Bergen with {'Ada Holm' if number % 2 else 'some guests'}. "
            + " ".join(f"{word}{number}" for word in "wind rain fog snow hail sleet calm".split()),
            "author": f"Writer {number % 3}",
            "published": date,
            "language": "en",
        }
        for number, date in enumerate(dates)
    ]
    with library_of(tmp_path, *articles, {"_id": "old", "text": "A boat.", "published": "1990"}) as library:
        facets = library.search("ferry").facets
        assert facets["name"] == {"Bergen": 4, "Ada Holm": 2}
        assert facets["author"] == {"Writer 0": 2, "Writer 1": 1, "Writer 2": 1}
        assert facets["year"] == {"2016": 2, "2017": 2}
        assert facets["month"] == {"2016-05": 2, "2017-01": 1}
        assert library.search("ferry OR boat").facets["month"] == {}
        for name, count in facets["name"].items():
            assert library.search(f'ferry name:"{name.upper()}"').total == count
        assert library.search("ferry name:bergen name:holm").total == library.search("ferry name:nobody").total == 0
        assert library.search('ferry name:"?!"').total == 0
        both = library.search('ferry name:bergen name:"ada holm"')
        assert (both.total, both.question.filters.names) == (2, ("bergen", "ada holm"))


def test_an_open_library_names_what_the_newest_build_has(tmp_path) -> None:
    """What is kept between questions, names and whose they are, belongs to one build."""

    def articles(*names):
        return [
            {"_id": f"{number}", "text": f"Ferry {number} sailed with {name}.", "language": "en"}
            for number, name in enumerate(names)
        ]

    with library_of(tmp_path, *articles("Ada Holm", "Ada Holm", "Otto Lind")) as library:
        assert library.ask(["ferry"]).facets["name"] == {"Ada Holm": 2, "Otto Lind": 1}
        library_of(tmp_path, *articles("Otto Lind", "Eva Berg", "Eva Berg", "Eva Berg")).close()
        assert library.ask(["ferry"]).facets["name"] == {"Eva Berg": 3, "Otto Lind": 1}


def test_forms_of_a_country_are_counted_and_filtered_as_one(tmp_path) -> None:
    """Whichever form an article has, and whichever is asked for."""
    texts = ("The ferry left the U.S. in May.", "A ferry sails to the United States.", "No ferry goes to the UK now.")
    rows = [{"_id": f"{number}", "text": text, "language": "en"} for number, text in enumerate(texts)]
    with library_of(tmp_path, *rows) as library:
        assert library.search("ferry").facets["name"] == {"United States": 2, "United Kingdom": 1}
        totals = {form: library.search(f'ferry name:"{form}"').total for form in ("U.S.", "USA", "united states", "UK")}
    assert totals == {"U.S.": 2, "USA": 2, "united states": 2, "UK": 1}
