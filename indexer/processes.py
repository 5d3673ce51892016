"""Runs work that may crash in a Python process of its own, one call at a time.

A worker is started with `subprocess` and talks over a socket that it inherits. It may run out of memory, crash or hang:
whoever waits for it is told, and starts another one. Nothing of the caller's main module is imported in it, so a script
needs no `if __name__ == "__main__"`. When the caller ends, however it ends, the worker ends too.

A short command need not start Python twice: its worker may be a copy of the process (`Worker.copied`), where that is safe
(`process_copies.py`).
"""

from __future__ import annotations

import math
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from inspect import isgenerator
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Any, Protocol, Self

from indexer.process_copies import can_be_copied, copy_of_this_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_BOOT = """
import sys
from multiprocessing.connection import Connection
caller = Connection(int(sys.argv[1]))
sys.path[:], modules = caller.recv()
from importlib import import_module
from indexer.processes import serve
for module in modules:
    import_module(module)
serve(caller)
"""
_ITEM, _RESULT, _RAISED = range(3)  # what a message of a worker is


def available_cores() -> int:
    """How many cores this process may use; where the system does not tell, how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerDiedError(Exception):
    """The worker ended before its call did; `signal` is the number of the signal that ended it, if one did."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the process ended with status {status}")
        self.signal = -status if status < 0 else None


class Worker:
    """A Python process that runs one call at a time. Not to be used from two threads at once. A context manager.

    `memory` is how many bytes of address space it may take beside those that it has when it begins; None: no limit.
    `modules` are imported when it begins, before its first call comes.
    Functions, arguments and results travel pickled, functions by name: they belong to a module that can be imported.
    """

    def __init__(self, memory: int | None = None, modules: Sequence[str] = (), *, copied: bool = False) -> None:
        self._connection, other = Pipe()
        with other:
            self._process = _copied(other, modules) if copied else _started(other)
        if not copied:
            self._send((sys.path, modules))
        self._send(memory)

    @classmethod
    def copied(cls, memory: int | None = None, modules: Sequence[str] = ()) -> Self:
        """A worker that is a copy of this process, so that it need not load what is loaded here; else a new one."""
        return cls(memory, modules, copied=can_be_copied())

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def start(self, function: Callable[..., object], *arguments: object) -> None:
        """Begins a call, for `result` or `items` to wait for; raises `WorkerDiedError`."""
        self._send((function, arguments))

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401  whatever the function returns
        """What the call returns; raises what it raises, `WorkerDiedError`, and TimeoutError after `timeout` seconds.

        After a TimeoutError the call goes on: `close` ends it.
        """
        _, value = self._receive(timeout)
        return value

    def items(self, timeout: float | None = None) -> Iterator[Any]:
        """What the call, of a generator function, yields; raises as `result` does. `timeout` is for each item.

        The worker is never further ahead than a socket's buffer.
        """
        while True:
            kind, value = self._receive(timeout)
            if kind == _RESULT:
                return
            yield value

    def run(self, function: Callable[..., object], *arguments: object, timeout: float | None = None) -> Any:  # noqa: ANN401
        """`start` and `result`."""
        self.start(function, *arguments)
        return self.result(timeout)

    def kill(self) -> None:
        """Ends the process at once; another thread that waits for its call is told by `WorkerDiedError`."""
        self._process.kill()

    def close(self) -> None:
        """Ends the process at once, whatever it is doing; no other thread may be using the worker."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, value: object) -> None:
        try:
            self._connection.send(value)
        except OSError:
            raise self._died() from None

    def _receive(self, timeout: float | None) -> tuple[int, Any]:
        try:
            if not self._connection.poll(timeout):
                raise TimeoutError
            kind, value = self._connection.recv()
        except (EOFError, ConnectionError):
            raise self._died() from None
        if kind == _RAISED:
            raise value
        return kind, value

    def _died(self) -> WorkerDiedError:
        self._process.kill()  # it may have closed its socket and live on
        return WorkerDiedError(self._process.wait())


class _Process(Protocol):
    """What a worker needs of its process: `subprocess.Popen` has it."""

    @property
    def pid(self) -> int: ...
    def kill(self) -> None: ...
    def wait(self) -> int: ...


def _started(caller: Connection) -> _Process:
    """A new Python that serves the connection."""
    return subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", _BOOT, str(caller.fileno())],
        pass_fds=[caller.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _copied(caller: Connection, modules: Sequence[str]) -> _Process:
    """A copy of this process that serves the connection."""

    def begin() -> None:
        for module in modules:
            import_module(module)
        serve(caller)

    return copy_of_this_process(begin, keeps=caller.fileno())


def serve(caller: Connection) -> None:
    """What a worker does, until the caller closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at a terminal reaches the whole group; the caller decides
    watching = threading.Event()
    threading.Thread(target=_end_with, args=(caller.fileno(), watching), daemon=True).start()
    watching.wait()  # memory that a thread reserves for a moment as it begins is not there to stay
    memory = caller.recv()
    if memory is not None:
        _limit(memory)
    while True:
        try:
            function, arguments = caller.recv()
        except EOFError:
            return
        except Exception as error:
            _tell(caller, error)
            continue
        _call(caller, function, arguments)


def _call(caller: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    try:
        value = function(*arguments)
        if isgenerator(value):
            for item in value:
                caller.send((_ITEM, item))
            value = None
        message = pickle.dumps((_RESULT, value), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        _tell(caller, error)
    else:
        caller.send_bytes(message)


def _tell(caller: Connection, error: BaseException) -> None:
    error.__traceback__ = None  # it holds what the call held, which may be all of the memory
    try:
        message = pickle.dumps((_RAISED, error))
        pickle.loads(message)  # noqa: S301  many an exception can be written and not read
    except Exception:
        message = pickle.dumps((_RAISED, RuntimeError(f"{type(error).__name__}: {error}")))
    caller.send_bytes(message)


def _end_with(descriptor: int, watching: threading.Event) -> None:
    """Ends this process when the caller's end of the socket is closed; says that it is `watching` for that."""
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    watching.set()
    hung_up.poll()
    os._exit(1)


def _limit(memory: int) -> None:
    """Limits the address space to what there is and `memory` bytes more, where the system can."""
    import resource  # noqa: PLC0415  only where there is a limit

    with suppress(OSError, ValueError):  # macOS has no such count
        pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115, PTH123
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def limit_processor_time(seconds: float) -> None:
    """Ends this process, by SIGXCPU, when it has computed for so many seconds more; a later call sets another limit."""
    import resource  # noqa: PLC0415  only where there is a limit

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def lift_processor_time(pid: int) -> None:
    """Takes the limit of computing time, which a program inherits from the process that starts it, off that program."""
    import resource  # noqa: PLC0415  only where there is a limit

    with suppress(OSError, ValueError, AttributeError):  # macOS cannot
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.prlimit(pid, resource.RLIMIT_CPU, (most, most))
