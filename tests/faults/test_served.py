"""Whatever happens to `current.json` or to a build, the last good one goes on being served."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from indexer import (
    BuildError,
    DamagedBuildError,
    IncompatibleBuildError,
    Library,
    NoBuildError,
    Settings,
    check,
    check_bytes,
    last_check,
    rebuild,
)
from indexer.builds import served
from indexer.builds.publication import current_id
from tests.conftest import wait_until
from tests.faults.conftest import ANSWER, QUESTION, TIMES
from webapp import create_app


@pytest.fixture
def application(place):
    """The application on `place`."""
    made = create_app({"INSTANCE": place})
    yield made
    made.extensions["library"].close()


def served_library(place):
    """A library as the server opens it, but that waits for every build."""
    return Library(place, Settings(), fallback=True)


def asked(library):
    """The build that answers, rightly."""
    answer = library.ask([QUESTION])
    assert [citation.article_id for citation in answer.citations] == [ANSWER]
    return answer.build


def overwrite(path):
    """Changes the last byte of a file without changing how it looks: its size and its times stay."""
    facts = path.stat()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def break_manifest(place):
    """A new build that is damaged; gives its manifest, and what that held."""
    rebuild(place, [place.parent / "sources"])
    manifest = place / "builds" / current_id(place) / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_text("{}")
    return manifest, whole


SPOILT = {
    "missing": lambda place: (place / "current.json").unlink(),
    "empty": lambda place: (place / "current.json").write_text(""),
    "no object": lambda place: (place / "current.json").write_text("3"),
    "a NUL": lambda place: (place / "current.json").write_text('{"build": "a\\u0000b"}'),
    "a number": lambda place: (place / "current.json").write_text('{"build": 5}'),
    "a way out": lambda place: (place / "current.json").write_text('{"build": "../builds"}'),
    "nested": lambda place: (place / "current.json").write_text("[" * 100_000),
    "not UTF-8": lambda place: (place / "current.json").write_bytes(b'{"build": "\xff"}'),
    "gone": lambda place: (place / "current.json").write_text('{"build": "20990101T000000-aaaaaa"}'),
    "a folder": lambda place: ((place / "current.json").unlink(), (place / "current.json").mkdir()),
    "damaged": break_manifest,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_the_last_good_build_goes_on_being_served(place, spoil) -> None:
    """An open build is served whatever `current.json` says, `condition` tells why, and all is well after a rebuild."""
    with served_library(place) as library:
        first = asked(library)
        spoil(place)
        assert asked(library) == first
        condition = library.condition()
        assert condition.build == first
        assert isinstance(condition.problem, BuildError)
        assert condition.since
        if (place / "current.json").is_dir():
            (place / "current.json").rmdir()
        rebuild(place, [place.parent / "sources"])
        assert asked(library) == current_id(place) != first
        assert library.condition().problem is None


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_after_a_restart_the_newest_build_that_opens_is_served(place, spoil) -> None:
    """A server that begins when `current.json` is already bad serves what was kept; a command says what is wrong."""
    good = current_id(place)
    spoil(place)
    with served_library(place) as library:
        assert asked(library) == good
    with pytest.raises((DamagedBuildError, NoBuildError)):
        Library.open(place)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_health_says_what_is_wrong_and_names_no_folder(place, application, spoil) -> None:
    """`/api/health` is 200 and `degraded`, and says which build is served and why; pages are served."""
    client = application.test_client()
    first = client.get("/api/health").json
    assert (first["status"], first["problem"], first["current"]) == ("ok", None, first["build"])
    assert first["checked"]
    spoil(place)
    now = client.get("/api/health")
    assert now.status_code == 200
    assert now.json["status"] == "degraded"
    assert now.json["build"] == first["build"]
    assert "footnote rebuild" in now.json["problem"]
    assert str(place) not in now.text
    assert client.get("/?q=wasps").status_code == 200


def test_a_build_of_another_version_is_not_served_in_the_place_of_a_good_one(place, monkeypatch) -> None:
    """What this version cannot read is said, and the open build stays."""
    with served_library(place) as library:
        first = asked(library)
        rebuild(place, [place.parent / "sources"])
        monkeypatch.setattr("indexer.builds.open.LAYOUT", "another")
        assert asked(library) == first
        assert isinstance(library.condition().problem, IncompatibleBuildError)


def test_an_unexpected_error_is_no_reason_to_drop_what_is_open(place, monkeypatch) -> None:
    """Whatever opening a new build raises, readers go on with the old one."""
    with served_library(place) as library:
        first = asked(library)
        rebuild(place, [place.parent / "sources"])
        monkeypatch.setattr(served, "open_current", lambda *_, **__: 1 / 0)
        assert asked(library) == first
        assert library.condition().problem


def test_nothing_is_opened_anew_for_every_request(place, monkeypatch) -> None:
    """A build that cannot be opened is tried once, and again after some seconds; then it is found mended."""
    tried = []
    opened = served.open_current
    monkeypatch.setattr(served, "open_current", lambda *given, **named: tried.append(1) or opened(*given, **named))
    with served_library(place) as library:
        asked(library)
        manifest, whole = break_manifest(place)
        for _ in range(5):
            asked(library)
        assert len(tried) == 2
        manifest.write_bytes(whole)
        monkeypatch.setattr(served.time, "monotonic", lambda: 1e9)
        asked(library)
        assert library.condition().problem is None


def test_readers_do_not_wait_for_a_build_to_be_opened(place, monkeypatch) -> None:
    """While somebody opens a new build, everybody else, and with `patience` he too, goes on with the old one."""
    go, opened = threading.Event(), served.open_current
    with Library(place, Settings(), patience=0.0) as library:
        first = asked(library)
        monkeypatch.setattr(served, "open_current", lambda *given, **named: go.wait(60) and opened(*given, **named))
        rebuild(place, [place.parent / "sources"])
        try:
            assert {asked(library) for _ in range(5)} == {first}
        finally:
            go.set()
        wait_until(lambda: asked(library) == current_id(place) != first)


def test_bytes_that_were_damaged_silently_are_noticed_by_a_check(place) -> None:
    """A check of the bytes condemns the build for all who serve it: they move to the build that was kept."""
    kept = current_id(place)
    rebuild(place, [place.parent / "sources"])
    newest = current_id(place)
    with served_library(place) as library:
        assert asked(library) == newest
        overwrite(place / "builds" / newest / "store" / "sentence_end.npy")
        assert check_bytes(place).problems
        assert asked(library) == kept
        condition = library.condition()
        assert (condition.build, condition.current) == (kept, newest)
        assert isinstance(condition.problem, DamagedBuildError)


def test_a_damaged_build_is_better_than_none(place) -> None:
    """Where no other build was kept, the damaged one is served on, and its condition says so until it is mended."""
    build = current_id(place)
    file = place / "builds" / build / "vocabulary" / "ends.npy"
    with served_library(place) as library:
        asked(library)
        overwrite(file)
        assert check(place).problems
        asked(library)
        assert library.condition().problem
        overwrite(file)
        assert not check(place).problems
        asked(library)
        assert library.condition().problem is None


def test_damage_that_a_question_meets_is_looked_into(place, application, monkeypatch) -> None:
    """The question gets 503, health says what is wrong, and every byte is checked; what is well is served on."""
    client = application.test_client()
    before = client.get("/api/health").json
    (place / "checked.json").unlink(missing_ok=True)
    with monkeypatch.context() as patched:
        broken = DamagedBuildError(place / "x", "was cut short")
        patched.setattr("indexer.library.reading.search_distinct", lambda *_, **__: (_ for _ in ()).throw(broken))
        refused = client.get("/api/search?q=wasps")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    wait_until((place / "checked.json").exists)
    wait_until(lambda: client.get("/api/health").json["status"] == "ok")
    assert client.get("/api/health").json["build"] == before["build"]


@pytest.mark.parametrize(
    "noted", ["", "3", "[]", '{"build": 1}', '{"build": "BUILD", "checked": "never"}', "[" * 100_000, "\0"]
)
def test_a_note_that_cannot_be_read_is_passed_over(place, noted) -> None:
    """`checked.json` is only a note: a bad one stops nobody, and the next check replaces it."""
    build = current_id(place)
    (place / "checked.json").write_text(noted.replace("BUILD", build))
    with served_library(place) as library:
        asked(library)
    assert last_check(place, build).problems == ()
    assert check_bytes(place) == last_check(place, build)


def test_a_check_whose_note_cannot_be_written_is_a_check(place) -> None:
    """Where nothing can be written, the result is still told."""
    (place / "checked.json").mkdir()
    (place / "checked.json" / "full").touch()
    assert check_bytes(place).problems == ()
    assert [path.name for path in place.iterdir() if path.name.startswith("checked.json.")] == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="descriptors are counted in /proc")
def test_builds_that_were_removed_leave_no_descriptor(place, application) -> None:
    """However many builds were published and removed, a reader has as many files open as at first."""

    def descriptors():
        return len(list(Path("/proc/self/fd").iterdir()))

    client = application.test_client()
    counts = []
    for _ in range(8 if TIMES == 1 else 100):
        rebuild(place, [place.parent / "sources"])
        wait_until(lambda: client.get("/api/health").json["build"] == current_id(place))
        assert client.get("/?q=Who+chews+wood+into+paper").status_code == 200
        counts.append(descriptors())
    assert counts[-1] <= counts[2] + 2
