"""The numbers of lists and headings in OpenDocument texts, which no text holds: they are counted as Writer prints them.

A list counts in each of its levels; one that continues another list counts on in that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.list_numbers import written
from indexer.readers.office_xml import whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_NUMBERED = frozenset({"text:list-level-style-number", "text:outline-level-style"})
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
_LONGEST = 40  # code points of what is printed before a paragraph
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """A level: its first number, how numbers are written, what stands around them, and how many levels are printed."""

    start: int = 1
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that is being read: its levels, the one that its items are on, and what each level has counted so far."""

    levels: Mapping[int, _Level]
    level: int = 1
    counted: dict[int, int] = field(default_factory=dict)

    def next_number(self, start: str | None = None) -> str:
        """What is printed before the next item, as `2.1` or `b)`; empty for bullets. It may `start` at another number."""
        own = self.levels.get(self.level, _Level())
        begun = whole(start, self.counted.get(self.level, own.start - 1) + 1)
        self.counted[self.level] = begun
        for deeper in [level for level in self.counted if level > self.level]:
            del self.counted[deeper]
        if not own.form:
            return ""
        shown = range(max(1, self.level - own.shown + 1), self.level + 1)
        numbers = (self._written(level) for level in shown)
        return f"{own.prefix}{'.'.join(number for number in numbers if number)}{own.suffix}"[:_LONGEST].strip()

    def _written(self, level: int) -> str:
        each = self.levels.get(level, _Level())
        number = self.counted.get(level, each.start)
        return written(number, _FORMS.get(each.form, "decimal")) if each.form else ""


@dataclass(slots=True)
class Numbering:
    """The styles of a document's lists, by name, its numbered headings, and the lists that have been read."""

    styles: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    headings: OpenList = field(default_factory=lambda: OpenList({}))
    _by_id: dict[str, OpenList] = field(default_factory=dict)
    _by_style: dict[str, OpenList] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Element | None) -> Numbering:
        """The numbering of the parts of a document in which styles stand."""
        present = [root for root in roots if root is not None]
        styles = {
            each.get("style:name", ""): _levels(each) for root in present for each in root.iter("text:list-style")
        }
        outline = next((_levels(each) for root in present for each in root.iter("text:outline-style")), {})
        return cls(styles, OpenList(outline))

    def opened(self, element: Element, outer: OpenList | None) -> OpenList:
        """The list that an element is, in an item of the list `outer` or in none."""
        style = element.get("text:style-name", "")
        if outer is not None:
            levels = self.styles.get(style, outer.levels)
            return OpenList(levels, min(outer.level + 1, _LEVELS), outer.counted)
        before = self._by_id.get(element.get("text:continue-list", ""))
        if before is None and element.get("text:continue-numbering") == "true":
            before = self._by_style.get(style)
        opened = OpenList(self.styles.get(style, {}), counted=before.counted if before else {})
        self._by_style[style] = opened
        if _ID in element.keys():  # noqa: SIM118  an element is no mapping
            self._by_id[element.get(_ID, "")] = opened
        return opened

    def heading_number(self, heading: Element, level: int) -> str:
        """What is printed before a heading that stands in no list."""
        if heading.get("text:is-list-header") == "true":
            return ""
        start = heading.get("text:start-value", "1") if heading.get("text:restart-numbering") == "true" else None
        return OpenList(self.headings.levels, level, self.headings.counted).next_number(start)


def _levels(style: Element) -> dict[int, _Level]:
    return {
        whole(each.get("text:level")): _Level(
            whole(each.get("text:start-value")),
            each.get("style:num-format", ""),
            each.get("style:num-prefix", ""),
            each.get("style:num-suffix", ""),
            min(whole(each.get("text:display-levels")), _LEVELS),
        )
        for each in style
        if each.tag in _NUMBERED
    }
