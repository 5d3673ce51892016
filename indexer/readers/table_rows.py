"""The rows of a table: the parts that they are read in, and their header.

A row of names above rows of numbers is the heading of what stands below it. A table of very many rows is read in parts, each
an article, so that it needs no more memory than one of them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.blocks import Block

_EDGE = " | "
_LONGEST = 60  # code points of a name
MOST_ROWS = 50_000  # of an article


def parts(rows: Iterable[Block], most: int = MOST_ROWS) -> Iterator[tuple[str, list[Block]]]:
    """The rows in lists of at most so many, each with what its article's id ends in: nothing for the first, `:50001`."""
    remaining = headed(rows)
    number = 0
    while part := list(islice(remaining, most)):
        place = part[0].place
        yield f":{place[1]}" if number and place else "", part
        number += 1


def headed(rows: Iterable[Block]) -> Iterator[Block]:
    """The rows of a table; the first of several cells becomes a heading if names alone stand in it, and a number below."""
    remaining = iter(rows)
    for row in remaining:
        cells = row.text.split(_EDGE)
        if len(cells) == 1:
            yield row
            continue
        following: list[Block] = []  # comments on the row, and the row below
        for block in remaining:
            following.append(block)
            if block.kind == row.kind:
                break
        below = following[-1] if following else None
        is_header = below is not None and _are_names(cells) and any(map(_is_number, below.text.split(_EDGE)))
        yield replace(row, kind="heading", level=2) if is_header else row
        yield from following
        yield from remaining


def _are_names(cells: Sequence[str]) -> bool:
    named = all(len(cell) <= _LONGEST and any(map(str.isalpha, cell)) for cell in cells)
    return named and len(set(cells)) == len(cells)


def _is_number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))
