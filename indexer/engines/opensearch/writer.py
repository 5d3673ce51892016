"""The engine's writing side: the arrays of the local engine in the build, and an index of the cluster made of them.

The arrays stay with whoever builds: updates are combined of them, and `verify` compares the index with them. Those who
only answer need the folder `opensearch/` alone.

An index is named after a hash of all that it holds, so that the same build is not written twice, and one that exists is
never changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.damage import damage_of, read_json
from indexer.engines.opensearch.connection import Connection, library_name
from indexer.engines.opensearch.documents import impact_bits, passages_of_terms
from indexer.engines.opensearch.engine import index_problems
from indexer.engines.opensearch.terms import FOLDER, Facts
from indexer.engines.opensearch.upload import differing, write_index
from indexer.engines.whoosh.bm25 import length_bytes
from indexer.engines.whoosh.combining import combine_impacts
from indexer.engines.whoosh.impacts import open_impacts, open_lengths, write_impacts
from indexer.engines.whoosh.kind import IMPACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import BatchReader, Postings
    from indexer.selection import Selection
    from indexer.settings import Settings
    from indexer.text.vocabulary import Vocabulary

_FORMAT = "1"  # of an index: part of its name
_HASHED = ("ends.npy", "passages.npy", "counts.npy", "lengths.npy", "impacts.json")


class OpenSearchWriter:
    """Keeps the contract of `indexer.engines.base.EngineWriter`."""

    def __init__(self, build: Path, settings: Settings) -> None:
        """Raises `SettingError` when the library's name cannot be that of an alias."""
        self._impacts, self._folder, self._settings = build / IMPACTS, build / FOLDER, settings
        self._name = library_name(settings)

    def add(self, number: int, terms: Sequence[str], fields: Mapping[str, Postings], passages: int) -> None:
        """Nothing: the index is written when it is whole; see `EngineWriter.add`."""

    def finish(self, batches: Sequence[BatchReader], vocabulary: int) -> None:
        """Writes arrays and statistics; see `EngineWriter.finish`."""
        write_impacts(self._impacts, vocabulary, batches, k1=self._settings.bm25_k1, b=self._settings.bm25_b)
        self._write_statistics(vocabulary)

    def combine(
        self,
        parts: Sequence[Path],
        passages: Selection,
        terms: Sequence[NDArray[np.int32]],
        batches: NDArray[np.int64],
        vocabulary: Vocabulary,
    ) -> None:
        """Writes arrays and statistics from the arrays of other builds; see `EngineWriter.combine`."""
        arrays = [part / IMPACTS for part in parts]
        k1, b = self._settings.bm25_k1, self._settings.bm25_b
        combine_impacts(self._impacts, arrays, passages, terms, batches, len(vocabulary), k1=k1, b=b)
        self._write_statistics(len(vocabulary))

    def _write_statistics(self, vocabulary: int) -> None:
        arrays = open_impacts(self._impacts, vocabulary)
        facts = read_json(self._impacts / "impacts.json")
        self._folder.mkdir()
        df = passages_of_terms(arrays.ends)
        np.save(self._folder / "passages.npy", df)
        np.save(self._folder / "idfs.npy", arrays.idfs[df])
        Facts(
            index=f"{self._name}.{self._digest()}",
            passages=len(arrays),
            k1=arrays.k1,
            b=float(facts["b"]),
            average_lengths=tuple(facts["average_lengths"]),
            unknown_idf=float(arrays.idfs[0]),
            bits=impact_bits(arrays),
        ).write(self._folder)

    def _digest(self) -> str:
        """A hash of all that decides what the index holds."""
        whole = hashlib.sha256(f"{_FORMAT} {self._settings.opensearch_shards}".encode())
        for name in _HASHED:
            with (self._impacts / name).open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        return whole.hexdigest()[:20]

    def commit(self, vocabulary: Vocabulary) -> None:
        """Writes the index, unless the cluster has it already; see `EngineWriter.commit`."""
        facts, arrays = Facts.read(self._folder), open_impacts(self._impacts, len(vocabulary))
        write_index(Connection(self._settings.opensearch_url), self._impacts, arrays, facts, self._settings)

    def verify(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Compares the statistics and every passage of the index with the arrays; see `EngineWriter.verify`."""
        facts = Facts.read(self._folder)
        if not self._impacts.exists():  # on a machine that fetched the build
            problems = index_problems(Connection(self._settings.opensearch_url), facts.index, facts.passages)
            yield from (f"the index {facts.index} {problem}" for problem in problems)
            return
        arrays = open_impacts(self._impacts, len(vocabulary))
        exact, _ = open_lengths(self._impacts, len(arrays))
        if (length_bytes(exact) != arrays.lengths).any():
            yield "the lengths of passages in the arrays are not those that are counted"
        df = passages_of_terms(arrays.ends)
        for name, true in (("passages", df), ("idfs", arrays.idfs[df])):
            with damage_of(self._folder / f"{name}.npy"):
                if not np.array_equal(open_array(self._folder / f"{name}.npy"), true):
                    yield f"{FOLDER}/{name}.npy does not say what the arrays say"
        with damage_of(self._impacts):
            if facts.index.rpartition(".")[2] != self._digest() or facts.bits != impact_bits(arrays):
                yield f"{FOLDER}/index.json names the index of another build"
                return
        yield from differing(Connection(self._settings.opensearch_url), arrays, facts)
