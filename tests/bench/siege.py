"""`python -m tests.bench.siege`: whether the server goes on answering while others do all they can to stop it.

quiet     one client asks, and nobody else is there
idle      so many connections that never send a byte
half      clients that announce a body of a request, send half of it, and wait
deaf      clients that ask and ask, and never read an answer
killed    one worker dies by SIGKILL: for how long is a connection refused, and for how long is nothing answered
stopped   one worker gets SIGSTOP: how many requests, each on a connection of its own, have no answer after 2 s

Idle and half clients come together, deaf ones by themselves, and all come back when they are cut off. A deaf one asks for
a hundred pages, so it costs as much as a hundred readers do, and only a fair share is left to the asker. The asker is a
process of its own, and never asks the same twice. The server is the one that users start, with a worker for each core.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from tests.bench.clients import load
from tests.bench.corpus import ARTICLES, QUERIES, ROOT
from tests.bench.load import built, lacks_input, questions
from tests.bench.machine import machine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_SPREAD = 10.0
"""p99 under siege, in quiet p50s."""
MOST_REFUSED = 1.0
"""Seconds for which a connection may be refused when a worker dies."""
_AGAIN = 2.0  # seconds until a client that was cut off comes back
_ANSWERED = 2.0  # seconds in which a request is answered, or counts as unanswered


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 the promises hold, or there is nothing to measure with; 1 one does not hold."""
    given = _parser().parse_args(arguments)
    if lacks_input(given):
        return 0
    with tempfile.TemporaryDirectory(prefix="footnote-siege-") as folder:
        instance = given.instance or built(given.articles, given.size, Path(folder))
        paths = Path(folder, "paths")
        asked = questions(given.queries, 50_000)
        paths.write_text("".join(f"/api/search?q={quote_plus(text)}\n" for text in asked), "ascii")
        with _serving(instance, given.workers) as (url, server):
            found = measure(url, server, paths, given)
    print("\n".join(report(found, given)))
    return 0 if all(holds for _, holds in promises(found)) else 1


def measure(url: str, server: int, paths: Path, given: argparse.Namespace) -> dict[str, float]:
    """All figures; times in milliseconds but for those of dead and stopped workers, which are seconds."""
    load(url, "GET", paths, 4, 2)
    quiet = load(url, "GET", paths, 1, given.seconds)
    with besieged(url, given.idle, given.half, 0):
        siege = load(url, "GET", paths, 1, given.seconds)
    with besieged(url, 0, 0, given.deaf):
        deaf = load(url, "GET", paths, 1, given.seconds)
    refused, silent = killed(url, server)
    return {
        "quiet_p50_ms": quiet.p50_ms,
        "quiet_p99_ms": quiet.p99_ms,
        "siege_p50_ms": siege.p50_ms,
        "siege_p99_ms": siege.p99_ms,
        "deaf_p50_ms": deaf.p50_ms,
        "deaf_p99_ms": deaf.p99_ms,
        "errors": quiet.errors + siege.errors + deaf.errors,
        "spread": siege.p99_ms / quiet.p50_ms,
        "refused": refused,
        "silent": silent,
        "unanswered": stopped(url, server, given.workers) if given.workers > 1 else 0,
    }


def promises(found: dict[str, float]) -> Iterator[tuple[str, bool]]:
    """What must show, and whether it does."""
    spread, refused, errors = found["spread"], found["refused"], found["errors"]
    yield f"p99 under siege is at most {MOST_SPREAD:.0f} times the quiet p50: {spread:.1f}", spread <= MOST_SPREAD
    yield f"nobody is refused for longer than {MOST_REFUSED:.0f} s: {refused:.2f}", refused <= MOST_REFUSED
    yield f"no error: {errors:.0f}", errors == 0


def report(found: dict[str, float], given: argparse.Namespace) -> Iterator[str]:
    """The lines to read."""
    yield ", ".join(f"{name}: {value}" for name, value in machine().items() if name != "versions")
    yield f"{given.workers} workers; {given.idle} idle, {given.half} half, {given.deaf} deaf clients; {given.seconds:.0f} s"
    yield f"quiet: p50 {found['quiet_p50_ms']:.1f} ms, p99 {found['quiet_p99_ms']:.1f} ms"
    yield f"siege: p50 {found['siege_p50_ms']:.1f} ms, p99 {found['siege_p99_ms']:.1f} ms"
    yield f"deaf: p50 {found['deaf_p50_ms']:.1f} ms, p99 {found['deaf_p99_ms']:.1f} ms"
    yield f"killed: refused for {found['refused']:.2f} s, nothing answered for {found['silent']:.2f} s"
    yield f"stopped: {found['unanswered']:.0f} requests had no answer after {_ANSWERED:.0f} s"
    yield from (f"- {'holds' if holds else 'FAILS'}: {words}" for words, holds in promises(found))


@contextmanager
def besieged(url: str, idle: int, half: int, deaf: int) -> Iterator[None]:
    """Keeps such clients at the server for as long as the block lasts."""
    place = urlsplit(url)
    host, port = place.hostname or "", place.port or 80
    loop = asyncio.new_event_loop()
    asks = f"GET /?q=green HTTP/1.1\r\nHost: {host}\r\n\r\n" * 100
    posts = f"POST /api/ask HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n["
    begun = [*([b""] * idle), *([posts.encode()] * half), *([asks.encode()] * deaf)]
    tasks = [loop.create_task(_hold(host, port, sent, silent=n >= idle + half)) for n, sent in enumerate(begun)]
    thread = Thread(target=loop.run_forever)
    thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        for task in tasks:
            loop.call_soon_threadsafe(task.cancel)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.close()


async def _hold(host: str, port: int, sent: bytes, *, silent: bool) -> None:
    """One hostile client: connects, sends, and stays; `silent` ones do not even read."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port)
            if silent:
                writer.transport.pause_reading()
            writer.write(sent)
            with suppress(OSError):
                await (asyncio.sleep(30) if silent else reader.read())
            writer.close()
        await asyncio.sleep(_AGAIN)


def killed(url: str, server: int, seconds: float = 5) -> tuple[float, float]:
    """Kills a worker; the longest times, in seconds, in which a connection was refused and in which nothing was answered."""
    os.kill(workers(server)[0], signal.SIGKILL)
    end = time.monotonic() + seconds
    refused = silent = 0.0
    last_connected = last_answered = time.monotonic()
    while (now := time.monotonic()) < end:
        with suppress(OSError):
            connected, answered = _asked(url)
            refused = max(refused, connected - max(last_connected, now))
            last_connected = connected
            if answered:
                silent, last_answered = max(silent, answered - last_answered), answered
        time.sleep(0.01)
    return refused if last_connected > end - 1 else seconds, silent if last_answered > end - 1 else seconds


def stopped(url: str, server: int, count: int) -> int:
    """Stops a worker; how many of 40 requests, four at a time, have no answer in time. Returns when it was replaced."""
    victim = workers(server)[0]
    os.kill(victim, signal.SIGSTOP)
    unanswered = 0
    for _ in range(40):
        with suppress(OSError):
            unanswered += not _asked(url)[1]
    end = time.monotonic() + 30
    while victim in workers(server) or len(workers(server)) < count:
        if time.monotonic() > end:
            raise TimeoutError("the worker was not replaced")
        time.sleep(0.1)
    return unanswered


def _asked(url: str) -> tuple[float, float]:
    """When a connection was there, and when an answer was; 0 when it was not within two seconds."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname or "", place.port or 80), timeout=_ANSWERED) as opened:
        connected = time.monotonic()
        try:
            opened.sendall(f"GET /api/health HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n".encode())
            answered = opened.recv(12).startswith(b"HTTP/1.1 200")
        except OSError:
            answered = False
        return connected, time.monotonic() if answered else 0.0


def workers(server: int) -> list[int]:
    """The processes that the server has started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in listed.stdout.split()]


@contextmanager
def _serving(instance: Path, count: int) -> Iterator[tuple[str, int]]:
    """The server as anyone starts it; its address and its process."""
    command = [sys.executable, "-m", "webapp", "--instance", str(instance), "--port", "0", "--workers", str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = next(word for line in process.stdout or () for word in line.split() if word.startswith("http://"))
            yield url, process.pid
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.siege", description="Measure the server under siege.")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, .jsonl or .jsonl.xz")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="queries, .jsonl")
    parser.add_argument("--instance", type=Path, help="an instance to serve, in place of one built of the articles")
    parser.add_argument("--size", type=int, default=50_000, help="how many articles")
    parser.add_argument("--idle", type=int, default=2_000, help="connections that send nothing")
    parser.add_argument("--half", type=int, default=8, help="clients that send half a body")
    parser.add_argument("--deaf", type=int, default=8, help="clients that do not read")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
