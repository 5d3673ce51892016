"""`python -m tests.quality`: measures the sets that are there, prints the table, and holds the default to its floors."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text.embedders import BUILTIN
from tests.quality.floors import BASELINE, below, below_plain, raised, read_floors, write_floors
from tests.quality.sets import DATA, SETS, measured, missing
from tests.quality.steps import DEFAULT, rows, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 no floor was missed, or there was nothing to measure; 1 one was, or plain BM25 is better on a set."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        found = _measured(given, given.keep or Path(work))
    for line in table(found, given.models):
        print(line)
    losses = below_plain(found)
    print(*losses, sep="\n", end="\n" if losses else "", file=sys.stderr)
    return _hold(figures(found, given.models), given.baseline, accept=given.accept) or int(bool(losses))


def figures(found: Mapping[str, Mapping[str, float]], models: Sequence[str] = ()) -> dict[str, float]:
    """What floors hold: the default's figure of every column, and those with the models."""
    held = {name: column[DEFAULT] for name, column in found.items()}
    for model in models:
        row = f"default + {short(model)}"
        held |= {f"{name}, {short(model)}": column[row] for name, column in found.items() if row in column}
    return held


def _measured(given: argparse.Namespace, work: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for judged in SETS:
        if given.sets and judged.name not in given.sets:
            continue
        if gone := missing(given.data, judged):
            print(f"skipped: {gone}; name another folder with --data", file=sys.stderr)
            continue
        print(f"measuring {judged.name}", file=sys.stderr, flush=True)
        found.update(measured(given.data, judged, list(rows(given.models)), work))
    return found


def table(found: Mapping[str, Mapping[str, float]], models: Sequence[str] = ()) -> Iterator[str]:
    """The figures as lines of Markdown, a column for every set; the default's figure is what the floors hold."""
    measures = {judged.name: judged.measure for judged in SETS}
    if not found:
        return
    yield "| | " + " | ".join(f"{name}, {measures[name]}" if name in measures else name for name in found) + " |"
    yield "|---" * (len(found) + 1) + "|"
    for row in rows(models):
        cells = [f"{column[row.name]:.4f}" if row.name in column else "" for column in found.values()]
        yield f"| {row.name} | " + " | ".join(cells) + " |"


def _hold(figures: Mapping[str, float], baseline: Path, *, accept: bool) -> int:
    floors = read_floors(baseline)
    missed = below(figures, floors)
    if missed:
        print(f"below the floors of {baseline.name}:", *missed, sep="\n", file=sys.stderr)
    if accept:
        write_floors(raised(figures, floors), baseline)
        print(
            f"raised what was surpassed in {baseline}; to lower a floor, edit it by hand and say why", file=sys.stderr
        )
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the sets")
    parser.add_argument("--sets", nargs="+", choices=[judged.name for judged in SETS], help="only these")
    parser.add_argument(
        "--models",
        nargs="*",
        default=[BUILTIN],
        metavar="MODEL",
        help="measure with these too: builtin (what is measured unless told otherwise), wordllama, or folders",
    )
    parser.add_argument("--keep", type=Path, help="a folder to build in; vectors that it holds are not made again")
    parser.add_argument("--accept", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--baseline", type=Path, default=BASELINE, help="the file of floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
