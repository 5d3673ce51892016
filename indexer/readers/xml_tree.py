"""XML as a tree of elements: no entity is replaced, no other file is opened, nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from indexer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element


def parsed_xml(raw: bytes, path: str) -> Element:
    """The root of XML; raises `ArticleError`, which names `path`, when it is damaged or would do harm."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        words = " ".join(str(error).split())[:100]
        raise ArticleError(path, f"is damaged ({words}); save it anew") from None


def named(root: Element, *names: str) -> Iterator[Element]:
    """Every element below `root` with one of these names, in whatever namespace, in order."""
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in names)


def first_text(root: Element, *names: str) -> str:
    """The words of the first element that has a name and any words, by the order of the names; empty when there is none."""
    for name in names:
        for element in named(root, name):
            if words := words_of(element):
                return words
    return ""


def words_of(element: Element) -> str:
    """The text of an element on one line; a blank stands between the texts of its parts."""
    return " ".join(" ".join(element.itertext()).split())
