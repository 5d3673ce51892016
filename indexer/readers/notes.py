"""Notes of what was not understood though no article was lost: one a kind, with a count and the first as an example."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types import NoteKind

_LONGEST = 80  # code points of an example


def note(kind: NoteKind, path: str, printed: object) -> Note:
    """A note of one thing; of what is printed there, the beginning is kept, on one line."""
    words = " ".join(str(printed)[: 2 * _LONGEST].encode("utf-8", "replace").decode().split())
    return Note(kind, path, words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


def counted(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes added up: one a kind, with the first as the example, in order of appearance."""
    by_kind: dict[str, Note] = {}
    for each in notes:
        first = by_kind.get(each.kind)
        by_kind[each.kind] = replace(first, count=first.count + each.count) if first else each
    return tuple(by_kind.values())
