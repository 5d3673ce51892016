"""The numbers of lists and headings in Word documents, which no text holds: they are counted as Word prints them.

level       what is printed before a paragraph, and how it counts: `%1.%2)` holds the numbers of the first two levels
numbering   a list of levels; several lists of a document may count on in one numbering, or begin anew
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.list_numbers import GREATEST, written
from indexer.readers.office_xml import child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST = 40  # code points of what is printed before a paragraph


@dataclass(frozen=True, slots=True)
class Level:
    """A level: its first number, how numbers are written, what is printed, and the style whose paragraphs it numbers."""

    start: int = 1
    written: str = "decimal"
    printed: str = ""
    style: str = ""
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the numbering that it counts in, its levels, and the numbers that it begins anew with, by level."""

    numbering: str
    levels: Mapping[int, Level]
    anew: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document by number, the list and level of its styles, and what has been counted so far."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """The numbering of the parts of a document in which it stands."""
        lists = _lists(numbering) if numbering is not None else {}
        return cls(lists, dict(_numbered_styles(styles, lists)) if styles is not None and lists else {})

    def number(self, paragraph: Element) -> str:
        """What is printed before the next paragraph, as `2.1` or `b)`; empty for one of no list, and for bullets."""
        if not self.lists:
            return ""
        by_style = self.styles.get(value(paragraph, "w:pPr/w:pStyle"), ("", 0))
        name = value(paragraph, "w:pPr/w:numPr/w:numId") or by_style[0]
        level = _whole(value(paragraph, "w:pPr/w:numPr/w:ilvl"), by_style[1])
        own = self.lists.get(name)
        return self._next(name, own, level) if own and level in own.levels else ""

    def _next(self, name: str, own: _List, level: int) -> str:
        counted = self._counted.setdefault(own.numbering, {})
        if level in own.anew and (name, level) not in self._begun:
            counted[level] = own.anew[level]
        else:
            counted[level] = min(counted.get(level, own.levels[level].start - 1) + 1, GREATEST)
        self._begun.add((name, level))
        for deeper in range(level + 1, _LEVELS):
            counted.pop(deeper, None)
        return _printed(own.levels, level, counted)


def value(element: Element, path: str) -> str:
    """The value of the first element at a path; empty when there is none."""
    found = child(element, path)
    return found.get("w:val", "") if found is not None else ""


def _printed(levels: Mapping[int, Level], level: int, counted: Mapping[int, int]) -> str:
    own = levels[level]
    if own.written in {"bullet", "none"}:
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        return written(counted.get(at, other.start), "decimal" if own.legal else other.written)

    return _PLACE.sub(number, own.printed)[:_LONGEST].strip()


def _lists(root: Element) -> dict[str, _List]:
    numberings = {each.get("w:abstractNumId", ""): each for each in root if each.tag == "w:abstractNum"}
    # A numbering may refer to a style, and another one says what that is.
    of_style = {name: each for each in numberings.values() if (name := value(each, "w:styleLink"))}
    lists = {}
    for each in root:
        if each.tag == "w:num":
            name = value(each, "w:abstractNumId")
            numbering = numberings.get(name)
            if numbering is not None:
                numbering = of_style.get(value(numbering, "w:numStyleLink"), numbering)
                lists[each.get("w:numId", "")] = _list(name, numbering, each)
    return lists


def _list(name: str, numbering: Element, own: Element) -> _List:
    overridden = [each for each in own if each.tag == "w:lvlOverride"]
    levels = dict(_levels(numbering))
    anew = {}
    for each in overridden:
        levels |= dict(_levels(each))
        start = value(each, "w:startOverride")
        if start.isdecimal():
            anew[_whole(each.get("w:ilvl", ""))] = _whole(start)
    return _List(name, levels, anew)


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for each in element:
        if each.tag == "w:lvl":
            yield (
                _whole(each.get("w:ilvl", "")),
                Level(
                    _whole(value(each, "w:start"), 1),
                    value(each, "w:numFmt") or "decimal",
                    value(each, "w:lvlText"),
                    value(each, "w:pStyle"),
                    child(each, "w:isLgl") is not None,
                ),
            )


def _numbered_styles(root: Element, lists: Mapping[str, _List]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each style whose paragraphs are numbered, with its list and level; it may have them of the one it is based on."""
    elements = {each.get("w:styleId", ""): each for each in root.iter("w:style")}
    for style in elements:
        chain: list[str] = []
        name, level, at = "", "", style
        while at in elements and at not in chain and not name and len(chain) < _LEVELS:
            chain.append(at)
            name, level = (value(elements[at], f"w:pPr/w:numPr/w:{part}") for part in ("numId", "ilvl"))
            at = value(elements[at], "w:basedOn")
        if name in lists:
            of_style = next((number for number, each in lists[name].levels.items() if each.style == style), 0)
            yield style, (name, _whole(level, of_style))


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
