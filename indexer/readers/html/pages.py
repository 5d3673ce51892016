"""Articles of the web: the main text of a page, by trafilatura, and the fields that the page states."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trafilatura import bare_extraction
from trafilatura.settings import Document

from indexer.readers.blocks import Block
from indexer.readers.file_walk import shown
from indexer.readers.html.blocks import AROUND, blocks_of, letters
from indexer.readers.html.stated import Stated
from indexer.readers.html.tree import parsed_page
from indexer.readers.structured import article_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_LEAST_LETTERS = 100  # of a main text; of a page with less, everything is read
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what goes wrong is told as a reason


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
    """The blocks of a page's main text, as far as one can be told. `root` is used up."""
    for link in root.find_class("mw-editsection"):  # “[edit]” in the headings of wikis
        link.drop_tree()
    captions = dict(_captions(root))
    main = bare_extraction(root, with_metadata=False, include_comments=False, include_tables=True)
    blocks = blocks_of(main.body) if isinstance(main, Document) else []
    return [each for block in blocks for each in (block, *captions.pop(_key(block.text), ()))]


def _captions(root: HtmlElement) -> Iterator[tuple[str, list[Block]]]:
    """The captions of pictures, which trafilatura leaves out, by the beginning of the paragraph or heading above them."""
    above, captions = "", []
    for element in root.iter("p", "h1", "h2", "h3", "figcaption"):
        inside = next(element.iterancestors("figure", "figcaption", *AROUND), None)
        if element.tag == "figcaption":
            captions += [Block(text, "caption") for text in [_line(element)] if text and _is_shown(element)]
        elif inside is None and (key := _key(element.text_content())):
            yield above, captions
            above, captions = key, []
    yield above, captions


def _is_shown(caption: HtmlElement) -> bool:
    return next(caption.iterancestors(*AROUND), None) is None


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _key(text: str) -> str:
    """The first letters of a text; enough to know it by."""
    return "".join(filter(str.isalnum, text[:200]))[:60]


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
