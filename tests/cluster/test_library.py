"""A whole library whose index lies in a cluster: it answers, updates and is checked as one of this machine."""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import DamagedBuildError, Filters, Library, NoBuildError, UsageError, check, rebuild
from indexer.builds import Share, fetch_build, join_parts, make_part, remove_remote_indexes
from indexer.cli import main
from indexer.settings import Settings
from tests.cluster.corpus import settings_of
from tests.conftest import ARTICLES

SEEDS = Path(__file__).parents[2] / "seeds"
TODAY = "2026-11-29"
CONVERSATIONS = (
    ("Who is the de facto defence minister of South Ossetia?",),
    ("When will the agreement be signed?", "And where?"),
    ("Which lighthouse stands on rock 7?", "Who lights its lamp?"),
    ('"as soon as" agreement',),
    ("tea -green",),
    ("how do I add articles",),
    ("lighthouse keeper NEAR/5 lamp",),
    ("volcano Katla erupted", "When?"),
    ("lightohuse keper",),
    ("build*",),
    ("xylophone",),
)
FILTERS = (None, Filters(sources=("coast gazette",)), Filters(after="2010", before="2016"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The articles: the handbook, the given one, and those of the other tests."""
    folder = tmp_path_factory.mktemp("sources")
    lines = (json.dumps(article, ensure_ascii=False) for article in ARTICLES)
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return [SEEDS / "handbook", SEEDS / "news", folder / "articles.jsonl"]


@pytest.fixture(scope="module")
def libraries(cluster, sources, tmp_path_factory):
    """A library of the cluster, in five shards, and one of this machine, of the same articles."""
    home = tmp_path_factory.mktemp("libraries")
    settings = settings_of(cluster, "library", opensearch_shards=5)
    rebuild(home / "remote", sources, settings)
    rebuild(home / "local", sources, Settings())
    with Library.open(home / "remote") as remote, Library.open(home / "local") as local:
        yield remote, local


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns[0])
def test_the_same_answers(libraries, turns):
    """Answers and results are those of one machine, to the last digit: filters, phrases, pages and orders included."""
    for filters in FILTERS:
        remote, local = (replace(each.ask(turns, filters=filters, today=TODAY), build="") for each in libraries)
        assert remote == local
    *history, query = turns
    for more in ({}, {"offset": 5, "k": 5}, {"sort": "date"}, {"group_by": "article"}):
        remote, local = (
            replace(each.search(query, history=history, today=TODAY, **more), build="") for each in libraries
        )
        assert remote == local


def changed_after_a_build(place, sources, settings):
    """A file of articles, changed since the instance beside it was built of it."""
    articles = place / "articles.jsonl"
    articles.write_text(sources[-1].read_text("utf-8"), encoding="utf-8")
    rebuild(place / "instance", [articles], settings)
    articles.write_text(articles.read_text("utf-8").replace("Katla", "Hekla"), encoding="utf-8")
    return articles


def test_an_update_is_a_rebuild(cluster, sources, tmp_path):
    """After an update the index is that of a rebuild, under the same name, and the one before is kept."""
    settings = settings_of(cluster, "updated")
    articles = changed_after_a_build(tmp_path, sources, settings)
    report = rebuild(tmp_path / "instance", (), settings, update=True)
    assert report.changed
    rebuild(tmp_path / "again", [articles], settings_of(cluster, "anew"))
    (updated,), (anew,) = (cluster.client.indices.get_alias(name=name) for name in ("updated", "anew"))
    assert updated.partition(".")[2] == anew.partition(".")[2]
    assert len(cluster.client.indices.get(index="updated.*")) == 4  # two builds, each of passages and files
    with Library.open(tmp_path / "instance") as library:
        assert library.ask(("When did Hekla erupt?",)).citations[0].quote.startswith("The volcano Hekla")


def test_a_check_looks_at_the_cluster(cluster, sources, tmp_path):
    """`check` finds nothing wrong with a sound index, and names one that is gone."""
    settings = settings_of(cluster, "checked")
    rebuild(tmp_path / "instance", sources[-1:], settings)
    assert check(tmp_path / "instance").problems == ()
    (index,) = cluster.client.indices.get_alias(name="checked")
    cluster.client.indices.delete(index=index)
    assert "not in the cluster" in " ".join(check(tmp_path / "instance").problems)


def test_parts_are_the_whole(cluster, sources, tmp_path):
    """Parts do not touch the cluster, are joined into the index of a rebuild, and updated parts into that of the next."""
    parts, whole = settings_of(cluster, "in-parts"), settings_of(cluster, "as-a-whole")
    folder = tmp_path / "articles"
    folder.mkdir()
    for source in sources[:2]:
        shutil.copytree(source, folder / source.name)
    for update in (False, True):
        for part in (1, 2, 3):
            make_part(tmp_path / "parts", Share(part, 3), [folder], parts, update=update)
        assert update or not cluster.client.indices.get(index="in-parts.*")
        report = join_parts(tmp_path / "parts", parts)
        assert rebuild(tmp_path / "whole", [folder], whole).passages == report.passages
        (joined,), (rebuilt,) = (cluster.client.indices.get_alias(name=name) for name in ("in-parts", "as-a-whole"))
        assert joined.partition(".")[2] == rebuilt.partition(".")[2]
        assert check(tmp_path / "parts").problems == ()
        (folder / "more.md").write_text("Owls hunt mice at night.")


def test_status_tells_what_the_cluster_holds(cluster, sources, tmp_path, capsys):
    """`footnote status` lists the library's indexes, and says so when the cluster cannot be asked."""
    settings = settings_of(cluster, "told", opensearch_shards=2)
    report = rebuild(tmp_path, sources[-1:], settings)
    command = ["status", "--json", "--instance", str(tmp_path)]
    main.main(command, standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    files, passages = sorted(told["indexes"], key=lambda index: index["documents"] == report.passages)
    assert files["name"] == f"told.files.{report.build.lower()}"
    assert (passages["documents"], passages["shards"], passages["replicas"]) == (report.passages, 2, 1)
    assert all(index["served"] and index["bytes"] > 0 and index["health"] for index in told["indexes"])
    assert told["unreachable"] is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_OPENSEARCH_URL", "http://127.0.0.1:9")
        patch.setattr("indexer.engines.opensearch.connection._WAITS", (100.0,))
        main.main(command, standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    assert told["indexes"] == []
    assert "cannot be reached" in told["unreachable"]


def test_what_nobody_needs_is_removed(cluster, sources, tmp_path):
    """Indexes of builds that are gone are removed and no others; all of them once the library answers without them."""
    settings = settings_of(cluster, "removed")
    articles = changed_after_a_build(tmp_path, sources, settings)
    rebuild(tmp_path / "instance", [articles], settings)
    rebuild(tmp_path / "other", [articles], settings_of(cluster, "removed-too"))
    assert remove_remote_indexes(tmp_path / "instance", settings) == ()
    cluster.client.indices.create(index="removed.interrupted")
    assert remove_remote_indexes(tmp_path / "instance", settings) == ("removed.interrupted",)
    assert check(tmp_path / "instance").problems == ()
    with pytest.raises(UsageError, match="answers from these indexes"):
        remove_remote_indexes(tmp_path / "instance", settings, every=True)
    rebuild(tmp_path / "instance", [articles], Settings())
    with pytest.raises(UsageError, match=r"engine\.name=opensearch"):
        remove_remote_indexes(tmp_path / "instance", Settings())
    assert len(remove_remote_indexes(tmp_path / "instance", settings, every=True)) == 4
    assert list(cluster.client.indices.get(index="removed.*")) == []
    assert len(cluster.client.indices.get(index="removed-too.*")) == 2


def test_a_machine_with_an_empty_disk_answers(cluster, sources, tmp_path):
    """A build is fetched from the cluster, verified and served, then the next one; its answers are the builder's.

    The arrays that only building needs stay with the builder, and what has not changed is not fetched again.
    """
    settings = settings_of(cluster, "fetched")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(sources[-1].read_text("utf-8"), encoding="utf-8")
    server, turns = tmp_path / "server", ("When did the volcano erupt?",)
    with pytest.raises(NoBuildError):
        fetch_build(server, settings)
    for volcano in ("Katla", "Hekla"):
        articles.write_text(articles.read_text("utf-8").replace("Katla", volcano), encoding="utf-8")
        rebuild(tmp_path / "builder", [articles], settings)
        fetched = fetch_build(server, settings)
        assert fetch_build(server, settings) is None
        with Library.open(tmp_path / "builder") as builder, Library.open(server) as library:
            assert library.ask(turns, today=TODAY) == builder.ask(turns, today=TODAY)
            assert volcano in library.ask(turns).citations[0].quote
        assert not any(file.startswith("impacts/") for file in fetched.files)
        assert check(server).problems == ()
    assert len(list((server / "builds").iterdir())) == 2


def test_what_is_fetched_is_what_was_published(cluster, sources, tmp_path):
    """A block that was changed in the cluster is found out before anybody reads it, and the build before stays."""
    settings = settings_of(cluster, "tampered")
    rebuild(tmp_path / "builder", sources[-1:], settings)
    changed = {"bytes": base64.b64encode(b"Something else altogether.").decode()}
    cluster.client.index(index="tampered.files", id="store!texts.utf8:0", body=changed, refresh=True)
    with pytest.raises(DamagedBuildError, match="is not the build"):
        fetch_build(tmp_path / "server", settings)
    listed = {"files": {"../outside": [0, ""]}}
    cluster.client.index(index="tampered.files", id="contents", body=listed, refresh=True)
    with pytest.raises(DamagedBuildError, match="whose name is none"):
        fetch_build(tmp_path / "server", settings)
    assert not list((tmp_path / "server" / "builds").iterdir())
