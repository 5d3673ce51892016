"""A watcher publishes what changes, waits for other builders, and ends at once, whatever it is doing."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
from contextlib import contextmanager

import pytest

from indexer import Library
from indexer.builds.publication import builds_of, current_id
from tests.conftest import ROOT, answers, wait_until
from tests.faults.conftest import command, whole
from tests.faults.test_server_workers import is_running, workers_of
from tests.web.test_command import cited, program


@contextmanager
def watching(place, *arguments):
    """A watcher that has begun; it is ended by SIGTERM, cleanly, unless it was killed before."""
    with subprocess.Popen(
        command("watch", "--instance", place, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert "Watching" in process.stdout.readline()
            yield process
        finally:
            process.terminate()
            assert process.wait(10) in {0, -signal.SIGKILL}


def articles(place) -> int:
    """How many articles the current build has."""
    with Library.open(place) as library:
        return library.status().articles


def test_what_changes_is_published_soon(place, sources) -> None:
    """New, renamed and removed files are in a build soon after the last of them; a burst makes one build."""
    with watching(place, sources) as process:
        (sources / "moths.txt").write_text("Moths\n\nMoths fly to lamps at night.")
        wait_until(lambda: articles(place) == 4)
        first = current_id(place)
        for number in range(20):
            (sources / f"{number}.txt").write_text(f"Number {number}\n\nThis is number {number}.")
        (sources / "moths.txt").rename(sources / "butterflies.txt")
        (sources / "bees.txt").unlink()
        wait_until(lambda: current_id(place) != first)
        assert articles(place) == 23
        whole(place)
        while "23 passages" not in (line := process.stdout.readline()):
            assert "4 passages" in line
        process.terminate()
        assert process.stdout.read() == ""


def test_a_watcher_waits_for_another_builder(place, sources) -> None:
    """While another process holds the builder's lock, nothing is built and one sentence says so; afterwards it is."""
    before = current_id(place)
    (sources / "moths.txt").write_text("Moths\n\nMoths fly to lamps at night.")
    with (place / "builder.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with watching(place, sources) as process:
            assert "another build is running" in process.stdout.readline()
            assert current_id(place) == before
            fcntl.flock(lock, fcntl.LOCK_UN)
            wait_until(lambda: articles(place) == 4)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watcher_ends_in_the_middle_of_a_build(place, sources, number) -> None:
    """A signal ends a build that is under way: nothing of it is left, and the old one answers."""
    for each in range(40):
        (sources / f"long {each}.txt").write_text(f"Long {each}\n\n" + f"Moths {each} fly to lamps at night. " * 900)
    before = current_id(place)
    with watching(place, sources) as process:
        wait_until(lambda: any((place / "builds").glob(".new-*/build/*")))
        process.send_signal(number)
        assert process.wait(5) == 0
    assert [path.name for path in (place / "builds").iterdir()] == builds_of(place)
    assert whole(place) in {before, current_id(place)}


def test_a_server_that_watches_answers_with_what_is_new(place, sources) -> None:
    """`serve --watch` answers with new articles; a killed watcher is replaced, and ends when its supervisor is killed."""
    serve = program("serve", sources, "--watch", "--instance", place, "--port", "0", "--workers", "1")
    with subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        url = next(word for line in server.stdout for word in line.split() if word.startswith("http://"))
        (sources / "moths.txt").write_text("Moths\n\nMoths fly to lamps at night.")
        wait_until(lambda: answers(url) and "moths.txt" in cited(url, "What flies to lamps?"))
        children = workers_of(server)
        assert len(children) == 2
        for child in children:
            os.kill(child, signal.SIGKILL)
        (sources / "newts.txt").write_text("Newts\n\nNewts regrow their legs.")
        wait_until(lambda: answers(url) and "newts.txt" in cited(url, "What regrows legs?"))
        children = workers_of(server)
        server.kill()
        server.stdout.close()
        wait_until(lambda: not any(map(is_running, children)))
    whole(place)
