"""reStructuredText (.rst): one article a file, its readable text without markup; needs the extra `[formats]`.

docutils reads it, with everything switched off that reads other files or passes raw HTML through. Directives and roles that
it does not know, such as those of Sphinx, keep their text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from textwrap import dedent
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.blocks import Block, table_row
from indexer.readers.encoding import text_of
from indexer.readers.file_walk import shown
from indexer.readers.links import behind, count_signs, link
from indexer.readers.list_numbers import written
from indexer.readers.structured import article_of_blocks
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from indexer.readers.blocks import BlockKind
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link
    from indexer.types import Article, Note

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,  # nothing is printed
    "halt_level": 5,
    "docinfo_xform": True,
    "sectsubtitle_xform": False,
}
_LONGEST_LINE = 10_000  # code points; docutils reads nothing of a file with a longer one
_RULES = re.compile(r"^(([!-/:-@[-`{-~])\2*\n)\1{9,}", re.MULTILINE)  # docutils goes through each of them many times
_ROLE = re.compile(r":[\w:+.-]+:`~?([^`<]+?)(?:\s*<[^`>]*>)?`")
_DIRECTIVE = re.compile(r"\.\. (?!raw::|include::)[\w:+.-]+::[^\n]*\n(?:\s+:[\w-]+:[^\n]*\n)*", re.MULTILINE)
_LEFT_OUT = frozenset(
    {
        "comment",
        "substitution_definition",
        "target",
        "pending",
        "raw",
        "docinfo",
        "meta",
        "decoration",
        "generated",
        "label",
    }
)
_SIGNS = frozenset({"footnote_reference", "citation_reference"})  # `[1]` in the text
_LINES = frozenset({"literal_block", "doctest_block", "math_block"})
_FORMS = {
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}
_MOST_PARTS = 1_000  # of a paragraph that are looked at for links
_INLINE = frozenset(
    {"paragraph", "term", "attribution", "line", "rubric", "caption", "subtitle", "classifier", "field_name"}
)


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a reStructuredText file; its title is the document's, else its first heading."""
    document = _document(normalise(text_of(file.path, limits.file_size)), shown(file.path))
    yield from article_of_blocks(file, limits, _blocks(document, 0), _fields(document), from_text=True)


def _document(source: str, path: str) -> nodes.document:
    try:
        from docutils.core import publish_doctree  # noqa: PLC0415  an extra
    except ImportError:
        raise ArticleError(path, 'needs docutils; install it with pip install "footnote-search[formats]"') from None
    source = _RULES.sub(r"\1", source)
    if max(map(len, source.split("\n"))) > _LONGEST_LINE:
        raise ArticleError(path, f"has a line of more than {_LONGEST_LINE:,} characters; wrap it, and build again")
    clock.parsing(len(source))
    document: nodes.document = publish_doctree(source, settings_overrides=_SETTINGS)
    for reference in list(document.findall(lambda node: node.tagname in _SIGNS)):
        _remove(reference)
    return document


def _remove(reference: nodes.Node) -> None:
    """Removes a reference to a note, and the blank before it."""
    parent, at = reference.parent, reference.parent.index(reference)
    if at and parent[at - 1].tagname == "#text":
        parent[at - 1] = type(parent[at - 1])(parent[at - 1].astext().rstrip())
    parent.remove(reference)


def _fields(document: nodes.document) -> dict[str, object]:
    """The author and the date of the fields at the top; docutils knows them by their names."""
    names = {"author": "author", "authors": "author", "date": "published"}
    found = {names[each.tagname]: _plain(each) for each in document.findall() if each.tagname in names}
    return dict(found)


def _blocks(node: nodes.Node, level: int) -> Iterator[Block]:
    """The blocks of a node, in order; `level` is the depth of its section."""
    for child in node.children:
        tag = child.tagname
        if tag in _LEFT_OUT:
            continue
        if tag == "title":
            yield Block(_plain(child), "heading", level=level)
        elif tag == "enumerated_list":
            for number, item in enumerate(child.children, child.get("start", 1)):
                yield from _numbered(_number(child, number), _blocks(item, level))
        elif tag in _INLINE:
            kind: BlockKind = "item" if node.tagname == "list_item" else "paragraph"
            yield Block(_plain(child), "caption" if tag == "caption" else kind, links=tuple(_links(child)))
        elif tag in _LINES:
            yield Block(child.astext(), "code")
        elif tag == "row":
            yield from table_row(
                [list(_blocks(cell, level)) for cell in child.children], header=node.tagname == "thead"
            )
        elif tag == "system_message":
            yield from _unknown(child)
        else:
            yield from _blocks(child, level + (tag == "section"))


def _number(numbered: nodes.Node, number: int) -> str:
    """The number of an item as its list writes it: `2.`, `(b)`."""
    return f"{numbered.get('prefix', '')}{written(number, _FORMS[numbered['enumtype']])}{numbered.get('suffix', '')}"


def _numbered(number: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks of an item, the first of them behind its number."""
    for first in blocks:
        yield replace(first, text=f"{number} {first.text}", links=tuple(behind(number, first.links)))
        break
    yield from blocks


def _links(node: nodes.Node) -> Iterator[Link]:
    before: list[str] = []
    for each in islice(node.findall(), _MOST_PARTS):
        if each.tagname == "#text":
            before.append(each.astext())
        elif each.tagname == "reference":
            yield from link(count_signs(_ROLE.sub(r"\1", "".join(before))), _plain(each), each.get("refuri"))


def _unknown(message: nodes.Node) -> Iterator[Block]:
    """The text of a directive that is not known, paragraph by paragraph."""
    for block in message.children:
        directive = _DIRECTIVE.match(block.astext() + "\n") if block.tagname == "literal_block" else None
        if directive:
            text = dedent(block.astext()[directive.end() :])
            yield from (Block(_ROLE.sub(r"\1", " ".join(part.split()))) for part in text.split("\n\n"))


def _plain(node: nodes.Node) -> str:
    """The text of a node on one line; of a role that is not known, its words."""
    return _ROLE.sub(r"\1", " ".join(node.astext().split()))
