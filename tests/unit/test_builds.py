"""A build is never half there."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from indexer import BuilderBusyError, Library, NoBuildError, NothingToIndexError, UsageError, check, rebuild
from indexer.builds import file_records, open_current, records
from indexer.builds.earlier import EarlierBuilds
from indexer.builds.manifest import Manifest, digests
from indexer.builds.publication import building, builds_of, current_id
from indexer.errors import DamagedBuildError, IncompatibleBuildError
from indexer.readers import formats, read_isolated, source_files
from indexer.readers.base import Kept
from indexer.store.change_log import CHANGES


def write(folder, **texts):
    """A folder with one text file for each name."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def sources(tmp_path):
    """Three short articles."""
    return write(
        tmp_path / "sources",
        bees="Bees\n\nHoney bees dance to tell others where food is.",
        ants="Ants\n\nAnts leave trails of scent. Others follow them.",
        wasps="Wasps\n\nPaper wasps chew wood into paper for their nests.",
    )


@pytest.fixture
def place(tmp_path):
    """An instance that is not there yet."""
    return tmp_path / "instance"


def test_first_build(place, sources):
    """A build makes the instance, says what it holds, and answers."""
    report = rebuild(place, [sources])
    assert (report.articles, report.skipped) == (3, ())
    with Library.open(place) as library:
        assert library.ask(["Who chews wood into paper?"]).citations[0].article_id == "wasps.txt"
        assert library.status().articles == 3
    assert check(place).problems == ()


def test_no_build(place):
    """Without a build, the message says what to run."""
    with pytest.raises(NoBuildError, match="footnote rebuild"):
        Library.open(place)


def test_old_build_stays_when_nothing_can_be_read(place, sources, tmp_path):
    """Sources without a readable article leave the served build as it was."""
    first = rebuild(place, [sources]).build
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToIndexError, match="no article"):
        rebuild(place, [tmp_path / "empty"])
    assert current_id(place) == first
    assert check(place).problems == ()
    with pytest.raises(UsageError, match="does not exist; name a file or folder"):
        rebuild(place, [tmp_path / "nowhere"])
    sources.rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="does not exist; bring it back"):
        rebuild(place)


def test_default_sources_are_the_last_ones(place, sources):
    """A rebuild without sources reads those of the last build again."""
    rebuild(place, [sources])
    write(sources, moths="Moths\n\nMoths fly to lamps at night.")
    assert rebuild(place).articles == 4


def test_one_builder_at_a_time(place, sources):
    """The second builder gets a clear error, and the first is not disturbed."""
    with building(place), pytest.raises(BuilderBusyError, match="another build is running"):
        rebuild(place, [sources])
    assert rebuild(place, [sources]).articles == 3


def test_previous_build_is_kept_and_older_ones_go(place, sources):
    """Two builds are on disk: the one served and the one before."""
    ids = [rebuild(place, [sources]).build for _ in range(4)]
    assert sorted(builds_of(place)) == sorted(ids[-2:])


def test_ids_of_builds_rise(place, sources):
    """However soon one build follows another, its id is the greater one, so that sorted ids are builds by age."""
    ids = [rebuild(place, [sources]).build for _ in range(8)]
    assert ids == sorted(ids)


def test_a_build_that_is_read_is_not_removed(place, sources):
    """A reader may go on with its build however many come after; once it is done, the next build removes it."""
    first = rebuild(place, [sources]).build
    with Library.open(place) as library, library.reading() as reading:
        for _ in range(3):
            rebuild(place, [sources])
        assert reading.build == first
        assert reading.ask(["Who chews wood into paper?"]).build == first
        assert first in builds_of(place)
    rebuild(place, [sources])
    assert first not in builds_of(place)


def test_moves_to_the_new_build(place, sources):
    """An open library answers from a new build as soon as it is published, and no reading mixes two."""
    rebuild(place, [sources])
    with Library.open(place) as library:
        assert library.ask(["Where do moths fly at night?"]).status == "not_found"
        with library.reading() as reading:
            write(sources, moths="Moths\n\nMoths fly to lamps at night.")
            second = rebuild(place).build
            assert reading.status().articles == 3
        assert library.ask(["Where do moths fly at night?"]).build == second
        assert library.ask(["Where do moths fly at night?"]).status == "answered"


def test_languages_are_kept_the_most_frequent_first(place, tmp_path):
    """A build knows its languages, the most frequent first, equals by their code, without counting its articles."""
    languages = ["de", "fr", "en", "en", "de", "ka"]
    lines = [json.dumps({"_id": str(n), "text": "Aha.", "language": one}) for n, one in enumerate(languages)]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines))
    rebuild(place, [tmp_path / "articles.jsonl"])
    with open_current(place) as build:
        assert build.languages == ("de", "en", "fr", "ka")


def test_check_proves_every_article(place, sources):
    """An article that is not what its catalogue says is a problem, even in a build whose files are what they are said."""
    rebuild(place, [sources])
    folder = place / "builds" / current_id(place)
    with closing(sqlite3.connect(folder / "store" / "articles.sqlite")) as catalogue, catalogue:
        catalogue.execute("UPDATE article SET sha256 = ? WHERE id LIKE '%bees%'", ("0" * 64,))
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)
    assert [problem for problem in check(place).problems if "bees.txt' is not what was published" in problem]


def test_what_was_verified_is_not_hashed_again(place, sources, monkeypatch):
    """The newest build opens unhashed, although files that it shared with a removed one have another ctime since."""

    def touched(instance, **_) -> None:
        for path in (instance / "builds" / current_id(instance)).rglob("*.npy"):
            path.chmod(path.stat().st_mode)  # changes the ctime, as the removal of another link does

    monkeypatch.setattr("indexer.builds.making.remove_older", touched)
    rebuild(place, [sources])
    monkeypatch.setattr("indexer.builds.manifest.differences", lambda *_: [("all", "was hashed")])
    with open_current(place) as build:
        assert len(build.store) == 3


def test_copied_instance_opens(place, sources, tmp_path):
    """A copy has other inodes and times: it is hashed, found whole and opened."""
    rebuild(place, [sources])
    shutil.copytree(place, tmp_path / "copy")
    with Library.open(tmp_path / "copy") as library:
        assert library.ask(["Who chews wood into paper?"]).status == "answered"


@pytest.mark.parametrize("name", ["texts.utf8", "forward.npy"])
def test_a_file_cut_short_while_it_is_read_is_told(place, sources, name):
    """What is no longer there is never taken for something else: the next question that needs it says what happened."""
    rebuild(place, [sources])
    with Library.open(place) as library:
        (path,) = (place / "builds" / current_id(place)).rglob(name)
        os.truncate(path, 136)  # the array keeps its header, the texts all but the end of the last
        with pytest.raises(DamagedBuildError, match=r"ends before what is looked for in it; run `footnote rebuild`"):
            library.ask(["Who chews wood into paper?"])


@pytest.mark.parametrize("kind", ["analyzer", "layout"])
def test_other_version_is_refused(place, sources, kind):
    """A build of another analyzer, or laid out in another way, says so; the next rebuild needs no sources to be named."""
    rebuild(place, [sources])
    folder = place / "builds" / current_id(place)
    manifest = Manifest.read(folder)
    dataclasses.replace(manifest, versions={**manifest.versions, kind: "0"}).write(folder)
    with pytest.raises(IncompatibleBuildError, match="footnote rebuild"):
        Library.open(place)
    assert rebuild(place).articles == 3


def test_an_engine_that_is_not_here_is_refused(place, sources):
    """A build of an engine that this version does not have says so; the next rebuild replaces it."""
    rebuild(place, [sources])
    folder = place / "builds" / current_id(place)
    manifest = Manifest.read(folder)
    dataclasses.replace(manifest, settings={**manifest.settings, "engine.name": "lucene"}).write(folder)
    with pytest.raises(
        IncompatibleBuildError, match=r"the engine 'lucene', which is not here .*run `footnote rebuild`"
    ):
        Library.open(place)
    assert rebuild(place).articles == 3


def test_forgotten_sources_are_asked_for(place, sources):
    """When the last build's sources cannot be read, a rebuild asks for them instead of indexing something else."""
    rebuild(place, [sources])
    (place / "builds" / current_id(place) / "manifest.json").write_text("{}")
    with pytest.raises(UsageError, match="name its files and folders"):
        rebuild(place)
    assert rebuild(place, [sources]).articles == 3


@pytest.fixture
def reread(monkeypatch):
    """The names of the files that are read, each time one is; files count as settled as soon as they are written."""
    names = []

    def told(files, limits, read):
        names.extend(file.path.name for file in files)
        return read_isolated(files, limits, read)

    monkeypatch.setattr(file_records, "read_isolated", told)
    monkeypatch.setattr(records, "_RACE", -(10**12))
    return names


def test_update_reads_only_what_changed(place, sources, reread):
    """An update reads new and changed files, drops removed ones, and gives what a rebuild gives, to the last bit."""
    rebuild(place, [sources])
    write(sources, moths="Moths\n\nMoths fly to lamps at night.", ants="Ants\n\nAnts carry leaves.")
    (sources / "bees.txt").unlink()
    reread.clear()
    rebuild(place, update=True)
    assert sorted(reread) == ["ants.txt", "moths.txt"]
    updated = files_of_build(place)
    rebuild(place)
    assert files_of_build(place) == updated


def test_update_sees_a_change_of_the_same_size_and_time(place, sources, reread):
    """A file whose size and time are what they were, as after `rsync` or `touch`, is read again when it was changed."""
    os.utime(sources / "wasps.txt", (1_700_000_000, 1_700_000_000))
    rebuild(place, [sources])
    text = (sources / "wasps.txt").read_text()
    (sources / "wasps.txt").write_text(text.replace("Paper", "Papel"))
    os.utime(sources / "wasps.txt", (1_700_000_000, 1_700_000_000))
    reread.clear()
    rebuild(place, update=True)
    assert reread == ["wasps.txt"]
    with Library.open(place) as library:
        assert "Papel" in library.article("wasps.txt").text
    updated = files_of_build(place)
    rebuild(place)
    assert files_of_build(place) == updated


def test_update_reads_again_what_an_older_reader_read(place, sources, reread, monkeypatch):
    """When a reader has changed, its files are read again and no others; the manifest names the readers' versions."""
    (sources / "flies.md").write_text("# Flies\n\nFlies buzz.")
    rebuild(place, [sources])
    monkeypatch.setitem(formats.FORMATS, "markdown", dataclasses.replace(formats.FORMATS["markdown"], version=1_000))
    reread.clear()
    rebuild(place, update=True)
    assert reread == ["flies.md"]
    versions = Manifest.read(place / "builds" / current_id(place)).versions
    assert (versions["reader markdown"], versions["reader plain"]) == ("1000", str(formats.FORMATS["plain"].version))


def test_update_takes_no_article_of_an_unchanged_file(place, tmp_path, reread, monkeypatch):
    """However many articles an unchanged file gave, an update looks at none of them: it is told which they are."""
    lines = (json.dumps({"_id": str(number), "text": f"Bee {number} dances."}) for number in range(50))
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    rebuild(place, [tmp_path / "many.jsonl"])
    with open_current(place) as build:
        monkeypatch.setattr(build.store, "article", None)
        reread.clear()
        files = list(source_files([tmp_path / "many.jsonl"]))
        items = list(file_records.SourceFiles(files, build.settings, EarlierBuilds([build])).articles())
    assert (items, reread) == ([Kept(0, 50)], [])


@pytest.mark.parametrize(
    "written",
    ["3", "[]", "null", "[3]", "[{}]", "[" * 5_000, "\x00", '[{"path": "a"}]', "{"],
)
def test_update_without_notes_of_what_was_read(place, sources, written):
    """Notes of what was read that are none, or an older version's, make an update read everything: the same result."""
    rebuild(place, [sources])
    before = files_of_build(place)
    folder = place / "builds" / current_id(place)
    (folder / "files.json").write_text(written)
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)
    rebuild(place, update=True)
    assert files_of_build(place) == before


def test_update_keeps_what_was_skipped(place, sources):
    """What a file's skip said is said again; an id that becomes free is taken by the file that had to stand back."""
    for name in ("a.jsonl", "b.jsonl"):
        (sources / name).write_text(f'{{"_id": "same", "title": "{name}", "text": "Text of {name}."}}\nnot json\n')
    for path in sources.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    first = rebuild(place, [sources])
    assert len(first.skipped) == 3
    assert rebuild(place, update=True).skipped == first.skipped
    (sources / "a.jsonl").unlink()
    rebuild(place, update=True)
    with Library.open(place) as library:
        assert library.article("same").title == "b.jsonl"


def files_of_build(instance):
    """Name → SHA-256 of the current build's files, but for its change log, which depends on the builds before."""
    files = json.loads((instance / "builds" / current_id(instance) / "manifest.json").read_text())["files"]
    return {name: digest for name, digest in files.items() if not name.startswith(f"{CHANGES}/")}


def test_same_sources_make_the_same_build(place, sources, tmp_path):
    """But for its id and times, a build is a function of its sources: file for file, to the last bit."""
    rebuild(place, [sources])
    rebuild(tmp_path / "other", [sources])
    assert files_of_build(place) == files_of_build(tmp_path / "other")
