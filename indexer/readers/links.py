"""Links of a document: where their words stand in the text that is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from indexer.types import Span, Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_LONGEST = 2_000  # code points of an address
_MOST = 500  # links of one block


@dataclass(frozen=True, slots=True)
class Link:
    """The words of a link and its address. `before` counts what stands before it in its block, white space not counted."""

    before: int
    words: str
    address: str


def link(before: int, words: str, address: str | None) -> Iterator[Link]:
    """The link, if it has words and leads to the web or to a mail address."""
    words, address = " ".join(words.split()), (address or "").strip()
    if words and len(address) <= _LONGEST and _ADDRESS.fullmatch(address):
        yield Link(before, words, address)


def behind(prefix: str, links: Iterable[Link]) -> list[Link]:
    """The links of a text that stands behind a prefix, such as its number, in one block with it."""
    before = count_signs(prefix)
    return [replace(each, before=before + each.before) for each in links]


def count_signs(text: str) -> int:
    """How many code points of the text are no white space."""
    return len("".join(text.split()))


def located(text: str, at: int, links: Iterable[Link]) -> Iterator[Structure]:
    """The links in the text of a block, which begins at code point `at` of its article.

    White space may have changed since the links were read; a link whose words are not there is left out.
    """
    reached = counted = 0
    for each in islice(links, _MOST):
        start = text.find(each.words, reached)
        while start >= 0 and (count := counted + count_signs(text[reached:start])) < each.before:
            reached, counted = start, count
            start = text.find(each.words, start + 1)
        if start >= 0 and count == each.before:
            yield Structure(Span(at + start, at + start + len(each.words)), "link", each.address)
            reached, counted = start + len(each.words), count + count_signs(each.words)
