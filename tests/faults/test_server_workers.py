"""Workers that die, hang, or cannot begin: they are replaced, and nobody is refused meanwhile."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from indexer import rebuild
from indexer.builds.publication import current_id
from tests.conftest import answers, wait_until

ROOT = Path(__file__).parents[2]
HEARING = """
import os, sys, time, webapp.serving.supervisor as s
def work(beat):
    os.write(1, b'%d\\n' % os.getpid())
    {does}
s.Supervisor(work, 2, silence=0.5, grace=1).run()
"""


@contextmanager
def served(instance, workers=2):
    """The server and its address; its workers end with it, however it ends."""
    command = [sys.executable, "-m", "webapp", "--instance", str(instance), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        url = next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        try:
            wait_until(lambda: len(workers_of(server)) == workers and answers(url))
            yield server, url
        finally:
            server.terminate()
            server.communicate(timeout=30)


def workers_of(server):
    """The processes that the server has started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (map(int, line.split()) for line in listed.splitlines())
    return {pid for pid, parent in pairs if parent == server.pid} - {server.pid}


def is_running(pid):
    """Whether there is such a process, which is not merely waiting to be buried."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return state.strip()[:1] not in ("", "Z")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_is_killed_is_replaced_and_nobody_is_refused(instance, workers):
    """After `kill -9`, every connection is taken, every new request is answered, and there are as many workers again."""
    with served(instance, workers) as (server, url):
        before = workers_of(server)
        place = urlsplit(url)
        for victim in before:
            os.kill(victim, signal.SIGKILL)
            for _ in range(10):
                socket.create_connection((place.hostname, place.port), timeout=10).close()
                assert answers(url)
        wait_until(lambda: len(workers_of(server) - before) == workers)
        assert answers(url)


@pytest.mark.parametrize("name", ["store/texts.utf8", "store/sentence_end.npy", "vocabulary/terms.utf8", "impacts"])
def test_a_file_of_the_build_that_is_cut_short_takes_nobody_away(place, sources, name):
    """Reading past the end of a mapped file may kill a worker; another takes its place, if need be with the kept build."""
    kept = current_id(place)
    rebuild(place, [sources])
    newest = place / "builds" / current_id(place)
    with served(place) as (_, url):
        files = [newest / name] if (newest / name).is_file() else (newest / name).rglob("*.npy")
        for file in files:
            os.truncate(file, 0)
        wait_until(lambda: all(answered(url, "/api/ask?q=where+is+food") in (kept, newest.name) for _ in range(8)))


def answered(url, path):
    """The build that answers there; empty when none does."""
    try:
        with urllib.request.urlopen(url + path, timeout=10) as response:  # noqa: S310  it is our own
            return json.load(response)["build"]
    except (OSError, http.client.HTTPException):
        return ""


def test_workers_end_with_the_supervisor(instance):
    """When the supervisor is killed, its workers notice and leave the address."""
    with served(instance) as (server, url):
        workers = workers_of(server)
        server.kill()
        wait_until(lambda: not any(map(is_running, workers)))
        assert not answers(url)


@contextmanager
def started(does):
    """A supervisor of two workers that do so."""
    command = [sys.executable, "-c", HEARING.format(does=does)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as supervisor:
        try:
            yield supervisor
        finally:
            supervisor.kill()


def test_a_worker_leaves_alone_what_the_supervisor_made():
    """It is not looked through for garbage, so that its memory stays shared by all workers however long they live."""
    does = """
    import gc
    os.write(1, b'frozen %d\\n' % (gc.get_freeze_count() > 10_000 > len(gc.get_objects())))
    while True: beat(); time.sleep(.05)"""
    with started(does) as supervisor:
        lines = [supervisor.stdout.readline() for _ in range(4)]
        assert lines.count("frozen 1\n") == 2


def test_a_worker_that_is_silent_is_replaced():
    """A worker that gets SIGSTOP, and so sends no heartbeat, is killed, and another one is started."""
    with started("\n    while True: beat(); time.sleep(.05)") as supervisor:
        first, second = (int(supervisor.stdout.readline()) for _ in range(2))
        os.kill(first, signal.SIGSTOP)
        third = int(supervisor.stdout.readline())
        assert third not in (first, second)
        wait_until(lambda: not is_running(first))
        assert is_running(second)
        supervisor.terminate()
        _, complaints = supervisor.communicate(timeout=30)
    assert f"Worker {first} hangs; it is replaced." in complaints


def test_workers_that_cannot_begin_are_tried_again_and_again():
    """A worker that fails at once is started anew, less and less often, and the supervisor stays."""
    with started("raise ValueError('no')") as supervisor:
        begun = [int(supervisor.stdout.readline()) for _ in range(6)]
        assert len(set(begun)) == 6
        assert supervisor.poll() is None
        supervisor.terminate()
        supervisor.communicate(timeout=30)
    assert supervisor.returncode == 0


def test_workers_that_do_not_stop_are_killed():
    """The server ends when it is told to, also when its workers do not."""
    ignores = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    while True: beat(); time.sleep(.05)"
    with started(ignores) as supervisor:
        pids = [int(supervisor.stdout.readline()) for _ in range(2)]
        supervisor.terminate()
        assert supervisor.wait(timeout=30) == 0
        assert not any(map(is_running, pids))
        supervisor.communicate()
