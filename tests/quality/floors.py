"""The floors: what the default reached before, and may not fall below silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.quality.sets import STRANGERS
from tests.quality.steps import DEFAULT, PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

BASELINE = Path(__file__).with_name("baseline.json")
DIGITS = 4
MOST_LOST = 0.01  # by what was asked before about something else
MOST_BELOW_PLAIN = 0.003


def read_floors(path: Path = BASELINE) -> dict[str, float]:
    """Column → floor."""
    return dict(json.loads(path.read_text("utf-8")))


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each figure that is too low, as a difference that can be read; floors of what was not measured rest."""
    lines = []
    for name, floor in floors.items():
        if name in figures and round(figures[name], DIGITS) < floor:
            lines += [f"- {name}  {floor:.4f}", f"+ {name}  {figures[name]:.4f}  ({figures[name] - floor:+.4f})"]
    for name, figure in figures.items():
        alone = figures.get(name.removesuffix(STRANGERS), 0.0)
        if name.endswith(STRANGERS) and alone - figure > MOST_LOST:
            lines.append(
                f"! {name}  {figure:.4f} is {alone - figure:.4f} below {alone:.4f}; at most {MOST_LOST} is allowed"
            )
    return lines


def below_plain(found: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A line for each column whose default is clearly below plain BM25; `found` is column → row → figure."""
    return [
        f"! {name}  {column[DEFAULT]:.4f} is below plain BM25, {column[PLAIN]:.4f}; at most {MOST_BELOW_PLAIN} is allowed"
        for name, column in found.items()
        if PLAIN in column and column[PLAIN] - column[DEFAULT] > MOST_BELOW_PLAIN
    ]


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors with those in place that were surpassed; none is ever lowered."""
    best = {name: max(round(figure, DIGITS), floors.get(name, 0.0)) for name, figure in figures.items()}
    return {**floors, **best}


def write_floors(floors: Mapping[str, float], path: Path = BASELINE) -> None:
    """Writes the file, a line for each floor."""
    path.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
