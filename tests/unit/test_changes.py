"""A library knows since when it has each article, and what changed since an earlier build."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Library, UsageError, check, rebuild
from indexer.arrays import open_array
from indexer.builds import made_of, open_current, pipeline
from indexer.builds.manifest import Manifest, digests
from indexer.builds.publication import current_id
from indexer.cli import main
from indexer.errors import DamagedBuildError
from indexer.store import change_log
from indexer.store.change_log import CHANGES, Absence, ChangeLog, EarlierTitle, Log, write_change_log

if TYPE_CHECKING:
    from pathlib import Path

DAY_ONE = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG = " ".join(f"Sentence number {number} tells of bees, ants and wasps in the garden." for number in range(40))


class Shelf:
    """An instance whose articles are given as id → (title, text), a build a day."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.instance, self.day = folder, folder / "instance", DAY_ONE
        folder.mkdir(parents=True, exist_ok=True)
        shelf = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return shelf.day.astimezone(tz)

        for module in (made_of, pipeline):
            monkeypatch.setattr(module, "datetime", Clock)

    def build(self, **articles: tuple[str, str]) -> str:
        """Publishes a build of these articles, a day after the one before; returns its id."""
        lines = [json.dumps({"_id": id_, "title": title, "text": text}) for id_, (title, text) in articles.items()]
        (self.folder / "articles.jsonl").write_text("\n".join(lines))
        self.day += timedelta(days=1)
        return rebuild(self.instance, [self.folder / "articles.jsonl"]).build

    def changes(self, since=None, **page):
        """The changes since then."""
        with Library.open(self.instance) as library, library.reading() as reading:
            return reading.changes(since, **page)


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """An instance without a build."""
    return Shelf(tmp_path, monkeypatch)


def told(changes):
    """Each change as (kind, id, earlier title)."""
    return {(change.kind, change.entry.id, change.earlier_title) for change in changes.changes}


def test_an_article_keeps_the_time_when_it_came(shelf):
    """An article keeps its time over all builds; its last change is the build that first had its new text or title."""
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants run."), c=("C", "Wasps fly."))
    shelf.build(a=("New A", "Bees dance."), b=("B", "Ants run."), c=("C", "Wasps fly."))
    with open_current(shelf.instance) as build:
        days = [
            [(time - int(DAY_ONE.timestamp())) // 86_400 for time in times.tolist()]
            for times in (build.changes.article_added, build.changes.article_changed, build.changes.passage_added)
        ]
    assert days == [[1, 1, 2], [3, 2, 2], [1, 2, 2]]


def test_changes_since_the_build_before_and_an_earlier_one(shelf):
    """Added, changed and gone articles are told since any build that is known, with an earlier title where it differs."""
    first = shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."), c=("C", "Wasps fly."))
    assert told(shelf.changes()) == {("added", name, None) for name in "abc"}
    second = shelf.build(a=("New A", "Bees dance."), b=("B", "Ants walk."), d=("D", "Moths rest."))
    assert told(shelf.changes()) == {("changed", "a", "A"), ("added", "d", None), ("gone", "c", None)}
    third = shelf.build(a=("Newest A", "Bees dance."), b=("B", "Ants run."), d=("D", "Moths rest."))
    assert told(shelf.changes()) == {("changed", "a", "New A"), ("changed", "b", None)}
    assert shelf.changes().since == second
    since_first = shelf.changes(first)
    assert told(since_first) == {
        ("changed", "a", "A"), ("changed", "b", None), ("added", "d", None), ("gone", "c", None)
    }  # fmt: skip
    assert since_first.counts == {"added": 1, "changed": 2, "gone": 1}
    assert [change.at[:10] for change in since_first.changes] == [
        "2026-03-04",
        "2026-03-04",
        "2026-03-03",
        "2026-03-03",
    ]
    assert shelf.changes(third).total == 0


def test_changes_since_a_date(shelf):
    """A date is compared with the state at its beginning; before the first build there was nothing."""
    shelf.build(a=("A", "Bees dance."))
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    assert told(shelf.changes("2026-03-03")) == {("added", "b", None)}
    assert told(shelf.changes("2026-03-04")) == set()
    assert told(shelf.changes("2025")) == {("added", "a", None), ("added", "b", None)}


def test_an_article_that_comes_back_is_not_new(shelf):
    """An article that was gone for a while, as with a folder that was not mounted, has its old times when it is back."""
    both = {"a": ("A", "Bees dance."), "b": ("B", "Ants walk.")}
    first = shelf.build(**both)
    without = shelf.build(a=both["a"])
    shelf.build(**both)
    assert told(shelf.changes()) == {("added", "b", None)}
    assert told(shelf.changes(without)) == {("added", "b", None)}
    assert told(shelf.changes(first)) == set()
    with open_current(shelf.instance) as build:
        assert len(set(build.changes.passage_added.tolist())) == 1
    shelf.build(a=both["a"])
    shelf.build(a=both["a"], b=("Other B", "Ants run."))
    assert told(shelf.changes(first)) == {("changed", "b", "B")}


def test_pages_of_changes_are_the_whole(shelf):
    """Page by page, every change is told once, in the same order."""
    shelf.build(**{f"a{number}": ("A", f"Bee {number} dances.") for number in range(7)})
    shelf.build(**{f"a{number}": ("B" if number < 3 else "A", f"Bee {number} dances.") for number in range(2, 9)})
    every = shelf.changes(most=None)
    assert every.counts == {"added": 2, "changed": 1, "gone": 2}
    pages = [change for offset in range(0, 6, 2) for change in shelf.changes(offset=offset, most=2).changes]
    assert pages == list(every.changes)


def test_an_unknown_build_is_one_clear_sentence(shelf):
    """A build that is not known, or a date that is none, is an error that names the oldest build there is."""
    first = shelf.build(a=("A", "Bees dance."))
    shelf.build(a=("A", "Bees fly."))
    for since in ("20260101T000000-abcdef", "yesterday", "2026-13", "caf\udce9"):
        with pytest.raises(UsageError, match=rf"no build .* is known here; name build {first}, a later one, or a date"):
            shelf.changes(since)


def test_passages_of_a_changed_article_keep_their_time(shelf):
    """A paragraph at an article's end is new; the passages before it, whose texts are the same, are not."""
    shelf.build(a=("A", LONG))
    shelf.build(a=("A", LONG + "\n\n# Addendum\n\nMoths were seen for the first time. They rest by day."))
    with open_current(shelf.instance) as build:
        times = build.changes.passage_added
        texts = build.store.fetch_texts(np.arange(len(times)))
        assert ["Moths" in text for text in texts] == (times == times.max()).tolist()
    assert len(times) > 2


def test_passages_cut_otherwise_are_not_new(shelf):
    """A setting that cuts passages otherwise makes no text new."""
    shelf.build(a=("A", LONG))
    with open_current(shelf.instance) as build:
        before = build.changes.passage_added
    (shelf.instance / "config.toml").write_text("[passage]\nmin_words = 40\nmax_words = 60\n")
    shelf.build(a=("A", LONG))
    with open_current(shelf.instance) as build:
        assert len(build.changes.passage_added) > len(before)
        assert set(build.changes.passage_added.tolist()) == set(before.tolist())


def test_a_build_of_an_earlier_version_is_no_news(shelf):
    """After a version without change logs, or with another layout of them, nothing that was there is new."""
    old = shelf.build(a=("A", "Bees dance."))
    folder = shelf.instance / "builds" / old
    shutil.rmtree(folder / CHANGES)
    manifest = Manifest.read(folder)
    dataclasses.replace(manifest, versions={**manifest.versions, "layout": "4"}, files=digests(folder)).write(folder)
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    assert told(shelf.changes()) == {("added", "b", None)}
    with pytest.raises(UsageError, match=f"no longer known; name build {old}"):
        shelf.changes("2020")


def test_a_damaged_build_costs_only_its_own_news(shelf):
    """When the served build cannot be read, the new one is compared with the build before it."""
    first = shelf.build(a=("A", "Bees dance."))
    second = shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    (shelf.instance / "builds" / second / CHANGES / "log.json").write_text("{")
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."), c=("C", "Wasps fly."))
    assert told(shelf.changes()) == {("added", "b", None), ("added", "c", None)}
    assert shelf.changes().since == first


def test_a_hostile_build_before_does_no_harm(shelf):
    """A build whose numbers contradict each other, with fitting checksums, is passed over, and nothing fails."""
    first = shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    folder = shelf.instance / "builds" / first
    for name, numbers in (("store/article_passages_end", [0, 10**6]), (f"{CHANGES}/passage_added", [1] * 10**6)):
        np.save(folder / f"{name}.npy", np.array(numbers, open_array(folder / f"{name}.npy").dtype))
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)
    shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    assert shelf.changes().total == 0
    np.save(folder / "store/article_passages_end.npy", np.empty(0, np.int32))
    (shelf.instance / "current.json").write_text(json.dumps({"build": first}))
    shelf.build(a=("A", "Bees dance."))
    assert shelf.changes().counts["gone"] == 1


def test_a_clock_that_goes_back_changes_nothing(shelf):
    """Builds are told apart though the clock stands or goes back: each has a later time than the one before."""
    first = shelf.build(a=("A", "Bees dance."))
    shelf.day -= timedelta(days=30)
    shelf.build(a=("A", "Bees fly."))
    assert told(shelf.changes(first)) == {("changed", "a", None)}


def absence(name: str, end: int) -> Absence:
    """An article that is gone since `end`."""
    return Absence(name, "", None, None, "", 1, 1, end)


def test_the_log_is_bounded(monkeypatch):
    """The oldest rows go first, and with them the builds since which the changes can no longer be told."""
    monkeypatch.setattr(change_log, "MOST_ROWS", 3)
    monkeypatch.setattr(change_log, "MOST_BUILDS", 4)
    builds = tuple((f"b{time}", time) for time in range(10, 70, 10))
    absences = tuple(absence(f"a{time}", time) for time in (30, 40, 50, 60, 70))
    log = Log(70, 0, builds, absences, (EarlierTitle("a", "A", 20),)).bounded()
    assert [row.gone for row in log.absences] == [50, 60, 70]
    assert log.builds == (("b40", 40), ("b50", 50), ("b60", 60))
    assert log.start == 40
    assert log.bounded() == log


def test_a_build_tells_all_of_its_own_changes(monkeypatch):
    """However many articles a build lost, its own log names each of them."""
    monkeypatch.setattr(change_log, "MOST_ROWS", 3)
    absences = (absence("old", 60), *(absence(f"a{number}", 70) for number in range(9)))
    log = Log(70, 0, (("b50", 50), ("b60", 60)), absences, ()).bounded()
    assert {row.gone for row in log.absences} == {70}
    assert (len(log.absences), log.builds) == (9, (("b60", 60),))


@pytest.mark.parametrize(
    "written",
    ["3", "[]", "{", '{"time": 1, "start": 0, "builds": [3], "absences": [], "titles": []}',
     '{"time": 1, "start": 0, "builds": [], "absences": [{"id": 3}], "titles": []}',
     '{"time": 1, "start": 0, "builds": [], "absences": [], "titles": [{"id": 3, "title": "", "end": 1}]}'],
)  # fmt: skip
def test_a_log_that_is_none_is_damage(tmp_path, written):
    """Whatever stands in the file, it is a log or damage that is told."""
    (tmp_path / "log.json").write_text(written)
    with pytest.raises(DamagedBuildError, match=r"log\.json"):
        Log.read(tmp_path / "log.json")


def test_a_column_of_another_length_is_damage(shelf):
    """Times that do not fit the build's articles are not read."""
    build = shelf.build(a=("A", "Bees dance."))
    with pytest.raises(DamagedBuildError, match="not the column"):
        ChangeLog(shelf.instance / "builds" / build / CHANGES, 2, 1)


def test_times_that_cannot_be_are_told(shelf):
    """`footnote check` says so when a change log of fitting checksums has times that contradict each other."""
    folder = shelf.instance / "builds" / shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    assert check(shelf.instance).problems == ()
    shutil.rmtree(folder / CHANGES)
    far, near = np.array([10**15, 5], np.int64), np.array([9, 5], np.int64)
    write_change_log(folder / CHANGES, far, near, near, Log(time=10))
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)
    assert check(shelf.instance).problems == (
        "an article changed before it was added", "something was added after the build was made"
    )  # fmt: skip
    with pytest.raises(DamagedBuildError, match=CHANGES):
        shelf.changes()


TEXTS = st.integers(0, 2)
STATES = st.lists(st.dictionaries(st.sampled_from("abcd"), TEXTS, min_size=1), min_size=3, max_size=4)


@settings(max_examples=3)
@given(STATES)
def test_changes_are_the_difference_of_two_states(tmp_path_factory, states):
    """Since every earlier build, exactly those articles are told that are there now and were not, or the other way round.

    All that differ are told as changed; besides them only what was changed and changed back.
    """
    with pytest.MonkeyPatch.context() as patch:
        shelf = Shelf(tmp_path_factory.mktemp("shelf"), patch)
        builds = [
            shelf.build(**{name: (name, f"Text {text} of it.") for name, text in state.items()}) for state in states
        ]
        now = states[-1]
        for build, then in zip(builds, states, strict=True):
            changes = shelf.changes(build, most=None).changes
            of_kind = {
                kind: {change.entry.id for change in changes if change.kind == kind}
                for kind in ("added", "changed", "gone")
            }
            assert of_kind["added"] == now.keys() - then.keys()
            assert of_kind["gone"] == then.keys() - now.keys()
            assert {name for name in now.keys() & then.keys() if now[name] != then[name]} <= of_kind["changed"]
            assert of_kind["changed"] <= now.keys() & then.keys()
            assert len(changes) == sum(map(len, of_kind.values()))
    assert current_id(shelf.instance) == builds[-1]


def test_changes_on_the_command_line(shelf):
    """`footnote status --changes` prints counts and a table, `--since` another state, `--json` the document."""

    def status(*options):
        return CliRunner().invoke(main, ["status", *options, "--instance", str(shelf.instance)])

    first = shelf.build(a=("A", "Bees dance."), b=("B", "Ants walk."))
    assert status("--changes").stdout.startswith("The first build: 2 added, 0 changed, 0 gone.\n")
    shelf.build(a=("New A", "Bees dance."))
    shelf.build(a=("New A", "Bees dance."), c=("C", "Wasps fly."))
    printed = status("--changes", "--since", first).stdout.splitlines()
    assert printed[0] == f"Since {first}: 1 added, 1 changed, 1 gone."
    assert printed[2:] == ["added\tc\tC", "changed\ta\tNew A (before: A)", "gone\tb\tB"]
    document = json.loads(status("--since", first, "--json").stdout)
    assert [change["article"]["id"] for change in document["changes"]] == ["c", "a", "b"]
    unknown = status("--changes", "--since", "nonsense")
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (2, 1)
    assert status("--changes", "--articles").exit_code == 2
