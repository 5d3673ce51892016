"""What is needed to do harm: a small instance, chance that can be repeated, and the check that all is well after it.

`make test` does each harm a few times, always the same ones; `make faults` does it `FAULTS` times as often, with a seed of
its own, which is printed: `FAULTS_SEED` repeats it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path  # noqa: TC003  pytest reads it
from typing import Any

import pytest

from indexer import Library, check, rebuild

TIMES = int(os.environ.get("FAULTS", "1"))
QUESTION, ANSWER = "Who chews wood into paper?", "wasps.txt"
TEXTS = {
    "bees": "Bees\n\nHoney bees dance to tell others where food is.",
    "ants": "Ants\n\nAnts leave trails of scent. Others follow them.",
    "wasps": "Wasps\n\nPaper wasps chew wood into paper for their nests.",
}


@pytest.fixture
def drawn() -> random.Random:
    """Chance; the same in every `make test`."""
    seed = int(os.environ.get("FAULTS_SEED") or (0 if TIMES == 1 else time.time_ns() % 10**9))
    print(f"FAULTS_SEED={seed}")
    return random.Random(seed)  # noqa: S311  nothing is secret here


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Three short articles."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def place(tmp_path: Path, sources: Path) -> Path:
    """An instance with one build of them."""
    rebuild(tmp_path / "instance", [sources])
    return tmp_path / "instance"


def command(*arguments: object) -> list[str]:
    """The program, in a process of its own."""
    return [sys.executable, "-c", "from indexer.cli import main; main()", *map(str, arguments)]


def ran(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """What came of the program."""
    return subprocess.run(command(*arguments), check=False, capture_output=True, text=True, **options)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line in which a command said why it could not; anything else fails."""
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith("footnote: ")
    return line


def answering(place: Path) -> str:
    """The build that answers, rightly."""
    with Library.open(place) as library:
        answer = library.ask([QUESTION])
    assert [citation.article_id for citation in answer.citations] == [ANSWER]
    return answer.build


def whole(place: Path) -> str:
    """The build that answers, rightly, and of which every byte is what was published."""
    assert check(place).problems == ()
    return answering(place)
