"""HTML as a tree of elements, decoded as a browser would."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.encoding import decoded, encoding_mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)""", re.I
)
_HEAD = 4_096  # bytes in which a page declares its encoding
_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_CROWDED_TAG = re.compile(
    r"""<[a-z][^\s<>]*+(?:[\s/]++[^\s<>"'=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?+){2000}""", re.IGNORECASE
)
"""A tag with 2,000 attributes or more, each of which the parser compares with all others."""
_CONTROLS = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*+(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*+(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Characters, and references to such, that the parser reads but that its tree cannot be changed with."""


def parsed_page(raw: bytes | str, path: str, declared: str | None = None) -> HtmlElement:
    """The root of a page, of which `declared` is the encoding that its sender named.

    Raises `ArticleError`, which names `path`, for a page that is empty, no text, or nested deeper than can be read, and
    for one with a tag of thousands of attributes.
    """
    text = raw if isinstance(raw, str) else page_text(raw, path, declared)
    if _CROWDED_TAG.search(text):
        raise ArticleError(path, "has a tag with thousands of attributes; simplify it, or leave it out")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(_CONTROLS.sub(" ", text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise ArticleError(path, "has no text; write an article into it, or remove it") from None
    except etree.XMLSyntaxError as error:
        raise MemoryError from error  # the parser forgives everything else
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ArticleError(path, "is nested too deeply; simplify it")
    clock.parsing(int(root.xpath("string-length(.)")))
    return root


def page_text(raw: bytes, path: str, declared: str | None = None) -> str:
    """The text of a page's bytes: UTF-8 if they are, else in the encoding that the sender, or the page, declares."""
    if encoding_mark(raw) is None:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            match = _DECLARED.search(raw, 0, _HEAD)
            found = match[1] or match[2] if match else b""
            for name in (declared or "", found.decode("ascii", "replace")):
                if encoding := _known(name):
                    return raw.decode(encoding, "replace")
    return decoded(raw, path)


def _known(name: str) -> str:
    """The encoding that browsers read a page in that declares `name`; empty for UTF-8, which it is not, and unknown names."""
    try:
        standard = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    encoding = _BROWSERS.get(standard, standard)
    is_of_text = encoding not in {"utf-8", "base64", "bz2", "hex", "idna", "punycode", "quopri", "rot13", "uu", "zlib"}
    return encoding if is_of_text and "escape" not in encoding else ""
