"""`python -m tests.bench.load`: how much the server answers, beside what it could answer at best.

question   a distinct one for every request: a query of the file, and a word of another
no-op      `OPTIONS /api/search`, which the server answers with all its headers and without the library
at best    cores ÷ (the p50 of `Library.search` + the no-op's time per request), the time per request being
           cores ÷ the no-op's throughput: no core idle, and nothing done but to search and to answer

In the same run: a thread of four questions as a page (`thread.py`). Searching in this process and the no-op are measured
before and after the load, since a machine that others use is not the same throughout. The server is the one that users
start, with a worker for each core.
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
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_plus
from urllib.request import urlopen

from indexer import Library, rebuild
from tests.bench import thread
from tests.bench.clients import client, load
from tests.bench.corpus import ARTICLES, QUERIES, ROOT, Corpus, write_articles
from tests.bench.machine import machine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUESTIONS = 100_000
_WARM = 20  # one of so many only warms up
SEARCHES = 600
LEAST_SHARE, MOST_SPREAD = 0.6, 10.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 the promises hold, or there is nothing to measure with; 1 one does not hold."""
    given = _parser().parse_args(arguments)
    if lacks_input(given):
        return 0
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        instance = given.instance or built(given.articles, given.size, Path(folder))
        asked = questions(given.queries, QUESTIONS)
        paths, warm, nothing = (Path(folder, name) for name in ("paths", "warm", "nothing"))
        few = max(1, len(asked) // _WARM)
        for path, some in ((paths, asked[few:]), (warm, asked[:few])):
            path.write_text("".join(f"/api/search?q={quote_plus(text)}\n" for text in some), "ascii")
        nothing.write_text("/api/search\n", "ascii")
        found = measure(instance, asked, paths, warm, nothing, given)
    print("\n".join(report(found, given)))
    return 0 if all(holds for _, holds in (*promises(found), *thread.promises(found))) else 1


def questions(queries: Path, count: int) -> list[str]:
    """Distinct questions, the same every time: each query with each of some words, in no order."""
    with queries.open(encoding="utf-8") as file:
        texts = [str(json.loads(line)["text"]) for line in file]
    words = sorted({word for text in texts for word in re.findall(r"\w{4,}", text)})
    chosen = random.Random(7)  # noqa: S311  the same questions every time
    found = dict.fromkeys(f"{chosen.choice(texts)} {chosen.choice(words)}" for _ in range(2 * count))
    return list(found)[:count]


def measure(
    instance: Path, asked: Sequence[str], paths: Path, warm: Path, nothing: Path, given: argparse.Namespace
) -> dict[str, float]:
    """All figures: throughputs a second, times in milliseconds."""
    taken = list(_searched(instance, asked[:SEARCHES]))
    with _serving(instance, given.workers) as url:
        load(url, "GET", warm, given.connections, min(3, given.seconds))
        noops = [load(url, "OPTIONS", nothing, given.connections, max(1, given.seconds / 6))]
        found = load(url, "GET", paths, given.connections, given.seconds)
        noops.append(load(url, "OPTIONS", nothing, given.connections, max(1, given.seconds / 6)))
        threads = thread.measure(url, instance, asked)
    taken += _searched(instance, asked[-SEARCHES:])
    cores = given.workers
    search_ms = sorted(taken)[len(taken) // 2]
    noop_ms = sum(cores / one.throughput for one in noops) / len(noops) * 1e3
    at_best = cores / (search_ms + noop_ms) * 1e3
    return {
        "requests": found.requests,
        "throughput": found.throughput,
        "p50_ms": found.p50_ms,
        "p99_ms": found.p99_ms,
        "errors": found.errors + sum(one.errors for one in noops),
        "search_ms": search_ms,
        "noop_ms": noop_ms,
        "at_best": at_best,
        "share": found.throughput / at_best,
        "spread": found.p99_ms / found.p50_ms,
        "distinct": min(1.0, len(asked) * (1 - 1 / _WARM) / found.requests),
        **threads,
    }


def promises(found: dict[str, float]) -> Iterator[tuple[str, bool]]:
    """What must show, and whether it does."""
    yield f"throughput is at least {LEAST_SHARE} of the best: {found['share']:.2f}", found["share"] >= LEAST_SHARE
    yield f"p99 is at most {MOST_SPREAD:.0f} times p50: {found['spread']:.1f}", found["spread"] <= MOST_SPREAD
    yield f"no error: {found['errors']:.0f}", found["errors"] == 0


def report(found: dict[str, float], given: argparse.Namespace) -> Iterator[str]:
    """The lines to read."""
    yield ", ".join(f"{name}: {value}" for name, value in machine().items() if name != "versions")
    yield f"{client()}, {given.connections} connections, {given.seconds:.0f} s, {given.workers} workers"
    yield f"answered: {found['requests']:,.0f} ({found['distinct']:.0%} distinct), {found['throughput']:.0f} a second"
    yield f"latency: p50 {found['p50_ms']:.1f} ms, p99 {found['p99_ms']:.1f} ms"
    yield f"Library.search: p50 {found['search_ms']:.2f} ms; the no-op: {found['noop_ms']:.2f} ms of a core"
    yield f"at best: {found['at_best']:.0f} a second"
    yield f"a thread of {thread.TURNS}: p50 {found['page_ms']:.1f} ms; Library.ask: p50 {found['ask_ms']:.2f} ms"
    yield f"its page and all that it needs: {found['page_kb']:.1f} KB, unpacked {found['page_unpacked_kb']:.1f} KB"
    every = (*promises(found), *thread.promises(found))
    yield from (f"- {'holds' if holds else 'FAILS'}: {words}" for words, holds in every)
    yield from rows(found)


def rows(found: dict[str, float]) -> Iterator[str]:
    """The same for the README, as a table."""
    yield "| requests a second | share of the best | p50 / p99, ms | errors | thread of four, ms | its page, KB |"
    yield "|--:|--:|--:|--:|--:|--:|"
    cells = (
        f"{found['throughput']:.0f}", f"{found['share']:.2f}", f"{found['p50_ms']:.1f} / {found['p99_ms']:.1f}",
        f"{found['errors']:.0f}", f"{found['page_ms']:.1f}", f"{found['page_kb']:.1f}",
    )  # fmt: skip
    yield f"| {' | '.join(cells)} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.load", description="Measure the server under load.")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, .jsonl or .jsonl.xz")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="queries, .jsonl")
    parser.add_argument("--instance", type=Path, help="an instance to serve, in place of one built of the articles")
    parser.add_argument("--size", type=int, default=50_000, help="how many articles")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=cores)
    return parser


def lacks_input(given: argparse.Namespace) -> bool:
    """Whether a file to measure with is missing, which is then printed."""
    needed = (given.queries, *([] if given.instance else [given.articles]))
    missing = next((path for path in needed if not path.exists()), None)
    if missing is not None:
        print(f"skipped: {missing} is not there; name another with --articles, --queries or --instance")
    return missing is not None


def built(articles: Path, size: int, folder: Path) -> Path:
    """An instance of the first articles of the file."""
    corpus = Corpus(folder)
    write_articles(articles, size, corpus)
    print(f"building {rebuild(folder / 'instance', [corpus.articles]).passages:,} passages", flush=True)
    return folder / "instance"


def _searched(instance: Path, asked: Sequence[str]) -> Iterator[float]:
    """How long each search took, one at a time, in milliseconds; the first tenth only warms up."""
    with Library.open(instance, compiled=True) as library:
        for place, text in enumerate(asked):
            began = time.perf_counter()
            library.search(text)
            if place >= len(asked) // 10:
                yield (time.perf_counter() - began) * 1e3


@contextmanager
def _serving(instance: Path, workers: int) -> Iterator[str]:
    """The server as anyone starts it; gives its address."""
    command = [sys.executable, "-m", "webapp", "--instance", str(instance), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = next(word for line in process.stdout or () for word in line.split() if word.startswith("http://"))
            _await(url)
            yield url
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _await(url: str) -> None:
    """Returns when the server answers."""
    for _ in range(600):
        try:
            with urlopen(f"{url}/api/health", timeout=10):  # noqa: S310  it is our own
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


if __name__ == "__main__":
    sys.exit(main())
