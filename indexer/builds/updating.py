"""Makes a build of what earlier ones hold and of what has changed since.

Articles that were added or changed are analysed as for any build, into one of their own beside the new one; then all are
put together, array by array. The result is, to the last byte, what a build of all articles would be: every part has a
`combine` for that (`store/combining.py`, `text/vocabulary.py`, `engines/base.py`, `store/vector_writer.py`), and
`tests/unit/test_updates.py` compares the files.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.batches import batch_ends, batch_size
from indexer.builds.manifest import file_digests
from indexer.builds.open import VECTORS
from indexer.builds.structure import structure_problems
from indexer.builds.workers import worker_count
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import BuildError
from indexer.readers.base import Kept
from indexer.selection import Selection
from indexer.store import Store
from indexer.store.combining import combine_stores
from indexer.store.vector_writer import combine_vectors
from indexer.store.vectors import Vectors
from indexer.text.vocabulary import Vocabulary, combine_vocabularies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds.earlier import Analysed, EarlierBuild, EarlierBuilds
    from indexer.builds.manifest import Manifest
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Article

# Settings that change only what is computed of the analysis, or where it is kept
_COMPUTED_ANEW = ("bm25.k1", "bm25.b", "opensearch.url", "opensearch.name", "opensearch.shards", "opensearch.replicas")
_OF_READING = ("language", "library.handbook", "read.")  # settings that decide which articles there are


def analysed_alike(previous: Manifest, settings: Settings, versions: Mapping[str, str]) -> bool:
    """Whether the analysis of an article in the previous build is what it would be now."""
    same_versions = dict(previous.versions) == dict(versions)
    return same_versions and all(name.startswith(_OF_READING) for name in settings_changed(previous, settings))


def settings_changed(previous: Manifest, settings: Settings) -> list[str]:
    """The names of the settings of reading and analysis that are not those of the previous build."""
    return [
        name
        for name, value in settings.as_dict(build=True).items()
        if name not in _COMPUTED_ANEW and previous.settings.get(name) != value
    ]


def files_read(previous: EarlierBuild) -> dict[str, str]:
    """The files of the build that may be copied, with the digests of what was written."""
    unread = engine_kind(previous.settings.engine_name).unread
    files = previous.manifest.files.items()
    return {name: digest for name, digest in files if name not in unread and name.split("/")[0] not in unread}


def is_intact(previous: EarlierBuild) -> bool:
    """Whether every byte of the build that may be copied is what was written, and its numbers fit each other."""
    try:
        published = files_read(previous)
        same = file_digests({name: previous.folder / name for name in published}) == published
        return same and not any(
            structure_problems(previous.store, previous.vocabulary, previous.engine, previous.article_counts)
        )
    except (
        OSError,
        BuildError,
        ArithmeticError,
        LookupError,
        ValueError,
    ):  # whatever numbers that lead astray may raise
        return False


@dataclass(slots=True)
class Changes:
    """The articles of a new build as rows of the `earlier` ones, and of that of the articles that were read."""

    earlier: EarlierBuilds
    read: int = 0
    _pieces: list[tuple[bool, int, int]] = field(default_factory=list)

    def articles(self, items: Iterator[Article | Kept]) -> Iterator[Article]:
        """The articles that were read; takes down where they and those that are kept stand."""
        for item in items:
            if isinstance(item, Kept):
                self._add(True, item.first, item.last)
            else:
                self._add(False, self.read, self.read + 1)
                self.read += 1
                yield item

    def _add(self, kept: bool, first: int, last: int) -> None:
        """Takes down a piece, which goes on with the last one, perhaps: files give theirs one by one."""
        if self._pieces and self._pieces[-1][0] == kept and self._pieces[-1][2] == first:
            first = self._pieces.pop()[1]
        self._pieces.append((kept, first, last))

    @property
    def count(self) -> int:
        """How many articles there are."""
        return sum(last - first for _, first, last in self._pieces)

    @property
    def none(self) -> bool:
        """Whether the articles are the earlier ones, in their order."""
        return not self.read and np.array_equal(self._rows(), np.arange(len(self.earlier)))

    def kept(self) -> NDArray[np.int64]:
        """For each article its number among the earlier ones, -1 for one that was read."""
        rows = self._rows()
        return np.where(rows < len(self.earlier), rows, -1)

    def selection(self) -> Selection:
        """The articles as rows of all builds."""
        sizes = [len(build.store) for build in self.earlier.builds]
        return Selection(self._rows(), [*sizes, *([self.read] if self.read else [])])

    def _rows(self) -> NDArray[np.int64]:
        before = len(self.earlier)
        pieces = (
            np.arange(first, last) if kept else np.arange(before + first, before + last)
            for kept, first, last in self._pieces
        )
        return np.concatenate([np.empty(0, np.int64), *pieces])


def read_changes(
    earlier: EarlierBuilds, items: Iterator[Article | Kept], write: Callable[[Iterator[Article]], None]
) -> Changes:
    """Reads everything; `write` gets the articles that were read, to make a build of their own of them, if there are any."""
    changes = Changes(earlier)
    articles = changes.articles(items)
    first = next(articles, None)
    if first is not None:
        write(chain([first], articles))
    return changes


def combine(folder: Path, added: Path, changes: Changes, settings: Settings, model: Embedder | None) -> None:
    """Writes what a build of all articles holds of them; removes `added`, the build of those that were read.

    `model` is the embedding model, if there is one.
    """
    with ExitStack() as stack:
        parts: list[Analysed] = list(changes.earlier.builds)
        if changes.read:
            parts.append(stack.enter_context(closing(_Added.open(added, vectors=model is not None))))
        _combine(folder, parts, changes.selection(), settings, model)
    if changes.read:
        shutil.rmtree(added)


def _combine(
    folder: Path, parts: Sequence[Analysed], articles: Selection, settings: Settings, model: Embedder | None
) -> None:
    passages = articles.children([part.store.articles["passages_end"] for part in parts])
    kind = engine_kind(settings.engine_name)
    used = [
        kind.used_terms(part.folder, len(part.vocabulary), passages.places(number) >= 0)
        for number, part in enumerate(parts)
    ]
    _, terms = combine_vocabularies(folder / "vocabulary", [part.vocabulary for part in parts], used)
    combine_stores(folder / "store", [part.store for part in parts], articles, terms)
    if model is not None:
        combine_vectors(folder / VECTORS, model, [part.vectors for part in parts if part.vectors is not None], passages)
    batches = _batches(parts, articles, settings)
    engine_writer(folder, settings).combine(
        [part.folder for part in parts], passages, terms, batches, Vocabulary(folder / "vocabulary")
    )


def _batches(parts: Sequence[Analysed], articles: Selection, settings: Settings) -> NDArray[np.int64]:
    """Where the passages of each batch end, if all articles were analysed."""
    characters, hashes = (
        articles.take([part.store.build_columns[name] for part in parts]).tolist() for name in ("characters", "id_hash")
    )
    largest = batch_size(settings.build_memory * 2**20, worker_count(settings))
    ends = batch_ends(characters, hashes, largest)
    first, last = articles.bounds([part.store.articles["passages_end"] for part in parts])
    return np.asarray(np.cumsum(last - first)[np.array(ends) - 1])


@dataclass(frozen=True, slots=True)
class _Added:
    """The build of the articles that were read."""

    folder: Path
    store: Store
    vocabulary: Vocabulary
    vectors: Vectors | None

    @classmethod
    def open(cls, folder: Path, *, vectors: bool) -> _Added:
        return cls(
            folder,
            Store(folder / "store"),
            Vocabulary(folder / "vocabulary"),
            Vectors(folder / VECTORS) if vectors else None,
        )

    def close(self) -> None:
        """Closes the files."""
        self.store.close()
