"""How much of each element of a page reads like prose.

run         the text of a block that stands in none of the blocks within it
weight      bytes of runs that read like prose: long enough and not mostly links. It grows faster than they do where runs
            stand together, and shrinks with the share of links around them; a teaser has none
teaser      a short element with a heading that is a link, as the lists of other articles have them

Sizes are UTF-8 bytes without spaces, as a letter of scripts with more bytes says more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from indexer.readers import clock
from indexer.readers.html.blocks import BLOCK_NAMES, HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_RUN = 40  # bytes of a run with weight
_MOST_LINKED = 0.5  # of such a run
_TOGETHER = 1.25  # the power to which the sizes of neighbouring runs are raised
_TEASER = 500  # bytes that a teaser has at most


@dataclass(frozen=True, slots=True)
class Measured:
    """What an element holds, with all that is within it: bytes of text, and of links, and weight.

    `prose` is what its own run weighs, `open` the size of a run that goes on in the block around it, and `open_linked` what
    of that is links. `total` is the weight before links make it less.
    """

    size: int
    linked: int
    weight: float = 0.0
    total: float = 0.0
    prose: int = 0
    open: int = 0
    open_linked: int = 0
    is_teaser: bool = False

    @property
    def linked_share(self) -> float:
        """Share of its text that is links."""
        return self.linked / (self.size or 1)


@dataclass(frozen=True, slots=True)
class Weights:
    """What every element of a tree holds."""

    of: dict[HtmlElement, Measured] = field(default_factory=dict)

    def __contains__(self, element: HtmlElement) -> bool:
        return element in self.of

    def __getitem__(self, element: HtmlElement) -> Measured:
        return self.of[element]


def weigh(root: HtmlElement) -> Weights:
    """Measures an element and all within it."""
    weights = Weights()
    for element in reversed([*root.iter()]):  # so that what is within comes before
        clock.worked(len(element.text or "") + len(element.tail or ""))
        weights.of[element] = _measured(element, [(child, weights[child]) for child in element])
    return weights


def size_of(text: str | None) -> int:
    """Bytes of a text in UTF-8 without its spaces."""
    return len("".join(text.split()).encode()) if text else 0


def _measured(element: HtmlElement, within: list[tuple[HtmlElement, Measured]]) -> Measured:
    run = size = size_of(element.text)
    linked = linked_run = together = 0
    weight = 0.0
    for child, inner in within:
        own = size_of(child.tail)
        run, size = run + own + inner.open, size + own + inner.size
        linked, linked_run = linked + inner.linked, linked_run + inner.open_linked
        together, weight = together + inner.prose, weight + inner.weight
    if element.tag == "a":
        linked, linked_run = size, run
    if size <= _TEASER and _has_linked_heading(within):
        return Measured(size, linked, is_teaser=True)
    weight += together**_TOGETHER - together
    is_block = element.tag in BLOCK_NAMES
    prose = run - linked_run if is_block and run >= _LEAST_RUN and linked_run <= run * _MOST_LINKED else 0
    total = weight + prose
    weight = total * sqrt(1 - linked / size) if size else 0.0
    return Measured(size, linked, weight, total, prose, 0 if is_block else run, 0 if is_block else linked_run)


def _has_linked_heading(within: list[tuple[HtmlElement, Measured]]) -> bool:
    return any(
        (child.tag in HEADINGS and inner.size and inner.linked >= inner.size)
        or (child.tag == "a" and any(each.tag in HEADINGS for each in child))
        for child, inner in within
    )
