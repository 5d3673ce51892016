"""The field `places` of a line of JSON Lines: where pages, slides, rows or times of the original begin in the text."""

from __future__ import annotations

from itertools import accumulate, pairwise

from indexer.text.normal import normalise
from indexer.types import PLACE_KINDS, Place

_LONGEST_LABEL = 100  # code points
_MOST_DIGITS = 12  # of a label that is a number


def parse_places(value: object, text: str) -> tuple[Place, ...] | None:
    """The places of a list of `{"start": 0, "kind": "page", "label": "12"}`; None when the value is no such list.

    The starts given count code points of `text` as it is given; those returned count code points of the normalised text.
    A place without any text of its own at the end is left out.
    """
    places = [_parse_place(each) for each in value] if isinstance(value, list) else [None]
    sorted_places = sorted((place for place in places if place is not None), key=lambda place: place.start)
    if len(sorted_places) < len(places) or any(place.start > len(text) for place in sorted_places):
        return None
    size = len(normalise(text))
    moved = zip(_normalised([place.start for place in sorted_places], text), sorted_places, strict=True)
    return tuple(Place(start, place.kind, place.label) for start, place in moved if start < size)


def _parse_place(value: object) -> Place | None:
    """One place, its start as it is given; None when it is not one."""
    match value:
        case {"start": int(start), "kind": str(kind), "label": str() | int() as label}:
            label = " ".join(normalise(str(label)).split()) if _is_label(label) else ""
            usable = not isinstance(start, bool) and start >= 0 and kind in PLACE_KINDS and label
            return Place(start, kind, label) if usable else None  # type: ignore[arg-type]  # it is one of PLACE_KINDS
        case _:
            return None


def _is_label(label: str | int) -> bool:
    if isinstance(label, str):
        return len(label) <= _LONGEST_LABEL
    return not isinstance(label, bool) and 0 <= label < 10**_MOST_DIGITS


def _normalised(starts: list[int], text: str) -> list[int]:
    """The starts, which are sorted, as code points of the normalised text.

    The text between two starts is normalised by itself: all of it together takes no longer than the whole text.
    """
    if normalise(text) == text:
        return starts
    sizes = [len(normalise(text[start:end])) for start, end in pairwise([0, *starts])]
    return list(accumulate(sizes))
