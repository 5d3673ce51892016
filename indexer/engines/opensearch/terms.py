"""What the build keeps here of its terms: in how many passages each one is, and how rare that makes it.

In the folder `opensearch/` of a build, for F fields and V terms:

    passages.npy  uint32 [F, V]   how many passages hold each term
    idfs.npy      float64 [F, V]  the inverse document frequency that follows
    index.json                    the name of the index, how many passages it holds, k1, b, average lengths, and bits
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from indexer.arrays import open_array
from indexer.damage import damage_of, read_json
from indexer.engines.base import FIELDS
from indexer.engines.whoosh.bm25 import norms, saturation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.opensearch.rows import Rows
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import QuestionTerm

FOLDER = "opensearch"
"""The folder of these files within a build."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What `index.json` holds. An impact has so many `bits` after the point.

    `unknown_idf` is the inverse document frequency of a term that no passage holds.
    """

    index: str
    passages: int
    k1: float
    b: float
    average_lengths: tuple[float, ...]
    unknown_idf: float
    bits: int

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The facts of a build's folder `opensearch`; raises `DamagedBuildError`."""
        with damage_of(folder / "index.json"):
            facts = cls(**read_json(folder / "index.json"))
            if not isinstance(facts.index, str) or len(facts.average_lengths) != len(FIELDS):
                raise ValueError("it is of another shape")
            return cls(**{**asdict(facts), "average_lengths": tuple(map(float, facts.average_lengths))})

    def write(self, folder: Path) -> None:
        """Writes the file."""
        (folder / "index.json").write_text(json.dumps(asdict(self), indent=1), "ascii")

    def norms(self) -> NDArray[np.float64]:
        """For each field and length byte, what the formula makes of the length: [F, 256]."""
        return np.stack([norms(average, k1=self.k1, b=self.b) for average in self.average_lengths])


@dataclass(frozen=True, slots=True)
class Clause:
    """A term of a question in one field; `weight` is that of the term times that of the field."""

    field: int
    number: int
    weight: float
    idf: float
    term: str


class Terms:
    """The statistics of a build's terms, and exact scores."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        """Raises `DamagedBuildError` when a file is missing or does not fit."""
        self.facts = Facts.read(folder)
        self.number = vocabulary.number
        self.passages, self.idfs = open_array(folder / "passages.npy"), open_array(folder / "idfs.npy")
        with damage_of(folder):
            self._norms = self.facts.norms()
            if {self.passages.shape, self.idfs.shape} != {(len(FIELDS), len(vocabulary))}:
                raise ValueError("the statistics of terms do not fit the vocabulary")

    def statistics(self, term: str, field: int) -> tuple[int, float]:
        """How many passages hold the term in the field, and its idf."""
        number = self.number(term)
        if number is None or not self.passages[field, number]:
            return 0, self.facts.unknown_idf
        return int(self.passages[field, number]), float(self.idfs[field, number])

    def clauses(self, terms: Sequence[QuestionTerm], fields: Mapping[str, float]) -> list[Clause]:
        """One for each term in each searched field where a passage holds it, in the order of the question."""
        clauses = []
        for term in terms:
            number = self.number(term.term)
            for field, name in enumerate(FIELDS):
                weight = fields.get(name, 0.0)
                if number is not None and weight > 0 and self.passages[field, number]:
                    idf = float(self.idfs[field, number])
                    clauses.append(Clause(field, number, weight * term.weight, idf, term.term))
        return clauses

    def contributions(self, clauses: Sequence[Clause], rows: Rows) -> NDArray[np.float64]:
        """What each clause adds to the score of each of the passages: [clauses, passages]; there is at least one clause."""
        fields = np.array([each.field for each in clauses])
        lengths = np.stack([rows.lengths(each.field) for each in clauses])
        tf = np.zeros(lengths.shape, np.int64)
        for field in range(len(FIELDS)):
            tf[fields == field] = rows.counts(field, [each.number for each in clauses if each.field == field])
        impacts = saturation(
            np.maximum(tf, 1).astype(np.float64), self._norms[fields[:, None], lengths], k1=self.facts.k1
        )
        weights, idfs = (np.array([getattr(each, name) for each in clauses]) for name in ("weight", "idf"))
        return np.where(tf > 0, weights[:, None] * (idfs[:, None] * impacts), 0.0)

    def scores(self, clauses: Sequence[Clause], rows: Rows, count: int) -> NDArray[np.float64]:
        """The exact scores of so many passages, clauses added in the order of the question, as the local engine adds them."""
        scores = np.zeros(count)
        for added in self.contributions(clauses, rows) if clauses else ():
            scores += added
        return scores
