"""Dumps of wikis (MediaWiki XML): one article a page, of its newest revision, by a library of the extra `[formats]`.

Its id is that of the file, a colon and the page's title. Redirects and pages outside the main namespace are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from indexer.errors import ArticleError
from indexer.readers.blocks import Block
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.structured import article_of_blocks
from indexer.readers.xml_tree import first_text, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped

_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*")
_ITEM = re.compile(r"[*#:;]+\s*")
_LEFT_OUT = re.compile(r"\{\||\|\}|\[\[(?:Category|File|Image):[^\]]{0,2000}\]\]|__[A-Z]+__", re.IGNORECASE)
_PAIRS = (("[[", "]]"), ("{{", "}}"), ("<!--", "-->"))
_TAG = re.compile(r"<(?!(?:br|hr|wbr|li|dt|dd)\b)[a-z]", re.IGNORECASE)
_MOST_UNCLOSED = 300  # for each, the library goes through the rest of the page
_REFERENCES = re.compile(r"<ref\b[^>]*/>|<ref\b(?:(?!<ref\b).)*?</ref>", re.DOTALL | re.IGNORECASE)


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of a dump, one page at a time in memory; a page that cannot be read costs itself alone."""
    path = shown(file.path)
    try:
        from mwparserfromhell import parse  # noqa: PLC0415  an extra
    except ImportError:
        raise ArticleError(path, 'needs mwparserfromhell to be read; pip install "footnote-search[formats]"') from None
    site = ""
    pages = 0
    for element in _elements(file, path):
        if element.tag.endswith("}siteinfo"):
            site = first_text(element, "sitename")
        elif _is_article(element):
            pages += 1
            try:
                yield from _article(element, parse, site, file, limits)
            except Exception as error:  # whatever it is, it costs this page only
                where = f"{path}:{first_text(element, 'title')}"
                named_ = ArticleError(where, error.reason) if isinstance(error, ArticleError) else error
                yield skipped_after(named_, file.path, where, limits)
        element.clear()
    if not pages:
        raise ArticleError(path, "holds no page of a wiki; leave it out")


def _elements(file: SourceFile, path: str) -> Iterator[Element]:
    """The information on the site, and each page."""
    try:
        events = etree.iterparse(
            str(file.path), tag=("{*}siteinfo", "{*}page"), resolve_entities=False, no_network=True
        )
        for _, element in events:
            yield element
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ArticleError(path, f"is damaged ({' '.join(str(error).split())[:100]}); save it anew") from None


def _is_article(page: Element) -> bool:
    revised = any(True for _ in named(page, "revision"))
    return revised and first_text(page, "ns") in {"", "0"} and not any(True for _ in named(page, "redirect"))


def _article(
    page: Element, parse: Callable[[str], object], site: str, file: SourceFile, limits: Limits
) -> Iterator[Article | Note]:
    revision = max(named(page, "revision"), key=lambda each: first_text(each, "timestamp"))
    title = first_text(page, "title")
    stated = {"title": title, "published": first_text(revision, "timestamp"), "source": site}
    fields = {name: value for name, value in stated.items() if value}
    source = next((each.text or "" for each in named(revision, "text")), "")
    blocks = [Block(title, "heading", 0), *_blocks(source, parse)]
    yield from article_of_blocks(file, limits, blocks, fields, id=f"{file.id}:{title}")


def _blocks(source: str, parse: Callable[[str], object]) -> Iterator[Block]:
    """Headings, items and paragraphs of wikitext, without its markup, templates and references."""
    unclosed = [source.count(opening) - source.count(closing) for opening, closing in _PAIRS]
    unclosed.append(len(_TAG.findall(source)) - source.count("</") - source.count("/>"))
    if max(unclosed) > _MOST_UNCLOSED:
        raise ArticleError("", "has hundreds of brackets or tags that are never closed; correct it")
    for part in re.split(r"\n(?=[=*#:;]|\n)|(?<==)\n", _REFERENCES.sub("", source)):
        line = part.strip()
        heading = _HEADING.fullmatch(line)
        item = None if heading else _ITEM.match(line)
        text = heading[2] if heading else line[item.end() :] if item else line
        plain = parse(_LEFT_OUT.sub("", text)).strip_code()  # type: ignore[attr-defined]  # it has no types
        if heading:
            yield Block(plain, "heading", len(heading[1]))
        else:
            yield Block(plain, "item" if item else "paragraph")
