"""Articles that state little of themselves: what is shown, what stands in, and what is told of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from indexer import Library
from indexer.cli import main
from tests.web.test_pages import page
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Path:
    """A library of three articles about ferries: two in folders without a source, one whole."""
    folder = tmp_path_factory.mktemp("missing")
    for path, text in (
        ("Wire/north/a.txt", "A ferry left the northern port."),
        ("wire/south/2004-05-02-b.txt", "A ferry reached the southern port."),
        ("c.md", "---\ntitle: Ferries\nsource: Post\nauthor: Ada King\ndate: 2001\n---\nA ferry sank near the port."),
    ):
        (folder / "in" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / path).write_text(text)
    built = CliRunner().invoke(main, ["rebuild", str(folder / "in"), "--instance", str(folder / "made")])
    assert built.exit_code == 0, built.output
    return folder / "made"


def test_folders_are_counted_and_can_be_kept_to(instance) -> None:
    """The facet `folder` counts articles by the folder of their id, and the operator finds as many."""
    with Library.open(instance) as library:
        assert library.search("ferry").facets["folder"] == {"Wire/north": 1, "wire/south": 1}
        assert library.search('ferry folder:"wire/south"').total == 1


def test_a_page_shows_nothing_where_nothing_is_stated(instance) -> None:
    """No line says that a source is missing; the folders stand in for it, as links that keep to them."""
    app = create_app({"INSTANCE": instance, "TESTING": True})
    client = app.test_client()
    made, text = page(client, "/search", q="ferry")
    folders = text.split(">Folders</h2>")[1].split("</ul>")[0]
    assert folders.count("<li>") == 2
    assert "No source" not in text
    (south,) = [link.get("href") for link in made.all("a") if "folder=wire/south" in (link.get("href") or "")]
    narrowed = client.get(south).text
    assert "wire/south/2004-05-02-b.txt" in narrowed
    assert "Wire/north/a.txt" not in narrowed
    _, article = page(client, "/article", id="Wire/north/a.txt")
    assert '<p class="byline">' not in article
    _, dated = page(client, "/article", id="wire/south/2004-05-02-b.txt")
    assert '<p class="byline"><time datetime="2004-05-02">' in dated
    app.extensions["library"].close()


def test_status_lists_what_articles_lack(instance) -> None:
    """Articles that lack a field are listed with its name; a title that is the name of the file is none."""
    asked = ["status", "--articles", "--instance", str(instance)]
    document = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    own = [each for each in document["articles"] if "handbook" not in each["id"]]
    assert own == [
        {"id": "Wire/north/a.txt", "missing": ["title", "published", "source", "author"]},
        {"id": "wire/south/2004-05-02-b.txt", "missing": ["title", "source", "author"]},
    ]
    assert "title, date, source, author" in CliRunner().invoke(main, asked).stdout


def test_a_build_tells_what_each_format_gave(tmp_path) -> None:
    """Files, articles and skips are counted by format, in the summary, as JSON, and in the status of the build."""
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", "A ferry."), ("b.jsonl", '{"text": "x"}\n{"text": "y"}\nno\n'), ("c.xyz", "?")):
        (tmp_path / "in" / name).write_text(text)
    asked = ["--instance", str(tmp_path / "made"), "--json"]
    report = json.loads(CliRunner().invoke(main, ["rebuild", str(tmp_path / "in"), *asked]).stdout)
    expected = [
        {"format": "jsonl", "files": 1, "articles": 2, "skipped": 1},
        {"format": "plain", "files": 1, "articles": 1, "skipped": 0},
        {"format": "", "files": 1, "articles": 0, "skipped": 1},
    ]
    own = [each for each in report["formats"] if each["format"] != "markdown"]
    assert own == expected
    assert report["articles"] == sum(each["articles"] for each in report["formats"])
    assert json.loads(CliRunner().invoke(main, ["status", *asked]).stdout)["formats"] == report["formats"]
    summary = CliRunner().invoke(main, ["update", "--all", *asked[:2]]).stdout
    assert "  jsonl: 1 file, 2 articles, 1 skipped\n" in summary
    assert "  of no format: 1 file, 0 articles, 1 skipped\n" in summary
