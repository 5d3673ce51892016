"""The steps of the ranking, and the settings that switch them off; and the models that add one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# In the order in which the ranking takes them.
STEPS: dict[str, dict[str, float]] = {
    "title": {"bm25.title": 0.0},
    "common": {"rank.common": 1.0},
    "history": {"history.decay": 0.0, "history.topic": 0.0},
    "answers": {"history.answer": 0.0},
    "near": {"rank.near": 0.0},
    "coverage": {"rank.coverage": 0.0},
    "article": {"rank.article": 0.0},
    "feedback": {"rank.feedback": 0.0},
    "recent": {"rank.recent": 0.0},
}
DEFAULT = "default"
PLAIN = "plain BM25 k1 1.2 b .75"  # of whole articles: `plain.py`


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: which steps are off, and the settings that say so; `model` is the setting `semantic.model`."""

    name: str
    off: frozenset[str] = frozenset()
    model: str = ""

    @property
    def settings(self) -> Mapping[str, float]:
        """What is given to the library."""
        return {name: value for step in STEPS if step in self.off for name, value in STEPS[step].items()}


def rows(models: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of the table.

    Plain BM25, our BM25 alone, one step more in each row, the default, and the default without each of the steps and with
    each model.
    """
    yield Row(PLAIN)
    off = list(STEPS)
    yield Row("BM25", frozenset(off))
    for step in STEPS:
        off.remove(step)
        yield Row(f"+ {step}" if off else DEFAULT, frozenset(off))
    for step in STEPS:
        yield Row(f"default without {step}", frozenset({step}))
    for model in models:
        yield Row(f"default + {short(model)}", model=model)


def short(model: str) -> str:
    """What a model is called in the table: `wordllama`, or the name of its folder."""
    return PurePath(model).name
