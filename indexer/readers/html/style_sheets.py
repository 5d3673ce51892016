"""What the style sheets of an e-book do to its text: hide it, set it apart from the words beside it, or on a line of its own.

Of CSS, only the properties `display`, `visibility`, `float` and `position` are understood, and selectors of tags, classes and
ids, also one within another (`div.poem span.line`); a rule with any other selector is not followed. Where several rules hold
for an element, the most specific one decides, of equal ones the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from indexer.readers.html.blocks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_BRACE = re.compile(r"([{}])")
_SHOWN_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:^|[;\s])(display|visibility|float|position)\s*:\s*([\w-]+)", re.IGNORECASE)
_COMPOUND = re.compile(r"([A-Za-z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_NAME = re.compile(r"([.#])([\w-]+)")
_LONGEST, _MOST = 200_000, 200  # code points of a sheet, and rules of all sheets of a chapter
_INLINE = frozenset({"a", "b", "em", "i", "small", "span", "strong", "sub", "sup"})

_Compound = tuple[str, frozenset[str], frozenset[str]]  # tag (empty: any), classes, ids


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds for elements that the last compound matches, within elements that those before it match."""

    compounds: tuple[_Compound, ...]
    values: dict[str, str]
    order: int

    @property
    def key(self) -> str:
        """A class, the id or the tag of the elements that it is for; `*` for any."""
        tag, classes, ids = self.compounds[-1]
        names = [f".{name}" for name in sorted(classes)] or [f"#{name}" for name in sorted(ids)]
        return names[0] if names else tag or "*"

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """How specific it is: ids, classes, tags, and where it stands."""
        ids = sum(len(each[2]) for each in self.compounds)
        classes = sum(len(each[1]) for each in self.compounds)
        return ids, classes, sum(bool(each[0]) for each in self.compounds), self.order

    def holds(self, element: Element, names: frozenset[str]) -> bool:
        """Whether it holds for an element, whose classes are `names`."""
        *outer, own = self.compounds
        above = element.iterancestors()
        return _matches(own, element, names) and all(
            any(_matches(each, ancestor, _classes(ancestor)) for ancestor in above) for each in reversed(outer)
        )


@dataclass(slots=True)
class StyleSheets:
    """The rules of style sheets that concern the text, in the order of the sheets."""

    _rules: dict[str, list[_Rule]] = field(default_factory=dict)  # by a class, id or tag that an element needs
    _count: int = 0

    def add(self, sheet: str) -> None:
        """Adds a sheet, as far as there are not too many rules."""
        for selector, values in _rules_of(sheet[:_LONGEST]):
            if self._count < _MOST:
                rule = _Rule(selector, values, self._count)
                self._count += 1
                self._rules.setdefault(rule.key, []).append(rule)

    def apply(self, root: Element) -> None:
        """Marks hidden elements in a tree as such, sets a blank before floating words, and words in lines on their own."""
        for element in list(root.iter()) if self._rules else ():
            if not isinstance(element.tag, str):
                continue
            names = _classes(element)
            keys = (element.tag, f"#{element.get('id')}", "*", *(f".{name}" for name in names))
            rules = [rule for key in keys for rule in self._rules.get(key, ()) if rule.holds(element, names)]
            values: dict[str, str] = {}
            for rule in sorted(rules, key=lambda rule: rule.rank):
                values |= rule.values
            if values:
                _set(element, values)


@lru_cache(maxsize=8)
def _rules_of(sheet: str) -> tuple[tuple[tuple[_Compound, ...], dict[str, str]], ...]:
    """The selectors of a sheet's rules that concern the text, and what they say; all chapters of a book have the same."""
    rules = (
        (selector, values)
        for selectors, declarations in _blocks(sheet)
        if (values := {name.lower(): value.lower() for name, value in _PROPERTY.findall(declarations)})
        for selector in _selectors(selectors)
    )
    return tuple(islice(rules, _MOST))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule that holds on a screen; comments are taken out."""
    first, *others = sheet.split("/*")
    parts = _BRACE.split(first + "".join(other.partition("*/")[2] for other in others))
    openings: list[str] = []
    for text, brace in zip(parts[::2], parts[1::2], strict=False):
        written = text.rpartition(";")[2].strip()
        if brace == "{":
            openings.append(written)
        elif openings:
            selectors = openings.pop()
            if not selectors.startswith("@") and all(map(_SHOWN_MEDIA.fullmatch, openings)):
                yield selectors, text


def _set(element: Element, values: dict[str, str]) -> None:
    if values.get("display") == "none" or values.get("visibility") in {"hidden", "collapse"}:
        element.set("hidden", "")
    elif element.tag in _INLINE:
        apart = values.get("float", "none") != "none" or values.get("position") in {"absolute", "fixed"}
        on_line = values.get("display") in {"block", "list-item", "table"}
        if on_line and not apart and not any(above.tag in HEADINGS for above in element.iterancestors()):
            element.tag = "div"
        elif on_line or apart:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"


def _selectors(written: str) -> Iterator[tuple[_Compound, ...]]:
    """The selectors of a rule that are understood, each as its compounds."""
    for each in written.split(","):
        matches = [_COMPOUND.fullmatch(part) for part in each.split()]
        if matches and all(matches):
            yield tuple(_compound(match) for match in matches if match)


def _compound(match: re.Match[str]) -> _Compound:
    names = _NAME.findall(match[2])
    tag = "" if match[1] in {None, "*"} else match[1].lower()
    return (
        tag,
        frozenset(name for sign, name in names if sign == "."),
        frozenset(name for sign, name in names if sign == "#"),
    )


def _classes(element: Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _matches(compound: _Compound, element: Element, names: frozenset[str]) -> bool:
    """Whether an element, whose classes are `names`, is one that the compound is for."""
    tag, classes, ids = compound
    return classes <= names and (not tag or element.tag == tag) and (not ids or {element.get("id")} == ids)
