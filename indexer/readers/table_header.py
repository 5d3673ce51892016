"""The header of a table: a row of names above rows of numbers is the heading of what stands below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.blocks import Block

_EDGE = " | "
_LONGEST = 60  # code points of a name


def headed(rows: Iterable[Block]) -> Iterator[Block]:
    """The rows of a table; the first of several cells becomes a heading if names alone stand in it, and a number below."""
    remaining = iter(rows)
    for row in remaining:
        cells = row.text.split(_EDGE)
        if len(cells) == 1:
            yield row
            continue
        below = next(remaining, None)
        is_header = below is not None and _are_names(cells) and any(map(_is_number, below.text.split(_EDGE)))
        yield replace(row, kind="heading", level=2) if is_header else row
        if below is not None:
            yield below
        yield from remaining


def _are_names(cells: Sequence[str]) -> bool:
    named = all(len(cell) <= _LONGEST and any(map(str.isalpha, cell)) for cell in cells)
    return named and len(set(cells)) == len(cells)


def _is_number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))
