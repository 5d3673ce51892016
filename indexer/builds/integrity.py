"""Looks at every byte of the current build: checksums, offsets, counts. Nothing in the build is run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.byte_checks import note_check
from indexer.builds.manifest import Manifest, differences
from indexer.builds.open import Build
from indexer.builds.publication import current_id
from indexer.builds.structure import structure_problems
from indexer.damage import damage_of
from indexer.engines.choice import engine_kind, engine_writer
from indexer.errors import FootnoteError
from indexer.text.analyzers import analyzer
from indexer.types import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_VECTORS_AT_ONCE = 8_192
_LONGEST_VECTOR = 1 + 1e-5  # a float32 vector of length 1 may be so much longer


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check: how many files were read, and every problem in a sentence; no problem: the build is sound."""

    build: str
    files: int
    problems: tuple[str, ...]


def check(instance: Path) -> CheckReport:
    """Checks the build that is served; raises `NoBuildError` when there is none, `DamagedBuildError` without its name."""
    name = current_id(instance)
    folder = instance / "builds" / name
    manifest = Manifest.read(folder)
    problems = [f"{path} {problem}" for path, problem in differences(folder, manifest)]
    note_check(instance, name, problems)
    if not problems:
        try:
            with damage_of(folder), Build(folder) as build:
                problems = list(contradictions(build))
        except FootnoteError as error:
            problems = [str(error)]
    return CheckReport(name, len(manifest.files), tuple(problems))


def contradictions(build: Build) -> Iterator[str]:
    """All in which a build whose checksums fit contradicts itself, each in a sentence; raises `FootnoteError`."""
    problems = list(structure_problems(build.store, build.vocabulary, build.engine, build.article_counts))
    yield from problems
    if problems:  # the rest relies on it
        return
    yield from engine_writer(build.folder, build.settings).verify(build.vocabulary)
    yield from _count_problems(build)
    yield from _vector_problems(build)
    yield from build.changes.problems()
    for number in range(len(build.store)):
        try:
            article = replace(build.store.article(number))  # made anew: its laws are proved
        except (FootnoteError, ValueError) as error:
            yield f"article {number}: {error}"
            continue
        yield from _article_problems(build, article, build.store.article_sentences(number))


def _count_problems(build: Build) -> Iterator[str]:
    """As many articles hold each term as is noted; nothing on a machine that fetched the build, which has no postings."""
    kind = engine_kind(build.settings.engine_name)
    if any((build.folder / name).exists() for name in kind.builder_only) or not kind.builder_only:
        true = kind.article_counts(build.folder, len(build.vocabulary), build.store.passages["article"])
        if not np.array_equal(true, build.article_counts):
            yield "another number of articles holds a term than is noted"


def _vector_problems(build: Build) -> Iterator[str]:
    """There is a vector for every passage, made by the model of the manifest, and none is longer than 1."""
    vectors = build.vectors
    if vectors is None:
        return
    if len(vectors) != len(build.engine):
        yield f"there are {len(vectors)} vectors for {len(build.engine)} passages"
    if vectors.digest != build.manifest.versions.get("embedder"):
        yield "the vectors were made by another model than the manifest names"
    for first in range(0, len(vectors), _VECTORS_AT_ONCE):
        some = slice(first, first + _VECTORS_AT_ONCE)
        lengths = np.linalg.norm(vectors.rows[some].astype(np.float32), axis=1) * np.abs(vectors.scales[some])
        for number in np.flatnonzero(~(lengths <= _LONGEST_VECTOR))[:1].tolist():
            yield f"the vector of passage {first + number} is none: its length is {lengths[number]}"


def _article_problems(build: Build, article: Article, sentences: range) -> Iterator[str]:
    """The sentences of an article, in code points, in bytes and in the forward array, say the same."""
    find = analyzer(article.language)
    columns = build.store.sentences
    for number in sentences:
        span = Span(int(columns["start"][number]), int(columns["end"][number]))
        written = build.store.bytes_between(int(columns["byte_start"][number]), int(columns["byte_end"][number]))
        if written.decode(errors="replace") != span.of(article.text):
            yield f"{article.id}: the bytes of the sentence at {span} are not its characters"
            return
        terms = [build.vocabulary.term(term) for term in build.store.sentence_terms(number)]
        if terms != find.terms(span.of(article.text)):
            yield f"{article.id}: the terms of the sentence at {span} are not those of its text"
            return
