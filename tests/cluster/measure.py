"""Measures an index in a cluster of three nodes beside the local one: are answers the same, and what does each cost?

    python -m tests.cluster.measure FOLDER... [--questions N] [--shards N]... [--clients N]
    python -m tests.cluster.measure --instances LOCAL CLUSTER QUERIES.jsonl [--questions N] [--clients N]

Each FOLDER holds `corpus.jsonl` and `queries.jsonl` as `footnote rebuild` and `footnote run` take them. For each one a
library is built on this machine and one for each number of shards; every question is asked of all, and results have to be
equal to the last digit. The second form asks two instances that have builds of the same articles; its cluster is running.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from indexer import Library, rebuild
from indexer.settings import Settings
from tests.cluster.corpus import settings_of
from tests.cluster.nodes import Cluster

TODAY = "2026-11-29"
_SECONDS = 10  # of asking from several threads


def main() -> None:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--instances", nargs=3, type=Path, metavar=("LOCAL", "CLUSTER", "QUERIES"))
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--shards", type=int, action="append")
    parser.add_argument("--clients", type=int, default=4)
    given = parser.parse_args()
    if given.instances:
        *instances, queries = given.instances
        questions = _questions(queries, given)
        local, remote = (_asked(instance.name, instance, questions, given) for instance in instances)
        _compare("cluster", questions, remote, local)
        return
    with tempfile.TemporaryDirectory() as home:
        cluster = Cluster(Path(home))
        try:
            for folder in given.folders:
                _measure(cluster, folder, Path(home) / folder.name, given)
        finally:
            cluster.stop()


def _questions(path, given):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()][: given.questions]


def _measure(cluster, folder, home, given):
    questions = _questions(folder / "queries.jsonl", given)
    expected = _results("local", home / "local", folder, Settings(library_handbook=False), questions, given)
    for shards in given.shards or [1, 5]:
        settings = settings_of(
            cluster, f"{folder.name.replace('_', '')}{shards}", opensearch_shards=shards, library_handbook=False
        )
        name = f"{shards} shard{'s' * (shards > 1)}"
        found = _results(name, home / str(shards), folder, settings, questions, given)
        _compare(f"{folder.name}, {name}", questions, found, expected)


def _compare(name, questions, found, expected):
    same = sum(own == true for own, true in zip(found, expected, strict=True))
    print(f"{name}: the same results, score for score, in {same} of {len(questions)} questions", flush=True)
    for question, own, true in zip(questions, found, expected, strict=True):
        if own != true:
            print(f"  another one for {question['text']!r}")


def _results(name, instance, folder, settings, questions, given):
    """The results of all questions; prints what building and asking cost."""
    began = time.monotonic()
    report = rebuild(instance, [folder / "corpus.jsonl"], settings)
    print(f"{folder.name}, {name}: {report.passages:,} passages built in {time.monotonic() - began:.1f} s")
    return _asked(f"{folder.name}, {name}", instance, questions, given)


def _asked(name, instance, questions, given):
    """The results of all questions; prints what asking costs. `computing` is what this process does, for one question."""
    with Library.open(instance) as library:
        results, seconds, pages, candidates = [], [], Counter(), []
        computed = time.process_time()
        for question in questions:
            began = time.perf_counter()
            found = library.search(question["text"], history=question.get("history", ()), k=100, today=TODAY)
            seconds.append(time.perf_counter() - began)
            results.append(replace(found, build=""))
            with library.reading() as reading:
                fetched = getattr(reading._build.engine, "pages", ())
                pages[len(fetched)] += 1
                candidates.append(sum(fetched))
        computed = time.process_time() - computed
        again = _seconds(library, questions)
        answers = _seconds(library, questions, answers=True)
        rate = _rate(library, questions, given.clients)
    print(
        f"{name}: a question {_percentiles(seconds)} ms, computing {1e3 * computed / len(questions):.1f}, "
        f"asked again {_percentiles(again)} ms, "
        f"an answer {_percentiles(answers)} ms; {rate:.0f} a second with {given.clients} clients; "
        f"pages of candidates {dict(pages)}, {statistics.mean(candidates):.0f} candidates on average; "
        f"load {os.getloadavg()[0]:.0f}",
        flush=True,
    )
    return results


def _seconds(library, questions, *, answers=False):
    """How long each of the first questions takes: ten results of it, or its answer."""
    seconds = []
    for question in questions[:200]:
        history = question.get("history", ())
        began = time.perf_counter()
        if answers:
            library.ask([*history, question["text"]], today=TODAY)
        else:
            library.search(question["text"], history=history, today=TODAY)
        seconds.append(time.perf_counter() - began)
    return seconds


def _percentiles(seconds):
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {1e3 * cuts[9]:.1f}, p95 {1e3 * cuts[18]:.1f}"


def _rate(library, questions, clients):
    """Questions a second that so many threads are answered."""
    end = time.monotonic() + _SECONDS

    def client(number):
        asked = 0
        while time.monotonic() < end:
            question = questions[(number + clients * asked) % len(questions)]
            library.search(question["text"], history=question.get("history", ()), today=TODAY)
            asked += 1
        return asked

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(client, range(clients))) / _SECONDS


if __name__ == "__main__":
    main()
