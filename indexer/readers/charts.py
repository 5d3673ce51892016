"""The charts of office documents: their titles, and the values that they are drawn from, as rows of a table.

A chart keeps a copy of its values beside the sheet that they come from, each with the format that it is shown by.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers import number_formats
from indexer.readers.blocks import Block
from indexer.readers.office_xml import child

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_NAMES, _VALUES = ("c:cat", "c:xVal"), ("c:val", "c:yVal")
_MOST = 1_000  # points of a series


class _Series(NamedTuple):
    """A series of values: its name, and its points by number."""

    name: str
    values: dict[str, str]


def chart_blocks(chart: Element) -> Iterator[Block]:
    """A chart's title as a heading, then a row for each of its categories: `Q1 | 12`, or `Q1 | North: 12 | South: 9`."""
    title, *axes = chart_titles(chart) or [""]
    yield Block(title, "heading", level=2)
    yield from (Block(axis, "caption") for axis in axes)
    names: dict[str, str] = {}
    series: list[_Series] = []
    for each in chart.iter("c:ser"):
        names |= _points(each, _NAMES)
        series.append(_Series(" ".join(_points(each, ("c:tx",)).values()), _points(each, _VALUES)))
    points = dict.fromkeys(number for each in (names, *(each.values for each in series)) for number in each)
    for number in sorted(points, key=int):
        values = [
            f"{each.name}: {each.values[number]}" if each.name and len(series) > 1 else each.values[number]
            for each in series
            if number in each.values
        ]
        yield Block(" | ".join(filter(None, [names.get(number, ""), *values])), "row")


def chart_titles(chart: Element) -> list[str]:
    """The title of a chart, perhaps empty, and those of its axes; none for a chart without any."""
    whole = next(chart.iter("c:chart"), None)
    title = _text(child(whole, "c:title"))
    axes = [_text(each) for area in chart.iter("c:plotArea") for axis in area for each in axis if each.tag == "c:title"]
    return [title, *filter(None, axes)] if title or any(axes) else []


def _text(title: Element | None) -> str:
    """The words of a title, written by hand or taken from a cell."""
    words = (each.text or "" for each in title.iter() if each.tag in {"a:t", "c:v"}) if title is not None else ()
    return " ".join("".join(words).split())


def _points(series: Element, tags: tuple[str, ...]) -> dict[str, str]:
    """The points of a part of a series, as they are shown; of names on several levels the innermost."""
    part = next((each for each in series if each.tag in tags), None)
    if part is None:
        return {}
    level = next(part.iter("c:lvl"), part)
    code = next((each.text or "" for each in part.iter("c:formatCode")), "")
    points = ((point.get("idx", ""), child(point, "c:v")) for point in islice(level.iter("c:pt"), _MOST))
    found = {number: _shown(value, code) for number, value in points if number.isdecimal() and value is not None}
    if not found and (literal := next(part.iter("c:v"), None)) is not None:
        return {"0": _shown(literal, "")}
    return found


def _shown(value: Element, code: str) -> str:
    text = " ".join((value.text or "").split())
    try:
        number = float(text)
    except ValueError:
        return text
    return (number_formats.shown(number, code) if code and code != "General" else None) or text
