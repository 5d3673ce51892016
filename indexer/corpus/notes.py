"""What a reader could not make sense of without losing the article: counted, with the first as an example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from indexer.errors import LawError

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["date", "field", "front matter"]

_WORDS: dict[str, tuple[str, str]] = {
    "date": ("date not understood", "dates not understood"),
    "field": ("field not understood", "fields not understood"),
    "front matter": ("front matter not valid, read line by line", "front matters not valid, read line by line"),
}
_LONGEST = 80  # code points of an example


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not understood, `count` times; the first time in the file or line `path`, where it is `printed`."""

    kind: Kind
    path: str
    printed: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _WORDS or not all(isinstance(text, str) for text in (self.path, self.printed)):
            raise LawError(f"a note is of a kind that there is, and of texts, not {self.kind!r}")
        if type(self.count) is not int or self.count < 1:
            raise LawError(f"a note counts from 1, not {self.count!r}")

    @property
    def tally(self) -> str:
        """How much was not understood, in words: `12 dates not understood`."""
        return f"{self.count:,} {_WORDS[self.kind][self.count > 1]}"

    def __str__(self) -> str:
        return f"{self.tally}, the first: {self.path}: {self.printed}"


def note(kind: Kind, path: str, printed: object) -> Note:
    """A note of one thing, with its beginning on one line."""
    words = " ".join(str(printed)[: 2 * _LONGEST].encode("utf-8", "replace").decode().split())
    return Note(kind, path, words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


def counted(notes: Iterable[Note]) -> tuple[Note, ...]:
    """One note a kind, each with the count of all of its kind, in order of appearance."""
    kinds: dict[str, Note] = {}
    for item in notes:
        first = kinds.get(item.kind)
        kinds[item.kind] = replace(first, count=first.count + item.count) if first else item
    return tuple(kinds.values())
