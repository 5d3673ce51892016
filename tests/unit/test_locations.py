"""Copies of an article are one article with several locations, in an update as in a rebuild."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from indexer import Filters, Library, Location, Span, check, rebuild
from indexer.builds import publication
from indexer.exporting.build_documents import status_document
from indexer.exporting.documents import article_document
from tests.unit.test_updates import of_build

TEXT = "Owls hunt mice at night, and sleep in the day."


@pytest.fixture(autouse=True, scope="module")
def quickly():
    """Builds that are not flushed to the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "_fsync", lambda _: None)
        yield


def write(
    path: Path, text: str = TEXT, title: str = "Owls", source: str = "The Daily", date: str = "2016-10-25"
) -> None:
    """Writes an article into a Markdown file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\nsource: {source}\ndate: {date}\n---\n{text}\n")


@pytest.fixture
def place(tmp_path):
    """An instance whose `sources` hold an article in three places, and another one."""
    write(tmp_path / "sources" / "a" / "owls.md")
    write(tmp_path / "sources" / "b" / "owls.md", source="Valley Press", date="2017")
    write(tmp_path / "sources" / "c" / "owls.md")
    write(tmp_path / "sources" / "d" / "moths.md", "Moths fly to lamps.", "Moths")
    rebuild(tmp_path / "instance", [tmp_path / "sources"])
    return tmp_path


def test_copies_are_one_article(place) -> None:
    """In counts, in statistics, in facets and in results; the facts of the first in reading order are the article's."""
    with Library.open(place / "instance") as library:
        status = library.status()
        assert (status.articles, status.passages, status.locations) == (2, 2, 2)
        found = library.search("owls")
        assert [hit.article.id for hit in found.hits] == ["a/owls.md"]
        assert found.facets["source"] == {"The Daily": 1}
        assert [row.articles for row in library.sources()] == [2]
        assert not library.search("owls", filters=Filters(sources=("valley press",))).hits
        with library.reading() as reading:  # a run, which is measured, names every copy
            assert [article for _, article, _ in reading.ranked("owls")] == ["a/owls.md", "b/owls.md", "c/owls.md"]
    assert check(place / "instance").problems == ()


def test_every_location_is_shown(place) -> None:
    """An article has the id and the facts of each copy, in JSON, too; `status` counts them."""
    with Library.open(place / "instance") as library:
        article = library.article("a/owls.md")
        assert [each.id for each in article.locations] == ["b/owls.md", "c/owls.md"]
        (file,) = (place / "sources").glob("b/*")
        assert article.locations[0] == Location("b/owls.md", "Valley Press", None, "2017", None, str(file))
        document = article_document(article, "build")
        assert [(each["id"], each["source"]) for each in document["locations"]] == [
            ("b/owls.md", "Valley Press"),
            ("c/owls.md", "The Daily"),
        ]
        assert status_document(library.status())["locations"] == 2
        assert library.article("d/moths.md").locations == ()


def test_the_id_of_a_copy_reaches_the_article(place) -> None:
    """As an address, as a filter, as a folder, and in a quote that is checked."""
    with Library.open(place / "instance") as library:
        assert library.article("c/owls.md").id == "a/owls.md"
        for question in ("owls id:c/owls.md", "owls id:b", "owls folder:c"):
            assert [hit.article.id for hit in library.search(question).hits] == ["a/owls.md"]
        assert not library.search("owls id:d").hits
        article = library.article("b/owls.md")
        start = article.text.index("Owls hunt")
        assert library.verify("b/owls.md", Span(start, start + 9), "Owls hunt").standing == "holds"


def test_another_title_or_text_is_another_article(tmp_path) -> None:
    """Nearly the same is not the same."""
    write(tmp_path / "sources" / "a.md")
    write(tmp_path / "sources" / "b.md", title="Of owls")
    write(tmp_path / "sources" / "c.md", text=f"{TEXT} Always.")
    assert rebuild(tmp_path / "instance", [tmp_path / "sources"]).articles == 3


def test_when_the_first_is_gone_the_next_has_the_article(place) -> None:
    """It is found under the next id, with the facts of that file, and it is not told as gone, nor as added."""
    (place / "sources" / "a" / "owls.md").unlink()
    report = rebuild(place / "instance", update=True)
    assert report.changes == {"added": 0, "changed": 0, "gone": 0}
    with Library.open(place / "instance") as library:
        (hit,) = library.search("owls").hits
        assert (hit.article.id, hit.article.source) == ("b/owls.md", "Valley Press")
        assert [each.id for each in hit.article.locations] == ["c/owls.md"]
        with library.reading() as reading:
            times = reading.article_times("b/owls.md")
    write(place / "sources" / "0" / "owls.md")  # comes before it, and has it from now on
    assert rebuild(place / "instance", update=True).changes == {"added": 0, "changed": 0, "gone": 0}
    with Library.open(place / "instance") as library:
        assert library.article("b/owls.md").id == "0/owls.md"
        with library.reading() as reading:
            assert reading.article_times("b/owls.md") == times


def test_a_copy_alone_is_a_change(place) -> None:
    """A copy that is added, removed, or says something else of itself gives a new build of the same articles."""
    write(place / "sources" / "e" / "owls.md")
    assert rebuild(place / "instance", update=True).changed
    write(place / "sources" / "b" / "owls.md", source="Hill Press")
    assert rebuild(place / "instance", update=True).changed
    assert not rebuild(place / "instance", update=True).changed
    with Library.open(place / "instance") as library:
        locations = library.article("a/owls.md").locations
        assert [(each.id, each.source) for each in locations] == [
            ("b/owls.md", "Hill Press"),
            ("c/owls.md", "The Daily"),
            ("e/owls.md", "The Daily"),
        ]


EDITS = st.tuples(st.sampled_from("abcde"), st.sampled_from(("", "owls", "moths", "lines")), st.sampled_from("xy"))


@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=2, max_size=3))
def test_copies_that_come_and_go(history) -> None:
    """However files with the same texts come, change and go: an update is a rebuild, and every text is one article."""
    with tempfile.TemporaryDirectory() as folder:
        sources, updated, rebuilt = (Path(folder) / name for name in ("sources", "updated", "rebuilt"))
        write(sources / "always.md", "Bats fly.", "Bats")
        says = {"always": {"Bats fly."}}
        for edits in history:
            for name, text, source in edits:
                for path in sources.glob(f"{name}.*"):
                    path.unlink()
                says[name] = {"": set(), "lines": {"owls", "moths"}}.get(text, {text})
                if text == "lines":
                    lines = (json.dumps({"title": each, "text": each, "source": source}) for each in ("moths", "owls"))
                    (sources / f"{name}.jsonl").write_text("\n".join(lines))
                elif text:
                    write(sources / f"{name}.md", text, text, source)
            report = rebuild(updated, [sources], update=True)
            rebuild(rebuilt, [sources])
            assert of_build(updated) == of_build(rebuilt)
            assert report.articles == len(set().union(*says.values()))
            with Library.open(updated) as library:
                assert library.status().locations == sum(map(len, says.values())) - report.articles
