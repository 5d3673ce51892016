"""An update of nothing: told by what the build keeps of its files, without opening it and without reading a file."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from indexer import rebuild
from indexer.builds import current_id, file_records, making, records
from indexer.builds.manifest import LOOKS
from indexer.settings import Settings


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An instance of two articles and two files that give none, one of them broken, and the folder of the files."""
    folder = tmp_path_factory.mktemp("unchanged")
    (folder / "sources").mkdir()
    (folder / "sources" / "bees.txt").write_text("Bees\n\nBees dance.\n")
    (folder / "sources" / "wasps.md").write_text("---\ntitle: Wasps\ndate: someday\n---\nWasps chew wood.\n")
    (folder / "sources" / "empty.txt").write_text("")
    (folder / "sources" / "gone.txt").symlink_to(folder / "nowhere")
    rebuild(folder / "instance", [folder / "sources"])
    return folder


@pytest.fixture
def place(made, tmp_path):
    """A copy of it that was found unchanged once, so that its files' looks are noted."""
    shutil.copytree(made / "sources", tmp_path / "sources", symlinks=True)
    rebuild(tmp_path / "instance", [tmp_path / "sources"])
    rebuild(tmp_path / "instance", update=True)
    return tmp_path


@pytest.fixture(autouse=True)
def settled(monkeypatch) -> None:
    """Files count as settled as soon as they are written."""
    monkeypatch.setattr(records, "_RACE", -(10**12))


def _forbidden(*_, **__):
    raise AssertionError("a build is made")


def test_nothing_is_opened_when_nothing_changed(place, monkeypatch) -> None:
    """The report is the one of a look at every file, but for the time, and no build is made or opened for it."""
    with monkeypatch.context() as patched:
        patched.setattr("indexer.builds.pipeline.looks_unchanged", lambda *_: False)
        looked_into = rebuild(place / "instance", update=True)
    monkeypatch.setattr(making, "make", _forbidden)
    report = rebuild(place / "instance", update=True)
    assert replace(report, seconds=0) == replace(looked_into, seconds=0)
    assert (report.changed, len(report.skipped), len(report.notes), report.new_skips) == (False, 2, 1, ())


def test_nothing_heavy_is_loaded_when_nothing_changed(place) -> None:
    """An update of nothing needs neither numpy nor an engine, an analyzer or a reader."""
    os.utime(place / "sources" / "bees.txt")  # read again once, now, and not in the other process
    code = (
        "import sys; from pathlib import Path; from indexer.builds import records; records._RACE = -(10**12); "
        f"from indexer import rebuild; print(rebuild(Path({str(place / 'instance')!r}), update=True).changed, "
        "*(name for name in ('numpy', 'whoosh', 'indexer.text.analyzers', 'indexer.store') if name in sys.modules))"
    )
    rebuild(place / "instance", update=True)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]


@pytest.mark.parametrize(
    "change",
    [
        lambda files: (files / "bees.txt").write_text("Bees\n\nBees hum.\n"),
        lambda files: (files / "new.txt").write_text("Ants\n\nAnts walk.\n"),
        lambda files: (files / "bees.txt").unlink(),
        lambda files: (files / "bees.txt").rename(files / "apes.txt"),
        lambda files: (files / "gone.txt").unlink(),
        lambda files: (files / "empty.txt").unlink(),
    ],
    ids=["changed", "added", "removed", "renamed", "link removed", "skipped file removed"],
)
def test_every_change_is_seen(place, change) -> None:
    """A file that is changed, added, removed or renamed gives a new build, though it gave no article before."""
    change(place / "sources")
    assert rebuild(place / "instance", update=True).changed


def test_a_setting_or_source_is_a_change(place) -> None:
    """Other settings that shape a build, and other sources, give a new build."""
    assert rebuild(place / "instance", settings=Settings().replaced({"bm25.b": 0.1}), update=True).changed
    assert rebuild(place / "instance", [place / "sources" / "bees.txt"], update=True).changed


def test_a_touched_file_is_read_once(place, monkeypatch) -> None:
    """A file that looks otherwise and holds the same is looked into by one update, and not by the next."""
    read = []
    original = file_records.digest_of
    monkeypatch.setattr(file_records, "digest_of", lambda file: read.append(file.path.name) or original(file))
    os.utime(place / "sources" / "bees.txt", (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        assert not rebuild(place / "instance", update=True).changed
    assert read == ["bees.txt"]


@pytest.mark.parametrize("noted", ["", "[]", '{"began": 1, "files": [{}]}', "{"])
def test_a_broken_note_is_no_matter(place, noted) -> None:
    """When the note of how files look is cut short or wrong, the build's own records are used."""
    (place / "instance" / "builds" / current_id(place / "instance") / LOOKS).write_text(noted)
    assert not rebuild(place / "instance", update=True).changed


def test_damage_is_no_unchanged_build(place) -> None:
    """When a file of the build was changed on the disk, an update makes a new one, though no article changed."""
    path = place / "instance" / "builds" / current_id(place / "instance") / "store" / "texts.utf8"
    path.write_bytes(path.read_bytes()[:-1])
    assert rebuild(place / "instance", update=True).changed
