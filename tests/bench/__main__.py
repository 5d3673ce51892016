"""`python -m tests.bench`: measures, prints tables, and writes tables, figures and a picture into a folder."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import incremental
from tests.bench.corpus import ARTICLES, QUERIES, read_queries
from tests.bench.gate import GateError
from tests.bench.incremental import measure
from tests.bench.machine import machine
from tests.bench.peers import MODULES
from tests.bench.report import tables
from tests.bench.suite import Plan, available, suite

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (1_000, 10_000, 50_000, 200_000)
QUICK = (1_000, 10_000)
NEEDED = {"footnote", "library", "whoosh"}  # what the gate holds against each other


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 measured, or nothing to measure with; 1 the gate is shut."""
    given = _parser().parse_args(arguments)
    for path in (given.articles, given.queries):
        if not path.exists():
            print(f"skipped: {path} is not there; name another with --articles and --queries", file=sys.stderr)
            return 0
    if given.update:
        with tempfile.TemporaryDirectory(prefix="footnote-update-") as work:
            print(measure(given.sizes or incremental.SIZES, Path(work), lambda text: _tell(0, text), given.articles))
        return 0
    peers, left_out = available([name for name in MODULES if name in NEEDED or name in (given.peers or MODULES)])
    sizes = given.sizes or (QUICK if given.quick else SIZES)
    found: dict[str, Any] = {"machine": machine(), "sizes": {}, "left_out": left_out}
    output = given.output or Path(tempfile.mkdtemp(prefix="footnote-bench-"))
    output.mkdir(parents=True, exist_ok=True)
    queries = read_queries(given.queries)
    for size in sizes:
        small = size <= 50_000
        plan = Plan(
            given.articles, given.queries, given.rounds or (3 if given.quick else 9),
            builds=1 if given.quick or not small else 3, openings=1 if given.quick else 3, peers=peers,
        )  # fmt: skip
        with tempfile.TemporaryDirectory(dir=output, prefix="work-") as work:
            try:
                measured = suite(plan, size, queries, Path(work), lambda text, size=size: _tell(size, text))
            except GateError as error:
                print(f"nothing is reported: {error}", file=sys.stderr)
                return 1
        found["sizes"][str(size)] = measured
        found["machine"]["load at the end"] = machine()["load"]
        _write(found, output)
    print(tables(found))
    print(f"written to {output}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", help=f"articles to index; by default {SIZES}")
    parser.add_argument("--quick", action="store_true", help=f"the sizes {QUICK}, fewer rounds, one build of each")
    parser.add_argument("--rounds", type=int, help="rounds of queries; by default 9")
    parser.add_argument("--peers", nargs="+", choices=MODULES, help="who takes part besides Footnote and Whoosh")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="a .jsonl or .jsonl.xz file, an article a line")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="a .jsonl file, a query a line")
    parser.add_argument("--update", action="store_true", help="what updates cost beside rebuilds, and nothing else")
    parser.add_argument(
        "--output", type=Path, help="folder for bench.md, bench.json and bench.png; by default a new one"
    )
    return parser


def _tell(size: int, text: str) -> None:
    print(f"{size:,}: {text}", file=sys.stderr, flush=True)


def _write(found: dict[str, Any], output: Path) -> None:
    """Writes what is there so far, so that a run that is broken off was not for nothing."""
    try:
        from tests.bench.picture import draw  # noqa: PLC0415  matplotlib may not be installed
    except ImportError:
        found["left_out"]["picture"] = "matplotlib is not installed"
    else:
        draw(found, output / "bench.png")
    (output / "bench.json").write_text(json.dumps(found, indent=1))
    (output / "bench.md").write_text(tables(found))


if __name__ == "__main__":
    sys.exit(main())
