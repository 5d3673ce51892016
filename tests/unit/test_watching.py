"""Watching: a change is noticed, whatever kind it is; changes become updates; failures are told and tried again."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import BuilderBusyError, BuildError, Settings, rebuild
from indexer.readers.file_walk import source_files, source_folders
from indexer.watching import Plan, changes, keep_current, keeping
from indexer.watching.emptied import require_not_emptied
from indexer.watching.file_systems import sends_events

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:30 / /mnt/my\\040share rw,relatime shared:1 - nfs4 server:/share rw
24 23 0:31 / /mnt/my\\040share/local rw - tmpfs tmpfs rw
25 22 0:32 / /users/me/remote rw master:2 - fuse.sshfs me@host: rw
26 22 0:33 / /media/stick rw - fuseblk /dev/sdb1 rw
27 22 0:34 / /share rw - cifs //server/share rw
28 22 0:35 / /share rw - ext4 /dev/vdb rw
"""


@pytest.fixture
def folder(tmp_path):
    """A source with an article in it, and one in a folder of it."""
    (tmp_path / "sources" / "inside").mkdir(parents=True)
    for path in ("bees.txt", "inside/ants.txt"):
        (tmp_path / "sources" / path).write_text(path)
    return tmp_path / "sources"


def unexpected(sentence) -> None:
    """Fails: nothing was to be said."""
    raise AssertionError(sentence)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Changes are looked for more often than anyone needs."""
    monkeypatch.setattr(changes, "TICK", 0.06)
    monkeypatch.setattr(changes, "_AGAIN", 0.05)


def watched(*sources, poll=False, tell=unexpected):
    """What tells of changes, when all that happened before has been told."""
    looks = changes.changes_in(sources, poll=poll, every=0.05, tell=tell)
    while next(looks):
        pass
    return closing(looks)


def notices(looks, times=100) -> bool:
    """Whether a change is noticed in so many looks; then all that belongs to it is told, too."""
    if not any(islice(looks, times)):
        return False
    while any(islice(looks, 2)):
        pass
    return True


def appear(folder):
    """A file is written."""
    (folder / "wasps.txt").write_text("wasps")


def grow(folder):
    """A file gets longer."""
    with (folder / "inside" / "ants.txt").open("a") as file:
        file.write("more")


def be_replaced(folder):
    """Another file takes the place of one, as editors save."""
    (folder / ".new").write_text("other")
    (folder / ".new").replace(folder / "bees.txt")


def be_renamed(folder):
    """A file moves to another folder."""
    (folder / "bees.txt").rename(folder / "inside" / "honey bees.txt")


def disappear(folder):
    """A file is removed."""
    (folder / "bees.txt").unlink()


def folder_be_renamed(folder):
    """A folder gets another name."""
    (folder / "inside").rename(folder / "within")


def folder_disappear(folder):
    """A folder is removed, with what is in it."""
    shutil.rmtree(folder / "within")


def source_be_replaced(folder):
    """The source itself is removed and made again."""
    shutil.rmtree(folder)
    folder.mkdir()


KINDS = [appear, grow, be_replaced, be_renamed, folder_be_renamed, folder_disappear, source_be_replaced]


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_every_kind_of_change_is_noticed(folder, poll) -> None:
    """Files and folders that appear, grow, are replaced, renamed or removed are noticed, and so is what comes after."""
    with watched(folder, poll=poll) as looks:
        for kind in KINDS:
            kind(folder)
            assert notices(looks), kind
        (folder / "later").mkdir()
        assert notices(looks, 5) is not poll
        (folder / "later" / "moths.txt").write_text("moths")
        assert notices(looks)


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_a_file_may_be_a_source(folder, poll) -> None:
    """A source that is a file is noticed when it grows, is replaced, goes and comes; its neighbours are nothing."""
    with watched(folder / "bees.txt", poll=poll) as looks:
        appear(folder)
        assert not notices(looks, 5)
        for change in (be_replaced, disappear, be_replaced):
            change(folder)
            assert notices(looks)


def test_what_is_not_read_is_not_watched(folder, tmp_path) -> None:
    """Hidden files, folders that links lead to elsewhere and instances are neither read nor watched."""
    elsewhere, instance = tmp_path / "elsewhere", folder / "instance"
    for made in (elsewhere, instance / "builds", folder / ".git"):
        made.mkdir(parents=True)
    (instance / "builder.lock").write_text("")
    (folder / "link").symlink_to(elsewhere)
    assert set(source_folders([folder])) == {folder, folder / "inside"}
    assert elsewhere in {path.resolve() for path in source_folders([folder], follow_links=True)}
    with watched(folder) as looks:
        for path in (elsewhere / "a.txt", instance / "current.json", folder / ".git" / "head", folder / ".a.txt.swp"):
            path.write_text("")
        assert not notices(looks, 4)


def test_an_instance_that_is_a_source_is_no_article_of_itself(folder) -> None:
    """Articles may lie in the folder of the instance; its builds, settings and pointer are not among them."""
    (folder / "builds" / "1").mkdir(parents=True)
    for name in ("builder.lock", "current.json", "config.toml", "builds/1/manifest.json"):
        (folder / name).write_text("{}")
    assert [file.id for file in source_files([folder])] == ["bees.txt", "inside/ants.txt"]


def test_without_events_folders_are_polled(folder, monkeypatch) -> None:
    """Where the library is missing or the system has no events to spare, a sentence says so, and changes are noticed."""
    said = []
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    looks = changes.changes_in([folder], every=0.05, tell=said.append)
    assert not next(looks)
    appear(folder)
    assert notices(looks)
    assert len(said) == 1
    assert "pip install watchfiles" in said[0]
    monkeypatch.setattr(changes, "_opened", no_more_events)
    assert not next(changes.changes_in([folder], every=0.05, tell=said.append))
    assert "fs.inotify" in said[1]


def no_more_events(*_):
    """Fails as watchfiles does."""
    raise OSError("OS file watch limit reached")


def test_a_name_that_is_not_utf8_is_watched(folder) -> None:
    """A folder whose name is not UTF-8, which events cannot name, is polled."""
    (folder / "caf\udce9").mkdir()
    said = []
    with watched(folder, tell=said.append) as looks:
        (folder / "caf\udce9" / "a.txt").write_text("a")
        assert notices(looks)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("path", "sends"),
    [
        ("/users/me", False),  # a network drive is mounted in it
        ("/users/me/articles", True),
        ("/users/me/remote", False),
        ("/users/me/remote/deep/below", False),
        ("/users/me/remotely", True),
        ("/mnt/my share/x", False),
        ("/mnt/my share/local/x", True),
        ("/media/stick", True),
        ("/share", True),  # the later of two file systems mounted at one point
    ],
)
def test_network_drives_are_told_from_local_ones(path, sends) -> None:
    """A source on a network drive, or with one in it, is polled; anything else has events."""
    assert sends_events(path, MOUNTS) is sends


@given(st.text(), st.text(alphabet="/ -\\0247abcnfs.\n"))
def test_any_table_of_mounts_can_be_read(path, table) -> None:
    """Whatever stands in the table of mounts, an answer comes."""
    assert sends_events("/" + path.replace("\0", ""), table) in {True, False}


@pytest.fixture
def fast(monkeypatch):
    """No waiting: a tick is a tick of this clock, which also tells the time of each call."""
    clock = [0.0]
    monkeypatch.setattr(keeping.time, "monotonic", lambda: clock[0])
    return clock


def kept(fast, instance, ticks, outcomes):
    """The times of the updates, whose outcomes are given (an error is raised), and what was said.

    `ticks` are the times at which something changes; the rest are quiet.
    """
    times, said = [], []

    def looks():
        while True:
            fast[0] += 0.25
            yield fast[0] in ticks

    def update(_) -> None:
        times.append(fast[0])
        outcome = outcomes.pop(0) if outcomes else KeyboardInterrupt()
        if outcome is not None:
            raise outcome

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keeping, "changes_in", lambda *_, **__: looks())
        with pytest.raises(KeyboardInterrupt):
            keep_current(instance, lambda: Plan((), Settings()), update, said.append)
    return times, said


def test_a_burst_is_one_update(fast, tmp_path) -> None:
    """Changes that follow each other quickly are one update, half a second after the last; a later one is another."""
    times, said = kept(fast, tmp_path, {10, 10.25, 10.5, 10.75, 20}, [None, None])
    assert times == [0.25, 11.25, 20.5]
    assert said == []


def test_changes_without_end_are_taken_in(fast, tmp_path) -> None:
    """Where something changes all the time, an update is made every half minute."""
    times, _ = kept(fast, tmp_path, {tick / 4 for tick in range(1_000)}, [None, None])
    assert times == [0.25, 30.5, 60.75]


def test_a_failure_is_told_once_and_tried_again(fast, tmp_path) -> None:
    """What fails is said in one sentence; it is tried once more after a minute, and again with the next change."""
    full = BuildError("the disk is full")
    times, said = kept(fast, tmp_path, {200}, [full, full, full])
    assert times == [0.25, 60.25, 200.5, 260.5]
    assert said == ["the disk is full"]


def test_another_builder_is_waited_for(fast, tmp_path) -> None:
    """While another process builds, nothing is built; it is tried again every two seconds, and said once."""
    busy = BuilderBusyError(tmp_path)
    times, said = kept(fast, tmp_path, set(), [busy, busy, busy])
    assert times == [0.25, 2.25, 4.25, 6.25]
    assert len(said) == 1


def test_what_changes_during_an_update_is_not_missed(folder, tmp_path, monkeypatch) -> None:
    """A change while an update is being made leads to another one; so does one of config.toml, or of the sources."""
    monkeypatch.setattr(keeping, "QUIET", 0.1)
    (tmp_path / "instance").mkdir()
    (tmp_path / "other").mkdir()
    sources = [folder]
    steps = [
        lambda: appear(folder),
        lambda: (tmp_path / "instance" / "config.toml").write_text(""),
        lambda: sources.append(tmp_path / "other") or disappear(folder),
        lambda: (tmp_path / "other" / "moths.txt").write_text("moths"),
    ]
    seen = []

    def update(plan) -> None:
        seen.append(len(plan.sources))
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    with pytest.raises(KeyboardInterrupt):
        keep_current(tmp_path / "instance", lambda: Plan(tuple(sources), Settings()), update, unexpected)
    assert seen == [1, 1, 1, 2, 2]


def test_a_source_that_is_suddenly_empty_is_left_alone(folder, tmp_path) -> None:
    """A source without a file, of which the build has articles, is told and not updated; another empty one is nothing.

    Of one that is gone, something else is told: an update would refuse it.
    """
    rebuild(tmp_path / "instance", [folder])
    (tmp_path / "inbox").mkdir()
    require_not_emptied(tmp_path / "instance", [folder, tmp_path / "inbox"])
    source_be_replaced(folder)
    with pytest.raises(BuildError, match=r"sources is empty: mount its drive, or run `footnote update`"):
        require_not_emptied(tmp_path / "instance", [tmp_path / "inbox", folder])
    require_not_emptied(tmp_path / "nowhere", [folder])
    folder.rmdir()
    with pytest.raises(
        BuildError, match=r"sources is not there: mount its drive or bring it back, or run `footnote update` with"
    ):
        require_not_emptied(tmp_path / "instance", [folder])


def test_a_file_that_is_suddenly_empty_is_left_alone(folder, tmp_path) -> None:
    """A program that writes a file empties it first; what the file had stays until something is in it again."""
    articles = folder / "articles.jsonl"
    articles.write_text('{"_id": "a", "text": "Bees dance."}')
    rebuild(tmp_path / "instance", [folder, articles])
    articles.write_text("")
    with pytest.raises(BuildError, match=r"articles.jsonl is empty"):
        require_not_emptied(tmp_path / "instance", [articles])
    require_not_emptied(tmp_path / "instance", [folder])
    articles.write_text(" ")
    require_not_emptied(tmp_path / "instance", [articles])


def test_a_drive_that_is_mounted_later_is_polled(folder, monkeypatch) -> None:
    """When a source goes and comes again, as drives do, it is looked at anew whether it sends events."""
    kinds = [True]
    monkeypatch.setattr(changes, "sends_events", lambda _: kinds[0])
    with watched(folder) as looks:
        kinds[0] = False
        folder.rename(folder.with_name("away"))
        assert notices(looks)
        folder.mkdir()
        assert notices(looks)
        monkeypatch.setattr(changes, "_opened", no_more_events)
        appear(folder)
        assert notices(looks)
