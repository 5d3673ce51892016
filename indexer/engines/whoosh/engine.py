"""The engine: a question's terms in, the best passages out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import FIELDS
from indexer.engines.whoosh import topk_numpy
from indexer.engines.whoosh.impacts import open_impacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.text.vocabulary import Vocabulary
    from indexer.types import QuestionTerm

_PLACES = {field: place for place, field in enumerate(FIELDS)}


class WhooshEngine:
    """Keeps the promise of `indexer.engines.base.Engine` with the impact arrays of a build."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, *, compiled: bool = False) -> None:
        """With `compiled`, the kernel that numba compiles is used, where it is installed (extra `[speed]`)."""
        self._top = _compiled() if compiled else topk_numpy.top
        self._arrays = open_impacts(folder, len(vocabulary))
        self._number = vocabulary.number

    def __len__(self) -> int:
        return len(self._arrays)

    def top(
        self,
        terms: Sequence[QuestionTerm],
        k: int,
        *,
        fields: Mapping[str, float],
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best `k` passages; see `Engine.top`."""
        numbers, weights = self._known(terms)
        return self._top(self._arrays, numbers, weights, _weights(fields), k, allowed)

    def matching(
        self, terms: Sequence[QuestionTerm], *, fields: Mapping[str, float], allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """The numbers of all passages that hold at least one of the terms, rising; see `Engine.matching`."""
        rows = topk_numpy.Rows(self._arrays, *self._known(terms), _weights(fields))
        holding = np.zeros(len(self), np.bool_)
        for start, end in zip(rows.start, rows.end, strict=True):
            holding[self._arrays.passages[start:end]] = True
        return np.flatnonzero(holding if allowed is None else holding & allowed)

    def contributions(
        self, terms: Sequence[QuestionTerm], passages: NDArray[np.int64], *, fields: Mapping[str, float]
    ) -> list[tuple[str, str, NDArray[np.float64]]]:
        """What each field and term adds to the score of each of the passages; see `Engine.contributions`."""
        order = np.argsort(passages)
        names = {self._number(term.term): term.term for term in terms}
        rows = topk_numpy.Rows(self._arrays, *self._known(terms), _weights(fields))
        amounts = np.empty((len(rows), len(passages)))
        amounts[:, order] = topk_numpy.contributions(self._arrays, rows, passages[order].astype(np.int32))
        searched = (FIELDS[field] for field in rows.field)
        return list(zip(searched, (names[number] for number in rows.number), amounts, strict=True))

    def document_frequency(self, term: str, field: str = "text") -> int:
        """How many passages hold the term in the field."""
        return len(self.passages_with(term, field))

    def passages_with(self, term: str, field: str = "text") -> NDArray[np.int32]:
        """The numbers of the passages that hold the term in the field, rising."""
        number = self._number(term)
        start, end = (0, 0) if number is None else self._arrays.place(_PLACES[field], number)
        return self._arrays.passages[start:end]

    def idf(self, term: str, field: str = "text") -> float:
        """The term's inverse document frequency in the field; see `bm25.py`."""
        return float(self._arrays.idfs[self.document_frequency(term, field)])

    def problems(self) -> Iterator[str]:
        """What does not fit in the arrays, each in a sentence: terms whose postings overlap, postings of no passage."""
        ends, passages = self._arrays.ends.reshape(-1), self._arrays.passages
        if (ends[1:] < ends[:-1]).any():
            yield "the postings of terms do not follow each other"
        if len(passages) and not (int(passages.min()) >= 0 and int(passages.max()) < len(self)):
            yield "a posting is of no passage"
        if not all(np.isfinite(own).all() for own in (self._arrays.idfs, self._arrays.maxima, self._arrays.impacts)):
            yield "an impact is no number"

    def _known(self, terms: Sequence[QuestionTerm]) -> tuple[list[int], list[float]]:
        """The numbers and weights of the terms that the build holds."""
        numbers, weights = [], []
        for term in terms:
            number = self._number(term.term)
            if number is not None:
                numbers.append(number)
                weights.append(term.weight)
        return numbers, weights


def _compiled() -> Callable[..., tuple[NDArray[np.int64], NDArray[np.float64]]]:
    try:
        from indexer.engines.whoosh import topk_numba  # noqa: PLC0415  importing numba takes longer than a short command
    except ImportError:
        return topk_numpy.top
    return topk_numba.top


def _weights(fields: Mapping[str, float]) -> list[float]:
    return [fields.get(field, 0.0) for field in FIELDS]
