"""Updates that are killed at any moment, also while the articles change: nothing is lost, and the next one puts it right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from indexer import rebuild
from indexer.builds import open_current
from indexer.builds.publication import builds_of, current_id
from tests.conftest import ROOT, wait_until
from tests.faults.conftest import TIMES, whole
from tests.faults.test_killed import _ended
from tests.faults.test_watch import watching

KILLS = 3 if TIMES == 1 else 5 * TIMES
"""Of each kind: 200 in all in `make faults`."""
UPDATE = """
import sys
from pathlib import Path
from indexer import rebuild
from indexer.builds import workers, integrity
print("ready", flush=True)
sys.stdin.readline()
rebuild(Path(sys.argv[1]), update=True)
"""


def state_of(sources) -> dict[str, str]:
    """What the articles say: id → text."""
    return {path.relative_to(sources).as_posix(): path.read_text() for path in sources.rglob("*.txt")}


def built(place) -> dict[str, str]:
    """What the articles of the current build say."""
    with open_current(place) as build:
        articles = [build.store.article(number) for number in range(len(build.store))]
        return {article.id: article.text for article in articles}


def edited(sources, drawn, number) -> None:
    """Adds, changes, renames or removes an article; the one that is asked for stays."""
    others = sorted(path for path in sources.rglob("*.txt") if path.name != "wasps.txt")
    kind = drawn.choice(["add", "add", "change", "rename", "remove"])
    if kind == "add" or not others:
        (sources / f"{number}.txt").write_text(f"Number {number}\n\nThis is number {number}.")
    elif kind == "change":
        aside = sources / ".aside"
        aside.write_text(f"Changed {number}\n\nThis was changed, {number}.")
        aside.replace(drawn.choice(others))
    elif kind == "rename":
        drawn.choice(others).rename(sources / f"renamed {number}.txt")
    else:
        drawn.choice(others).unlink()


@contextmanager
def ready(place):
    """A process that will update as soon as it is told to."""
    with subprocess.Popen(
        [sys.executable, "-c", UPDATE, str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        process.stdout.readline()
        yield process


def follows(place, states) -> None:
    """The build that answers is whole, and each article says what it said in one of the states."""
    whole(place)
    now = built(place)
    for name in {*now, *(name for state in states for name in state)}:
        assert now.get(name) in [state.get(name) for state in states], f"{name} never said so"


def put_right(place, sources) -> None:
    """The next update says what the articles say now, and leaves nothing of what was killed."""
    (sources / "last.txt").write_text("Last\n\nThis is the last one.")
    rebuild(place, update=True)
    whole(place)
    assert built(place) == state_of(sources)
    assert sorted(path.name for path in (place / "builds").iterdir()) == builds_of(place)
    assert len(builds_of(place)) == 2
    assert {path.name for path in place.iterdir()} <= {"builder.lock", "builds", "checked.json", "current.json"}


def test_updates_killed_at_any_moment(place, sources, drawn) -> None:
    """Whenever an update is killed, the build before or the new one answers; the next update removes its litter."""
    for number in range(30):
        (sources / f"long {number}.txt").write_text(f"Long {number}\n\n" + "Moths fly to lamps at night. " * 200)
    rebuild(place, [sources])
    states = [state_of(sources)]
    takes = 0.3
    for number in range(KILLS):
        for each in range(drawn.randint(1, 4)):
            edited(sources, drawn, number * 10 + each)
        states.append(state_of(sources))
        with ready(place) as process:
            began = time.monotonic()
            process.stdin.write("\n")
            process.stdin.flush()
            try:
                process.wait(drawn.uniform(0.02, 1.1) * takes)
                takes = max(0.1, time.monotonic() - began)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                takes *= 1.1  # so that some come to their end
        wait_until(lambda group=process.pid: _ended(group))
        follows(place, states)
        states = [state for state in states if state == built(place)] + states[-1:]
        assert len(states) > 1, "the build mixes two states"
    put_right(place, sources)


def test_a_watcher_killed_at_any_moment(place, sources, drawn) -> None:
    """Whenever a watcher is killed, while articles change, a build that was right answers; the next one catches up."""
    rebuild(place, [sources])
    states = [state_of(sources)]
    for number in range(KILLS):
        with watching(place) as process:
            for each in range(drawn.randint(1, 3)):
                edited(sources, drawn, number * 10 + each)
                states.append(state_of(sources))
                try:
                    process.wait(drawn.uniform(0, 1.5))
                except subprocess.TimeoutExpired:
                    continue
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        follows(place, states)
    with watching(place):
        wait_until(lambda: built(place) == states[-1])
    put_right(place, sources)
    assert current_id(place) == builds_of(place)[-1]
