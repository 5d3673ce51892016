"""Work that may fail as a whole runs in a process of its own, and costs no more than itself."""

from __future__ import annotations

import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from itertools import count
from operator import add, truediv
from pathlib import Path

import pytest

from indexer.errors import EngineUnavailableError, UsageError
from indexer.process_copies import can_be_copied
from indexer.processes import Worker, WorkerDiedError, lift_processor_time, limit_processor_time
from tests.conftest import wait_until


@pytest.fixture
def worker():
    """A worker, ended after the test."""
    with Worker() as one:
        yield one


def test_calls_run_one_after_the_other(worker) -> None:
    """A worker returns what its call returns, in a process of its own, again and again."""
    assert worker.run(add, 2, 3) == 5
    assert worker.run(os.getpid) == worker.run(os.getpid) == worker.pid != os.getpid()


def test_what_a_call_raises_is_raised(worker) -> None:
    """An error of the call is raised by whoever waits for it, and the worker works on."""
    with pytest.raises(ZeroDivisionError):
        worker.run(truediv, 1, 0)
    with pytest.raises(SystemExit):
        worker.run(sys.exit, 3)
    assert worker.run(add, 1, 1) == 2


def test_an_error_that_cannot_travel_is_told_in_words(worker) -> None:
    """An error whose class cannot be pickled comes as its words."""
    with pytest.raises(RuntimeError, match="E: of its own"):
        worker.run(exec, "class E(Exception):\n  pass\nraise E('of its own')")


def test_items_come_as_they_are_yielded(worker) -> None:
    """A call of a generator function gives its items; an endless one runs no further ahead than the socket holds."""
    worker.start(iter_squares, 4)
    assert list(worker.items()) == [0, 1, 4, 9]
    worker.start(count_up)
    items = worker.items()
    assert [next(items) for _ in range(3)] == [0, 1, 2]


def iter_squares(size):
    """Some numbers."""
    for number in range(size):
        yield number * number


def count_up():
    """Numbers without end."""
    yield from count()


def test_a_worker_that_dies_is_told(worker) -> None:
    """When the process ends during a call, whoever waits is told, with the signal that ended it."""
    with pytest.raises(WorkerDiedError) as told:
        worker.run(signal.raise_signal, signal.SIGKILL)
    assert told.value.signal == signal.SIGKILL
    with pytest.raises(WorkerDiedError):
        worker.run(add, 1, 1)


def test_a_call_that_takes_too_long_is_left(worker) -> None:
    """After the time given, whoever waits goes on; closing ends the process, whatever it does."""
    worker.start(time.sleep, 600)
    with pytest.raises(TimeoutError):
        worker.result(timeout=0.01)
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_memory_is_limited() -> None:
    """A call that takes more memory than it may raises MemoryError, in the worker alone."""
    with Worker(memory=64 * 2**20) as worker:
        with pytest.raises(MemoryError):
            worker.run(bytearray, 2**30)
        assert len(worker.run(bytearray, 2**20)) == 2**20


def ran(script: Path) -> subprocess.CompletedProcess[str]:
    """How a script of its own went."""
    return subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("made", ["Worker", "Worker.copied"])
def test_a_script_needs_no_guard(tmp_path, made) -> None:
    """A plain script can start a worker: its main module is not run again in it, nor what the script does at its end."""
    script = tmp_path / "plain.py"
    script.write_text(
        "import atexit\nimport sys\nfrom operator import add\nfrom indexer.processes import Worker\n"
        f"atexit.register(print, 'ended')\nprint('begun', end=' ')\nwith {made}() as worker: print(worker.run(add, 1, 2))\n"
    )
    done = ran(script)
    assert (done.stdout, done.returncode) == ("begun 3\nended\n", 0), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has copies")
def test_a_copy_has_what_is_loaded_and_nothing_that_is_open(tmp_path) -> None:
    """A worker that is a copy knows the modules of the script, and has but the three standard files and its socket."""
    script = tmp_path / "plain.py"
    script.write_text(
        "import os, signal, sys, types\nfrom indexer.processes import Worker\n"
        "sys.modules['loaded_here'] = module = types.ModuleType('loaded_here')\n"
        "exec('def look(): import os, signal; return len(os.listdir(\"/proc/self/fd\")), signal.getsignal(signal.SIGTERM)',"
        " module.__dict__)\n"
        "signal.signal(signal.SIGTERM, lambda *_: None)\nfiles = [open(__file__) for _ in range(9)]\n"
        "with Worker.copied() as worker: print(*map(int, worker.run(module.look)))\n"
    )
    done = ran(script)
    listing = 1
    assert (done.stdout, done.returncode) == (f"{3 + 1 + listing} {int(signal.SIG_DFL)}\n", 0), done.stderr


def test_a_process_with_threads_is_not_copied() -> None:
    """A lock that another thread holds would be held for ever in a copy, so that a new process is started."""
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert not can_be_copied()
        with Worker.copied() as worker:
            assert worker.run(add, 2, 3) == 5
    finally:
        waiting.set()
        thread.join()


@pytest.mark.parametrize("made", ["Worker", "Worker.copied"])
def test_a_worker_ends_with_its_caller(tmp_path, made) -> None:
    """When the caller is killed, its worker ends, even in the middle of a call."""
    script = (
        "import time\nfrom indexer.processes import Worker\n"
        f"worker = {made}()\nworker.start(time.sleep, 600)\nprint(worker.pid, flush=True)\ntime.sleep(600)\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE, text=True,
    ) as caller:  # fmt: skip
        assert caller.stdout is not None
        pid = int(caller.stdout.readline())
        caller.kill()
    wait_until(lambda: _ended(pid))


def _ended(pid) -> bool:
    """Whether the process is gone, or only waits for somebody to ask how it ended."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.strip() or state.startswith("Z")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can change the limits of another process")
def test_a_program_that_a_worker_starts_may_have_more_time_than_the_worker(worker) -> None:
    """A child inherits the limit of computing time, until it is lifted."""
    assert worker.run(limit_of_a_child) == (True, False)


def limit_of_a_child():
    """Whether a child of a limited process has a limit, and whether it has one when that was lifted."""
    limit_processor_time(30)
    with subprocess.Popen(["sleep", "60"]) as child:
        limited = resource.prlimit(child.pid, resource.RLIMIT_CPU)
        lift_processor_time(child.pid)
        lifted = resource.prlimit(child.pid, resource.RLIMIT_CPU)
        child.kill()
    return limited[0] != limited[1], lifted[0] != lifted[1]


@pytest.mark.parametrize("error", [EngineUnavailableError("cluster", "is away"), UsageError("Name a folder.")])
def test_an_error_of_ours_arrives_as_it_was_raised(error) -> None:
    """What is raised in a worker has the same kind, message and attributes where it is caught."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)
