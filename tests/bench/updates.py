"""`python -m tests.bench.updates`: whether readers notice anything while the library they read is updated again and again.

update   some files change, and `footnote serve --watch` publishes a build of them
pair     two of the files, which say the same number; every update raises it in both
client   asks without a pause: every second time for the pair, else something of the queries
failed   an answer that is not 200, or does not have both files of the pair
mixed    an answer in which the two numbers differ, or another number than an earlier answer of the same build had
stale    for how long the pair had said a higher number when a client asked and got the lower one

What the server holds, descriptors and memory, is the sum over its processes: the median of the first fifth of the updates
(of the second, as caches fill in the first) beside that of the last.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from tests.bench.corpus import ARTICLES, QUERIES, ROOT, Corpus, write_articles
from tests.bench.load import lacks_input, questions
from tests.bench.machine import machine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_STALE = 5.0
"""Seconds."""
MOST_GROWTH = 1.15
"""What the server holds in the end, by what it held in the beginning."""
_FILES = 200  # that stand beside the articles of the corpus
_CHANGED = 8  # of them with each update, besides the pair
_LONGEST = 60.0  # seconds until an update counts as lost
_PAUSE = 0.5  # seconds between two updates, at most
_PAIR = "quixoplex semaphore"
_SHOWN, _SHOWN_FAILURES = 300, 5  # bytes of an answer that failed, and how many of these are shown
_NUMBER = re.compile(r"semaphore number (\d+)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 the promises hold, or there is nothing to measure with; 1 one does not hold."""
    given = _parser().parse_args(arguments)
    if lacks_input(given):
        return 0
    with tempfile.TemporaryDirectory(prefix="footnote-updates-") as folder:
        sources = Path(folder, "sources")
        write_articles(given.articles, given.size, Corpus(sources))
        for number in range(_FILES):
            _write(sources, f"{number}.txt", f"File {number}\n\nThis is file {number}.")
        _raise(sources, 0)
        asked = questions(given.queries, 20_000)
        with _serving(sources, Path(folder, "instance"), given.workers) as (url, server):
            found, failures = measure(url, server, sources, asked, given)
    for failure in failures[:_SHOWN_FAILURES]:
        print(f"failed: {failure}")
    print("\n".join(report(found, given)))
    return 0 if all(holds for _, holds in promises(found)) else 1


@dataclass(slots=True)
class _Seen:
    """What the clients have seen so far. `written` has the time at which the pair began to say each number."""

    written: list[float] = field(default_factory=lambda: [time.monotonic()])
    first: dict[int, float] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    failures: list[str] = field(default_factory=list)
    mixed: int = 0
    stale: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: float, status: int, body: bytes, *, pair: bool) -> None:
        """Looks at one answer to what was asked at that time."""
        with self.lock:
            self.answers += 1
            if status != 200:
                self.failures.append(f"status {status}: {body[:_SHOWN].decode(errors='replace')}")
            elif pair:
                self._pair(asked, json.loads(body))

    def _pair(self, asked: float, document: dict[str, object]) -> None:
        found = [int(number) for number in _NUMBER.findall(json.dumps(document["hits"]))]
        if len(found) < 2:
            self.failures.append(f"a file is missing: {json.dumps(document)[:_SHOWN]}")
            return
        number = min(found)
        self.mixed += number != max(found) or self.numbers.setdefault(str(document["build"]), number) != number
        self.first.setdefault(number, time.monotonic())
        if number + 1 < len(self.written):
            self.stale = max(self.stale, asked - self.written[number + 1])


def measure(
    url: str, server: int, sources: Path, asked: Sequence[str], given: argparse.Namespace
) -> tuple[dict[str, float], list[str]]:
    """All figures: counts, seconds, descriptors and bytes; and what the answers said that failed."""
    seen, stop, held = _Seen(), threading.Event(), []
    clients = [
        threading.Thread(target=_ask, args=(url, asked[number :: given.clients], seen, stop))
        for number in range(given.clients)
    ]
    for client in clients:
        client.start()
    began = time.monotonic()
    try:
        for number in range(1, given.updates + 1):
            time.sleep(random.uniform(0, _PAUSE))  # noqa: S311  nothing is secret here
            for each in range(_CHANGED):
                name = (number * _CHANGED + each) % _FILES
                _write(sources, f"{name}.txt", f"File {name}\n\nThis is file {name}, changed by update {number}.")
            _raise(sources, number)
            seen.written.append(time.monotonic())
            _await(lambda: number in seen.first)  # noqa: B023  at once
            held.append(_held(server))
    finally:
        stop.set()
        for client in clients:
            client.join()
    took = sorted(seen.first[number] - seen.written[number] for number in range(1, given.updates + 1))
    fifth = max(1, len(held) // 5)
    early, late = held[fifth : 2 * fifth] or held, held[-fifth:]
    figures = {
        "seconds": time.monotonic() - began,
        "answers": seen.answers,
        "failed": len(seen.failures),
        "mixed": seen.mixed,
        "stale": seen.stale,
        "soon": median(took),
        "latest": took[-1],
        **{f"{when}_descriptors": median(one for one, _ in rows) for when, rows in (("early", early), ("late", late))},
        **{f"{when}_memory": median(one for _, one in rows) for when, rows in (("early", early), ("late", late))},
    }
    return figures, seen.failures


def promises(found: dict[str, float]) -> Iterator[tuple[str, bool]]:
    """What must show, and whether it does."""
    yield f"no failed answer: {found['failed']:.0f}", found["failed"] == 0
    yield f"no mixed answer: {found['mixed']:.0f}", found["mixed"] == 0
    yield f"none more than {MOST_STALE:.0f} s stale: {found['stale']:.1f}", found["stale"] <= MOST_STALE
    for what in ("descriptors", "memory"):
        growth = found[f"late_{what}"] / found[f"early_{what}"] if found[f"early_{what}"] else 1.0
        yield f"{what}, in the end by the beginning: {growth:.2f}", growth <= MOST_GROWTH


def report(found: dict[str, float], given: argparse.Namespace) -> Iterator[str]:
    """The lines to read."""
    yield ", ".join(f"{name}: {value}" for name, value in machine().items() if name != "versions")
    yield (
        f"{given.updates} updates of {given.size:,} articles and {_FILES} files in {found['seconds']:.0f} s, "
        f"{given.clients} clients, {given.workers} workers"
    )
    yield f"answers: {found['answers']:,.0f}, {found['answers'] / found['seconds']:.0f} a second"
    yield f"a change is answered with after {found['soon']:.2f} s in the median, {found['latest']:.2f} s at the most"
    yield f"descriptors: {found['early_descriptors']:.0f}, in the end {found['late_descriptors']:.0f}"
    yield f"memory: {found['early_memory'] / 1e6:.0f} MB, in the end {found['late_memory'] / 1e6:.0f} MB"
    yield from (f"- {'holds' if holds else 'FAILS'}: {words}" for words, holds in promises(found))


def _ask(url: str, asked: Sequence[str], seen: _Seen, stop: threading.Event) -> None:
    """One client, until it is stopped."""
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port or 80, timeout=60)
    turn = 0
    while not stop.is_set():
        turn += 1
        pair = turn % 2 == 0
        text = _PAIR if pair else asked[turn // 2 % len(asked)]
        began = time.monotonic()
        try:
            connection.request("GET", f"/api/search?k=5&q={quote_plus(text)}")
            response = connection.getresponse()
            status, body = response.status, response.read()
        except (OSError, HTTPException) as error:
            connection.close()
            status, body = 0, repr(error).encode()
        seen.answer(began, status, body, pair=pair)
    connection.close()


def _raise(sources: Path, number: int) -> None:
    """Has the pair say this number, as nearly at once as can be."""
    for name in ("left", "right"):
        _write(sources, f"{name}.txt", f"The {name} one\n\nThe {name} quixoplex has the semaphore number {number}.")


def _write(sources: Path, name: str, text: str) -> None:
    aside = sources / ".aside"
    aside.write_text(text, "utf-8")
    aside.replace(sources / name)


def _held(server: int) -> tuple[int, int]:
    """Descriptors, and bytes of memory (what is shared, by its share), of the server and all that it has started."""
    descriptors = memory = 0
    for process in _tree(server):
        try:
            descriptors += len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208  counted only
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:  # it has ended, or there is no /proc
            continue
        memory += sum(int(size) * 1024 for size in re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE))
    return descriptors, memory


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _await(holds: object) -> None:
    end = time.monotonic() + _LONGEST
    while not holds():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError("an update was not published")
        time.sleep(0.02)


@contextmanager
def _serving(sources: Path, instance: Path, workers: int) -> Iterator[tuple[str, int]]:
    """The server as anyone starts it, with its watcher; its address and its process."""
    command = [
        sys.executable, "-m", "webapp.command", "serve", str(sources), "--watch", "--instance", str(instance),
        "--port", "0", "--workers", str(workers),
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            url = next(word for line in process.stdout for word in line.split() if word.startswith("http://"))
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.updates", description="Measure updates under load.")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, .jsonl or .jsonl.xz")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="queries, .jsonl")
    parser.add_argument("--size", type=int, default=20_000, help="how many articles")
    parser.add_argument("--updates", type=int, default=100)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.set_defaults(instance=None)
    return parser


if __name__ == "__main__":
    sys.exit(main())
