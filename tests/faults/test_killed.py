"""A builder that is killed, at any moment, leaves an instance that answers and can be built again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from indexer import BuildError, Settings, rebuild
from indexer.builds.manifest import Manifest
from indexer.builds.publication import builds_of, current_id
from indexer.builds.workers import _analyse
from indexer.processes import Worker
from tests.conftest import ROOT, wait_until
from tests.faults.conftest import TIMES, command, whole


def _build_and_die(place, sources, stage) -> None:
    def die(progress):
        if progress.stage == stage:
            os._exit(9)

    rebuild(place, [sources], progress=die)


@pytest.mark.parametrize("stage", ["reading", "merging", "verifying"])
def test_killed_build_leaves_the_old_one(place, sources, stage) -> None:
    """A builder that dies leaves the old build serving; the next builder removes its litter."""
    first = current_id(place)
    process = multiprocessing.get_context("spawn").Process(target=_build_and_die, args=(place, sources, stage))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert whole(place) == first
    assert any(path.name.startswith(".new-") for path in (place / "builds").iterdir())
    second = rebuild(place, [sources]).build
    assert sorted(path.name for path in (place / "builds").iterdir()) == sorted([first, second])


@pytest.mark.parametrize(("articles", "kills"), [(0, 3 * TIMES), (16, TIMES)], ids=["in one process", "in workers"])
def test_killed_at_any_moment(place, sources, drawn, articles, kills) -> None:
    """Whenever a builder is killed, with `kill -9`, the old build answers or the new one; its workers end as well."""
    for number in range(articles):
        (sources / f"long {number}.txt").write_text(f"Long {number}\n\n" + "Moths fly to lamps at night. " * 900)
    build = command("rebuild", sources, "--instance", place, "--set", "build.memory=16", "--set", "build.workers=2")
    began = time.monotonic()
    subprocess.run(build, check=True, capture_output=True)
    takes = time.monotonic() - began
    for _ in range(kills):
        before = set(builds_of(place))
        with subprocess.Popen(
            build, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as builder:
            try:
                builder.wait(drawn.uniform(0.3, 1.05) * takes)
            except subprocess.TimeoutExpired:
                builder.send_signal(signal.SIGKILL)
        wait_until(lambda group=builder.pid: _ended(group))
        assert whole(place) in before | set(builds_of(place))
    last = rebuild(place, [sources]).build
    assert whole(place) == last
    assert sorted(path.name for path in (place / "builds").iterdir()) == builds_of(place)
    assert len(builds_of(place)) == 2


SMALL = Settings().replaced({"build.memory": 16, "build.workers": 2})


def _long(sources) -> None:
    """Enough articles for some batches."""
    for number in range(64):
        (sources / f"long {number}.txt").write_text(f"Long {number}\n\n" + "Moths fly to lamps at night. " * 900)


def _dying(number, batch, settings, work, *engine_and_embedder):
    """As a worker's analysis, which the system ends in the second batch, the first time or each time."""
    marker = work.parents[4] / "killed"
    if number == 1 and marker.exists():
        marker.write_text(marker.read_text() + "killed ")
        if "again" in marker.read_text() or marker.read_text() == "killed ":
            os.kill(os.getpid(), signal.SIGKILL)
    return _analyse(number, batch, settings, work, *engine_and_embedder)


def _files(place):
    """The files of the current build, but for those that hold times."""
    files = Manifest.read(place / "builds" / current_id(place)).files
    return {name: digest for name, digest in files.items() if not name.startswith("changes/")}


def test_a_killed_worker_costs_nothing(place, sources, monkeypatch) -> None:
    """A batch over which its worker was killed is analysed once more; the build is what it would have been."""
    _long(sources)
    rebuild(place, [sources], SMALL)
    files = _files(place)
    (place.parent / "killed").write_text("")
    monkeypatch.setattr("indexer.builds.workers._analyse", _dying)
    rebuild(place, [sources], SMALL)
    assert (place.parent / "killed").read_text() == "killed killed "
    assert _files(place) == files
    whole(place)


def test_a_batch_that_kills_twice_is_one_sentence(place, sources, monkeypatch) -> None:
    """Two workers killed over one batch end the build with a sentence that says what to do; the old build answers."""
    first = current_id(place)
    _long(sources)
    (place.parent / "killed").write_text("again ")
    monkeypatch.setattr("indexer.builds.workers._analyse", _dying)
    with pytest.raises(BuildError, match=r"build\.workers and build again"):
        rebuild(place, [sources], SMALL)
    assert (place.parent / "killed").read_text() == "again killed killed "
    assert whole(place) == first
    assert builds_of(place) == [path.name for path in (place / "builds").iterdir()]


def test_a_build_that_fails_leaves_no_process(place, sources, monkeypatch) -> None:
    """When a build fails while it reads, the process that read is ended at once, not when memory is next tidied up."""
    started = []

    class Recorded(Worker):
        def __init__(self, *arguments, **named) -> None:
            super().__init__(*arguments, **named)
            started.append(self)

    def full(articles, *_) -> None:
        next(iter(articles))
        raise OSError("the disk is full")

    monkeypatch.setattr("indexer.readers.isolated.Worker", Recorded)
    monkeypatch.setattr("indexer.readers.isolated._idle", [])
    monkeypatch.setattr("indexer.builds.writing.analysed", full)
    with pytest.raises(BuildError, match="the disk is full"):
        rebuild(place, [sources], SMALL)
    assert started
    for worker in started:
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid, 0)


def test_a_plain_script_builds(place, sources) -> None:
    """A script without `if __name__ == "__main__"` builds with several processes, and is run once."""
    _long(sources)
    script = place.parent / "plain.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom indexer import Settings, rebuild\nprint('begun')\n"
        "some = Settings().replaced({'build.memory': 16, 'build.workers': 2})\n"
        "print(rebuild(Path(sys.argv[1]), [Path(sys.argv[2])], some).articles)\n"
    )
    done = subprocess.run(
        [sys.executable, script, place, sources], check=False, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("begun\n67\n", "")
    whole(place)


def _ended(group) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
