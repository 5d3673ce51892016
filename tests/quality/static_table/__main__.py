"""`python -m tests.quality.static_table`: makes the table that ships as the model `builtin`.

    texts TEXTS.json PATH=NUMBER...            draws so many texts of each file or folder
    teach TEACHER TEXTS.json WORK              the teacher's vectors of texts and pieces (70 texts a second and core)
    fit TEACHER TEXTS.json WORK TABLE          the table, and how well it agrees with the teacher on texts held out

TEACHER is a folder with `model.onnx` and `tokenizer.json` of a sentence model with BERT's uncased vocabulary. `teach` goes
on where it stopped; `fit` takes as many texts as there are vectors. Needs the extra `[semantic]` and scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.embedders.bert_pieces import BertPieces
from indexer.text.embedders.builtin import MODEL, BuiltinEmbedder
from indexer.text.embedders.calibration import measure_calibration
from tests.quality.static_table.fit import Goal, agreement, counts, fitted
from tests.quality.static_table.shipping import write_table
from tests.quality.static_table.teacher import Teacher, taught
from tests.quality.static_table.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIMENSIONS = 256
_HELD_OUT = 0.03  # of the texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0."""
    given = _parser().parse_args(arguments)
    if given.step == "texts":
        sources = [(Path(path), int(size)) for path, _, size in (source.rpartition("=") for source in given.sources)]
        given.texts.write_text(json.dumps(texts(sources)), "utf-8")
    elif given.step == "teach":
        teacher = Teacher(given.teacher)
        given.work.mkdir(parents=True, exist_ok=True)
        np.save(given.work / "pieces.npy", teacher.pieces())
        drawn = [text for _, text in json.loads(given.texts.read_text("utf-8"))]
        print(f"{teacher.read(drawn, given.work / 'texts', given.seconds):,} texts read")
    else:
        _fit(given)
    return 0


def _fit(given: argparse.Namespace) -> None:
    goals = taught(given.work / "texts")
    drawn = json.loads(given.texts.read_text("utf-8"))[: len(goals)]
    wanted = np.array([not any(part in source for part in given.without) for source, _ in drawn])
    vocabulary = _vocabulary(given.teacher)
    usable = np.array([any(map(str.isalnum, p.removeprefix("##"))) and p[-1] != "]" for p in vocabulary])
    held = counts(BertPieces(vocabulary), len(vocabulary), [text for _, text in drawn])[wanted]
    goals = goals[wanted]
    size = round(len(goals) * (1 - _HELD_OUT))
    goal = Goal.of(goals[:size], _DIMENSIONS)
    table = fitted(held[:size], goals[:size], np.load(given.work / "pieces.npy"), usable, goal)
    print(f"{size:,} texts; agreement {agreement(held[:size], goals[:size], table, goal):.4f}, ", end="")
    print(f"held out {agreement(held[size:], goals[size:], table, goal):.4f}")
    facts = {
        "name": f"footnote static {datetime.now(UTC):%Y-%m-%d}",
        "language": "en",
        "teacher": "all-MiniLM-L6-v2",
        "texts": size,
        "calibration": {"unrelated": 0.0, "own": 1.0},
    }
    write_table(given.table, table, vocabulary, usable, facts)
    unrelated, own = measure_calibration(BuiltinEmbedder("builtin", given.table))
    facts["calibration"] = {"unrelated": round(unrelated, 4), "own": round(own, 4)}
    write_table(given.table, table, vocabulary, usable, facts)
    print(f"{given.table / MODEL} and its table are written")


def _vocabulary(teacher: Path) -> list[str]:
    numbers = json.loads((teacher / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return sorted(numbers, key=numbers.__getitem__)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.quality.static_table", description="Makes the builtin model.")
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("texts", "teach", "fit"):
        step = steps.add_parser(name)
        if name != "texts":
            step.add_argument("teacher", type=Path)
        step.add_argument("texts", type=Path)
        if name == "texts":
            step.add_argument("sources", nargs="+", metavar="PATH=NUMBER")
        else:
            step.add_argument("work", type=Path)
        if name == "teach":
            step.add_argument("--seconds", type=float, default=3_600.0, help="when to stop")
        if name == "fit":
            step.add_argument("table", type=Path)
            step.add_argument("--without", nargs="*", default=[], help="leave out sources with these in their names")
    return parser


if __name__ == "__main__":
    sys.exit(main())
