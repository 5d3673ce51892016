"""What do hostile files cost a build? `python -m tests.bench.hostile [NAME…]` prints a table.

Each is put beside three good articles, and `footnote rebuild` makes a build of the folder. Seconds are those of the whole
command, its start and the good articles included; memory is the highest resident size of the process that reads files, and
of the process that builds.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.processes import watched
from tests.hostile_files import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MB = 2**20
_GOOD = {"bees.txt": "Bees dance.", "ants.txt": "Ants leave trails.", "wasps.txt": "Wasps chew wood."}


class Cost(NamedTuple):
    """What a build took: seconds, seconds of computing, and bytes of memory of the processes that read and that build.

    `outcome` is what was said of the file.
    """

    seconds: float
    computing: float
    reading: int
    building: int
    outcome: str


def cost(write: Callable[[Path], object], name: str, folder: Path) -> Cost:
    """What a build costs with a file that `write` writes; raises `RuntimeError` when the good ones are not read."""
    sources = folder / "sources"
    sources.mkdir()
    for good, text in _GOOD.items():
        (sources / good).write_text(text)
    write(sources / name)
    command = [sys.executable, "-c", "from indexer.cli import main; main()", "rebuild", "--json", "--instance"]
    began, computed = time.perf_counter(), _computed()
    process, out, highest = watched([*command, str(folder / "instance"), str(sources)])
    seconds = time.perf_counter() - began
    report = json.loads(out)
    own = [item["reason"] for item in report["skipped"] if name in item["path"]]
    articles = report["articles"] - len(_GOOD)
    if articles < 0:
        raise RuntimeError(f"{name}: a good article is missing")
    building = highest.pop(process, 0)
    outcome = own[0] if own else f"{articles} articles"
    return Cost(seconds, _computed() - computed, max(highest.values(), default=0), building, outcome)


def _computed() -> float:
    """Seconds that all processes computed that this one has started, and theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def rows(names: Sequence[str]) -> Iterator[str]:
    """The lines of the table."""
    yield "| file | size, MB | seconds | computing, s | reading, MB | building, MB | what came of it |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for name, write in HOSTILE.items():
        if names and not any(each in name for each in names):
            continue
        with TemporaryDirectory() as made:
            folder = Path(made)
            measured = cost(write, name, folder)
            path = folder / "sources" / name
            size = path.lstat().st_size / _MB if not path.is_dir() else 0
            yield (
                f"| {name} | {size:,.1f} | {measured.seconds:.1f} | {measured.computing:.1f} | {measured.reading / _MB:,.0f} "
                f"| {measured.building / _MB:,.0f} | {measured.outcome} |"
            )


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for line in rows(sys.argv[1:]):
        print(line, flush=True)
