"""What a library holds, what a build left out, and in what condition the build is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from indexer.errors import LawError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.errors import BuildError
    from indexer.settings import Value

NoteKind = Literal["date", "field", "front matter", "scan"]

_NAMES: Mapping[str, tuple[str, str]] = {  # of one note, and of several
    "date": ("date not understood", "dates not understood"),
    "field": ("field not understood", "fields not understood"),
    "front matter": ("front matter not valid, read line by line", "front matters not valid, read line by line"),
    "scan": ("page is a picture and was not read", "pages are pictures and were not read"),
}


NO_FORMAT = "is of no format that is read; convert it to text, PDF, Word or HTML, or leave it out"
"""The reason why a file is skipped that no reader reads."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one, that gave no article.

    `path` is the file's path, `file:line` for a line; `reason` says why, and what to do about it. `lasting` says whether
    the unchanged file will give no article next time either; a lack of time, memory or permission may pass.
    """

    path: str
    reason: str
    lasting: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the files that was not understood, though no article was lost: a date, a field, front matter, a page.

    It happened `count` times; `path` (`file:line` for a line) and `printed`, the words, are those of the first time.
    """

    kind: NoteKind
    path: str
    printed: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _NAMES or not all(isinstance(text, str) for text in (self.path, self.printed)):
            raise LawError(f"a note is of a kind that there is, and of texts, not {self.kind!r}")
        if type(self.count) is not int or self.count < 1:
            raise LawError(f"a note counts from 1, not {self.count!r}")

    @property
    def tally(self) -> str:
        """The count in words: `12 dates not understood`."""
        return f"{self.count:,} {_NAMES[self.kind][self.count > 1]}"

    def __str__(self) -> str:
        return f"{self.tally}, the first: {self.path}: {self.printed}"


@dataclass(frozen=True, slots=True)
class FormatSummary:
    """What the files of a format gave: how many files and articles, and how many files or lines were skipped.

    An empty `format` stands for the files of no format that is read.
    """

    format: str
    files: int
    articles: int
    skipped: int


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source of a build: its name (None: articles without a source), its number of articles, their dates.

    `first` and `last` are the earliest and latest dates of publication; None when no article has one.
    """

    source: str | None
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list of articles; `added` is when it came into the library (UTC), where the list tells."""

    id: str
    title: str
    source: str | None
    published: str | None
    added: str | None = None


@dataclass(frozen=True, slots=True)
class IncompleteArticle:
    """An article that lacks some of `title`, `published`, `source` and `author`; a title that is its file's name is none."""

    id: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of articles. `total` counts all pages.

    `years` counts articles by year, whatever year is listed, and `months` those of the year that is (`2016-10`).
    """

    entries: tuple[Entry, ...]
    total: int
    years: Mapping[str, int]
    months: Mapping[str, int] = field(default_factory=dict, hash=False)


ListOrder = Literal["newest", "oldest", "added", "title"]


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds: its build, what was left out of it, and the settings.

    `built` is UTC. `previous` are the ids of older builds that are kept. `differing` gives (value in the build,
    configured value) of each setting that a rebuild would change. `formats` tells what the files of each format gave.
    `locations` is how many copies of its articles there are.
    """

    build: str
    built: str
    articles: int
    passages: int
    sentences: int
    terms: int
    sources: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    previous: tuple[str, ...]
    versions: Mapping[str, str]
    settings: Mapping[str, Value]
    differing: Mapping[str, tuple[Value, Value]]
    notes: tuple[Note, ...] = ()
    formats: tuple[FormatSummary, ...] = ()
    locations: int = 0


@dataclass(frozen=True, slots=True)
class RemoteIndex:
    """An index that an engine elsewhere keeps for a library.

    It holds so many `documents`; `bytes` is what it takes with all copies. `health` is the engine's word, such as green.
    `served` says whether it is of the build that was published last.
    """

    name: str
    health: str
    documents: int
    bytes: int
    shards: int
    replicas: int
    served: bool


@dataclass(frozen=True, slots=True)
class ByteCheck:
    """When the bytes of a build were last compared with what was published (UTC), and every difference; none: it is whole."""

    build: str
    checked: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """In what condition the served build is.

    `build` is the build that readers get, `current` the newest published one (None: it cannot be told). `problem` is
    what is wrong, if anything is, and `since` when it began; `checked` is the last check of the build's bytes. Times are
    UTC.
    """

    build: str
    current: str | None
    problem: BuildError | None
    since: str | None
    checked: ByteCheck | None
