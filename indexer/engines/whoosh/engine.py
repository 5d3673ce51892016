"""The engine's reading side: a question's terms in, the best passages out."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import seconds_left
from indexer.engines.base import FIELDS, TermStatistics
from indexer.engines.whoosh import topk_numpy
from indexer.engines.whoosh.impacts import open_impacts
from indexer.errors import EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import Predicate
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import QuestionTerm

NAME = "whoosh"
_FIELD_NUMBERS = {field: number for number, field in enumerate(FIELDS)}


class WhooshEngine:
    """Keeps the contract of `indexer.engines.base.Engine` with the impact arrays of a build."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, *, compiled: bool = False) -> None:
        """`folder` holds the impact arrays; `compiled` asks for the kernel that numba compiles (extra `[speed]`)."""
        self._top = _compiled() if compiled else topk_numpy.top
        self._arrays = open_impacts(folder, len(vocabulary))
        self._number = vocabulary.number

    def __len__(self) -> int:
        return len(self._arrays)

    def statistics(self, terms: Sequence[str], field: str = "text") -> dict[str, TermStatistics]:
        """How many passages hold each term, and its idf; see `Engine.statistics`."""
        _require_time()
        sizes = {term: self._size(term, field) for term in terms}
        return {term: TermStatistics(size, float(self._arrays.idfs[size])) for term, size in sizes.items()}

    def top(
        self, terms: Sequence[QuestionTerm], k: int, *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best `k` passages; see `Engine.top`."""
        _require_time()
        numbers, weights = self._indexed(terms)
        return self._top(self._arrays, numbers, weights, _weights(fields), k, self._admitted(where))

    def matching(
        self, terms: Sequence[QuestionTerm], *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> NDArray[np.int64]:
        """All passages that hold at least one of the terms; see `Engine.matching`."""
        _require_time()
        rows = topk_numpy.Rows(self._arrays, *self._indexed(terms), _weights(fields))
        holding = np.zeros(len(self), np.bool_)
        for start, end in zip(rows.start, rows.end, strict=True):
            holding[self._arrays.passages[start:end]] = True
        admitted = self._admitted(where)
        return np.flatnonzero(holding if admitted is None else holding & admitted)

    def holding(
        self, terms: Sequence[str], *, fields: Sequence[str] = ("text",), most: int | None = None
    ) -> NDArray[np.int64]:
        """The passages that hold each of the terms; see `Engine.holding`."""
        _require_time()
        lists = sorted((self._passages_of_any(term, fields) for term in set(terms)), key=len)
        passages = lists[0] if lists else np.empty(0, np.int32)
        for longer in lists[1:]:
            passages = passages[_among(passages, longer)]
        return passages[:most].astype(np.int64)

    def holds(
        self, terms: Sequence[str], passages: NDArray[np.int64], *, fields: Sequence[str] = ("text",)
    ) -> NDArray[np.bool_]:
        """Whether each passage holds each term: [terms, passages]; see `Engine.holds`."""
        _require_time()
        wanted = passages.astype(
            np.int32
        )  # the type of the postings: any other would make `searchsorted` copy them all
        held = np.zeros((len(terms), len(wanted)), np.bool_)
        for row, term in enumerate(terms):
            for field in fields:
                held[row] |= _among(wanted, self._passages(term, field))
        return held

    def occurrences(
        self, terms: Sequence[str], first: NDArray[np.int64], last: NDArray[np.int64], *, field: str = "text"
    ) -> NDArray[np.int64]:
        """How often each term occurs in each run of passages: [terms, runs]; see `Engine.occurrences`."""
        _require_time()
        edges = np.stack((first, last), axis=1).astype(np.int32).reshape(-1)  # the type of the postings, as in `holds`
        at = np.empty((len(terms), len(edges)), np.int64)
        for row, term in enumerate(terms):
            start, end = self._range(term, field)
            at[row] = start + self._arrays.passages[start:end].searchsorted(edges)
        begins, ends = at.reshape(-1, 2).T
        return topk_numpy.sums(self._arrays.counts, begins, ends).reshape(len(terms), len(first))

    def contributions(
        self, terms: Sequence[QuestionTerm], passages: NDArray[np.int64], *, fields: Mapping[str, float]
    ) -> list[tuple[str, str, NDArray[np.float64]]]:
        """What each field and term adds to each of the passages' scores; see `Engine.contributions`."""
        _require_time()
        order = np.argsort(passages)
        names = {self._number(term.term): term.term for term in terms}
        rows = topk_numpy.Rows(self._arrays, *self._indexed(terms), _weights(fields))
        amounts = np.empty((len(rows), len(passages)))
        amounts[:, order] = topk_numpy.contributions(self._arrays, rows, passages[order].astype(np.int32))
        searched = (FIELDS[field] for field in rows.field)
        return list(zip(searched, (names[number] for number in rows.number), amounts, strict=True))

    def problems(self) -> Iterator[str]:
        """What does not fit in the arrays, each in a sentence: terms whose postings overlap, postings of no passage."""
        ends, passages = self._arrays.ends.reshape(-1), self._arrays.passages
        if (ends[1:] < ends[:-1]).any():
            yield "the postings of terms do not follow each other"
        if len(passages) and not (int(passages.min()) >= 0 and int(passages.max()) < len(self)):
            yield "a posting is of no passage"
        if not all(np.isfinite(own).all() for own in (self._arrays.idfs, self._arrays.maxima, self._arrays.impacts)):
            yield "an impact is no number"

    def _admitted(self, where: Predicate | None) -> NDArray[np.bool_] | None:
        """One truth value for every passage; None: all may be found."""
        return None if where is None else where.admitted(0, len(self))

    def _indexed(self, terms: Sequence[QuestionTerm]) -> tuple[list[int], list[float]]:
        """The numbers and weights of those terms that the build holds."""
        numbers, weights = [], []
        for term in terms:
            number = self._number(term.term)
            if number is not None:
                numbers.append(number)
                weights.append(term.weight)
        return numbers, weights

    def _range(self, term: str, field: str) -> tuple[int, int]:
        """Where the term's postings in the field begin and end."""
        number = self._number(term)
        return (0, 0) if number is None else self._arrays.range(_FIELD_NUMBERS[field], number)

    def _size(self, term: str, field: str) -> int:
        start, end = self._range(term, field)
        return end - start

    def _passages(self, term: str, field: str) -> NDArray[np.int32]:
        """The numbers of the passages that hold the term in the field, rising."""
        start, end = self._range(term, field)
        return self._arrays.passages[start:end]

    def _passages_of_any(self, term: str, fields: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of the passages that hold the term in one of the fields, rising."""
        return reduce(np.union1d, [self._passages(term, field) for field in fields])


def _among(wanted: NDArray[np.int32], postings: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each of the passages is among the postings, which rise."""
    if not len(postings):
        return np.zeros(len(wanted), np.bool_)
    return np.asarray(postings.take(postings.searchsorted(wanted), mode="clip") == wanted)


def _require_time() -> None:
    """Raises `EngineUnavailableError` when the deadline is over; this engine waits for nobody, so it is asked once a call."""
    left = seconds_left()
    if left is not None and left <= 0:
        raise EngineUnavailableError(NAME, "was not asked in time")


def _compiled() -> Callable[..., tuple[NDArray[np.int64], NDArray[np.float64]]]:
    try:
        from indexer.engines.whoosh import topk_numba  # noqa: PLC0415  importing numba takes longer than a short command
    except ImportError:
        return topk_numpy.top
    return topk_numba.top


def _weights(fields: Mapping[str, float]) -> list[float]:
    return [fields.get(field, 0.0) for field in FIELDS]
