"""What a reader could not make sense of without losing the article: counted, with the first as an example."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types import NoteKind

_LONGEST = 80  # code points of an example


def note(kind: NoteKind, path: str, printed: object) -> Note:
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
