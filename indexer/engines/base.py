"""What every engine promises (`tests/engine_contract.py` holds each of them to it)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

FIELDS = ("text", "title")

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from indexer.types import QuestionTerm


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of a batch of passages, by term: term `n` occurs in `passages[ends[n - 1]:ends[n]]`, `counts` times.

    `terms` are numbers of the batch's sorted terms, rising; `passages` are counted from the batch's first, and rise
    within a term. `lengths` has a row for every passage of the batch: how many terms the field holds.
    """

    terms: NDArray[np.int32]
    ends: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]


class Engine(Protocol):
    """One build's terms, open for searching. Exact, deterministic, safe to use from several threads at once.

    A passage is named by its number. Every number of articles or passages is over all of the build: there are no
    deletions in a build.
    """

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def top(
        self,
        terms: Sequence[QuestionTerm],
        k: int,
        *,
        fields: Mapping[str, float],
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The passage numbers and scores of the best `k` passages that hold at least one of the terms.

        Scores never rise; equal ones stand in reading order. `fields` weighs each field (one of weight 0 or not named
        is not searched). `allowed`, one truth value a passage, is applied inside, so it never loses a hit.
        """
        ...

    def matching(
        self, terms: Sequence[QuestionTerm], *, fields: Mapping[str, float], allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """The numbers of all passages that hold at least one of the terms, rising: those that `top` chooses from."""
        ...

    def contributions(
        self, terms: Sequence[QuestionTerm], passages: NDArray[np.int64], *, fields: Mapping[str, float]
    ) -> list[tuple[str, str, NDArray[np.float64]]]:
        """What each field and term adds to the score of each of the passages: (field, term, amounts), in that order."""
        ...

    def document_frequency(self, term: str, field: str = "text") -> int:
        """How many passages hold the term in the field."""
        ...

    def passages_with(self, term: str, field: str = "text") -> NDArray[np.int32]:
        """The numbers of the passages that hold the term in the field, rising."""
        ...

    def idf(self, term: str, field: str = "text") -> float:
        """The term's inverse document frequency in the field, by the engine's formula; for an unknown term too."""
        ...
