"""The blocks of a tree: what a browser shows, without what is hidden, scripts and forms.

Trees are those of HTML and of news in XML (`hl2`, `media-caption`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.blocks import Block, table_row
from indexer.readers.links import behind, count_signs, link

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from lxml.etree import _Element as Element

    from indexer.readers.blocks import BlockKind
    from indexer.readers.links import Link

    PageOf = Callable[[Element], tuple[str, bool] | None]

SILENT = frozenset(
    "script style template noscript svg math object iframe audio video canvas button select option input textarea"
    " datalist map rt rp graphic img link meta title".split()
)
"""Elements that are not read."""
AROUND = frozenset({"nav", "header", "footer", "aside", "menu"})
"""Elements that usually hold what stands around the text of a page."""
_BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(
        "body p div section article main blockquote quote address figure center dl dt dd ul ol list table tbody thead tfoot"
        " header footer aside nav menu form fieldset hr details summary media".split(),
        "paragraph",
    ),
    "li": "item",
    **dict.fromkeys(("figcaption", "caption", "media-caption"), "caption"),
    **dict.fromkeys(("pre", "listing", "xmp"), "code"),
}
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
BLOCK_NAMES = HEADINGS | {*_BLOCKS, "tr", "td", "th"}
"""Elements of HTML that begin on a line of their own."""
_INHERITED = frozenset({"caption", "code", "item"})  # kinds that also those blocks have that stand in one
_SPACES = re.compile(r"[ \t\r\n\f]+")
_OTHERS = re.compile(r"\W+")
_HEADING = re.compile(r"hl?([1-6])")
_LONGEST_LINE = 80  # code points of a line of verse
_MOST_PARTS = 8  # elements within one
_PAGE = "\ufdd0"  # no character; stands where a page begins
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def blocks_of(root: Element, left_out: Container[str] = frozenset(), page_of: PageOf | None = None) -> list[Block]:
    """The blocks of an element in reading order, without the elements named by `left_out` and what is in them.

    `page_of` gives the label of the page that begins at an element, if one does, and whether nothing else stands in it.
    """
    walk = _Walk(left_out, page_of)
    walk.element(root)
    walk.flush()
    return walk.blocks


def name_of(element: Element) -> str:
    """The name of an element in small letters, without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


class _Walk:
    """Collects blocks. The text of a line is collected in parts until the block that it belongs to ends."""

    def __init__(self, left_out: Container[str], page_of: PageOf | None = None) -> None:
        self.blocks: list[Block] = []
        self._left_out = left_out
        self._page_of = page_of
        self._pages: list[str] = []  # labels, in the order of their signs in the parts
        self._parts: list[str] = []
        self._linked = 0  # letters that are links
        self._kind: BlockKind = "paragraph"
        self._level: int | None = None
        self._prefix = ""
        self._in_link = False
        self._links: list[Link] = []
        self._counted = (0, 0)  # parts, and what they hold that is no white space
        self._numbers: dict[Element, int] = {}  # of the last item of each numbered list
        self._line_of: Element | None = None  # the element that the last block is a line of, as a verse is

    def element(self, element: Element) -> None:
        """Reads an element; not the text behind it."""
        name = name_of(element)
        if self._page_of and name and self._turn_page(element, self._page_of):
            return
        if not name or name in SILENT or name in self._left_out or is_hidden(element):
            return
        if name == "tr":
            self._row(element)
        elif name == "br":
            self._parts.append("\n")
        elif name == "code" and "\n" in (element.text or ""):
            self._block(element, "code")
        elif heading := _level(name):
            self._block(element, "heading", heading)
        elif kind := _BLOCKS.get(name):
            self._block(element, kind)
        elif name == "a":
            self._link(element)
        elif name == "q":
            self._parts.append("“")
            self._content(element)
            self._parts.append("”")
        else:
            self._content(element)

    def _link(self, element: Element) -> None:
        """Reads a link; one that blocks lie in is none of a text."""
        outside, self._in_link = self._in_link, bool(element.get("href"))
        first, before, blocks = len(self._parts), self._count(), len(self.blocks)
        self._content(element)
        if len(self.blocks) == blocks:
            words = "".join(self._parts[first:]).replace(_PAGE, "")
            self._links += link(before, words, element.get("href"))
        self._in_link = outside

    def _count(self) -> int:
        """How much of the block that is being collected is no white space."""
        parts, signs = self._counted
        signs += count_signs("".join(self._parts[parts:]).replace(_PAGE, ""))
        self._counted = len(self._parts), signs
        return signs

    def _clear(self) -> None:
        """Begins a block."""
        self._parts.clear()
        self._links, self._counted, self._linked = [], (0, 0), 0

    def _turn_page(self, element: Element, page_of: PageOf) -> bool:
        """Begins the page that begins at an element, if one does; returns whether nothing else stands in it."""
        label, is_label = page_of(element) or ("", False)
        if label:
            self._pages.append(label)
            self._parts.append(_PAGE)
        return is_label

    def flush(self) -> None:
        """Ends the block that is being collected."""
        if not self._parts:
            return
        text = "".join(self._parts)
        if self._kind != "code":
            text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
        if not text.strip(f" \n{_PAGE}"):
            self._clear()
            self._parts += [_PAGE] * len(self._pages)  # these pages begin in the next block
            return
        parts = [text] if self._kind == "code" else re.split(r"\n{2,}", text)
        links = tuple(behind(self._prefix, self._links)) if len(parts) == 1 else ()
        for part in parts:
            text_of_part, pages = self._without_pages(self._prefix + part)
            self.blocks.append(Block(text_of_part, self._block_kind(text), self._level, pages=pages, links=links))
            self._prefix = ""
        self._clear()

    def _without_pages(self, text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The text without the signs of pages, and these pages."""
        if not self._pages:
            return text, ()
        first, *others = text.split(_PAGE)
        pages = []
        for other in others:
            pages += [(len(first), self._pages.pop(0))] if self._pages else []
            first += other
        return first, tuple(pages)

    def _block_kind(self, text: str) -> BlockKind:
        letters = _letters(text)
        return "link" if self._kind in {"paragraph", "item"} and letters and self._linked >= letters else self._kind

    def _block(self, element: Element, kind: BlockKind, level: int | None = None) -> None:
        self.flush()
        before = self._kind, self._level, self._prefix
        if kind != "paragraph" or self._kind not in _INHERITED:
            self._kind, self._level = kind, level
        if kind == "item":
            self._prefix = self._number(element)
        lines, count = self._line_of, len(self.blocks)
        self._content(element)
        self.flush()
        self._kind, self._level, self._prefix = before
        if name_of(element) == "div" and kind == "paragraph" and len(self.blocks) == count + 1:
            self._join_lines(element, lines)
        elif len(self.blocks) > count:
            self._line_of = None

    def _join_lines(self, element: Element, lines: Element | None) -> None:
        """Makes one block of two `div` that follow each other, if they are short: a browser leaves no space between them."""
        parent = element.getparent()
        last = self.blocks[-1]
        is_line = last.kind == "paragraph" and len(last.text) <= _LONGEST_LINE and len(element) <= _MOST_PARTS
        if not is_line or any(name_of(child) in _BLOCKS for child in element):
            self._line_of = None
            return
        if parent is not None and lines is parent:
            self.blocks[-2:] = [Block(f"{self.blocks[-2].text}\n{last.text}")]
        self._line_of = parent

    def _number(self, item: Element) -> str:
        """The number that a browser writes before an item of a numbered list; empty in other lists."""
        parent = item.getparent()
        if parent is None or name_of(parent) != "ol":
            return ""
        first = parent.get("start") or "1"
        before = int(first) - 1 if first.isdecimal() and len(first) < 10 else 0
        self._numbers[parent] = self._numbers.get(parent, before) + 1
        return f"{self._numbers[parent]}. "

    def _row(self, row: Element) -> None:
        self.flush()
        cells = [each for each in row if name_of(each) in {"td", "th"} and not is_hidden(each)]
        within = [list(self._cell(cell)) for cell in cells]
        header = len(cells) > 1 and all(name_of(each) == "th" for each in cells)
        blocks = list(table_row(within, header=header))
        labels = [*self._pages, *(label for cell in within for block in cell for _, label in block.pages)]
        pages = tuple((0, label) for label in labels)
        if blocks:  # else the pages begin in the next row
            self._pages.clear()
            self._clear()
        self.blocks += [replace(blocks[0], pages=pages), *blocks[1:]] if pages and blocks else blocks

    def _cell(self, cell: Element) -> Iterator[Block]:
        walk = _Walk(self._left_out, self._page_of)
        walk.content(cell)
        walk.flush()
        yield from walk.blocks

    def content(self, element: Element) -> None:
        """Reads what is in an element."""
        self._text(element.text)
        for child in element:
            self.element(child)
            self._text(child.tail)

    _content = content

    def _text(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._kind == "code" else _SPACES.sub(" ", text))
            if self._in_link:
                self._linked += _letters(text)


def is_hidden(element: Element) -> bool:
    """Whether an attribute or style of its own hides the element."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _level(name: str) -> int:
    """The level of a heading; 0 for any other element."""
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


def letters(blocks: Iterable[Block]) -> int:
    """How many letters and digits the blocks have."""
    return sum(_letters(block.text) for block in blocks)


def _letters(text: str) -> int:
    return len(_OTHERS.sub("", text))
