"""The JSON schemas of builds: what a build gave, what a library holds, what changed in it, and what its articles lack."""

from __future__ import annotations

from typing_extensions import TypedDict  # that of Python 3.11 forgets its bases

from indexer.exporting.json_schema import shape
from indexer.exporting.schemas import Count, Scalar  # noqa: TC001  as below
from indexer.types import ChangeKind, NoteKind  # noqa: TC001  schemas are made of them


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
class ChangeCountsDocument(TypedDict):
    """How many articles were added, changed, and gone since the build before."""

    added: Count
    changed: Count
    gone: Count


@shape
class BuildDocument(TypedDict):
    """The report of a build."""

    build: str
    articles: Count
    passages: Count
    changed: bool
    changes: ChangeCountsDocument
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
class IndexDocument(TypedDict):
    """An index that a cluster keeps for the library."""

    name: str
    health: str
    documents: Count
    bytes: Count
    """With all copies."""
    shards: Count
    replicas: Count
    served: bool
    """Whether it is of the build that was published last."""


@shape
class StatusDocument(TypedDict):
    """What a library holds."""

    build: str
    built: str
    """UTC."""
    articles: Count
    locations: Count
    """Copies of these articles, which are no articles of their own."""
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
    indexes: list[IndexDocument]
    """What a cluster keeps for the library."""
    unreachable: str | None
    """Why the cluster cannot be asked."""


@shape
class EntryDocument(TypedDict):
    """An article in a list."""

    id: str
    title: str
    source: str | None
    published: str | None


@shape
class ChangeDocument(TypedDict):
    """An article that was added or changed, or that is gone."""

    change: ChangeKind
    at: str
    """When the build was made that first had it so (UTC)."""
    article: EntryDocument
    """As it is now; of one that is gone, as it was."""
    earlier_title: str | None
    """The title that a changed article had before; null when it is the same."""


@shape
class ChangesDocument(TypedDict):
    """What changed in a library since an earlier build or a date; one page, the newest first."""

    build: str
    since: str | None
    """The build or date that this one is compared with; null when there is no build before it."""
    added: Count
    """On all pages, as `changed` and `gone`."""
    changed: Count
    gone: Count
    changes: list[ChangeDocument]


@shape
class AddedEntryDocument(EntryDocument):
    """An article in a list, and since when the library has it."""

    added: str | None
    """UTC; null in lists that are sorted by date of publication."""


@shape
class ListingDocument(TypedDict):
    """One page of a list of articles."""

    build: str
    articles: list[AddedEntryDocument]
    total: Count
    """How many there are on all pages."""
    years: dict[str, Count]
    """How many articles of the source each year has, whatever year is listed."""
