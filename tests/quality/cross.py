"""`python -m tests.quality.cross`: every question of every set, asked of the library of every set.

Each answer must keep what `tests/answer_contract.py` says, and all are asked twice: in one thread, and in another process
with two threads and another hash seed. Both must give the same documents, to the last digit. Questions are asked with
their history; some of them once more with filters. With `--cluster`, the libraries' indexes lie in a cluster of three nodes
that is started for it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer import Filters, Library, rebuild
from indexer.evaluation import read_queries
from indexer.settings import Settings
from tests.answer_contract import breaches, without_time
from tests.quality.sets import DATA, SETS, instance_of, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.library import Reading
    from tests.quality.sets import JudgedSet

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-23"
FILTERED = 25  # one question of so many is asked with filters, too
FILTERS: tuple[dict[str, Any], ...] = (
    {"after": "2000"}, {"before": "2010-06"}, {"sources": ["wikipedia"]}, {"after": "1900", "before": "2020-12-31"},
)  # fmt: skip
RUNS = ({"threads": "1", "seed": "0"}, {"threads": "2", "seed": "12345"})
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run got for one question: the digest of its document, its status, and what it broke."""

    digest: str
    status: str
    broken: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 every answer keeps every promise, or there is nothing to ask; 1 one does not."""
    given = _parser().parse_args(arguments)
    if given.ask:
        return _answer(given.ask, given.questions, given.threads)
    judged = [one for one in SETS if not given.sets or one.name in given.sets]
    for gone in filter(None, (missing(given.data, one) for one in judged)):
        print(f"skipped: {gone}; name another folder with --data", file=sys.stderr)
    judged = [one for one in judged if not missing(given.data, one)]
    with (
        tempfile.TemporaryDirectory(prefix="footnote-cross-") as folder,
        _engine(Path(folder), given.cluster) as engine,
    ):
        return _cross(given, judged, Path(folder), engine)


@contextmanager
def _engine(folder: Path, cluster: bool) -> Iterator[dict[str, object]]:
    """The settings of the libraries' engine: the local one, or a cluster that runs until the `with` block ends."""
    if not cluster:
        yield {}
        return
    from tests.cluster.nodes import Cluster  # noqa: PLC0415  an extra is needed

    running = Cluster(folder)
    try:
        yield {"engine.name": "opensearch", "opensearch.url": " ".join(running.urls), "opensearch.shards": 3}
    finally:
        running.stop()


def questions(data: Path, judged: Sequence[JudgedSet], sample: int) -> Iterator[dict[str, Any]]:
    """Turns and filters of every question, or of about `sample` of each set, the same ones every time."""
    for one in judged:
        queries = read_queries(data / one.name / "queries.jsonl")
        step = max(1, len(queries) // sample) if sample else 1
        for place, query in enumerate(queries[::step]):
            turns = [*query.history, query.text]
            yield {"set": one.name, "turns": turns, "filters": {}}
            if place % FILTERED == 0:
                yield {"set": one.name, "turns": turns, "filters": FILTERS[place // FILTERED % len(FILTERS)]}


def _cross(given: argparse.Namespace, judged: Sequence[JudgedSet], folder: Path, engine: Mapping[str, object]) -> int:
    asked = list(questions(given.data, judged, given.sample))
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in asked))
    problems: list[str] = []
    for library in judged:
        instance = instance_of(folder, library)
        settings = Settings.load(instance, {"semantic.model": given.model, **engine})
        rebuild(instance, [given.data / library.name / "corpus.jsonl"], settings)
        began = time.monotonic()
        first, second = (_run(instance, path, **run) for run in RUNS)
        found = list(compared(asked, first, second))
        answered = sum(one.status == "answered" for one in first)
        print(
            f"{library.name}: {len(asked):,} questions twice, {answered:,} answered, {len(found)} problems, "
            f"{time.monotonic() - began:.0f} s", flush=True,
        )  # fmt: skip
        problems += [f"{library.name}: {problem}" for problem in found]
    print(*problems[:MOST_SHOWN], sep="\n", end="\n" if problems else "")
    print(f"{len(problems)} problems in {2 * len(asked) * len(judged):,} answers")
    return 1 if problems else 0


def compared(asked: Sequence[dict[str, Any]], first: Sequence[Asked], second: Sequence[Asked]) -> Iterator[str]:
    """What was broken, and where both runs differ, with the question."""
    for question, one, other in zip(asked, first, second, strict=True):
        differs = ["the second run differs"] if one.digest != other.digest else []
        for problem in dict.fromkeys([*one.broken, *other.broken, *differs]):
            yield f"{question['turns']!r} {question['filters'] or ''}: {problem}"


def _run(instance: Path, path: Path, *, threads: str, seed: str) -> list[Asked]:
    """What a process of its own gets for the questions of a file."""
    command = [sys.executable, "-m", "tests.quality.cross", "--ask", str(instance), "--questions", str(path)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [*command, "--threads", threads], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return [Asked(**json.loads(line)) for line in done.stdout.splitlines()]


def _answer(instance: Path, path: Path, threads: int) -> int:
    with path.open() as file:
        asked = [json.loads(line) for line in file]
    with Library.open(instance) as library, library.reading() as reading, ThreadPoolExecutor(threads) as pool:
        # In pieces, so that what is being made stays small.
        pieces = (asked[first : first + 200] for first in range(0, len(asked), 200))
        for got in chain.from_iterable(pool.map(lambda one: ask(reading, one), piece) for piece in pieces):
            print(json.dumps({"digest": got.digest, "status": got.status, "broken": got.broken}))
    return 0


def ask(reading: Reading, question: dict[str, Any]) -> Asked:
    """Asks one question and looks at what came of it; whatever is raised is a broken promise."""
    filters = {name: tuple(value) if isinstance(value, list) else value for name, value in question["filters"].items()}
    try:
        answer = reading.ask(question["turns"], filters=Filters(**filters), today=TODAY)
        document = json.dumps(without_time(answer), sort_keys=True)
        broken = list(breaches(answer, reading.article))
    except Exception as error:
        return Asked("", "raised", [f"{type(error).__name__}: {error}"])
    return Asked(hashlib.sha256(document.encode()).hexdigest(), answer.status, broken)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.quality.cross", description="Ask everything of everything.")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the sets")
    parser.add_argument("--sets", nargs="+", choices=[judged.name for judged in SETS], help="only these")
    parser.add_argument("--sample", type=int, default=0, help="about so many questions of each set; 0: all of them")
    parser.add_argument("--model", default="", help="the builds' `semantic.model`")
    parser.add_argument("--cluster", action="store_true", help="keep the indexes in a cluster of three nodes")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--questions", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
