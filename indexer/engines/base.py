"""The contract of an engine: `Engine` reads a build's postings, `EngineWriter` writes them.

`tests/engine_contract.py` holds every engine to it. Nothing in it grows with the number of passages: filters are a
predicate, and an engine is asked about the few passages that matter. So an engine may also run elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

FIELDS = ("text", "title")

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.selection import Selection
    from indexer.settings import Settings
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import Filters, QuestionTerm, RemoteIndex


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """What one field of the whole build says of a term.

    `passages` counts the passages that hold it; `idf` is its inverse document frequency by the engine's formula, which
    an unknown term has too.
    """

    passages: int
    idf: float


class Predicate(Protocol):
    """Which passages may be found at all: as data, and as a test of passage numbers.

    An engine may put `filters` into a query of its own; `admits` is the exact test, and decides.
    """

    @property
    def filters(self) -> Filters:
        """The filters that an admitted passage's article satisfies; they are not all that decides."""
        ...

    def admits(self, passages: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Whether each of the passages may be found; for a few passages."""
        ...

    def admitted(self, first: int, last: int) -> NDArray[np.bool_]:
        """Whether each passage from number `first` up to `last` (not included) may be found; for long runs of passages."""
        ...


class Engine(Protocol):
    """One build's postings, open for searching. Exact, deterministic, safe to use from several threads at once.

    A passage is named by its number. All counts are over the whole build: a build holds no deleted passages.

    Every method raises `EngineUnavailableError` when the engine does not answer, or not within the time that
    `indexer.budget.answer_within` allows, and `DamagedBuildError` when what it reads is not what was written.
    """

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def statistics(self, terms: Sequence[str], field: str = "text") -> dict[str, TermStatistics]:
        """The statistics of each term in the field, by term; an unknown term is in no passage."""
        ...

    def top(
        self, terms: Sequence[QuestionTerm], k: int, *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The numbers and scores of the best `k` passages that hold at least one of the terms.

        Scores never rise; passages of equal scores stand in reading order. `fields` is the weight of each field; a field
        with weight 0, or not named, is not searched. `where` is applied inside: it never costs one of the `k` hits.
        """
        ...

    def matching(
        self, terms: Sequence[QuestionTerm], *, fields: Mapping[str, float], where: Predicate | None = None
    ) -> NDArray[np.int64]:
        """The numbers of all passages that hold at least one of the terms, rising: those that `top` chooses from."""
        ...

    def holding(
        self, terms: Sequence[str], *, fields: Sequence[str] = ("text",), most: int | None = None
    ) -> NDArray[np.int64]:
        """The numbers of the passages that hold each of the terms in one of the fields, rising; the first `most` of them.

        No terms: no passages.
        """
        ...

    def holds(
        self, terms: Sequence[str], passages: NDArray[np.int64], *, fields: Sequence[str] = ("text",)
    ) -> NDArray[np.bool_]:
        """Whether each passage holds each of the terms in one of the fields: [terms, passages]."""
        ...

    def occurrences(
        self, terms: Sequence[str], first: NDArray[np.int64], last: NDArray[np.int64], *, field: str = "text"
    ) -> NDArray[np.int64]:
        """How often each term occurs in each run of passages, from `first` up to `last` (not included): [terms, runs]."""
        ...

    def contributions(
        self, terms: Sequence[QuestionTerm], passages: NDArray[np.int64], *, fields: Mapping[str, float]
    ) -> list[tuple[str, str, NDArray[np.float64]]]:
        """What each field and term adds to the score of each of the passages: (field, term, amounts), in that order."""
        ...

    def problems(self) -> Iterator[str]:
        """What in the opened files does not fit together, each in a sentence: a quick look, without reading texts."""
        ...


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


@dataclass(frozen=True, slots=True)
class NumberedPostings:
    """A batch's postings in one field, with the number in the build's vocabulary of each row of `postings.terms`."""

    postings: Postings
    numbers: NDArray[np.int32]


BatchReader = Callable[[str], NumberedPostings]
"""Reads one field of one batch from disk, by the field's name; so only one batch is in memory at a time."""


class EngineWriter(Protocol):
    """Writes one build's postings into the build's folder, in batches; can be pickled and used in several processes.

    `add` is called for every batch, then `finish` once, then `commit`; then the engine can be opened. Every method raises
    OSError when the disk is full, and `EngineUnavailableError` when an engine that runs elsewhere does not answer.
    """

    def add(self, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int) -> None:
        """Writes batch `number`, in any process and in any order; a batch that is written again replaces itself.

        `terms` are the batch's, sorted; `passages` is how many the batch holds.
        """
        ...

    def finish(self, batches: Sequence[BatchReader], vocabulary: int) -> None:
        """Completes the index of all batches, in their order; `vocabulary` is how many terms the build holds."""
        ...

    def combine(
        self,
        parts: Sequence[Path],
        passages: Selection,
        terms: Sequence[NDArray[np.int32]],
        batches: NDArray[np.int64],
        vocabulary: Vocabulary,
    ) -> None:
        """Writes the index of some passages of other builds, instead of `add` and `finish`: the same, to the last byte.

        `parts` are the folders of these builds, the largest first, and `terms` the numbers that their terms have in the
        new `vocabulary`, -1 for those that it lacks. `batches` says where each batch of passages ends. Raises
        `DamagedBuildError` too.
        """
        ...

    def commit(self, vocabulary: Vocabulary) -> None:
        """Makes a finished index, of a whole build, ready to be opened: an engine that runs elsewhere gets it now.

        It is called once the build's other files are written, and not for builds that others are combined of. Raises
        `BuildError` too.
        """
        ...

    def verify(self, vocabulary: Vocabulary) -> Iterator[str]:
        """What is wrong with a finished index, each in a sentence: it is compared with what would be written now.

        Raises `DamagedBuildError` when it cannot be read at all.
        """
        ...


class EngineKind(Protocol):
    """One kind of engine, as `choice.py` lists it: how to write its part of a build, and how to open it."""

    @property
    def libraries(self) -> tuple[str, ...]:
        """The distributions that the index depends on; a build's manifest names their versions."""
        ...

    @property
    def is_elsewhere(self) -> bool:
        """Whether builds are published for other machines, which fetch them."""
        ...

    @property
    def unread(self) -> tuple[str, ...]:
        """The folders and files of a build that `EngineWriter.combine` does not read."""
        ...

    def writer(self, build: Path, settings: Settings, *, arrays_only: bool = False) -> EngineWriter:
        """Writes into the folder of a build that is being made; the settings are those that shape it.

        With `arrays_only`, no more is written than what `EngineWriter.combine` takes of another build.
        """
        ...

    def used_terms(self, build: Path, vocabulary: int, passages: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which terms of a finished build, of so many, one of the chosen passages holds."""
        ...

    def article_counts(self, build: Path, vocabulary: int, owners: NDArray[np.integer]) -> NDArray[np.uint32]:
        """How many articles hold each term of a written build, of so many, in their texts: [V].

        `owners` is the number of each passage's article; it never falls. Raises `DamagedBuildError`.
        """
        ...

    def open(self, build: Path, vocabulary: Vocabulary, settings: Settings, *, compiled: bool) -> Engine:
        """The engine of a finished build; `compiled` asks for the fastest way to search, however long it takes to load."""
        ...

    @property
    def builder_only(self) -> tuple[str, ...]:
        """The folders of a build that only building and `verify` read: one that was fetched lacks them."""
        ...

    def publish(self, build: Path, name: str, kept: Sequence[Path], settings: Settings) -> None:
        """Is told that the verified build of that name is about to be served, and which other builds are `kept`.

        An engine that runs elsewhere takes all of its files but `builder_only`, so that other machines can fetch them,
        and removes what it has of builds that are not kept. Some of these may be of other engines. Raises `BuildError`.
        """
        ...

    def published(self, settings: Settings) -> str | None:
        """The name of the build that was published elsewhere last; None: there is none. Raises `BuildError`.

        Raises `UsageError` when the engine keeps builds on this machine alone.
        """
        ...

    def indexes(self, settings: Settings) -> tuple[RemoteIndex, ...]:
        """The indexes that an engine elsewhere keeps for the library, by name; none where all is in the build."""
        ...

    def remove(self, kept: Sequence[Path], settings: Settings, *, served: bool) -> tuple[str, ...]:
        """Removes the library's indexes elsewhere that none of the builds `kept` needs; returns their names.

        Those of the build that was published last are removed only with `served`. Raises `BuildError`, and `UsageError`
        when the engine keeps builds on this machine alone.
        """
        ...

    def fetch(self, name: str, folder: Path, known: Mapping[str, Path], settings: Settings) -> None:
        """Writes the files of a published build into the folder; those of a `known` SHA-256 are taken from there.

        What is written is for the caller to verify. Raises `BuildError` and OSError.
        """
        ...
