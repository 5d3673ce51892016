"""`python -m tests.quality.confidence [--data FOLDER] [--write]`: fits the weights of the confidence of answers.

Asks every set's libraries (`examples.py`), and fits a table by words and one with the model that ships (`fit.py`). Prints,
for each set with weights fitted to the other sets alone, the shares of each kind of question that `answer.threshold` answers,
and how far probabilities are from what came true. `--write` replaces `indexer/answering/confidence_weights.py`. Needs the
extra `[test]`, and about 15 minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering import confidence_weights
from indexer.answering.confidence_features import BY_MEANING, BY_WORDS
from indexer.evaluation import auroc
from indexer.settings import Settings
from tests.quality.confidence.examples import SETS, examples
from tests.quality.confidence.fit import Table, fit, probabilities, reliability
from tests.quality.sets import DATA
from tests.quality.weight_tables import module_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.quality.confidence.examples import Example

KINDS = ("own", "left out", "foreign", "strangers")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits both tables, prints how good they are, and writes them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    asked = [each for name in SETS for each in examples(given.data, name)]
    weights = {}
    for table, names in (("BY_WORDS", BY_WORDS), ("WITH_MEANING", (*BY_WORDS, *BY_MEANING))):
        sys.stdout.writelines(f"{line}\n" for line in report(table, asked, names))
        weights[table] = fit(Table.of(asked, names), names)
    if given.write:
        Path(confidence_weights.__file__).write_text(module(weights), "utf-8")
    else:
        sys.stdout.write(module(weights))
    return 0


def report(table: str, asked: Sequence[Example], names: Sequence[str]) -> Iterator[str]:
    """Lines of Markdown: each set measured with weights that were fitted to the others."""
    kept = [each for each in asked if each.features is not None and set(names) <= set(each.features)]
    whole, predicted = Table.of(kept, names), np.zeros(len(kept))
    for name in dict.fromkeys(each.set for each in kept):
        own = np.array([each.set == name for each in kept])
        here, others = (
            Table.of([each for each in kept if (each.set == name) == is_own], names) for is_own in (True, False)
        )
        predicted[own] = probabilities(here, fit(others, names), names)
    rows = reliability(whole, predicted)
    gap = sum(weight * abs(mean - true) for mean, true, weight in rows)
    yield f"{table}: mean gap {gap:.3f}; " + ", ".join(f"{mean:.2f}→{true:.2f}" for mean, true, _ in rows)
    yield "| set | size | " + " | ".join(f"{kind} answered" for kind in KINDS) + " | AUROC, left out |"
    yield "|---" * 7 + "|"
    for name, size in dict.fromkeys((each.set, each.size) for each in kept):
        here = [
            (each.kind, p) for each, p in zip(kept, predicted, strict=True) if (each.set, each.size) == (name, size)
        ]
        groups = [[p for own, p in here if own == kind] for kind in KINDS]
        yield f"| {name} | {size} | " + " | ".join(map(_answered, groups)) + f" | {_separated(*groups[:2])} |"


def _answered(values: Sequence[float]) -> str:
    return f"{np.mean(np.array(values) >= Settings().answer_threshold):.3f} of {len(values)}" if values else ""


def _separated(own: Sequence[float], left_out: Sequence[float]) -> str:
    return f"{auroc(own, left_out):.3f}" if own and left_out else ""


def module(tables: dict[str, dict[str, float]]) -> str:
    """The source of `confidence_weights.py`."""
    return module_source(confidence_weights.__doc__ or "", tables, digits=3)


if __name__ == "__main__":
    sys.exit(main())
