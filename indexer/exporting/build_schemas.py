"""The JSON schemas of builds: what a build gave, what a library holds, and what its articles lack."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from indexer.exporting.schemas import Count, Scalar, shape
from indexer.types import NoteKind  # noqa: TC001  pydantic reads it


@shape
class SkippedDocument(TypedDict):
    """A file that was not indexed, and why."""

    path: str
    reason: str


@shape
class DifferenceDocument(TypedDict):
    """A setting whose configured value waits for the next rebuild."""

    build: Scalar
    configured: Scalar


@shape
class NoteDocument(TypedDict):
    """What a build's reader did not understand, `count` times; the first time at `path`, where it is `printed`."""

    kind: NoteKind
    count: Count
    path: str
    printed: str


@shape
class FormatDocument(TypedDict):
    """What the files of a format gave; an empty `format` stands for files of none that is read."""

    format: str
    files: Count
    articles: Count
    skipped: Count


@shape
class BuildDocument(TypedDict):
    """The report of a build."""

    build: str
    articles: Count
    passages: Count
    changed: bool
    seconds: float
    formats: list[FormatDocument]
    skipped: list[SkippedDocument]
    notes: list[NoteDocument]


@shape
class IncompleteArticleDocument(TypedDict):
    """An article, and which of `title`, `published`, `source` and `author` it lacks."""

    id: str
    missing: list[str]


@shape
class IncompleteDocument(TypedDict):
    """The articles that lack some of their fields."""

    build: str
    articles: list[IncompleteArticleDocument]


@shape
class StatusDocument(TypedDict):
    """What a library holds."""

    build: str
    built: str
    """UTC."""
    articles: Count
    passages: Count
    sentences: Count
    terms: Count
    sources: list[str]
    skipped: list[SkippedDocument]
    notes: list[NoteDocument]
    """What was not understood and cost no article."""
    formats: list[FormatDocument]
    previous: list[str]
    versions: dict[str, str]
    settings: dict[str, Scalar]
    differing: dict[str, DifferenceDocument]
    """The settings that a rebuild would change."""
