"""Articles of the web: the main text of a page, and the fields that the page states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.blocks import Block
from indexer.readers.file_walk import shown
from indexer.readers.html.blocks import AROUND, blocks_of, letters
from indexer.readers.html.main_text import main_blocks
from indexer.readers.html.stated import Stated
from indexer.readers.html.tree import parsed_page
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_WRITERS = re.compile(r"(?:libre|open|star)office|microsoft (?:word|excel|powerpoint)|abiword|calligra|pandoc", re.I)
_AROUND_DOCUMENT = "//div[@title='header' or @title='footer']"  # of each printed page, as LibreOffice calls them
_LEAST_LETTERS = 100  # of a main text; of a page with less, everything is read


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a saved page; raises as `article_of_page` does."""
    yield from article_of_page(file, limits, file.path.read_bytes())


def article_of_page(
    file: SourceFile,
    limits: Limits,
    raw: bytes | str,
    *,
    id: str = "",  # noqa: A002  it is the field's name
    encoding: str | None = None,
    otherwise: Mapping[str, object] | None = None,
) -> Iterator[Article | Note]:
    """The article of a page that lies in `file`; `otherwise` has fields for those that the page does not state.

    `encoding` is what its sender named. Raises `ArticleError` for a page without text, or nested too deeply.
    """
    path = shown(file.path)
    root = parsed_page(raw, path, encoding)
    stated = Stated(root)
    given = {**(otherwise or {}), **stated.fields()}
    headings = {heading.casefold() for heading in stated.headings()}
    blocks = _main_blocks(root)
    if letters(blocks) < _LEAST_LETTERS:
        everything = blocks_of(parsed_page(raw, path, encoding), AROUND)
        blocks = blocks if letters(blocks) >= letters(everything) // 2 else everything
    yield from article_of_blocks(file, limits, _headed(blocks, str(given.get("title", "")), headings), given, id=id)


def _main_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of a page's main text, as far as one can be told. `root` is used up.

    What an office program has written is a document: nothing stands around its text.
    """
    if any(_WRITERS.search(each.get("content") or "") for each in root.xpath("//meta[@name='generator']")):
        for around in root.xpath(_AROUND_DOCUMENT):
            around.drop_tree()
        return blocks_of(root, AROUND - {"header"})
    for link in root.find_class("mw-editsection"):  # “[edit]” in the headings of wikis
        link.drop_tree()
    return main_blocks(root)


def _headed(blocks: list[Block], title: str, headings: set[str]) -> list[Block]:
    """The blocks with the title before them, if the page shows it as a heading that is not among them."""
    line = title.casefold()
    if (
        not title
        or line not in headings
        or any(line == " ".join(block.text.split()).casefold() for block in blocks[:5])
    ):
        return blocks
    return [Block(title, "heading", 0), *blocks]
