"""A builder that is killed, at any moment, leaves an instance that answers and can be built again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import threading
import time

import pytest

from indexer import BuildError, Settings, rebuild
from indexer.builds.publish import builds_of, current_id
from tests.conftest import wait_until
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


def test_killed_worker_is_one_sentence(place, sources) -> None:
    """A worker that is killed ends the build with a sentence that says what to do; the old build answers."""
    first = current_id(place)
    for number in range(64):
        (sources / f"long {number}.txt").write_text(f"Long {number}\n\n" + "Moths fly to lamps at night. " * 900)
    over = threading.Event()

    def kill_one() -> None:
        """When the third batch is there, both workers are."""
        while not over.is_set():
            if any((place / "builds").glob(".new-*/*/00000002.batch")):
                multiprocessing.active_children()[0].kill()
                return

    killer = threading.Thread(target=kill_one)
    killer.start()
    try:
        with pytest.raises(BuildError, match=r"build\.workers and build again"):
            rebuild(place, [sources], Settings().replaced({"build.memory": 16, "build.workers": 2}))
    finally:
        over.set()
        killer.join()
    assert whole(place) == first


def _ended(group) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
